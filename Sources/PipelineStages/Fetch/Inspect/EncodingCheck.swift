import CSVKernel
import IndicatorModel

/// Tells whether the bytes of a text that are not ASCII are of the encoding that is expected.
struct EncodingCheck {
    /// Rows with such bytes, and the first line of one.
    private var rows = 0
    private var line = 0
    /// Those that are not UTF-8.
    private var notUTF8 = (rows: 0, line: 0)
    /// Those with a byte that Windows-1252 does not have.
    private var notWindows = (rows: 0, line: 0)

    mutating func add(_ reader: borrowing RecordReader) {
        guard reader.hasHighBytes else { return }
        if rows == 0 { line = reader.line }
        rows += 1
        let record = reader.record()
        if !isUTF8(record) {
            if notUTF8.rows == 0 { notUTF8.line = reader.line }
            notUTF8.rows += 1
        }
        if hasByteOutsideWindows1252(record) {
            if notWindows.rows == 0 { notWindows.line = reader.line }
            notWindows.rows += 1
        }
    }

    private func hasByteOutsideWindows1252(_ record: Span<UInt8>) -> Bool {
        for index in record.indices
        where [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(record[index]) {
            return true
        }
        return false
    }

    /// Text that is UTF-8 throughout is UTF-8: by chance no text of Windows-1252 is.
    private var isUTF8Throughout: Bool { rows > 0 && notUTF8.rows == 0 }

    func difference(_ expected: FileEncoding) -> ContractDifference? {
        func told(_ clause: String, _ line: Int, _ rows: Int) -> ContractDifference {
            ContractDifference(.wrongEncoding, line: line, rows: rows, clause)
        }
        switch expected {
        case .utf8:
            if notUTF8.rows == 0 { return nil }
            return told("the text is not UTF-8", notUTF8.line, notUTF8.rows)
        case .windows1252:
            if isUTF8Throughout { return told("the text is UTF-8, not Windows-1252", line, rows) }
            if notWindows.rows == 0 { return nil }
            return told("the text is not Windows-1252", notWindows.line, notWindows.rows)
        }
    }

    /// The encoding that the text has; the expected one when it has neither.
    func fitting(_ expected: FileEncoding) -> FileEncoding {
        if difference(expected) == nil { return expected }
        if isUTF8Throughout { return .utf8 }
        return notWindows.rows == 0 ? .windows1252 : expected
    }
}
