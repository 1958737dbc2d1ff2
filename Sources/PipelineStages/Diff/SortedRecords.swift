package import CSVKernel
import IndicatorModel

/// The rows of a published table, read one at a time in the order of their key.
package struct SortedRecords: ~Copyable {
    private var reader: RecordReader
    private let name: String
    private let keyCount: Int
    /// The names of the columns; empty for a table that is not there.
    package let columns: [String]
    /// The key of the current row; nil behind the last one.
    ///
    /// It has all key fields, each ended by a zero byte, so that keys have the order of their
    /// fields.
    package private(set) var key: [UInt8]? = []

    /// Reads the header, which must name the columns that are expected, and moves to the first row.
    ///
    /// Errors call the table by its `name`.
    package static func open(
        _ source: any ByteSource,
        name: String,
        keyCount: Int,
        columns expected: [String]? = nil
    ) throws -> SortedRecords {
        var reader = RecordReader(source)
        let columns = try reader.next() ? reader.texts().map { $0 ?? "" } : []
        if let expected, columns != expected, !columns.isEmpty {
            throw Diagnostic(
                "publish.other-columns",
                "published table `\(name)` has columns \(listed(columns, limit: 30)), expected "
                    + listed(expected, limit: 30)
            )
        }
        var records = SortedRecords(reader, name, keyCount, columns)
        try records.advance()
        return records
    }

    // Apart from `open`, because an initializer of this kind of type cannot throw halfway.
    private init(
        _ reader: consuming RecordReader,
        _ name: String,
        _ keyCount: Int,
        _ columns: [String]
    ) {
        self.reader = reader
        self.name = name
        self.keyCount = keyCount
        self.columns = columns
    }

    /// Moves to the next row; one that does not come behind the row before it is an error.
    package mutating func advance() throws {
        guard try reader.next() else {
            key = nil
            return
        }
        guard reader.count == columns.count else {
            throw Diagnostic(
                "publish.broken-row",
                "published table `\(name)` has \(counted(reader.count, "field")) where its header "
                    + "has \(columns.count)",
                at: SourceSpan(file: name, line: reader.line)
            )
        }
        let before = key ?? []
        var key: [UInt8] = []
        key.reserveCapacity(before.count)
        for index in 0..<keyCount { appendKey(index, to: &key) }
        guard before.isEmpty || before.lexicographicallyPrecedes(key) else {
            throw Diagnostic(
                "publish.not-sorted",
                "published table `\(name)` is not sorted by its key, or has a key twice",
                at: SourceSpan(file: name, line: reader.line),
                hints: ["`lip verify` tells whether the file is as it was published"]
            )
        }
        self.key = key
    }

    private func appendKey(_ index: Int, to key: inout [UInt8]) {
        let bytes = reader.bytes(index)
        let hasDoubledQuotes = reader.hasDoubledQuotes(index)
        var position = 0
        while position < bytes.count {
            key.append(bytes[position])
            position += hasDoubledQuotes && bytes[position] == UInt8(ascii: "\"") ? 2 : 1
        }
        key.append(0)
    }

    /// The fields of the current row.
    package func row() -> [String] { reader.texts().map { $0 ?? "" } }

    /// Whether two current rows have the same bytes.
    package func hasSameBytes(as other: borrowing SortedRecords) -> Bool {
        let bytes = reader.record()
        let others = other.reader.record()
        guard bytes.count == others.count else { return false }
        for index in 0..<bytes.count where bytes[index] != others[index] { return false }
        return true
    }
}

/// Two rows of which at least one is there; they have the same key when both are.
package enum JoinedRows {
    case gone([String])
    case new([String])
    case both([String], [String])
    /// Byte for byte.
    case same
}

/// Reads two sorted tables side by side; in memory is one row of each.
package func mergeJoin(
    _ old: consuming SortedRecords,
    _ new: consuming SortedRecords,
    _ body: (JoinedRows) throws -> Void
) throws {
    while old.key != nil || new.key != nil {
        switch order(old, new) {
        case 0:
            let isSame = old.hasSameBytes(as: new)
            try body(isSame ? .same : .both(old.row(), new.row()))
            try old.advance()
            try new.advance()
        case ..<0:
            try body(.gone(old.row()))
            try old.advance()
        default:
            try body(.new(new.row()))
            try new.advance()
        }
    }
}

/// Which of two tables has the row that comes first: below 0 the first, 0 both.
private func order(_ a: borrowing SortedRecords, _ b: borrowing SortedRecords) -> Int {
    guard let first = a.key else { return 1 }
    guard let second = b.key else { return -1 }
    if first == second { return 0 }
    return first.lexicographicallyPrecedes(second) ? -1 : 1
}
