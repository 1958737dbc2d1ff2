/// The one way CSV is written: UTF-8, commas, LF, quotes only where RFC 4180 needs them.
public struct CSVWriter {
    public private(set) var bytes: [UInt8] = []
    private var isAtRowStart = true

    public init(header: [String]) {
        row(header)
    }

    /// Starts with nothing written, for a table that is written in pieces.
    public init() {}

    /// Adds one row.
    public mutating func row(_ fields: [String]) {
        for field in fields { self.field(field) }
        endRow()
    }

    /// Adds one field to the current row.
    public mutating func field(_ text: String) {
        if isAtRowStart { isAtRowStart = false } else { bytes.append(ASCII.comma) }
        guard text.utf8.contains(where: Self.needsQuotes) else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(ASCII.quote)
        for byte in text.utf8 {
            if byte == ASCII.quote { bytes.append(ASCII.quote) }
            bytes.append(byte)
        }
        bytes.append(ASCII.quote)
    }

    /// Ends the current row.
    public mutating func endRow() {
        bytes.append(ASCII.newline)
        isAtRowStart = true
    }

    /// Hands over what was written and starts afresh.
    public mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        byte == ASCII.comma || byte == ASCII.quote || byte == ASCII.newline
            || byte == ASCII.carriageReturn
    }
}
