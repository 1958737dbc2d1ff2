package import IndicatorModel

/// How a file differs from the contract of its source.
package struct ContractReport: Hashable, Sendable {
    /// The file, or the archive and the member.
    package let file: String
    /// Records after the header, without blank lines.
    package let rows: Int
    /// In the order of the columns; what is of no column comes last.
    package let differences: [ContractDifference]
    /// The contract with the fewest changes that the file fits, as far as a contract can say.
    package let fitting: FittingContract

    package init(
        file: String,
        rows: Int,
        differences: [ContractDifference],
        fitting: FittingContract
    ) {
        self.file = file
        self.rows = rows
        self.differences = differences
        self.fitting = fitting
    }

    /// New columns and new labels, which `accept-new` takes.
    package var newThings: [ContractDifference] { differences.filter(\.kind.isNew) }

    /// All else.
    package var breaches: [ContractDifference] { differences.filter { !$0.kind.isNew } }
}

/// One way in which a file differs from its contract.
package struct ContractDifference: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case missingColumn = "missing-column"
        case newColumn = "new-column"
        case renamedColumn = "renamed-column"
        case movedColumn = "moved-column"
        case wrongType = "wrong-type"
        case unknownLabel = "unknown-label"
        case wrongEncoding = "wrong-encoding"
        /// More or fewer fields than the header.
        case wrongLength = "wrong-length"
        /// No header, or a record that cannot be read.
        case unreadable

        package var isNew: Bool { self == .newColumn || self == .unknownLabel }
    }

    package let kind: Kind
    /// The column's name in the contract, or in the file when it is new.
    package let column: String?
    /// The first line where it stands.
    package let line: Int
    /// How many rows have it; 0 when it is of the header.
    package let rows: Int
    /// What was found there, as a clause for people.
    let clause: String

    init(_ kind: Kind, column: String? = nil, line: Int, rows: Int = 0, _ clause: String) {
        self.kind = kind
        self.column = column
        self.line = line
        self.rows = rows
        self.clause = clause
    }

    /// The difference for people: `line 812: "n/a" is not a year (column `EN_YEAR`, 3 rows)`.
    package var text: String {
        var places: [String] = []
        if let column, rows > 0 { places.append("column `\(column)`") }
        if rows > 0 { places.append(counted(rows, "row")) }
        let place = places.isEmpty ? "" : " (\(places.joined(separator: ", ")))"
        return "line \(line): \(clause)\(place)"
    }
}

/// A contract that a file fits, and where its columns come from.
package struct FittingContract: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package let column: ContractColumn
        /// The place of the column in the contract that it was before; nil when it is new.
        package let origin: Int?
    }

    package let encoding: FileEncoding
    package let columns: [Column]
}
