import DataStore
package import IndicatorModel

/// What a new file lacks that the last good one of the same part has.
///
/// New rows, columns, labels and members are no findings.
package func compare(
    _ old: Inspection,
    _ new: Inspection,
    _ thresholds: DriftThresholds
) -> [Finding] {
    var findings: [Finding] = []
    let names = Set(new.members.map(\.name))
    for member in old.members where !names.contains(member.name) {
        findings.append(
            Finding(
                "drift.missing-member",
                "member `\(member.name)` is missing: the last good file has it"
            )
        )
    }
    for table in old.tables {
        // What is said of a member that is missing is enough.
        if !table.name.isEmpty, !names.contains(table.name) { continue }
        let now = new.tables.first { $0.name == table.name }
        findings += TableComparison(table, now, thresholds).findings
    }
    return findings
}

/// Compares two profiles of one table.
private struct TableComparison {
    private(set) var findings: [Finding] = []
    /// What the texts begin with: the member, when the table is one.
    private let place: String

    init(_ old: TableProfile, _ new: TableProfile?, _ thresholds: DriftThresholds) {
        place = old.name.isEmpty ? "" : "`\(old.name)`: "
        guard let new else {
            let columns = listed(old.columns.map(\.name), limit: 5)
            add("header", "there is no header; the last good file has the columns \(columns)")
            return
        }
        compareRows(old.rows, new.rows, thresholds.fewerRows)
        compareHeaders(old, new)
        let pairs = Self.pairs(old, new)
        compareFilled(pairs, old.rows, thresholds.emptiedColumns)
        for (old, new) in pairs where new.filled > 0 {
            compareLabels(old, new, thresholds.fewerLabels)
        }
    }

    private mutating func add(_ code: String, _ text: String) {
        findings.append(Finding("drift.\(code)", place + text))
    }

    private mutating func compareRows(_ old: Int, _ new: Int, _ limit: Double) {
        guard reaches(limit, missing: old - new, of: old) else { return }
        add(
            "fewer-rows",
            "\(counted(new, "row")), \(percent(old - new, of: old)) fewer than the "
                + "\(grouped(old)) of the last good file; \(suspicious(limit))"
        )
    }

    private mutating func compareHeaders(_ old: TableProfile, _ new: TableProfile) {
        let (before, after) = (Self.keys(old), Self.keys(new))
        let missing = before.filter { !after.contains($0) }
        for key in missing {
            add("missing-column", "column \(key.shown) is missing: the last good file has it")
        }
        let kept = before.filter(after.contains)
        let order = after.filter(before.contains)
        guard let index = kept.indices.first(where: { kept[$0] != order[$0] }) else { return }
        add(
            "header",
            "the columns stand in another order: \(order[index].shown) where "
                + "\(kept[index].shown) stood in the last good file"
        )
    }

    private mutating func compareFilled(
        _ pairs: [(old: ColumnProfile, new: ColumnProfile)],
        _ rows: Int,
        _ limit: Int
    ) {
        let emptied = pairs.filter { $0.old.filled > 0 && $0.new.filled == 0 }
        guard emptied.count > limit else { return }
        for (old, _) in emptied {
            add(
                "empty-column",
                "column `\(old.name)` is empty; in the last good file it is filled in "
                    + "\(grouped(old.filled)) of \(counted(rows, "row"))"
            )
        }
    }

    private mutating func compareLabels(
        _ old: ColumnProfile,
        _ new: ColumnProfile,
        _ limit: Double
    ) {
        guard let before = old.labels else { return }
        if new.isNumeric {
            let labels = listed(before, limit: 5)
            add("fewer-labels", "column `\(old.name)` has numbers where it had \(labels)")
            return
        }
        // More than 500 labels are not kept.
        guard let after = new.labels.map(Set.init) else { return }
        // A label that was renamed is gone, and another is there in its place.
        guard reaches(limit, missing: before.count - after.count, of: before.count) else { return }
        let missing = before.filter { !after.contains($0) }
        let more = limit > 0 ? "; \(suspicious(limit))" : ""
        add(
            "fewer-labels",
            "column `\(old.name)` lacks \(grouped(missing.count)) of the "
                + "\(counted(before.count, "label")) of the last good file: "
                + listed(missing, limit: 5) + more
        )
    }

    // MARK: - Columns

    /// A column by its name, and by how many of that name stand before it.
    private struct Key: Hashable {
        let name: String
        let number: Int

        var shown: String { number == 0 ? "`\(name)`" : "`\(name)` (the \(ordinal) of that name)" }

        private var ordinal: String {
            switch number {
            case 1: "2nd"
            case 2: "3rd"
            default: "\(number + 1)th"
            }
        }
    }

    private static func keys(_ table: TableProfile) -> [Key] {
        var counts: [String: Int] = [:]
        return table.columns.map { column in
            defer { counts[column.name, default: 0] += 1 }
            return Key(name: column.name, number: counts[column.name] ?? 0)
        }
    }

    private static func pairs(
        _ old: TableProfile,
        _ new: TableProfile
    ) -> [(old: ColumnProfile, new: ColumnProfile)] {
        let after = Dictionary(
            zip(keys(new), new.columns),
            uniquingKeysWith: { first, _ in first }
        )
        return zip(keys(old), old.columns).compactMap { key, column in
            after[key].map { (column, $0) }
        }
    }
}

/// Whether something is missing, and it is `limit` percent of all or more.
private func reaches(_ limit: Double, missing: Int, of all: Int) -> Bool {
    missing > 0 && Double(missing) * 100 >= limit * Double(all)
}

private func suspicious(_ limit: Double) -> String {
    limit > 0
        ? "\(decimalText(limit)) % and more are suspicious" : "any that is missing is suspicious"
}

/// A share in percent, rounded down to a tenth, so that it never says all of what is not all.
private func percent(_ part: Int, of all: Int) -> String {
    let tenths = all > 0 ? part * 1_000 / all : 0
    if tenths == 0 { return "under 0.1 %" }
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
}
