/// What the files of a source must look like to be used: its columns, their types and labels.
package struct SchemaContract: Hashable, Sendable {
    package let mode: ContractMode
    package let encoding: FileEncoding
    package let delimiter: Delimiter
    /// The line that names the columns, from 1.
    package let headerLine: Int
    package let columns: [ContractColumn]

    package init(
        mode: ContractMode,
        encoding: FileEncoding,
        delimiter: Delimiter,
        headerLine: Int,
        columns: [ContractColumn]
    ) {
        self.mode = mode
        self.encoding = encoding
        self.delimiter = delimiter
        self.headerLine = headerLine
        self.columns = columns
    }
}

/// What becomes of a file that is not as its contract says.
package enum ContractMode: String, CaseIterable, Sendable {
    /// The run fails, also where it may go on with the last good snapshot.
    case fail
    /// The file is quarantined, and the last good snapshot is used where the pipeline allows.
    case quarantine
    /// New columns and labels are taken with a warning; all else is quarantined.
    case acceptNew = "accept-new"
}

package enum FileEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
}

package enum Delimiter: String, CaseIterable, Sendable {
    case comma
    case tab
    case semicolon

    package var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .tab: UInt8(ascii: "\t")
        case .semicolon: UInt8(ascii: ";")
        }
    }
}

/// A column that a file must have, in this order.
package struct ContractColumn: Hashable, Sendable {
    /// The name as the file prints it, with `*` for any text; blanks around it do not count.
    package let name: String
    package let type: ColumnType
    /// A column that may be left out.
    package let isOptional: Bool
    /// The texts that may stand in it; any when nil.
    package let labels: [String]?

    package init(name: String, type: ColumnType, isOptional: Bool, labels: [String]?) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
        self.labels = labels
    }
}

package enum ColumnType: String, CaseIterable, Sendable {
    case text
    /// Never empty.
    case code
    /// Four digits.
    case year
    /// A whole number, or empty.
    case integer
    /// A number, a symbol of the publisher (`x`, `..`, `...`, `F`, `E`, `r`, `--` and the like),
    /// or empty; with commas between thousands where it is quoted or the delimiter is a tab.
    case figure
}

/// The language that a file's texts are in.
package enum SourceLanguage: String, CaseIterable, Sendable {
    case english = "en"
    case french = "fr"
    case both = "en+fr"
}
