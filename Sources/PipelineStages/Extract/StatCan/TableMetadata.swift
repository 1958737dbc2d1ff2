import CSVKernel
import DataStore
import IndicatorModel

/// Reads a number of a table, as `parseNumber` does.
func parseTableNumber(_ bytes: [UInt8]) -> Double? { parseNumber(bytes.span) }

/// The members of a table's geography, from the `_MetaData.csv` beside it.
///
/// The file has several tables below each other: the cube, its dimensions, their members, symbols,
/// notes. Members are in no order, and quotes in notes are not doubled.
struct TableMetadata {
    struct Member {
        let name: String
        /// The code of the classification, without its brackets; nil where it has none.
        let code: String?
    }

    /// By member id.
    private(set) var geographies: [String: Member] = [:]

    /// Reads the metadata of a part that is a ZIP; nil of another file, which has none.
    static func read(_ part: PartInput) throws -> TableMetadata? {
        guard part.part.file.name.hasSuffix(".zip") else { return nil }
        let archive = try ZIPArchive(part.path)
        let source = try archive.open(try archive.member(matching: "*_MetaData.csv"))
        let metadata = try TableMetadata(source, part)
        try source.readToEnd()
        return metadata
    }

    private static let memberHeader = [
        "Dimension ID", "Member Name", "Classification Code", "Member ID",
    ]

    private init(_ source: any ByteSource, _ part: PartInput) throws {
        var reader = LineReader(source)
        var isInMembers = false
        while try reader.next() {
            guard let fields = lenientFields(reader.bytes, .utf8, width: nil) else {
                if isInMembers { throw Self.error(part, "a member cannot be read", reader.line) }
                continue
            }
            if fields.prefix(4).elementsEqual(Self.memberHeader) {
                isInMembers = true
                continue
            }
            guard isInMembers else { continue }
            // An empty line ends the members.
            guard fields.count >= 5 else { break }
            guard fields[0] == "1" else { continue }
            let code = fields[2].hasPrefix("[") && fields[2].hasSuffix("]") && fields[2].count > 2
            let member = Member(
                name: fields[1],
                code: code ? String(fields[2].dropFirst().dropLast()) : nil
            )
            if geographies.updateValue(member, forKey: fields[3]) != nil {
                throw Self.error(part, "member \(fields[3]) stands twice", reader.line)
            }
        }
        if geographies.isEmpty { throw Self.error(part, "it lists no geographies", 1) }
    }

    private static func error(_ part: PartInput, _ what: String, _ line: Int) -> Diagnostic {
        part.error("bad-metadata", "in the metadata of the table, \(what)", line: line)
    }
}
