import CSVKernel
import DataStore
import IndicatorModel

/// Reads a delimited file once: what is in its columns, and the digest of its rows.
struct TableScan: ~Copyable {
    /// How many different texts of a column are kept.
    private static let mostLabels = 500
    /// The header is looked for among so many records.
    private static let mostRecordsBefore = 50

    private struct Column {
        var name: String
        var filled = 0
        /// Texts by a digest of their bytes; nil when there are too many.
        var labels: [UInt64: String]? = [:]
        var last: UInt64 = 0
    }

    private let headerLine: Int?
    private var columns: [Column] = []
    private var rows = 0
    private var hash = SHA256()
    private var canonical: [UInt8] = []
    private var blankLines = 0
    /// Records before the header is known: their line and their fields.
    private var before: [(line: Int, fields: [[UInt8]])]? = []

    private init(headerLine: Int?) {
        self.headerLine = headerLine
    }

    /// - Returns: Nil where the text is not delimited text.
    static func scan(
        _ source: PeekedSource,
        name: String,
        delimiter: UInt8?,
        headerLine: Int?
    ) throws -> (profile: TableProfile, content: String)? {
        var reader = RecordReader(source, separator: delimiter ?? Self.delimiter(source.start))
        var scan = TableScan(headerLine: headerLine)
        do {
            while try reader.next() { scan.take(reader) }
        } catch is ScanError {
            return nil
        }
        scan.settleHeader()
        move(&scan.canonical, to: &scan.hash)
        return (scan.profile(name), scan.content())
    }

    /// The delimiter of the first line that has one.
    static func delimiter(_ start: ArraySlice<UInt8>) -> UInt8 {
        for line in start.split(separator: ASCII.newline) {
            if line.contains(Delimiter.tab.byte) { return Delimiter.tab.byte }
            let commas = line.count { $0 == Delimiter.comma.byte }
            let semicolons = line.count { $0 == Delimiter.semicolon.byte }
            if commas + semicolons == 0 { continue }
            return commas >= semicolons ? Delimiter.comma.byte : Delimiter.semicolon.byte
        }
        return Delimiter.comma.byte
    }

    // MARK: - Records

    private mutating func take(_ reader: borrowing RecordReader) {
        if reader.count == 1, reader.bytes(0).isEmpty {
            blankLines += 1
            return
        }
        digest(reader)
        if before != nil {
            keep(reader)
            return
        }
        count(reader)
    }

    /// Adds the record to the digest of what the file says, without quotes and line ends.
    private mutating func digest(_ reader: borrowing RecordReader) {
        // Blank lines count where something follows them.
        for _ in 0..<blankLines { canonical.append(0x1E) }
        blankLines = 0
        for index in 0..<reader.count {
            append(reader.bytes(index), isDoubled: reader.hasDoubledQuotes(index))
            canonical.append(0x1F)
        }
        canonical.append(0x1E)
        if canonical.count >= 1 << 16 {
            Self.move(&canonical, to: &hash)
        }
    }

    private static func move(_ bytes: inout [UInt8], to hash: inout SHA256) {
        hash.update(bytes.span)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func append(_ bytes: Span<UInt8>, isDoubled: Bool) {
        var index = 0
        while index < bytes.count {
            canonical.append(bytes[index])
            let skips =
                isDoubled && bytes[index] == ASCII.quote && index + 1 < bytes.count
                && bytes[index + 1] == ASCII.quote
            index += skips ? 2 : 1
        }
    }

    private mutating func count(_ reader: borrowing RecordReader) {
        rows += 1
        for index in 0..<min(reader.count, columns.count) {
            let bytes = reader.bytes(index)
            let range = trimmedRange(bytes)
            if range.isEmpty { continue }
            columns[index].filled += 1
            note(bytes.extracting(range), column: index)
        }
    }

    private mutating func note(_ bytes: Span<UInt8>, column: Int) {
        if columns[column].labels == nil { return }
        let digest = digest64(bytes)
        if digest == columns[column].last { return }
        columns[column].last = digest
        if columns[column].labels?[digest] != nil { return }
        columns[column].labels?[digest] = text(bytes)
        if columns[column].labels?.count ?? 0 > Self.mostLabels { columns[column].labels = nil }
    }

    // MARK: - The header

    private mutating func keep(_ reader: borrowing RecordReader) {
        var fields: [[UInt8]] = []
        for index in 0..<reader.count { fields.append(copy(reader.bytes(index))) }
        before?.append((reader.line, fields))
        let isFound = headerLine.map { reader.line >= $0 } ?? false
        if isFound || before?.count ?? 0 >= Self.mostRecordsBefore { settleHeader() }
    }

    /// Takes the record that names the columns, and counts those that came after it.
    private mutating func settleHeader() {
        guard let records = before else { return }
        before = nil
        guard let index = headerIndex(records) else { return }
        var seen: [String: Int] = [:]
        columns = records[index].fields.map { field in
            let name = text(field.span).split(separator: " ").joined(separator: " ")
            let number = seen[name, default: 0] + 1
            seen[name] = number
            return Column(name: number == 1 ? name : "\(name) (\(number))")
        }
        for record in records[(index + 1)...] {
            rows += 1
            for index in 0..<min(record.fields.count, columns.count) {
                let field = record.fields[index]
                let bytes = field.span
                let range = trimmedRange(bytes)
                if range.isEmpty { continue }
                columns[index].filled += 1
                note(bytes.extracting(range), column: index)
            }
        }
    }

    /// The declared line, or the first record with as many fields as most have.
    private func headerIndex(_ records: [(line: Int, fields: [[UInt8]])]) -> Int? {
        if let headerLine { return records.firstIndex { $0.line >= headerLine } }
        var counts: [Int: Int] = [:]
        for record in records { counts[record.fields.count, default: 0] += 1 }
        let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
        return records.firstIndex { $0.fields.count == most?.key }
    }

    // MARK: - The end

    private func profile(_ name: String) -> TableProfile {
        TableProfile(
            name: name,
            rows: rows,
            columns: columns.map { column in
                ColumnProfile(name: column.name, filled: column.filled, labels: labels(column))
            }
        )
    }

    /// The labels, unless most of them are numbers.
    private func labels(_ column: Column) -> Set<String>? {
        guard let labels = column.labels?.values else { return nil }
        let numbers = labels.count { parseNumber(Array($0.utf8).span) != nil }
        return numbers * 2 >= labels.count ? nil : Set(labels)
    }

    private consuming func content() -> String {
        hash.finish()
    }
}

private func copy(_ bytes: Span<UInt8>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    for index in bytes.indices { copy.append(bytes[index]) }
    return copy
}

private func text(_ bytes: Span<UInt8>) -> String {
    decodeText(bytes, as: .utf8) ?? decodeText(bytes, as: .windows1252) ?? ""
}

/// FNV-1a, 64 bits: enough to tell the labels of a column apart.
private func digest64(_ bytes: Span<UInt8>) -> UInt64 {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in bytes.indices {
        digest = (digest ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3
    }
    return digest
}
