package import CSVKernel
import IndicatorModel

/// A file as a person names it: what it is called, and how its texts are written.
package struct NamedFile: Sendable {
    package let name: String
    package let encoding: TextEncoding

    package init(name: String, encoding: TextEncoding) {
        self.name = name
        self.encoding = encoding
    }
}

// The Geographic Attribute Files, and the tables of boundary files.

/// Reads an attribute file: a CSV with a header (2016, 2021), or fixed width without (2006, 2011).
///
/// - Parameters:
///   - bytes: The file.
///   - file: Its name and encoding.
///   - takesAreas: Whether dissemination areas are listed.
/// - Returns: What it says of each geography.
/// - Throws: `Diagnostic` with the line when the file is none of these, or a record cannot be read.
func readAttributeFile(
    _ bytes: any ByteSource,
    _ file: NamedFile,
    takesAreas: Bool
) throws -> FileFacts {
    var start = [UInt8](repeating: 0, count: 1 << 12)
    let count = try bytes.read(into: &start, at: 0)
    let whole = Rejoined(Array(start[..<count]), bytes)
    let text = String(decoding: start[..<count], as: UTF8.self).uppercased()
    if text.contains("CSDUID") {
        return try readAttributeCSV(whole, file, takesAreas: takesAreas)
    }
    if start.prefix(10).allSatisfy({ (0x30...0x39).contains($0) }) {
        return try readFixedAttributes(whole, file, takesAreas: takesAreas)
    }
    throw FileFacts.error(
        file.name,
        "not-attributes",
        "expected an attribute file: a header with `CSDUID`, or the ten digits of a block",
        line: 1
    )
}

private func readAttributeCSV(
    _ bytes: any ByteSource,
    _ file: NamedFile,
    takesAreas: Bool
) throws -> FileFacts {
    func error(_ code: String, _ message: String, _ line: Int) -> Diagnostic {
        FileFacts.error(file.name, code, message, line: line)
    }
    var reader = RecordReader(bytes)
    guard try reader.next(error) else { throw error("empty", "the file is empty", 1) }
    let layout = AttributeLayout(header: reader.texts(as: file.encoding).map { $0 ?? "" })
    let width = reader.count
    try requireBlocks(layout, file)
    var facts = AttributeFacts(file: file.name, layout: layout, takesAreas: takesAreas)
    var texts = KeptTexts(file, count: layout.columns.count)
    while try reader.next(error) {
        guard reader.count == width else {
            let message = "the record has \(counted(reader.count, "field")), the header \(width)"
            throw error("short-row", message, reader.line)
        }
        for (position, column) in layout.columns.enumerated() {
            try texts.set(
                position,
                reader.bytes(column),
                hasDoubledQuotes: reader.hasDoubledQuotes(column),
                line: reader.line
            )
        }
        try facts.add(texts.row, line: reader.line)
    }
    return facts.result()
}

/// Where the fields of the attribute files of 2006 and 2011 begin, from 1.
///
/// Source: 92-151-G, record layout; the column of CMAname is 707 (704 is that of CMAuid).
private let fixedColumns: [(name: String, start: Int)] = [
    ("DBUID", 1), ("DBPOP", 11), ("DBTDWELL", 19), ("DBURDWELL", 27), ("DBAREA", 35),
    ("DB_IR", 48), ("DAUID", 49), ("DALAMX", 57), ("DALAMY", 74), ("DALAT", 91), ("DALONG", 100),
    ("PRUID", 111), ("PRNAME", 113), ("PRENAME", 168), ("PRFNAME", 198), ("PREABBR", 228),
    ("PRFABBR", 238), ("FEDUID", 248), ("FEDNAME", 253), ("ERUID", 338), ("ERNAME", 342),
    ("CDUID", 427), ("CDNAME", 431), ("CDTYPE", 471), ("CSDUID", 474), ("CSDNAME", 481),
    ("CSDTYPE", 536), ("SACTYPE", 539), ("SACCODE", 540), ("CCSUID", 543), ("CCSNAME", 550),
    ("DPLUID", 605), ("DPLNAME", 611), ("DPLTYPE", 696), ("CMAPUID", 699), ("CMAUID", 704),
    ("CMANAME", 707), ("CMATYPE", 807), ("CTUID", 808), ("CTCODE", 818), ("CTNAME", 822),
    ("POPCTRRAPUID", 829), ("POPCTRRAUID", 835), ("POPCTRRANAME", 839), ("POPCTRRATYPE", 939),
    ("POPCTRRACLASS", 940),
]

