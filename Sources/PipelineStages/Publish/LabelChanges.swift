import DataStore
import IndicatorModel

/// What is called otherwise than in the version before, in one language.
struct LabelChange: Hashable, Sendable {
    let before: String
    let after: String
    let language: String
    /// The tables that have it.
    var tables: [String]

    /// The changes between two versions of the tables that say what ids mean.
    ///
    /// Rows that are new or gone are no change of a label; what checks found is none either.
    static func all(
        in tables: [Table],
        since previous: PublishedVersion
    ) -> [LabelChange] {
        var found: [[String]: [String]] = [:]
        for table in tables where !["checks", "label_history"].contains(table.name) {
            let columns = table.columns.indices.compactMap { index -> (Int, String)? in
                let name = table.columns[index].name
                guard index >= table.keyCount else { return nil }
                return name.hasSuffix("_en")
                    ? (index, "English") : name.hasSuffix("_fr") ? (index, "French") : nil
            }
            // A version of an earlier Lipline may have other columns: there is nothing to compare.
            guard !columns.isEmpty,
                let old = try? previous.table(
                    table.name,
                    table.columns,
                    keyCount: table.keyCount
                )
            else { continue }
            let rows = Dictionary(
                (0..<old.rowCount).map { index in
                    (Array(old.row(index).prefix(old.keyCount)), Array(old.row(index)))
                },
                uniquingKeysWith: { first, _ in first }
            )
            for index in 0..<table.rowCount {
                let row = Array(table.row(index))
                guard let before = rows[Array(row.prefix(table.keyCount))] else { continue }
                for (column, language) in columns where before[column] != row[column] {
                    let key = [before[column], row[column], language]
                    if found[key]?.last != table.name { found[key, default: []].append(table.name) }
                }
            }
        }
        return found.map { key, tables in
            LabelChange(before: key[0], after: key[1], language: key[2], tables: tables)
        }
        .sorted { ($0.before, $0.after, $0.language) < ($1.before, $1.after, $1.language) }
    }

    /// The lines of CHANGES.md; none where nothing is called otherwise.
    static func lines(_ changes: [LabelChange]) -> [String] {
        if changes.isEmpty { return [] }
        return ["", "## Labels changed", ""]
            + changes.map { change in
                let files = listed(change.tables.map { "\($0).csv" })
                let before = change.before.isEmpty ? "(empty)" : "“\(change.before)”"
                let after = change.after.isEmpty ? "(empty)" : "“\(change.after)”"
                return "- \(change.language): \(before) is now \(after) (\(files))"
            }
    }
}
