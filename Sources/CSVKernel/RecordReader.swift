// READ THIS BEFORE CHANGING THE READER
//
// - `ReferenceScanner` says what is right; this file only says it faster. Every case in
//   `RecordReaderTests` runs against both, in pieces of 1 byte and up. Change the reference first.
// - Field positions are relative to the start of the record, so that moving the record to the
//   front of the buffer before a refill does not touch them.
// - A quote has a meaning only as the first byte of a field (RFC 4180); elsewhere it is text.

/// Reads delimited text one record at a time from a stream, without copying or decoding fields.
///
/// Memory is one buffer, which grows to the longest record. Line numbers count from 1 and are
/// those of the text, also where quoted fields hold line ends.
public struct RecordReader: ~Copyable {
    /// The longest record that is accepted unless the reader is told otherwise, in bytes.
    public static let longestRecord = 1 << 24

    struct Field {
        var start: Int
        var end: Int
        /// Whether the field holds doubled quotes, each of which stands for one.
        var hasDoubledQuotes = false
        /// Whether it holds separators or line ends, which it can when it is quoted.
        var hasDelimiters = false
    }

    private let source: any ByteSource
    private let separator: UInt8
    private let longestRecord: Int
    private var buffer: [UInt8]
    private var filled = 0
    private var recordStart = 0
    private var nextStart = 0
    private var sourceIsEmpty = false
    private var fields: [Field] = []
    private var nextLine = 1

    /// The line on which the current record begins, from 1.
    public private(set) var line = 0
    /// Whether the current record holds a byte that is not ASCII.
    public private(set) var hasHighBytes = false
    /// Whether a field of the current record is quoted.
    public private(set) var hasQuotedFields = false

    public init(
        _ source: any ByteSource,
        separator: UInt8 = UInt8(ascii: ","),
        bufferSize: Int = 1 << 18,
        longestRecord: Int = Self.longestRecord
    ) {
        self.source = source
        self.separator = separator
        self.longestRecord = longestRecord
        self.buffer = [UInt8](repeating: 0, count: max(bufferSize, 16))
    }

    /// The number of fields of the current record.
    public var count: Int { fields.count }

    /// The bytes of a field, without its outer quotes; doubled quotes are left as they stand.
    @_lifetime(borrow self)
    public func bytes(_ index: Int) -> Span<UInt8> {
        let field = fields[index]
        return buffer.span.extracting(recordStart + field.start..<recordStart + field.end)
    }

    /// The whole current record, as it stands in the text, without its line end.
    @_lifetime(borrow self)
    public func record() -> Span<UInt8> {
        var end = nextStart
        if end > recordStart, buffer[end - 1] == ASCII.newline { end -= 1 }
        if end > recordStart, buffer[end - 1] == ASCII.carriageReturn { end -= 1 }
        return buffer.span.extracting(recordStart..<end)
    }

    /// Whether the field holds doubled quotes.
    public func hasDoubledQuotes(_ index: Int) -> Bool { fields[index].hasDoubledQuotes }

    /// Whether the field is quoted.
    public func isQuoted(_ index: Int) -> Bool {
        // Before a field that is not quoted stands a separator or nothing.
        let start = fields[index].start
        return start > 0 && byte(start - 1) == ASCII.quote
    }

    /// Appends the current record in the one form that all records with these fields have.
    ///
    /// A field is quoted only where it would be read as another otherwise; line ends within
    /// fields are line feeds, and one ends the record.
    public func appendCanonical(to text: inout [UInt8]) {
        let whole = recordStart..<recordStart + record().count
        let start = text.count
        // The form is never longer, but where a carriage return at the end must be quoted.
        text.append(contentsOf: repeatElement(0, count: whole.count + 3))
        var output = text.mutableSpan
        var end = start
        if !hasQuotedFields, whole.isEmpty || buffer[whole.upperBound - 1] != ASCII.carriageReturn {
            copy(whole, to: &output, &end)
        } else {
            for index in fields.indices {
                if index > 0 {
                    output[end] = separator
                    end += 1
                }
                copyCanonical(index, to: &output, &end)
            }
        }
        output[end] = ASCII.newline
        text.removeLast(text.count - end - 1)
    }

    private func copy(_ range: Range<Int>, to output: inout MutableSpan<UInt8>, _ end: inout Int) {
        let bytes = buffer.span
        for index in range {
            output[end] = bytes[index]
            end += 1
        }
    }

