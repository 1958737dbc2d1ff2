/// What stands in a column of labels.
package enum LabelColumn: String, CaseIterable, Sendable {
    case province
    case division
    case subdivision
    case metropolitanArea = "metropolitan-area"
    /// What is counted: a category of immigration, a group of age, a gender.
    case category
}

/// How the rows of files are read that print names of places and of what they count, and no codes.
package struct NamedReading: Hashable, Sendable {
    /// What the columns of labels are, from the left.
    package let columns: [LabelColumn]
    /// The table of names (config/synonyms) that go before those of the census.
    package let synonyms: String?
    /// The sheet of a workbook; nil for its first.
    package let sheet: String?
    /// Whether the first line names the columns.
    package let hasHeader: Bool
    /// How the texts of a file are written.
    package let encoding: FileEncoding
    /// Whether a row that is not there stands for 0.
    package let absentIsZero: Bool

    package init(
        columns: [LabelColumn],
        synonyms: String? = nil,
        sheet: String? = nil,
        hasHeader: Bool = true,
        encoding: FileEncoding = .utf8,
        absentIsZero: Bool = false
    ) {
        self.columns = columns
        self.synonyms = synonyms
        self.sheet = sheet
        self.hasHeader = hasHeader
        self.encoding = encoding
        self.absentIsZero = absentIsZero
    }

    /// Whether its rows are of places at all; else they are of Canada.
    package var hasPlaces: Bool { columns.contains { $0 != .category } }
}
