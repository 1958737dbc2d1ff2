import CSVKernel
import IndicatorModel

/// Reads population counts: the table 98-10-0002 (2021) or the highlight table T301 (2016).
///
/// - Parameters:
///   - bytes: The file.
///   - file: Its name and encoding.
///   - vintage: The census whose counts are taken.
/// - Returns: Codes, names, counts and land areas.
/// - Throws: `Diagnostic` with the line when the file is neither, or a record cannot be read.
func readCounts(_ bytes: any ByteSource, _ file: NamedFile, vintage: Period) throws -> FileFacts {
    var reader = LineReader(bytes)
    guard try reader.next(), let header = lenientFields(reader.bytes, file.encoding, width: nil)
    else {
        throw FileFacts.error(file.name, "empty", "the file is empty or no CSV", line: 1)
    }
    if header.contains("Geographic code") {
        return try readHighlights(&reader, header, file, vintage)
    }
    if header.contains("REF_DATE") { return try readSemiWide(&reader, header, file, vintage) }
    throw FileFacts.error(
        file.name,
        "not-counts",
        "expected a table of counts with `REF_DATE` (98-10-0002) or `Geographic code` (T301EN)",
        line: 1
    )
}

/// Reads table 98-10-0002, whose columns are measures, each with a column `Symbols` behind it.
private func readSemiWide(
    _ reader: inout LineReader,
    _ header: [String],
    _ file: NamedFile,
    _ vintage: Period
) throws -> FileFacts {
    let name = try column(header, file) { $0 == "GEO" }
    let identifier = try column(header, file) { $0 == "DGUID" }
    let count = try column(header, file) { $0.contains(": Population, \(vintage)") }
    let area = try column(header, file) { $0.contains(": Land area in square kilometres") }
    var facts = FileFacts(file: file.name)
    while try reader.next() {
        if reader.bytes.isEmpty { continue }
        let row = try fields(reader, header.count, file)
        guard let geography = Geography(dguid: row[identifier]) else {
            let message = "`\(row[identifier])` is no identifier of a level that is known"
            throw FileFacts.error(file.name, "bad-dguid", message, line: reader.line)
        }
        var about = GeographyFacts(names: publishedNames(row[name], of: geography))
        about.dguid = row[identifier]
        about.population = try number(row[count], reader, file) { Int($0) }
        about.landArea = try number(row[area], reader, file) { Double($0) }
        // What is printed behind a value says why it is missing.
        if about.population == nil, row[count + 1] != ".." {
            let message = "`\(geography)` has no count, and `\(row[count + 1])` for a reason"
            throw FileFacts.error(file.name, "bad-number", message, line: reader.line)
        }
        facts.levels.insert(geography.level)
        facts.all[geography] = about
    }
    facts.noteMissingCounts()
    return facts
}

/// Reads highlight table T301 of 2016: a subdivision a row, notes behind the rows.
private func readHighlights(
    _ reader: inout LineReader,
    _ header: [String],
    _ file: NamedFile,
    _ vintage: Period
) throws -> FileFacts {
    let code = try column(header, file) { $0 == "Geographic code" }
    let english = try column(header, file) { $0 == "Geographic name, english" }
    let french = try column(header, file) { $0 == "Geographic name, french" }
    let area = try column(header, file) { $0.hasPrefix("Geographic code, Census metropolitan") }
    let count = try column(header, file) { $0 == "Population, \(vintage)" }
    let land = try column(header, file) { $0.hasPrefix("Land area in square kilometres") }
    var facts = FileFacts(file: file.name)
    facts.levels = [.censusSubdivision]
    facts.tells = [FileFacts.Pair(part: .censusSubdivision, whole: .metropolitanArea)]
    while try reader.next(), !reader.bytes.isEmpty {
        let row = try fields(reader, header.count, file)
        guard GeographyLevel.censusSubdivision.mayHave(code: row[code]) else {
            let message = "`\(row[code])` is not a code of level CSD, which has 7 digits"
            throw FileFacts.error(file.name, "bad-code", message, line: reader.line)
        }
        let geography = Geography(level: .censusSubdivision, code: row[code])
        var about = GeographyFacts()
        about.names = BilingualText(
            en: publishedNames(row[english], of: geography).en,
            fr: publishedNames(row[french], of: geography).fr
        )
        about.population = try number(row[count], reader, file) { Int($0) }
        about.landArea = try number(row[land], reader, file) { Double($0) }
        if !row[area].isEmpty {
            about.within = [Geography(level: .metropolitanArea, code: row[area])]
        }
        facts.all[geography] = about
    }
    // Behind the empty line are notes; a row there would be a place that was lost.
    while try reader.next() {
        if lenientFields(reader.bytes, file.encoding, width: header.count) != nil {
            let message = "rows follow behind an empty line"
            throw FileFacts.error(file.name, "split", message, line: reader.line)
        }
    }
    facts.noteMissingCounts()
    return facts
}

