import DataStore

/// A file that the program `UpstreamServer` shall serve, and how it shall behave.
package struct UpstreamFile: Codable, Sendable {
    /// With the query, such as `/census/GetFile.cfm?GEONO=072`.
    package var path: String
    /// Where its bytes are, on this machine; without it they are those of `text`.
    package var file: String?
    package var text: String?
    /// Sent as the name to save it under (`Content-Disposition`).
    package var name: String?
    /// Its media type; otherwise that of the path's or the file's extension.
    package var type: String?
    /// With its quotation marks; otherwise one that follows from the bytes.
    package var etag: String?
    /// A date of HTTP; otherwise the start of 2024.
    package var modified: String?
    /// A word, or a word and numbers, such as `cut:3`: `Behaviour` of the server lists them.
    package var behaviour: String?

    package init(path: String) {
        self.path = path
    }
}

/// A request that the program `UpstreamServer` was sent.
package struct UpstreamRequest: Codable, Hashable, Sendable {
    package let method: String
    /// With the query.
    package let path: String
    /// Names in lower case, values of a repeated one joined by `, `.
    package let headers: [String: String]
    /// What it was answered.
    package var status: Int
    /// Bytes of the body that were sent, up to now.
    package var sent: Int
    /// The number of its connection, from 1.
    package let connection: Int

    package init(
        method: String,
        path: String,
        headers: [String: String],
        status: Int,
        connection: Int
    ) {
        self.method = method
        self.path = path
        self.headers = headers
        self.status = status
        self.connection = connection
        sent = 0
    }
}

/// A validator of HTTP for a file, which follows from its bytes alone.
package func entityTag(ofFile path: String) throws -> String {
    "\"\(try SHA256.digest(ofFile: path).digest.prefix(16))\""
}

/// The same for a text.
package func entityTag(ofText text: String) -> String {
    "\"\(SHA256.digest(Array(text.utf8)).prefix(16))\""
}
