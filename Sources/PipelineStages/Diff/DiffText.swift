import IndicatorModel

extension VersionDiff {
    /// The differences as a terminal shows them: what became of the older partitions, counts, the
    /// largest changes, and of each table `limit` labels that changed.
    package func text(_ labels: VersionLabels, lines limit: Int) -> String {
        var parts = [firstLine, countTable]
        if !largest.rows.isEmpty { parts.append(largestText(labels)) }
        parts += tables.filter { !$0.isEmpty }.map { $0.text(limit: limit) }
        return parts.joined(separator: "\n\n")
    }

    private var countTable: String {
        let kinds = DifferenceClass.allCases
        var rows = [["partition"] + kinds.map(\.inWords) + [""]]
        for partition in partitions {
            let isRead = partition.standing != .same
            let counts = kinds.map { isRead ? grouped(partition.count($0)) : "-" }
            rows.append([partition.id] + counts + [partition.standing.inWords])
        }
        return alignedText(rows)
    }

    private func largestText(_ labels: VersionLabels) -> String {
        let shown = largest.rows.count
        let count = counted(largest.count, "changed value")
        let head =
            shown == largest.count
            ? "\(count), the largest change first:"
            : "the largest \(grouped(shown)) of \(count):"
        return ([head] + largest.rows.map { "  \($0.line(labels))" }).joined(separator: "\n")
    }
}

extension FigureDifference {
    /// The change in one line, as `Town, 2016, Population, Total: 100 -> 110 (+10 %)`.
    func line(_ labels: VersionLabels) -> String {
        "\(labels.inWords(key)): \(old.valueText) -> \(new.valueText) (\(changeText))"
    }

    /// The relative change in percent, with its sign.
    var changeText: String {
        guard let change = relativeChange else { return "" }
        guard change.isFinite else { return "from 0" }
        return signedText(rounded(change * 100, decimals: 2)) + " %"
    }
}

extension PublishedFigure? {
    /// The value; empty when there is none.
    var valueText: String { self?.value.map(decimalText) ?? "" }
}

/// A number with its sign; zero has none.
func signedText(_ number: Double) -> String {
    (number > 0 ? "+" : "") + decimalText(number)
}

extension VersionDiff.Partition.Standing {
    var inWords: String {
        switch self {
        case .same: "same bytes, not read"
        case .compared: ""
        case .new: "new partition"
        case .gone: "gone"
        }
    }
}

extension ReferenceDifference {
    /// The counts, and the first rows.
    func text(limit: Int) -> String {
        var lines = ["\(table): \(summary)"]
        for row in rows.prefix(limit) { lines.append("  \(row.line)") }
        if rows.count > limit { lines.append("  and \(grouped(rows.count - limit)) more") }
        return lines.joined(separator: "\n")
    }

    var summary: String {
        [(new, "new"), (gone, "gone"), (changed, "changed")].filter { $0.0 > 0 }
            .map { "\(grouped($0.0)) \($0.1)" }.joined(separator: ", ")
    }
}

extension ReferenceDifference.Row {
    var line: String {
        let facts = columns.map { column in
            switch kind {
            case .new: column.new ?? ""
            case .gone: column.old ?? ""
            case .changed: "\(column.name): `\(column.old ?? "")` -> `\(column.new ?? "")`"
            }
        }
        return "\(kind.rawValue) \(key): \(facts.joined(separator: "; "))"
    }
}

/// Rows in columns: the first to the left, numbers to the right, two spaces between.
func alignedText(_ rows: [[String]], leftColumns: Set<Int> = [0]) -> String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
        rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
        var line = ""
        for (column, field) in row.enumerated() {
            let space = String(repeating: " ", count: widths[column] - field.count)
            // The last column is text too.
            let isLeft = leftColumns.contains(column) || column == count - 1
            line += (column > 0 ? "  " : "") + (isLeft ? field + space : space + field)
        }
        while line.last == " " { line.removeLast() }
        return line
    }.joined(separator: "\n")
}
