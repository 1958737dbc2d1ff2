package import IndicatorModel

/// A row of one of IRCC's books, with the groups that it stands in.
package struct BookRow: Sendable {
    /// The row of the sheet, from 1.
    package let line: Int
    /// The groups from the outermost on, and the row's own label, all without the word Total.
    ///
    /// Such as `Ontario`, `York`, `Vaughan`; empty for the total of all.
    package internal(set) var labels: [String]
    /// Whether it is the total of rows above it.
    package internal(set) var isTotal: Bool
    /// The label as printed.
    package let printed: String
    /// One for each column of the header.
    package let figures: [Cell]
}
