import GRDB

/// When the server of a part was last asked, and what it has said of the file then.
package struct UpstreamCheck: Hashable, Sendable {
    package let source: String
    package let part: String
    /// In seconds since 1970.
    package let time: Int
    package let url: String
    package let etag: String?
    package let modified: String?

    package init(
        source: String,
        part: String,
        time: Int,
        url: String,
        etag: String?,
        modified: String?
    ) {
        self.source = source
        self.part = part
        self.time = time
        self.url = url
        self.etag = etag
        self.modified = modified
    }
}

extension Ledger {
    /// The last good answer for each part; deleting them makes servers be asked again.
    package func upstreamChecks() throws -> [UpstreamCheck] {
        // A ledger that an earlier version left, and that is opened to be read alone.
        if try schemaVersion() < 2 { return [] }
        return try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM upstream_check").map { row in
                UpstreamCheck(
                    source: row["source"],
                    part: row["part"],
                    time: row["time"],
                    url: row["url"],
                    etag: row["etag"],
                    modified: row["modified"]
                )
            }
        }
    }

    package func note(_ check: UpstreamCheck) throws {
        try write { database in
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO upstream_check
                    (source, part, time, url, etag, modified) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    check.source, check.part, check.time, check.url, check.etag, check.modified,
                ]
            )
        }
    }
}
