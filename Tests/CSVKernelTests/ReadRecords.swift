import CSVKernel

/// What a reader says of one record.
struct ReadRecord: Equatable, CustomStringConvertible {
    var line: Int
    /// The fields, each doubled quote read as one.
    var fields: [[UInt8]]
    var hasHighBytes = false
    /// The record as it stands in the text.
    var whole: [UInt8] = []
    /// The record in the one form that all records with its fields have.
    var canonical: [UInt8] = []
    var areQuoted: [Bool] = []

    var description: String {
        "\(line): \(fields.map { String(decoding: $0, as: UTF8.self) })"
    }
}

/// What a test expects a `ScanError` to say.
struct Refusal: Equatable {
    var code: ScanError.Code
    var line: Int
}

extension Refusal {
    init(_ error: ScanError) {
        self.init(code: error.code, line: error.line)
    }
}

/// All records of a text, read from a source that hands out pieces of a size.
func readRecords(
    _ text: [UInt8],
    piece: Int = .max,
    separator: UInt8 = ASCII.comma,
    bufferSize: Int = 1 << 12
) throws -> [ReadRecord] {
    var reader = RecordReader(
        MemoryByteSource(text, piece: piece),
        separator: separator,
        bufferSize: bufferSize
    )
    var records: [ReadRecord] = []
    while try reader.next() {
        var record = ReadRecord(line: reader.line, fields: [])
        for index in 0..<reader.count {
            let field = copied(reader.bytes(index))
            record.fields.append(reader.hasDoubledQuotes(index) ? undoubled(field) : field)
        }
        record.hasHighBytes = reader.hasHighBytes
        record.whole = copied(reader.record())
        reader.appendCanonical(to: &record.canonical)
        record.areQuoted = (0..<reader.count).map { reader.isQuoted($0) }
        records.append(record)
    }
    return records
}

func copied(_ bytes: Span<UInt8>) -> [UInt8] {
    var copy: [UInt8] = []
    for index in bytes.indices { copy.append(bytes[index]) }
    return copy
}

private func undoubled(_ field: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < field.count {
        result.append(field[index])
        let isDoubled =
            field[index] == ASCII.quote && index + 1 < field.count
            && field[index + 1] == ASCII.quote
        index += isDoubled ? 2 : 1
    }
    return result
}
