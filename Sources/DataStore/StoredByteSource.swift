import CSVKernel
import CZlib
import IndicatorModel

/// The bytes of a ZIP member that is not compressed, whose CRC-32 is checked at their end.
final class StoredByteSource: ByteSource {
    private let source: any ByteSource
    private let expected: UInt32
    private let name: String
    private var crc: UInt = 0

    init(_ source: any ByteSource, crc: UInt32, name: String) {
        self.source = source
        self.expected = crc
        self.name = name
    }

    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        let count = try source.read(into: &buffer, at: offset)
        guard count > 0 else {
            if crc != UInt(expected) { throw wrongCRC(name) }
            return 0
        }
        let bytes = buffer.span.extracting(offset..<offset + count)
        // SAFETY: crc32 reads the bytes of the buffer and keeps no pointer.
        crc = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe crc32(crc, buffer.baseAddress, UInt32(buffer.count))
        }
        return count
    }
}

/// A ZIP member whose content is not what the archive states.
func wrongCRC(_ name: String) -> Diagnostic {
    Diagnostic(
        "archive.wrong-crc",
        "the content of `\(name)` does not have the CRC-32 the archive states",
        hints: ["fetch the file again: it was damaged on the way"]
    )
}
