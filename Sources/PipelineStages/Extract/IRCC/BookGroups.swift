import IndicatorModel

/// Finds the groups that rows stand in: the label of a group follows its members.
///
/// Rows wait until the outermost group around them has ended.
struct BookGroups {
    private struct Waiting {
        var row: BookRow
        /// The label in each column of labels; nil where it is not known yet, or there is none.
        var labels: [String?]
        let depth: Int
    }

    let labelColumns: Int
    private var waiting: [Waiting] = []
    /// A row of which some outer group had no total.
    private(set) var rowWithoutGroup: BookRow?

    init(labelColumns: Int) {
        self.labelColumns = labelColumns
    }

    /// Rows whose group has not ended.
    var openRows: [BookRow] { waiting.map(\.row) }

    /// Takes a row whose label stands in column `depth`, from 1; returns those whose groups are
    /// all known now, in the order of the sheet.
    mutating func take(_ row: BookRow, depth: Int) -> [BookRow] {
        var row = row
        var members: [Int] = []
        for index in waiting.indices
        where waiting[index].depth > depth && waiting[index].labels[depth - 1] == nil {
            members.append(index)
        }
        let label = withoutTotal(row.printed)
        row.isTotal = !members.isEmpty || label != row.printed
        for index in members { waiting[index].labels[depth - 1] = label }
        var labels = [String?](repeating: nil, count: labelColumns)
        labels[depth - 1] = label
        waiting.append(Waiting(row: row, labels: labels, depth: depth))
        guard depth == 1 else { return [] }
        defer { waiting.removeAll(keepingCapacity: true) }
        return waiting.map { entry -> BookRow in
            var row = entry.row
            let labels = entry.labels.prefix(entry.depth)
            if labels.contains(nil) { rowWithoutGroup = rowWithoutGroup ?? row }
            row.labels = labels.compactMap(\.self).filter { !$0.isEmpty }
            return row
        }
    }

    /// `Ontario` of `Ontario Total` and `Ontario - Total`; nothing of `Total`.
    private func withoutTotal(_ label: String) -> String {
        for suffix in [" - Total", " Total"] where label.hasSuffix(suffix) {
            return String(label.dropLast(suffix.count))
        }
        return label == "Total" ? "" : label
    }
}
