package import IndicatorModel

/// A run that would change what was published, and was not told to.
package struct RevisionRefused: Error {
    /// What would change of one partition.
    package struct Revision: Sendable {
        package let partition: PartitionID
        package let changes: [RowChange]
        /// Rows of its rankings that would change, because figures do, or others are ranked.
        package let rankings: [RowChange]

        var isEmpty: Bool { changes.isEmpty && rankings.isEmpty }
    }

    package let dataset: String
    package let revisions: [Revision]

    /// The rows as a person reads them, the first of each partition.
    package var rendered: String {
        revisions.map(\.rendered).joined(separator: "\n")
    }
}

extension RevisionRefused.Revision {
    fileprivate var rendered: String {
        var lines: [String] = []
        if changes.isEmpty {
            lines.append(Self.head(rankings, of: "rankings/\(partition)"))
            lines += Self.rows(rankings)
        } else {
            lines.append(Self.head(changes, of: partition.name) + gaps)
            // A figure that changes says more than a coverage that does.
            let figures = changes.filter(\.changesFigure)
            lines += Self.rows(figures + changes.filter { !$0.changesFigure })
            if !rankings.isEmpty {
                lines.append("  with \(counted(rankings.count, "row")) of `rankings/\(partition)`")
            }
        }
        lines.append(
            "hint: nothing was published; if the change is right, run with "
                + "`--revise \(partition) --reason \"...\"`"
        )
        return lines.joined(separator: "\n")
    }

    /// How many of the rows had no figure and get one; nothing when none does.
    private var gaps: String {
        let count = changes.count(where: \.fillsGap)
        if count == 0 { return "" }
        if count == changes.count {
            return count == 1
                ? ": it had no figure and gets one" : ": they had no figure and get one"
        }
        return ": \(counted(count, "row")) that had no figure \(count == 1 ? "gets" : "get") one"
    }

    private static func head(_ changes: [RowChange], of table: String) -> String {
        "error[publish.revision]: \(counted(changes.count, "published row")) of `\(table)` would "
            + "change"
    }

    private static func rows(_ changes: [RowChange]) -> [String] {
        var lines: [String] = []
        for change in changes.prefix(10) {
            lines.append("  - \(change.before.joined(separator: ","))")
            let after = change.after.map { $0.joined(separator: ",") }
            lines.append("  + \(after ?? "(no such row)")")
        }
        if changes.count > 10 { lines.append("  and \(grouped(changes.count - 10)) more") }
        return lines
    }
}
