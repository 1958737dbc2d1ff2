import CSVKernel

/// Reads a text line by line from a stream: fixed-width files, and files whose quotes are wrong.
struct LineReader {
    private let source: any ByteSource
    private var buffer: [UInt8]
    private var filled = 0
    private var position = 0
    private var isAtEnd = false

    /// The number of the current line, from 1.
    private(set) var line = 0
    /// The bytes of the current line, without its end.
    private(set) var bytes: [UInt8] = []

    init(_ source: any ByteSource, bufferSize: Int = 1 << 18) {
        self.source = source
        buffer = [UInt8](repeating: 0, count: bufferSize)
    }

    /// Reads the next line; false behind the last one.
    mutating func next() throws -> Bool {
        bytes.removeAll(keepingCapacity: true)
        var isLine = false
        while true {
            if position == filled {
                if !isAtEnd { filled = try source.read(into: &buffer, at: 0) }
                isAtEnd = isAtEnd || filled == 0
                position = 0
                if isAtEnd {
                    filled = 0
                    break
                }
            }
            isLine = true
            let end = buffer[position..<filled].firstIndex(of: ASCII.newline)
            bytes.append(contentsOf: buffer[position..<(end ?? filled)])
            position = end.map { $0 + 1 } ?? filled
            if end != nil { break }
        }
        guard isLine else { return false }
        line += 1
        if bytes.last == ASCII.carriageReturn { bytes.removeLast() }
        if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        return true
    }
}
