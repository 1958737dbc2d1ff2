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
        /// Whether a total below it has added it.
        var isAdded = false
    }

    let labelColumns: Int
    private var waiting: [Waiting] = []
    /// The outermost rows so far, which the total of all adds.
    private var outermost: [BookRow] = []
    /// A row of which some outer group had no total.
    private(set) var rowWithoutGroup: BookRow?
    /// A total that has come, and the rows that it adds.
    private(set) var added: (total: BookRow, members: [BookRow])?

    init(labelColumns: Int) {
        self.labelColumns = labelColumns
    }

    /// Rows whose group has not ended.
    var openRows: [BookRow] { waiting.map(\.row) }

    /// Takes a row whose label stands in column `depth`, from 1; returns those whose groups are
    /// all known now, in the order of the sheet.
    mutating func take(_ row: BookRow, depth: Int) -> [BookRow] {
        var row = row
        let label = withoutTotal(row.printed)
        var members: [BookRow] = []
        for index in waiting.indices where waiting[index].depth > depth {
            if waiting[index].labels[depth - 1] == nil { waiting[index].labels[depth - 1] = label }
            if waiting[index].isAdded { continue }
            waiting[index].isAdded = true
            members.append(waiting[index].row)
        }
        let isTotalOfAll = depth == 1 && label.isEmpty
        if isTotalOfAll { members = outermost }
        row.isTotal = !members.isEmpty || label != row.printed
        added = members.isEmpty ? nil : (row, members)
        var labels = [String?](repeating: nil, count: labelColumns)
        labels[depth - 1] = label
        waiting.append(Waiting(row: row, labels: labels, depth: depth))
        guard depth == 1 else { return [] }
        outermost.append(row)
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

/// Holds totals of a book against the rows that they add.
///
/// Each figure is rounded on its own, and `--` is 0 to 5; so the interval of a total and the sum of
/// those of its rows must meet. They do in all 97,682 totals of the seven books that were at hand,
/// so that one that does not shows a figure, a label or a row that is not IRCC's.
struct BookTotals {
    private let rounding = CountRounding.nearest5

    /// The first column, by its index, in which a total is not what its rows can add up to, and
    /// that sum.
    func mismatch(_ total: BookRow, _ members: [BookRow]) -> (column: Int, sum: Bounds)? {
        for column in total.figures.indices {
            let sum = members.reduce(Bounds.exact(0)) { $0 + bounds($1.figures[column]) }
            if sum.meets(bounds(total.figures[column])) == false { return (column, sum) }
        }
        return nil
    }

    private func bounds(_ cell: Cell) -> Bounds {
        cell.value.map(rounding.bounds) ?? Bounds(low: 0, high: largestMaskedCount)
    }
}
