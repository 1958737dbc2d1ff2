import GRDB

extension Ledger {
    /// The digests of everything that the last success of some step made or read.
    package func keptDigests() throws -> Set<String> {
        try read { database in
            var digests: Set<String> = []
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT output, inputs FROM step_record"
            )
            while let row = try rows.next() {
                digests.insert(row[0])
                digests.formUnion(NamedDigests.read(row[1]).values)
            }
            return digests
        }
    }

    /// The datasets that runs were of.
    package func datasets() throws -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT DISTINCT dataset FROM run ORDER BY 1") }
    }
}
