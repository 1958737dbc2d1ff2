/// A row of a sheet: the cells that hold something, from left to right.
package struct WorkbookRow: Sendable {
    package struct Cell: Hashable, Sendable {
        /// From 1.
        package let column: Int
        /// What the cell shows before any format: a text, or a number as the file writes it.
        package let text: String
    }

    /// From 1.
    package let number: Int
    package let cells: [Cell]

    /// The text in a column; nil where the cell is empty.
    package subscript(_ column: Int) -> String? {
        // Sheets are mostly full from the left, so that a cell stands at its column or before.
        var index = min(column, cells.count) - 1
        while index >= 0, cells[index].column > column { index -= 1 }
        guard index >= 0, cells[index].column == column else { return nil }
        return cells[index].text
    }
}
