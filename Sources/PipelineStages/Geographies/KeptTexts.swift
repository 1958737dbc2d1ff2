import CSVKernel
import IndicatorModel

/// The texts of a row, each decoded only when its bytes are not those of the row before.
///
/// Rows of attribute files are blocks, of which hundreds have the same names one after the other.
struct KeptTexts {
    private let file: NamedFile
    private var bytes: [[UInt8]]
    private(set) var row: [String]

    init(_ file: NamedFile, count: Int) {
        self.file = file
        bytes = Array(repeating: [], count: count)
        row = Array(repeating: "", count: count)
    }

    /// Sets a text, without the spaces around it.
    ///
    /// - Throws: `geographies.not-text` when the bytes are not of the file's encoding.
    mutating func set(
        _ position: Int,
        _ field: Span<UInt8>,
        hasDoubledQuotes: Bool = false,
        line: Int
    ) throws {
        let range = trimmedRange(field)
        let trimmed = field.extracting(range)
        if isKept(position, trimmed) { return }
        guard
            let text = decodeText(
                trimmed,
                as: file.encoding,
                unescapingQuotes: hasDoubledQuotes
            )
        else {
            throw FileFacts.error(
                file.name,
                "not-text",
                "the line has bytes that are not \(file.encoding.rawValue) text",
                line: line
            )
        }
        var copy: [UInt8] = []
        copy.reserveCapacity(trimmed.count)
        for index in trimmed.indices { copy.append(trimmed[index]) }
        bytes[position] = copy
        row[position] = text
    }

    private func isKept(_ position: Int, _ field: Span<UInt8>) -> Bool {
        guard bytes[position].count == field.count else { return false }
        for index in field.indices where bytes[position][index] != field[index] { return false }
        return true
    }
}

/// Bytes that were read to look at a file, and the rest of it behind them.
final class Rejoined: ByteSource {
    private let start: MemoryByteSource
    private let rest: any ByteSource

    init(_ start: [UInt8], _ rest: any ByteSource) {
        self.start = MemoryByteSource(start)
        self.rest = rest
    }

    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        let count = start.read(into: &buffer, at: offset)
        return count > 0 ? count : try rest.read(into: &buffer, at: offset)
    }
}