    private func copyCanonical(
        _ index: Int,
        to output: inout MutableSpan<UInt8>,
        _ end: inout Int
    ) {
        let field = fields[index]
        let range = recordStart + field.start..<recordStart + field.end
        let bytes = buffer.span
        let isFirstQuote = !range.isEmpty && bytes[range.lowerBound] == ASCII.quote
        let isLineEnd =
            index == fields.count - 1 && !range.isEmpty
            && bytes[range.upperBound - 1] == ASCII.carriageReturn
        let mustBeQuoted = isFirstQuote || isLineEnd || field.hasDelimiters
        guard mustBeQuoted || field.hasDoubledQuotes else {
            copy(range, to: &output, &end)
            return
        }
        func put(_ byte: UInt8) {
            output[end] = byte
            end += 1
        }
        if mustBeQuoted { put(ASCII.quote) }
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            let next = index + 1 < range.upperBound ? bytes[index + 1] : 0
            index += 1
            if byte == ASCII.carriageReturn, next == ASCII.newline { continue }
            put(byte)
            guard byte == ASCII.quote else { continue }
            if mustBeQuoted { put(byte) }
            if field.hasDoubledQuotes { index += 1 }
        }
        if mustBeQuoted { put(ASCII.quote) }
    }

    /// Reads the next record.
    ///
    /// - Returns: False when no record is left.
    /// - Throws: `ScanError`, or what the source throws.
    public mutating func next() throws -> Bool {
        fields.removeAll(keepingCapacity: true)
        recordStart = nextStart
        line = nextLine
        hasHighBytes = false
        hasQuotedFields = false
        if recordStart == filled, try !refill() { return false }
        if line == 1 { try skipByteOrderMark() }
        if recordStart == filled { return false }

        var position = 0
        while true {
            let isQuoted = try hasByte(at: position) && byte(position) == ASCII.quote
            position = try isQuoted ? quotedField(from: position) : plainField(from: position)
            guard try hasByte(at: position) else { break }
            if byte(position) == separator {
                position += 1
                continue
            }
            // Only a line end can stand here.
            if byte(position) == ASCII.carriageReturn { position += 1 }
            position += 1
            nextLine += 1
            break
        }
        nextStart = min(recordStart + position, filled)
        return true
    }

    private func byte(_ position: Int) -> UInt8 { buffer[recordStart + position] }

    /// Reads a field that does not begin with a quote; returns the position of its delimiter.
    private mutating func plainField(from start: Int) throws -> Int {
        var position = start
        var high: UInt8 = 0
        while true {
            let found = Self.delimiter(
                in: buffer.span,
                recordStart + position..<filled,
                separator,
                high: &high
            )
            position = found - recordStart
            if found < filled { break }
            if try !refill() { break }
        }
        if high >= 0x80 { hasHighBytes = true }
        var end = position
        if end > start, byte(end - 1) == ASCII.carriageReturn, isLineEnd(at: position) { end -= 1 }
        fields.append(Field(start: start, end: end))
        return position
    }

    // The searches are static: as methods they would copy the whole reader, at each field.

    /// Finds the next separator or line end in a range, or its end.
    private static func delimiter(
        in bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ separator: UInt8,
        high: inout UInt8
    ) -> Int {
        var seen: UInt8 = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == separator || byte == ASCII.newline { break }
            seen |= byte
            index += 1
        }
        high |= seen
        return index
    }

    private func isLineEnd(at position: Int) -> Bool {
        recordStart + position >= filled || byte(position) == ASCII.newline
    }

    /// Reads a field that begins with a quote; returns the position of its delimiter.
    private mutating func quotedField(from start: Int) throws -> Int {
        hasQuotedFields = true
        var position = start + 1
        var hasDoubledQuotes = false
        var found = QuotedBytes()
        while true {
            let range = recordStart + position..<filled
            position = Self.quote(in: buffer.span, range, separator, &found) - recordStart
            guard try hasByte(at: position) else { throw error(.unterminatedQuote) }
            if byte(position) != ASCII.quote { continue }
            guard try hasByte(at: position + 1), byte(position + 1) == ASCII.quote else { break }
            hasDoubledQuotes = true
            position += 2
        }
        nextLine += found.lines
        if found.high >= 0x80 { hasHighBytes = true }
        fields.append(
            Field(
                start: start + 1,
                end: position,
                hasDoubledQuotes: hasDoubledQuotes,
                hasDelimiters: found.separators + found.lines > 0
            )
        )
        position += 1
        guard try hasByte(at: position) else { return position }
        let next = byte(position)
        if next == separator || next == ASCII.newline { return position }
        if next == ASCII.carriageReturn {
            guard try hasByte(at: position + 1) else { return position + 1 }
            if byte(position + 1) == ASCII.newline { return position }
        }
        throw error(.textAfterQuote)
    }

    /// What was seen in a quoted field.
    private struct QuotedBytes {
        var lines = 0
        var separators = 0
        /// All bytes, joined by "or".
        var high: UInt8 = 0
    }

    /// Finds the next quote in a range, or its end.
    private static func quote(
        in bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ separator: UInt8,
        _ found: inout QuotedBytes
    ) -> Int {
        var (lines, separators, high) = (0, 0, UInt8(0))
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == ASCII.quote { break }
            if byte == ASCII.newline { lines += 1 }
            if byte == separator { separators += 1 }
            high |= byte
            index += 1
        }
        found.lines += lines
        found.separators += separators
        found.high |= high
        return index
    }

    private func error(_ code: ScanError.Code) -> ScanError { ScanError(code: code, line: line) }

    @inline(__always)
    private mutating func hasByte(at position: Int) throws -> Bool {
        if recordStart + position < filled { return true }
        return try hasFurtherByte(at: position)
    }

    private mutating func hasFurtherByte(at position: Int) throws -> Bool {
        // A source may hand out a single byte, so one refill need not reach the position.
        while recordStart + position >= filled {
            if try !refill() { return false }
        }
        return true
    }

    /// Moves the current record to the front of the buffer and reads more bytes behind it.
    private mutating func refill() throws -> Bool {
        if sourceIsEmpty { return false }
        if recordStart > 0 {
            buffer.replaceSubrange(
                0..<filled - recordStart,
                with: buffer[recordStart..<filled]
            )
            filled -= recordStart
            nextStart = max(0, nextStart - recordStart)
            recordStart = 0
        }
        if filled == buffer.count {
            guard buffer.count < longestRecord else { throw error(.recordTooLong) }
            buffer.append(contentsOf: repeatElement(0, count: buffer.count))
        }
        let count = try source.read(into: &buffer, at: filled)
        filled += count
        sourceIsEmpty = count == 0
        return count > 0
    }

    private mutating func skipByteOrderMark() throws {
        guard try hasByte(at: 2), byte(0) == 0xEF, byte(1) == 0xBB, byte(2) == 0xBF else { return }
        recordStart += 3
        if recordStart == filled { _ = try refill() }
    }
}
