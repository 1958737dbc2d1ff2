import CSVKernel
import CZlib
import IndicatorModel

/// Holds the content of a ZIP member against the size and CRC-32 that the archive states.
package struct MemberCheck: Sendable {
    private let size: Int
    private let crc: UInt32
    private let name: String
    private var seen = 0
    private var running: UInt = 0

    package init(size: Int, crc: UInt32, name: String) {
        self.size = size
        self.crc = crc
        self.name = name
    }

    /// Takes the next bytes of the content into account.
    mutating func add(_ bytes: Span<UInt8>) throws {
        seen += bytes.count
        // SAFETY: crc32 reads the bytes of the buffer and keeps no pointer.
        running = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe crc32(running, buffer.baseAddress, UInt32(buffer.count))
        }
        if seen > size { throw sizeError }
    }

    /// Throws unless what was added is all that the archive states.
    func finish() throws {
        if seen != size { throw sizeError }
        if running != UInt(crc) {
            throw Diagnostic(
                "archive.wrong-crc",
                "the content of `\(name)` does not have the CRC-32 the archive states",
                hints: ["fetch the file again: it was damaged on the way"]
            )
        }
    }

    var sizeError: Diagnostic {
        Diagnostic(
            "archive.wrong-size",
            "`\(name)` does not have the \(grouped(size)) bytes the archive states",
            hints: ["fetch the file again"]
        )
    }
}

/// A ZIP member that is stored as it is.
final class StoredByteSource: ByteSource {
    private let source: any ByteSource
    private var check: MemberCheck

    init(_ source: any ByteSource, _ check: MemberCheck) {
        self.source = source
        self.check = check
    }

    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        let count = try source.read(into: &buffer, at: offset)
        if count > 0 {
            try check.add(buffer.span.extracting(offset..<offset + count))
        } else if offset < buffer.count {
            try check.finish()
        }
        return count
    }
}
