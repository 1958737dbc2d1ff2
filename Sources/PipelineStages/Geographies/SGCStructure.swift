import CSVKernel
import IndicatorModel

/// Reads the structure of the Standard Geographical Classification: regions, provinces, divisions
/// and subdivisions with their names, a line each.
///
/// Source: SGC structure CSV; columns `Level`, `Code` and `Class title`, level 1 being regions,
/// which are no level of the census here.
///
/// - Parameters:
///   - bytes: The file.
///   - file: Its name and encoding.
/// - Returns: Codes and names of PR, CD and CSD.
/// - Throws: `Diagnostic` with the line when a column is missing, a level or code is not known.
func readSGCStructure(_ bytes: any ByteSource, _ file: NamedFile) throws -> FileFacts {
    var table = try HeadedTable(bytes, file)
    let columns = try table.columns(["Level", "Code", "Class title"])
    var facts = FileFacts(file: file.name)
    while try table.next() {
        let row = try columns.map { try table.text($0) }
        let level: GeographyLevel
        switch row[0] {
        case "1": continue
        case "2": level = .province
        case "3": level = .censusDivision
        case "4": level = .censusSubdivision
        default:
            throw table.error("bad-level", "`\(row[0])` is no level of the classification, 1 to 4")
        }
        let geography = try table.geography(level, row[1])
        facts.all[geography] = GeographyFacts(names: publishedNames(row[2], of: geography))
        facts.levels.insert(level)
    }
    return facts
}

/// Reads which part of a CMA or CA each census subdivision lies in: `csd,cmap`, codes of each.
///
/// A subdivision that is not named, or without a part, lies in no CMA or CA.
///
/// - Parameters:
///   - bytes: The file.
///   - file: Its name and encoding.
/// - Returns: What each named subdivision lies in.
/// - Throws: `Diagnostic` with the line when a column is missing, a code is none, or a part is in
///   another province.
func readMembers(_ bytes: any ByteSource, _ file: NamedFile) throws -> FileFacts {
    var table = try HeadedTable(bytes, file)
    let columns = try table.columns(["csd", "cmap"])
    var facts = FileFacts(file: file.name)
    facts.tells = [
        FileFacts.Pair(part: .censusSubdivision, whole: .metropolitanArea),
        FileFacts.Pair(part: .censusSubdivision, whole: .metropolitanAreaPart),
    ]
    while try table.next() {
        let subdivision = try table.geography(.censusSubdivision, try table.text(columns[0]))
        let code = try table.text(columns[1])
        var within: Set<Geography> = []
        if !code.isEmpty {
            let part = try table.geography(.metropolitanAreaPart, code)
            guard part.province == subdivision.province else {
                throw table.error(
                    "code-and-parent",
                    "`\(subdivision)` and `\(part)` are in two provinces"
                )
            }
            within = [part]
            within.formUnion(part.parentsByCode.filter { $0.level == .metropolitanArea })
        }
        if facts.all.updateValue(GeographyFacts(within: within), forKey: subdivision) != nil {
            throw table.error("twice", "`\(subdivision)` stands twice")
        }
    }
    return facts
}

/// A CSV with a header, read record by record.
struct HeadedTable: ~Copyable {
    private var reader: RecordReader
    private let file: NamedFile
    private let header: [String]

    init(_ bytes: any ByteSource, _ file: NamedFile) throws {
        reader = RecordReader(bytes)
        self.file = file
        let isThere = try reader.next { FileFacts.error(file.name, $0, $1, line: $2) }
        header = isThere ? reader.texts(as: file.encoding).map { $0 ?? "" } : []
    }

    /// The positions of columns by their names.
    func columns(_ names: [String]) throws -> [Int] {
        try names.map { name in
            if let index = header.firstIndex(of: name) { return index }
            throw FileFacts.error(
                file.name,
                "missing-column",
                "no column `\(name)`; found \(listed(header, limit: 30))",
                line: 1
            )
        }
    }

    mutating func next() throws -> Bool {
        while true {
            let isThere = try reader.next { FileFacts.error(file.name, $0, $1, line: $2) }
            guard isThere else { return false }
            // An empty line is no record.
            if reader.count == 1, reader.bytes(0).isEmpty { continue }
            guard reader.count == header.count else {
                throw error(
                    "short-row",
                    "the record has \(counted(reader.count, "field")), the header \(header.count)"
                )
            }
            return true
        }
    }

    /// The text of a column, without the spaces around it.
    func text(_ column: Int) throws -> String {
        guard let text = reader.text(column, as: file.encoding) else {
            throw error(
                "not-text",
                "the line has bytes that are not \(file.encoding.rawValue) text"
            )
        }
        return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    func geography(_ level: GeographyLevel, _ code: String) throws -> Geography {
        guard level.mayHave(code: code) else {
            throw error(
                "bad-code",
                "`\(code)` is not a code of level \(level.rawValue), which has "
                    + "\(level.codeDigits) digits"
            )
        }
        return Geography(level: level, code: code)
    }

    func error(_ code: String, _ message: String) -> Diagnostic {
        FileFacts.error(file.name, code, message, line: reader.line)
    }
}
