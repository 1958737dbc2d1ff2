import CSVKernel
import DataStore

/// A byte source whose first bytes can be looked at before they are read, and of which all bytes
/// that are read are counted and digested.
final class PeekedSource: ByteSource {
    private let source: any ByteSource
    private let checkpoint: () throws -> Void
    /// The first bytes.
    let start: ArraySlice<UInt8>
    private var given = 0
    private var isAtEnd = false
    private var hash: SHA256? = SHA256()
    private var digest = ""
    private(set) var count = 0

    init(_ source: any ByteSource, checkpoint: @escaping () throws -> Void) throws {
        self.source = source
        self.checkpoint = checkpoint
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var filled = 0
        while filled < buffer.count {
            let read = try source.read(into: &buffer, at: filled)
            if read == 0 { break }
            filled += read
        }
        start = buffer[..<filled]
    }

    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        try checkpoint()
        let read: Int
        if given < start.count {
            let next = start[given...].prefix(buffer.count - offset)
            buffer.replaceSubrange(offset..<offset + next.count, with: next)
            given += next.count
            read = next.count
        } else {
            read = try source.read(into: &buffer, at: offset)
        }
        if read > 0 {
            hash?.update(buffer.span.extracting(offset..<offset + read))
            count += read
        }
        return read
    }

    /// Reads what is left, and tells the digest of all bytes.
    func finish() throws -> String {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while try read(into: &buffer, at: 0) > 0 {}
        if let done = hash.take() { digest = done.finish() }
        return digest
    }
}
