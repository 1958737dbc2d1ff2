package import IndicatorModel

/// The columns of figures of one of IRCC's books, by what its header rows say of them.
///
/// Years stand over quarters over months, with totals among them: `2015 Total` in the row of
/// quarters, or of months where there are no quarters; `Q1 Total` in the row of months. Books of
/// stocks have years only.
package struct BookHeader: Sendable {
    /// A column of figures.
    package struct Column: Hashable, Sendable {
        /// From 1.
        package let column: Int
        package let period: Period
    }

    /// In the order of the sheet.
    package let columns: [Column]
    /// Totals of quarters and years of which some months are not in the book, such as `2022 Total`;
    /// they are no figures of the quarter or the year.
    package let leftOut: [String]
    /// All columns that hold figures, those of totals that are left out among them.
    package let allColumns: [Int]

    package var periods: [Period] { columns.map(\.period) }
}
