/// A transfer that came to no answer.
package struct TransferFailure: Error, Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The request itself cannot be sent.
        case badRequest
        /// No connection, or it broke.
        case unreachable
        case timedOut
        /// The server did not prove who it is.
        case notTrusted
        /// The server said no: to the user, the sender or a recipient.
        case refused
        /// The caller wanted it to end.
        case stopped
    }

    package let kind: Kind
    /// Where to, without user, password and query.
    package let url: String
    /// What libcurl says, for people.
    package let reason: String
    /// libcurl's number of the reason (`CURLcode`), or 0 when it was not asked.
    package let code: UInt32
}

/// A URL as it may be shown: the user, the password and the values of the query are left out.
package func shownURL(_ url: String) -> String {
    var text = url[...]
    let fragment = text.firstIndex(of: "#") ?? text.endIndex
    text = text[..<fragment]
    var query = ""
    if let mark = text.firstIndex(of: "?") {
        query = "?***"
        text = text[..<mark]
    }
    guard let scheme = text.firstRange(of: "://") else { return String(text) + query }
    let rest = text[scheme.upperBound...]
    let end = rest.firstIndex(of: "/") ?? rest.endIndex
    guard let at = rest[..<end].lastIndex(of: "@") else { return String(text) + query }
    return text[..<scheme.upperBound] + "***" + rest[at...] + query
}

/// The host of a URL, in lower case and without brackets; empty when it has none.
package func host(ofURL url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return "" }
    let rest = url[scheme.upperBound...]
    var authority = rest[..<(rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex)]
    if let at = authority.lastIndex(of: "@") {
        authority = authority[authority.index(after: at)...]
    }
    if authority.first == "[" {
        return String(authority.dropFirst().prefix { $0 != "]" }).lowercased()
    }
    return String(authority.prefix { $0 != ":" }).lowercased()
}

/// Whether a host is this machine, by its name or number.
package func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1"
        || host.hasPrefix("127.") && host.allSatisfy { $0 == "." || ("0"..."9").contains($0) }
}
