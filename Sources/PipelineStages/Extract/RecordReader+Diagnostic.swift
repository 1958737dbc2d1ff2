import CSVKernel
import IndicatorModel

extension RecordReader {
    /// Reads the next record; one that is not delimited text becomes the error that `diagnostic`
    /// makes of a code, a message and a line.
    mutating func next(
        _ diagnostic: (_ code: String, _ message: String, _ line: Int) -> Diagnostic
    ) throws -> Bool {
        do {
            return try next()
        } catch let error as ScanError {
            throw diagnostic(error.code.rawValue, error.message, error.line)
        }
    }

    /// The texts of all fields in UTF-8; bytes that are none become the error that `diagnostic`
    /// makes.
    func texts(
        _ diagnostic: (_ code: String, _ message: String, _ line: Int) -> Diagnostic
    ) throws -> [String] {
        let found = texts()
        let texts = found.compactMap(\.self)
        guard texts.count == found.count else {
            throw diagnostic("not-utf8", "the line has bytes that are not UTF-8", line)
        }
        return texts
    }
}
