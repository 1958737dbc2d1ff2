package import DataStore

/// What is in a file that came from a publisher.
package struct Inspection: Codable, Hashable, Sendable {
    package let kind: FileKind
    /// The size of the file.
    package let bytes: Int
    /// The members of a ZIP archive, sorted by name; folders are none.
    package let members: [Member]
    /// The SHA-256 of what it says: the same for an archive that was packed again, on another day
    /// or in another order, and for text with other line ends or quotes.
    package let content: String
    /// The tables of delimited text in it, in the order of their names.
    package let tables: [TableProfile]

    package typealias Member = SnapshotNote.Member

    package init(
        kind: FileKind,
        bytes: Int,
        members: [Member],
        content: String,
        tables: [TableProfile]
    ) {
        self.kind = kind
        self.bytes = bytes
        self.members = members
        self.content = content
        self.tables = tables
    }

    /// The rows of all tables.
    package var rows: Int { tables.reduce(0) { $0 + $1.rows } }
}

/// A table of delimited text.
package struct TableProfile: Codable, Hashable, Sendable {
    /// The member that it is, or nothing for a file that is no archive.
    package let name: String
    /// Records after the header, without blank lines.
    package let rows: Int
    package let columns: [ColumnProfile]

    package init(name: String, rows: Int, columns: [ColumnProfile]) {
        self.name = name
        self.rows = rows
        self.columns = columns
    }
}

/// A column of a table.
package struct ColumnProfile: Codable, Hashable, Sendable {
    /// Without the blanks around it.
    package let name: String
    /// How many rows have something other than blanks in it.
    package let filled: Int
    /// Whether half or more of what is filled, symbols apart, are numbers.
    package let isNumeric: Bool
    /// The different texts in it, symbols apart, in the order of their bytes; nil when it is
    /// numeric, when there are none, and when there are more than 500.
    package let labels: [String]?

    package init(name: String, filled: Int, isNumeric: Bool = false, labels: [String]? = nil) {
        self.name = name
        self.filled = filled
        self.isNumeric = isNumeric
        self.labels = labels
    }
}
