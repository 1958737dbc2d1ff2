import DataStore
package import IndicatorModel

/// What is in a file, as far as it tells a good one from a bad one.
package struct Inspection: Hashable, Sendable {
    /// A file within an archive.
    package struct Member: Hashable, Sendable {
        package let name: String
        package let bytes: Int
        package let sha256: String
    }

    package let kind: FileKind
    /// Of an archive, in the order of their names.
    package let members: [Member]
    /// The digest of what the bytes say: the same for an archive that was packed again, for other
    /// line ends and for other quotes.
    package let content: String
    /// Of each delimited file, or delimited member, in the order of their names.
    package let tables: [TableProfile]

    package var rows: Int { tables.reduce(0) { $0 + $1.rows } }

    /// The members, as notes have them; nil where it is no archive.
    var noted: [SnapshotNote.Member]? {
        guard kind == .zip else { return nil }
        return members.map {
            SnapshotNote.Member(name: $0.name, bytes: $0.bytes, sha256: $0.sha256)
        }
    }
}

/// What is in a table.
package struct TableProfile: Hashable, Sendable {
    /// The member's, or that of the file itself.
    package let name: String
    /// Those after the line that names the columns.
    package let rows: Int
    package let columns: [ColumnProfile]

    package init(name: String, rows: Int, columns: [ColumnProfile]) {
        self.name = name
        self.rows = rows
        self.columns = columns
    }
}

/// What is in a column.
package struct ColumnProfile: Hashable, Sendable {
    /// As the file prints it; ` (2)` is added to the second of a name.
    package let name: String
    /// How many rows have something in it.
    package let filled: Int
    /// The different texts in it; nil where they are numbers, or too many.
    package let labels: Set<String>?
}

extension Inspection {
    /// What this file has less than an earlier one, beyond what may be missing; a sentence each.
    package func losses(since old: Inspection, _ thresholds: DriftThresholds) -> [String] {
        var losses: [String] = []
        let names = Set(members.map(\.name))
        let gone = old.members.map(\.name).filter { !names.contains($0) }
        if !gone.isEmpty { losses.append("it has no \(listed(gone)) any more") }
        for before in old.tables {
            guard let now = tables.first(where: { $0.name == before.name }) else {
                // A member that is gone has been told.
                if names.contains(before.name) || members.isEmpty {
                    losses.append("`\(before.name)` is no table any more")
                }
                continue
            }
            losses += now.losses(since: before, thresholds)
        }
        return losses
    }
}

extension TableProfile {
    func losses(since old: TableProfile, _ thresholds: DriftThresholds) -> [String] {
        [rowsLost(since: old, thresholds)].compactMap(\.self)
            + columnsLost(since: old) + columnsEmptied(since: old, thresholds)
            + labelsLost(since: old, thresholds)
    }

    private func rowsLost(since old: TableProfile, _ thresholds: DriftThresholds) -> String? {
        let lost = old.rows - rows
        guard lost > 0, Double(lost) * 100 >= thresholds.fewerRows * Double(old.rows) else {
            return nil
        }
        let share = decimalText((Double(lost) * 1000 / Double(old.rows)).rounded() / 10)
        return "`\(name)` has \(counted(rows, "row")), \(grouped(lost)) fewer than the last good "
            + "file (\(share) %; `fewer-rows` is \(decimalText(thresholds.fewerRows)) %)"
    }

    private func columnsLost(since old: TableProfile) -> [String] {
        let names = Set(columns.map(\.name))
        let gone = old.columns.map(\.name).filter { !names.contains($0) }
        if gone.isEmpty { return [] }
        return ["`\(name)` has no column \(listed(gone)) any more"]
    }

    private func columnsEmptied(
        since old: TableProfile,
        _ thresholds: DriftThresholds
    ) -> [String] {
        let filled = Set(old.columns.filter { $0.filled > 0 }.map(\.name))
        let emptied = columns.filter { $0.filled == 0 && filled.contains($0.name) }.map(\.name)
        guard emptied.count > thresholds.emptiedColumns else { return [] }
        let what = emptied.count == 1 ? "column" : "columns"
        return ["nothing stands in \(what) \(listed(emptied)) of `\(name)` any more"]
    }

    private func labelsLost(since old: TableProfile, _ thresholds: DriftThresholds) -> [String] {
        columns.compactMap { column in
            guard let labels = column.labels, column.filled > 0,
                let before = old.columns.first(where: { $0.name == column.name })?.labels
            else { return nil }
            // A label that was renamed is gone, and another is there in its place.
            let fewer = before.count - labels.count
            guard fewer > 0, Double(fewer) * 100 > thresholds.fewerLabels * Double(before.count)
            else { return nil }
            let gone = before.subtracting(labels).sorted()
            return "column `\(column.name)` of `\(name)` has \(grouped(labels.count)) labels in "
                + "the place of \(grouped(before.count)); gone: \(listed(gone, limit: 5))"
        }
    }
}