extension FileFacts {
    /// Notes the subdivisions that have no count.
    fileprivate mutating func noteMissingCounts() {
        let missing = all.filter {
            $0.key.level == .censusSubdivision && $0.value.population == nil
        }
        guard !missing.isEmpty else { return }
        let names = missing.map { "\($0.key.code) \($0.value.names?.en ?? "")" }.sorted()
        notes.append(
            "\(names.count) CSD incompletely enumerated, without a count: "
                + listed(names, quoted: false)
        )
    }
}

private func column(
    _ header: [String],
    _ file: NamedFile,
    _ isWanted: (String) -> Bool
) throws -> Int {
    let found = header.indices.filter { isWanted(header[$0]) }
    if found.count == 1 { return found[0] }
    throw FileFacts.error(
        file.name,
        "missing-column",
        "a column is not there, or more than once; found \(listed(header, limit: 40))",
        line: 1
    )
}

private func fields(_ reader: LineReader, _ width: Int, _ file: NamedFile) throws -> [String] {
    if let row = lenientFields(reader.bytes, file.encoding, width: width) { return row }
    throw FileFacts.error(
        file.name,
        "bad-record",
        "the line is no record of \(width) fields in \(file.encoding.rawValue)",
        line: reader.line
    )
}

/// A number, or nil where nothing is printed.
private func number<Number>(
    _ text: String,
    _ reader: LineReader,
    _ file: NamedFile,
    _ parse: (String) -> Number?
) throws -> Number? {
    if text.isEmpty { return nil }
    if let number = parse(text) { return number }
    throw FileFacts.error(file.name, "bad-number", "`\(text)` is no number", line: reader.line)
}

/// The fields of a line, also where quotes in a quoted field are not doubled.
///
/// A line that is CSV is read as such. In one that is not, as `"Peigan Timber Limit "B"","2021"`, a
/// field ends at a quote before a comma or the end of the line, and other quotes are text.
///
/// - Parameters:
///   - bytes: The line, without its end.
///   - encoding: How its texts are written.
///   - width: How many fields it must have; nil when any number will do.
/// - Returns: Nil when the line has another number of fields, or is not text.
func lenientFields(_ bytes: [UInt8], _ encoding: TextEncoding, width: Int?) -> [String]? {
    var reader = RecordReader(MemoryByteSource(bytes), bufferSize: bytes.count + 1)
    let isRecord = try? reader.next()
    if isRecord == true, width == nil || reader.count == width {
        let texts = reader.texts(as: encoding).compactMap(\.self)
        return texts.count == reader.count ? texts : nil
    }
    guard let fields = splitAtOuterQuotes(bytes), width == nil || fields.count == width else {
        return nil
    }
    let texts = fields.compactMap { decodeText(Array($0).span, as: encoding) }
    return texts.count == fields.count ? texts : nil
}

/// The fields of a line in which a quoted field ends at a quote before a comma or the end.
private func splitAtOuterQuotes(_ bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    var fields: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    while true {
        guard start < bytes.count, bytes[start] == ASCII.quote else {
            let end = bytes[start...].firstIndex(of: ASCII.comma) ?? bytes.count
            fields.append(bytes[start..<end])
            if end == bytes.count { return fields }
            start = end + 1
            continue
        }
        let end = bytes.indices[(start + 1)...].first { index in
            bytes[index] == ASCII.quote
                && (index + 1 == bytes.count || bytes[index + 1] == ASCII.comma)
        }
        guard let end else { return nil }
        fields.append(bytes[start + 1..<end])
        if end + 1 == bytes.count { return fields }
        start = end + 2
    }
}
