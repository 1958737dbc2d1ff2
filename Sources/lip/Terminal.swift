import DataStore
import FoundationEssentials

/// Where results and talk go: results to standard output, all else to standard error.
enum Terminal {
    static func result(_ text: String) {
        StandardStream.output.write(line: text)
    }

    static func talk(_ text: String) {
        StandardStream.error.write(line: text)
    }

    /// A value as JSON, keys in alphabetical order.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        result(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
