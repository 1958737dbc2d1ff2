import FoundationEssentials
import Glibc

/// Where results and talk go: results to standard output, all else to standard error.
enum Terminal {
    static func result(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    static func talk(_ text: String) {
        write(text, to: STDERR_FILENO)
    }

    /// A value as JSON, keys in alphabetical order.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        result(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Writes a line; a reader that went away (a closed pipe) is no error.
    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array((text + "\n").utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count <= 0 { return }
            offset += count
        }
    }
}
