import CurlTransfer
import FoundationEssentials
import IndicatorModel

/// A channel with the values of its secrets.
enum ResolvedChannel: Sendable {
    case mail(ResolvedMail)
    case webhook(url: String, headers: [TransferHeader])
    case command([String])
    case healthCheck(url: String)

    /// Adds what nobody may read to `secrets`, also when a later value is not to be found.
    init(
        _ channel: Notification.Channel,
        _ resolver: SecretResolver,
        _ secrets: inout [String]
    ) throws(Diagnostic) {
        switch channel {
        case .mail(let mail): self = .mail(try ResolvedMail(mail, resolver, &secrets))
        case .webhook(let url, let headers):
            let address = try resolver.resolve(url)
            secrets += secretParts(ofURL: address)
            var lines: [TransferHeader] = []
            for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
                let text = try resolver.resolve(value)
                if case .literal = value {} else { secrets.append(text) }
                lines.append(TransferHeader(name, text))
            }
            self = .webhook(url: address, headers: lines)
        case .command(let program): self = .command(program)
        case .healthCheck(let url):
            let address = try resolver.resolve(url)
            secrets += secretParts(ofURL: address)
            self = .healthCheck(url: address)
        }
    }
}

/// Whom to mail, over which server.
struct ResolvedMail: Sendable {
    let server: String
    let user: String?
    let password: String?
    let from: Mailbox
    let to: [Mailbox]

    init(
        _ mail: Notification.Mail,
        _ resolver: SecretResolver,
        _ secrets: inout [String]
    ) throws(Diagnostic) {
        let address = try resolver.resolve(mail.server)
        secrets += userParts(ofURL: address)
        server = address
        if let secret = mail.user {
            user = try resolver.resolve(secret)
            if case .literal = secret {} else { secrets += [user].compactMap { $0 } }
        } else {
            user = nil
        }
        if let secret = mail.password {
            password = try resolver.resolve(secret)
            secrets += [password].compactMap { $0 }
        } else {
            password = nil
        }
        from = try Self.mailbox(mail.from)
        var recipients: [Mailbox] = []
        for text in mail.to { recipients.append(try Self.mailbox(text)) }
        to = recipients
    }

    private static func mailbox(_ text: String) throws(Diagnostic) -> Mailbox {
        if let mailbox = Mailbox(text) { return mailbox }
        throw Diagnostic(
            "notify.bad-address",
            "`\(oneLine(text))` is no address of a mail",
            hints: ["write `name@example.ca` or `Name <name@example.ca>`, in ASCII"],
            severity: .warning
        )
    }

    /// The mail that tells of a run.
    func request(_ summary: RunSummary) -> TransferRequest {
        let message = MailMessage(
            from: from,
            to: to,
            subject: "[lip] \(summary.headline)",
            time: summary.ended ?? summary.started,
            id: "\(summary.runID).\(summary.moment.rawValue)",
            text: summary.text
        )
        let envelope = MailEnvelope(
            from: from.address,
            recipients: to.map(\.address),
            user: user,
            password: password
        )
        return TransferRequest(server, method: .mail(envelope), body: message.bytes)
    }
}

/// `user:password` of a URL, and the password.
private func userParts(ofURL url: String) -> [String] {
    guard let scheme = url.firstRange(of: "://") else { return [] }
    let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
    guard let at = authority.lastIndex(of: "@") else { return [] }
    let user = authority[..<at]
    return [String(user)] + user.split(separator: ":", maxSplits: 1).dropFirst().map(String.init)
}

/// What of a URL nobody may read: who has the path of a webhook can call it.
///
/// These are the path and the query, whole and each for itself, and of their parts those that may
/// stand alone somewhere: values of the query, and long names in the path.
private func secretParts(ofURL url: String) -> [String] {
    guard let scheme = url.firstRange(of: "://") else { return [url] }
    let whole: Substring = url[scheme.upperBound...].drop { !"/?#".contains($0) }
    let path: Substring = whole.prefix { !"?#".contains($0) }
    let query: Substring = whole.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
    let names: [Substring] = path.split(separator: "/").filter { $0.count >= 12 }
    let values = query.split(separator: "&").compactMap { pair -> Substring? in
        pair.firstIndex(of: "=").map { pair[pair.index(after: $0)...] }
    }
    let parts = ([whole, path, query] + names + values).filter { $0.count > 1 }
    return userParts(ofURL: url) + parts.map(String.init)
}

/// Scheme, host and port of a URL: what may be shown of it.
func origin(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return Redactor.mask }
    let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    return "\(url[..<scheme.upperBound])\(host)"
}

/// Where a health check is told of a moment: the query stays at the end.
func healthCheckURL(_ url: String, at moment: RunMoment) -> String {
    let suffix: String
    switch moment {
    case .start: suffix = "/start"
    case .success: return url
    case .failure: suffix = "/fail"
    }
    let path = url.prefix { !"?#".contains($0) }
    let end = url[path.endIndex...]
    return (path.hasSuffix("/") ? path.dropLast() : path) + suffix + end
}
