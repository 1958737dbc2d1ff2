/// A stream of bytes that is read once, front to back: a file, a ZIP member, a gzip file.
public protocol ByteSource: AnyObject {
    /// Reads bytes into `buffer` from `offset` on, at most up to its end.
    ///
    /// - Returns: How many bytes were read; 0 at the end of the stream.
    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int
}

/// Bytes in memory, handed out in pieces of a chosen size.
public final class MemoryByteSource: ByteSource {
    private let bytes: [UInt8]
    private let piece: Int
    private var position = 0

    public init(_ bytes: [UInt8], piece: Int = .max) {
        self.bytes = bytes
        self.piece = piece
    }

    public func read(into buffer: inout [UInt8], at offset: Int) -> Int {
        let count = min(bytes.count - position, buffer.count - offset, piece)
        guard count > 0 else { return 0 }
        buffer.replaceSubrange(
            offset..<offset + count,
            with: bytes[position..<position + count]
        )
        position += count
        return count
    }
}
