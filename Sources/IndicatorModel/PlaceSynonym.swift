/// A name that a publisher prints for a geography, or for several in one row, where the census has
/// another name for it (config/synonyms).
package struct PlaceSynonym: Hashable, Sendable {
    package let level: GeographyLevel
    /// The English name of the province or territory, as the publisher prints it.
    package let province: String
    /// The census division, as the publisher prints it; empty for levels that lie in none.
    package let division: String
    package let name: String
    /// What the row counts: one code, or several whose people it adds.
    package let codes: [String]
    /// Why, and where it was found.
    package let note: String
    /// The line of the table.
    package let line: Int

    package init(
        level: GeographyLevel,
        province: String,
        division: String = "",
        name: String,
        codes: [String],
        note: String = "",
        line: Int = 0
    ) {
        self.level = level
        self.province = province
        self.division = division
        self.name = name
        self.codes = codes
        self.note = note
        self.line = line
    }
}
