package import CSVKernel
import IndicatorModel

/// Reads a dBASE III table, such as the attributes of a shapefile, record by record.
///
/// The encoding is declared, never guessed: Statistics Canada's own tables are Windows-1252, those
/// that another program saved are mostly UTF-8, and the mark for it in the file is often wrong.
/// Records that are marked as deleted are passed over.
///
/// Source: dBASE III+ table file structure: 32 bytes of header, 32 a field, 0x0D, records of fixed
/// length whose first byte is a space, or `*` when the record is deleted.
package struct DBFReader {
    /// A field of every record.
    package struct Field: Hashable, Sendable {
        package let name: String
        /// `C` text, `N` number, `F`, `D`, `L`: all are read as text.
        package let kind: Character
        package let length: Int
        package let decimals: Int
        let offset: Int
    }

    private let source: any ByteSource
    private let file: String
    package let encoding: TextEncoding
    package private(set) var fields: [Field] = []
    /// How many records the header tells, deleted ones among them.
    package private(set) var recordCount = 0
    /// The current record, from 1, deleted ones counted.
    package private(set) var recordNumber = 0
    private var record: [UInt8] = []

    /// Reads the header.
    ///
    /// - Parameters:
    ///   - source: The bytes of the table.
    ///   - file: The name of the file, for messages.
    ///   - encoding: How its texts are written.
    /// - Throws: `geographies.bad-dbf` when this is no such table; what the source throws.
    package init(_ source: any ByteSource, file: String, encoding: TextEncoding) throws {
        self.source = source
        self.file = file
        self.encoding = encoding
        let head = try bytes(32, "the header")
        let version = head[0] & 0x07
        guard version == 3 || version == 4 else {
            throw error("the file does not begin like a dBASE table")
        }
        recordCount = Self.number(head, 4, 4)
        let headerSize = Self.number(head, 8, 2)
        let recordSize = Self.number(head, 10, 2)
        guard headerSize >= 33, recordSize > 1 else {
            throw error("the header tells of records of \(recordSize) bytes")
        }
        try readFields(try bytes(headerSize - 32, "the header"))
        let size = 1 + fields.reduce(0) { $0 + $1.length }
        guard size == recordSize else {
            throw error("the fields have \(size) bytes, the records \(recordSize)")
        }
        record = [UInt8](repeating: 0, count: recordSize)
    }

    private mutating func readFields(_ bytes: [UInt8]) throws {
        var start = 0
        var offset = 1
        while start + 32 <= bytes.count, bytes[start] != 0x0D {
            let name = bytes[start..<start + 11].prefix { $0 != 0 }
            fields.append(
                Field(
                    name: String(decoding: name, as: UTF8.self).filter { $0 != " " },
                    kind: Character(Unicode.Scalar(bytes[start + 11])),
                    length: Int(bytes[start + 16]),
                    decimals: Int(bytes[start + 17]),
                    offset: offset
                )
            )
            offset += Int(bytes[start + 16])
            start += 32
        }
        guard !fields.isEmpty else { throw error("the header tells of no field") }
    }

    /// Reads the next record that is not deleted.
    ///
    /// - Returns: False behind the last one.
    /// - Throws: `geographies.bad-dbf` when the table ends before its records do.
    package mutating func next() throws -> Bool {
        while recordNumber < recordCount {
            recordNumber += 1
            try fill()
            switch record[0] {
            case ASCII.space: return true
            case UInt8(ascii: "*"): continue
            default:
                throw error("record \(recordNumber) does not begin with a space or `*`")
            }
        }
        return false
    }

    private mutating func fill() throws {
        var filled = 0
        while filled < record.count {
            let count = try source.read(into: &record, at: filled)
            guard count > 0 else {
                throw error("the table ends in record \(recordNumber) of \(recordCount)")
            }
            filled += count
        }
    }

    /// The position of a field by its name, in whatever case; nil when there is none.
    package func index(of name: String) -> Int? {
        fields.firstIndex { $0.name.uppercased() == name.uppercased() }
    }

    /// The text of a field of the current record, without the spaces and zeros that fill it up.
    ///
    /// - Throws: `geographies.not-text` when the bytes are not of the declared encoding.
    package func text(_ index: Int) throws -> String {
        let field = fields[index]
        var bytes = record[field.offset..<field.offset + field.length]
        while let last = bytes.last, last == ASCII.space || last == 0 { bytes.removeLast() }
        while bytes.first == ASCII.space { bytes.removeFirst() }
        guard let text = decodeText(Array(bytes).span, as: encoding) else {
            throw Diagnostic(
                "geographies.not-text",
                "`\(field.name)` of record \(recordNumber) is not \(encoding.rawValue) text",
                at: SourceSpan(file: file, line: 1),
                hints: ["tell how the file is written: `\(file):windows-1252` or `\(file):utf-8`"]
            )
        }
        return text
    }

    private func bytes(_ count: Int, _ what: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let read = try source.read(into: &bytes, at: filled)
            guard read > 0 else { throw error("the file ends in \(what)") }
            filled += read
        }
        return bytes
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
        bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private func error(_ message: String) -> Diagnostic {
        Diagnostic(
            "geographies.bad-dbf",
            "this is no dBASE table that can be read: \(message)",
            at: SourceSpan(file: file, line: 1),
            hints: ["fetch the file again"]
        )
    }
}