private func readFixedAttributes(
    _ bytes: any ByteSource,
    _ file: NamedFile,
    takesAreas: Bool
) throws -> FileFacts {
    let layout = AttributeLayout(header: fixedColumns.map(\.name))
    let ends = fixedColumns.dropFirst().map { $0.start - 1 } + [Int.max]
    let shortest = fixedColumns.last.map(\.start) ?? 0
    var facts = AttributeFacts(file: file.name, layout: layout, takesAreas: takesAreas)
    var texts = KeptTexts(file, count: layout.columns.count)
    var reader = LineReader(bytes)
    while try reader.next() {
        if reader.bytes.isEmpty { continue }
        guard reader.bytes.count >= shortest else {
            throw FileFacts.error(
                file.name,
                "short-row",
                "the line has \(counted(reader.bytes.count, "byte")), expected \(shortest) or more",
                line: reader.line
            )
        }
        for (position, column) in layout.columns.enumerated() {
            let start = fixedColumns[column].start - 1
            let end = min(ends[column], reader.bytes.count)
            try texts.set(position, reader.bytes.span.extracting(start..<end), line: reader.line)
        }
        try facts.add(texts.row, line: reader.line)
    }
    return facts.result()
}

private func requireBlocks(_ layout: AttributeLayout, _ file: NamedFile) throws {
    if layout.isBlocks, layout.population != nil, layout.area != nil { return }
    throw FileFacts.error(
        file.name,
        "not-attributes",
        "expected columns of a block: `DBUID`, `DBPOP` and `DBAREA`, each with the year or not",
        line: 1
    )
}

/// Reads the table of a boundary file.
///
/// - Parameters:
///   - bytes: The `.dbf`.
///   - file: Its name and encoding.
/// - Returns: What it says of each geography, of its own level and of those it names.
/// - Throws: `Diagnostic` when it cannot be read, has no level that is known, or its texts are not
///   written as declared.
func readBoundaryTable(_ bytes: any ByteSource, _ file: NamedFile) throws -> FileFacts {
    var reader = try DBFReader(bytes, file: file.name, encoding: file.encoding)
    let layout = AttributeLayout(header: reader.fields.map(\.name))
    guard layout.own != nil else {
        let names = listed(reader.fields.map(\.name), limit: 30)
        throw FileFacts.error(
            file.name,
            "not-attributes",
            "the table has no codes of a level that is known; its fields are \(names)",
            line: 1
        )
    }
    var facts = AttributeFacts(file: file.name, layout: layout, takesAreas: true)
    while try reader.next() {
        var row: [String] = []
        for column in layout.columns { row.append(try reader.text(column)) }
        for text in row where file.encoding == .windows1252 && isUTF8ReadAsWindows1252(text) {
            throw Diagnostic(
                "geographies.not-text",
                "record \(reader.recordNumber) reads `\(text)`: the table is UTF-8, not "
                    + TextEncoding.windows1252.rawValue,
                at: SourceSpan(file: file.name, line: 1),
                hints: ["tell so: `\(file.name):utf-8`"]
            )
        }
        // The header stands for line 1, so that a record has the line it has in a listing.
        try facts.add(row, line: reader.recordNumber + 1)
    }
    return facts.result()
}

/// Whether a text shows that UTF-8 was read as Windows-1252: `Ã` before a sign, as in `QuÃ©bec`.
private func isUTF8ReadAsWindows1252(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return zip(scalars, scalars.dropFirst()).contains { first, second in
        switch first {
        case "\u{C3}", "\u{C5}": !second.isASCII
        case "\u{E2}": second == "\u{20AC}"
        default: false
        }
    }
}
