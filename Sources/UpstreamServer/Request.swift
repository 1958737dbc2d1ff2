import TestSupport

/// A request as it came.
struct Request {
    let method: String
    /// With the query.
    let path: String
    /// Names in lower case, values of a repeated one joined by `, `.
    let headers: [String: String]
    let body: [UInt8]

    /// Reads the next one; nil when the client is gone, or does not speak HTTP.
    init?(from connection: Connection) {
        guard let line = connection.line() else { return nil }
        let words = line.split(separator: " ")
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
        method = String(words[0])
        path = String(words[1])
        var headers: [String: String] = [:]
        while let line = connection.line(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let name = line[..<colon].lowercased()
            let value = String(line[line.index(after: colon)...].drop { $0 == " " })
            headers[name] = headers[name].map { "\($0), \(value)" } ?? value
        }
        self.headers = headers
        body = connection.bytes(headers["content-length"].flatMap { Int($0) } ?? 0)
    }

    /// The validators of `If-None-Match`, or of another list.
    func list(_ header: String) -> [String] {
        (headers[header] ?? "").split(separator: ",").map { part in
            String(part.drop { $0 == " " }.prefix { $0 != " " })
        }
    }

    /// The bytes that `Range` asks for of a body of so many; nil when it is not asked for one
    /// range that this server knows.
    ///
    /// The range is empty when the body has none of these bytes (RFC 9110, 14.1.2).
    func range(of size: Int) -> Range<Int>? {
        guard method == "GET", let text = headers["range"], text.hasPrefix("bytes=") else {
            return nil
        }
        let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        let first = UInt32(ends[0]).map(Int.init)
        let last = UInt32(ends[1]).map(Int.init)
        switch (first, last) {
        case (nil, let count?) where ends[0].isEmpty: return max(0, size - count)..<size
        case (let first?, nil) where ends[1].isEmpty: return min(first, size)..<size
        case (let first?, let last?) where first <= last:
            return min(first, size)..<min(last + 1, size)
        default: return nil
        }
    }
}
