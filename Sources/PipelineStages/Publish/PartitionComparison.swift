import CSVKernel
package import DataStore
import IndicatorModel

/// How a partition of a new version stands to the same one of the version before (design 4).
package enum PartitionChange: Hashable, Sendable {
    case new(rows: Int)
    /// Byte for byte the same.
    case carried(rows: Int)
    /// New keys only; every old row stands unchanged.
    case extended(rows: Int, added: Int)
    /// Old rows left, as they may at any time, such as those of people who withdraw consent; all
    /// others stand unchanged.
    case withdrawn(rows: Int, added: Int, withdrawn: Int)
    /// Old rows change or vanish.
    case revised(rows: Int, changes: [RowChange])
}

/// A published row that would not stand.
package struct RowChange: Hashable, Sendable {
    package let before: [String]
    /// Nil when the row would vanish.
    package let after: [String]?

    /// Whether a figure stands where there was none.
    var fillsGap: Bool {
        guard let value = Self.valueColumn, let after, before.indices.contains(value) else {
            return false
        }
        return before[value].isEmpty && !after[value].isEmpty
    }

    private static let valueColumn =
        Table.observationColumns.firstIndex { $0.name == "value" }

    /// Whether a figure appears, changes or vanishes, and not only what is said of it.
    var changesFigure: Bool {
        guard let value = Self.valueColumn, before.indices.contains(value) else { return true }
        return before[value] != after?[value]
    }
}

extension PartitionChange {
    /// The old rows that change or vanish.
    package var revisedRows: [RowChange] {
        if case .revised(_, let changes) = self { changes } else { [] }
    }

    /// Compares two tables with the same sorted key columns, row by row.
    package static func compare(_ old: Table, _ new: Table) -> PartitionChange {
        var changes: [RowChange] = []
        var added = 0
        var oldIndex = 0
        var newIndex = 0
        while oldIndex < old.rowCount || newIndex < new.rowCount {
            guard oldIndex < old.rowCount else {
                added += new.rowCount - newIndex
                break
            }
            let before = old.row(oldIndex)
            guard newIndex < new.rowCount else {
                changes.append(RowChange(before: Array(before), after: nil))
                oldIndex += 1
                continue
            }
            let after = new.row(newIndex)
            let beforeKey = before.prefix(old.keyCount)
            let afterKey = after.prefix(new.keyCount)
            if beforeKey.elementsEqual(afterKey) {
                if !before.elementsEqual(after) {
                    changes.append(RowChange(before: Array(before), after: Array(after)))
                }
                oldIndex += 1
                newIndex += 1
            } else if beforeKey.lexicographicallyPrecedes(afterKey) {
                changes.append(RowChange(before: Array(before), after: nil))
                oldIndex += 1
            } else {
                added += 1
                newIndex += 1
            }
        }
        if !changes.isEmpty { return .revised(rows: new.rowCount, changes: changes) }
        if added > 0 { return .extended(rows: new.rowCount, added: added) }
        return .carried(rows: new.rowCount)
    }
}

extension Table {
    /// Reads a published table back; its columns must be those of today, or those of an earlier
    /// Lipline that lacked the last ones, which are then empty.
    package static func read(
        _ bytes: [UInt8],
        name: String,
        columns: [Column],
        keyCount: Int
    )
        throws -> Table
    {
        var table = Table(name: name, columns: columns, keyCount: keyCount)
        var reader = RecordReader(MemoryByteSource(bytes))
        var isHeader = true
        var lacking: [String] = []
        while try reader.next() {
            let fields = reader.texts().map { $0 ?? "" }
            if isHeader, fields != columns.prefix(fields.count).map(\.name) || fields.isEmpty {
                throw Diagnostic(
                    "publish.other-columns",
                    "published table `\(name)` has columns \(listed(fields, limit: 30)), expected "
                        + listed(columns.map(\.name), limit: 30)
                )
            }
            if isHeader {
                lacking = Array(repeating: "", count: columns.count - fields.count)
            } else {
                table.append(fields + lacking)
            }
            isHeader = false
        }
        return table
    }
}

/// A run that would change what was published, and was not told to.
