import IndicatorModel

/// The kinds of channel, by their keys.
enum ChannelKey: String, CaseIterable {
    case mail, webhook, command
    case healthCheck = "health-check"

    /// When somebody is told, where the entry does not say it.
    ///
    /// A health check learns of starts too, so that it can tell a run that never ended.
    var moments: Set<RunMoment> {
        switch self {
        case .mail: [.failure]
        case .webhook, .command: [.success, .failure]
        case .healthCheck: Set(RunMoment.allCases)
        }
    }
}

/// How the URL of each kind of channel may begin.
enum URLScheme {
    static let web = ["http://", "https://"]
    static let mail = ["smtp://", "smtps://"]
}

extension PipelineReader {
    func readNotifications(_ value: YAMLValue?) -> [Notification] {
        (value?.list ?? []).compactMap(readNotification)
    }

    private func readNotification(_ value: YAMLValue) -> Notification? {
        let keys = ChannelKey.allCases.map(\.rawValue)
        let known = keys + ["on"]
        guard let mapping = value.mapping(required: [], optional: known) else { return nil }
        let given = ChannelKey.allCases.filter { mapping[$0.rawValue] != nil }
        guard given.count == 1, let key = given.first, let channel = mapping[key.rawValue] else {
            // A misspelt channel has been reported.
            if given.isEmpty, value.hasKey(otherThan: known) { return nil }
            let expected = "expected one of \(listed(keys, conjunction: "or"))"
            let message = "\(expected), found \(listed(given.map(\.rawValue)))"
            let hint = "give every channel an entry of its own"
            let hints = given.isEmpty ? [] : [hint]
            report.add(.general("one-channel", message, value, hints: hints))
            return nil
        }
        let moments = readMoments(mapping["on"]) ?? key.moments
        return readChannel(key, channel).map { Notification(moments: moments, channel: $0) }
    }

    private func readMoments(_ value: YAMLValue?) -> Set<RunMoment>? {
        guard let value else { return nil }
        if value.isEmptyList {
            report.add(.wrongShape(value, expected: "at least one moment"))
        }
        return Set(value.list.compactMap { $0.choice("moment") })
    }

    private func readChannel(_ key: ChannelKey, _ value: YAMLValue) -> Notification.Channel? {
        switch key {
        case .mail:
            return readMail(value).map(Notification.Channel.mail)
        case .webhook:
            guard let mapping = value.mapping(required: ["url"], optional: ["headers"]),
                let url = mapping["url"]?.secretURL(URLScheme.web)
            else { return nil }
            return .webhook(url: url, headers: readHeaders(mapping["headers"]))
        case .command:
            return .command(readProgram(value))
        case .healthCheck:
            guard let mapping = value.mapping(required: ["url"]),
                let url = mapping["url"]?.secretURL(URLScheme.web)
            else { return nil }
            return .healthCheck(url: url)
        }
    }

    private func readMail(_ value: YAMLValue) -> Notification.Mail? {
        guard
            let mapping = value.mapping(
                required: ["server", "from", "to"],
                optional: ["user", "password"]
            )
        else { return nil }
        // A server wants both or none.
        let missing = ["user", "password"].filter { mapping[$0] == nil }
        if missing.count == 1 { report.add(.missingKeys(missing, in: value)) }
        if let to = mapping["to"], to.isEmptyList {
            report.add(.wrongShape(to, expected: "at least one address"))
        }
        let to = (mapping["to"]?.list ?? []).compactMap(\.mailAddress)
        let user = mapping["user"]?.secret
        let password = mapping["password"]?.secret
        guard let server = mapping["server"]?.secretURL(URLScheme.mail),
            let from = mapping["from"]?.mailAddress
        else { return nil }
        return Notification.Mail(server: server, user: user, password: password, from: from, to: to)
    }

    private func readHeaders(_ value: YAMLValue?) -> [String: Secret] {
        var headers: [String: Secret] = [:]
        for (key, value) in value?.entries ?? [] {
            if let name = key.headerName, let secret = value.secret { headers[name] = secret }
        }
        return headers
    }
}

extension YAMLValue {
    /// A text, or where it is kept: `{ env: NAME }` or `{ file: PATH }`; else it is reported.
    var secret: Secret? {
        if isScalar { return string.map(Secret.literal) }
        guard isMapping else {
            report.add(.wrongShape(self, expected: "a text, `{ env: NAME }` or `{ file: PATH }`"))
            return nil
        }
        let known = ["env", "file"]
        guard let mapping = mapping(required: [], optional: known) else { return nil }
        switch (mapping["env"], mapping["file"]) {
        case (nil, nil) where hasKey(otherThan: known):
            // A misspelt place has been reported.
            return nil
        case (let name?, nil):
            return name.variableName.map { .environment(name: $0) }
        case (nil, let path?):
            return path.string.map { .file(path: $0) }
        default:
            report.add(.general("one-place", "a secret has either `env` or `file`", self))
            return nil
        }
    }

    /// A secret; when the text itself is written, it must begin with one of the schemes.
    func secretURL(_ schemes: [String]) -> Secret? {
        guard let secret else { return nil }
        if case .literal(let text) = secret,
            !schemes.contains(where: { text.hasPrefix($0) && text.count > $0.count })
        {
            let beginnings = listed(schemes, conjunction: "or")
            report.add(.wrongShape(self, expected: "a URL that begins with \(beginnings)"))
            return nil
        }
        return secret
    }

    /// An address of a mailbox, without a name; anything else is reported.
    fileprivate var mailAddress: String? {
        guard let text = string else { return nil }
        if text.wholeMatch(of: /[^@<>\s,;]+@[^@<>\s,;]+/) != nil { return text }
        report.add(.wrongShape(self, expected: "an address such as `lip@example.org`"))
        return nil
    }

    /// The name of a header; anything else is reported.
    ///
    /// Source: RFC 9110, 5.6.2, token.
    fileprivate var headerName: String? {
        guard let text = string else { return nil }
        if text.wholeMatch(of: /[A-Za-z0-9!#$%&'*+\-.^_`|~]+/) != nil { return text }
        report.add(.wrongShape(self, expected: "the name of a header such as `Authorization`"))
        return nil
    }
}
