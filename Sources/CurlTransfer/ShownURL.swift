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

/// What stands between the scheme of a URL and its path, without the user.
private func authority(ofURL url: String) -> Substring {
    guard let scheme = url.firstRange(of: "://") else { return "" }
    let rest = url[scheme.upperBound...]
    let authority = rest[..<(rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex)]
    guard let at = authority.lastIndex(of: "@") else { return authority }
    return authority[authority.index(after: at)...]
}

/// The host of a URL, in lower case and without brackets; empty when it has none.
package func host(ofURL url: String) -> String {
    let authority = authority(ofURL: url)
    if authority.first == "[" {
        return String(authority.dropFirst().prefix { $0 != "]" }).lowercased()
    }
    return String(authority.prefix { $0 != ":" }).lowercased()
}

/// The port that a URL of HTTP names; nil when it is that of its scheme.
func port(ofURL url: String) -> Int? {
    let authority = authority(ofURL: url)
    let rest = authority.first == "[" ? authority.drop { $0 != "]" }[...] : authority
    guard let colon = rest.firstIndex(of: ":") else { return nil }
    let port = Int(rest[rest.index(after: colon)...])
    return port == (scheme(ofURL: url) == "https" ? 443 : 80) ? nil : port
}

/// The scheme of a URL, in lower case; empty when it has none.
func scheme(ofURL url: String) -> String {
    url.firstIndex(of: ":").map { url[..<$0].lowercased() } ?? ""
}

/// Whether a host is this machine, by its name or number.
package func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1"
        || host.hasPrefix("127.") && host.allSatisfy { $0 == "." || ("0"..."9").contains($0) }
}
