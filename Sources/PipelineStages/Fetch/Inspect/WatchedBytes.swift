import CSVKernel
import DataStore

/// Bytes that are digested and counted while they are read, and that stop when they are told to.
final class WatchedBytes: ByteSource {
    private let source: any ByteSource
    private let checkpoint: () throws -> Void
    private var hash: SHA256? = SHA256()
    private(set) var count = 0

    init(_ source: any ByteSource, _ checkpoint: @escaping () throws -> Void) {
        self.source = source
        self.checkpoint = checkpoint
    }

    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        try checkpoint()
        let read = try source.read(into: &buffer, at: offset)
        hash?.update(buffer.span.extracting(offset..<offset + read))
        count += read
        return read
    }

    /// Reads what is left, so that all of it is checked and digested, and returns the digest.
    func finish() throws -> String {
        var rest = [UInt8](repeating: 0, count: 1 << 17)
        while try read(into: &rest, at: 0) > 0 {}
        return hash.take()?.finish() ?? ""
    }
}

/// The first bytes of a source, and all of it once more from the beginning.
final class RewoundBytes: ByteSource {
    /// As many as were asked for, or all when there are fewer.
    let start: ArraySlice<UInt8>
    /// Whether `start` is all there is.
    let isWhole: Bool
    private let source: any ByteSource
    private var position = 0

    init(_ source: any ByteSource, sample: Int) throws {
        self.source = source
        var buffer = [UInt8](repeating: 0, count: sample)
        var filled = 0
        while filled < sample, case let count = try source.read(into: &buffer, at: filled),
            count > 0
        {
            filled += count
        }
        start = buffer[..<filled]
        isWhole = filled < sample
    }

    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        let count = min(start.count - position, buffer.count - offset)
        guard count > 0 else { return try source.read(into: &buffer, at: offset) }
        buffer.replaceSubrange(offset..<offset + count, with: start[position..<position + count])
        position += count
        return count
    }
}
