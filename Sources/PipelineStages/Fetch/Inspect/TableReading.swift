import CSVKernel
import DataStore

/// Reads a delimited text once, for the digest of its rows and for the profile of its table.
struct TableReading {
    /// The same for the same rows, whatever their line ends and quotes; nil when a record cannot
    /// be read: notes below a table may have a quote that does not end.
    let content: String?
    /// The table up to such a record; nil when that stands before its header.
    let profile: TableProfile?

    /// - Throws: What `source` throws.
    init(_ source: any ByteSource, _ shape: TableShape, name: String) throws {
        var reader = RecordReader(source, separator: shape.separator)
        var digest = RowDigest(shape.separator)
        var header: [String] = []
        var columns: [TextCounter] = []
        var rows = 0
        var isReadable = true
        do {
            while try reader.next() {
                digest.add(reader)
                if reader.line < shape.headerLine || Self.isBlank(reader) { continue }
                if columns.isEmpty {
                    header = (0..<reader.count).map { columnName(reader, $0) }
                    columns = header.map { _ in ColumnProfile.counter }
                } else {
                    rows += 1
                    reader.count(in: &columns)
                }
            }
        } catch is ScanError {
            isReadable = false
        }
        let rowDigest = digest.finish()
        content = isReadable ? rowDigest : nil
        profile =
            columns.isEmpty
            ? nil
            : TableProfile(
                name: name,
                rows: rows,
                columns: zip(header, columns).map { ColumnProfile(name: $0, $1) }
            )
    }

    private static func isBlank(_ reader: borrowing RecordReader) -> Bool {
        reader.count == 1 && reader.bytes(0).isEmpty
    }
}

/// The text of a field, without the blanks around it, in whatever encoding it is.
func fieldText(_ reader: borrowing RecordReader, _ index: Int) -> String {
    let bytes = reader.bytes(index)
    let range = trimmedRange(bytes)
    return readableText(
        bytes.extracting(range),
        unescapingQuotes: reader.hasDoubledQuotes(index)
    )
}

/// The name in a header's field, in which a line end is a blank.
func columnName(_ reader: borrowing RecordReader, _ index: Int) -> String {
    fieldText(reader, index).split(whereSeparator: \.isNewline).joined(separator: " ")
}

/// Text as it most likely is: UTF-8, or else Windows-1252, or else what can be read of it.
func readableText(_ bytes: Span<UInt8>, unescapingQuotes: Bool = false) -> String {
    for encoding in [TextEncoding.utf8, .windows1252] {
        let text = decodeText(bytes, as: encoding, unescapingQuotes: unescapingQuotes)
        if let text { return text }
    }
    var copy: [UInt8] = []
    for index in bytes.indices { copy.append(bytes[index]) }
    return String(decoding: copy, as: UTF8.self)
}

/// The SHA-256 of rows in their one form; blank lines at the end do not count.
struct RowDigest: ~Copyable {
    private var hash = SHA256()
    private var text: [UInt8] = []
    /// Blank lines that count as soon as a row follows.
    private var blanks = 0

    init(_ separator: UInt8) {
        text.append(separator)
    }

    mutating func add(_ reader: borrowing RecordReader) {
        if reader.count == 1, reader.bytes(0).isEmpty {
            blanks += 1
            return
        }
        if blanks > 0 {
            text.append(contentsOf: repeatElement(ASCII.newline, count: blanks))
            blanks = 0
        }
        reader.appendCanonical(to: &text)
        if text.count >= 1 << 15 { flush() }
    }

    private mutating func flush() {
        var full: [UInt8] = []
        swap(&full, &text)
        hash.update(full.span)
        full.removeAll(keepingCapacity: true)
        swap(&full, &text)
    }

    consuming func finish() -> String {
        flush()
        return hash.finish()
    }
}
