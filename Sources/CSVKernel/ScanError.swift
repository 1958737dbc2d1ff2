/// What can be wrong with the shape of a CSV text.
public struct ScanError: Error, Hashable, Sendable {
    public enum Code: String, Sendable {
        case unterminatedQuote = "unterminated-quote"
        case textAfterQuote = "text-after-quote"
        case recordTooLong = "record-too-long"
    }

    public let code: Code
    /// The line on which the record begins, from 1.
    public let line: Int

    /// What was found, as one clause.
    public var message: String {
        switch code {
        case .unterminatedQuote: "a quoted field that begins in this record never ends"
        case .textAfterQuote: "text follows the closing quote of a field"
        case .recordTooLong: "a record is longer than \(RecordReader.longestRecord) bytes"
        }
    }
}
