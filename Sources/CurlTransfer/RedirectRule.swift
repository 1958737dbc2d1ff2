/// Where a GET may be sent on to, by the hosts that its request allows.
struct RedirectRule {
    /// How many redirects are followed, one after the other.
    static let limit = 10

    /// The URL that was asked first.
    let first: String
    /// Hosts that are allowed besides its own, in lower case.
    let hosts: Set<String>

    /// Whether an answer sends the reader on (RFC 9110, 15.4); one without `Location` does not.
    static func isRedirect(_ status: Int) -> Bool {
        [301, 302, 303, 307, 308].contains(status)
    }

    /// Why the step from one URL to the next is not made; nil when it is.
    func refusal(from url: String, to next: String) -> String? {
        let host = host(ofURL: next)
        let scheme = scheme(ofURL: next)
        if next.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) || host.isEmpty {
            return "the server sends the reader to something that is no URL of a web server"
        }
        guard scheme == "https" || scheme == "http" else {
            return "the server sends the reader to `\(host)` by `\(scheme)`"
        }
        if scheme == "http", CurlTransfer.scheme(ofURL: url) == "https" {
            return "the server sends the reader from https to http, to `\(host)`"
        }
        if hosts.contains(host) { return nil }
        guard host == CurlTransfer.host(ofURL: first) else {
            return "the server sends the reader to the host `\(host)`, which is not allowed"
        }
        guard port(ofURL: next) == port(ofURL: first) else {
            return "the server sends the reader to another port of `\(host)`, which is not allowed"
        }
        return nil
    }
}
