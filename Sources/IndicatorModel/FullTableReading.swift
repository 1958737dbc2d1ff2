/// How the rows of a full table of Statistics Canada are read.
package struct FullTableReading: Hashable, Sendable {
    /// The columns whose members name what a row counts, from the left; none where a table has
    /// geographies only.
    package let dimensions: [String]
    /// The unit that its rows must have; nil in tables of the census, which print none.
    package let unit: String?

    package init(dimensions: [String] = [], unit: String? = nil) {
        self.dimensions = dimensions
        self.unit = unit
    }
}
