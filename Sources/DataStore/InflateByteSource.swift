package import CSVKernel
import CZlib
import IndicatorModel

/// Deflated bytes (of a ZIP member or a gzip file) as they were before.
///
/// A ZIP member's size and CRC-32 are checked at its end; gzip's are checked by zlib. Bytes that
/// follow the compressed data are an error.
@safe package final class InflateByteSource: ByteSource {
    package enum Format: Sendable {
        /// A gzip file, of one or more members.
        case gzip
        /// A ZIP member, which must have this size and CRC-32.
        case zipMember(MemberCheck)
    }

    private let source: any ByteSource
    private let name: String
    private let isGzip: Bool
    private let limit: ExpansionLimit?
    private var check: MemberCheck?
    private var stream = unsafe z_stream()
    private var input: [UInt8]
    private var inputRange = 0..<0
    private var isFinished = false
    /// Whether the last buffer was filled, so that zlib may still hold bytes of its own.
    private var mayHoldMore = false
    private var written = 0

    package init(
        _ source: any ByteSource,
        format: Format,
        name: String,
        limit: ExpansionLimit? = nil
    ) throws {
        self.source = source
        self.name = name
        self.limit = limit
        input = [UInt8](repeating: 0, count: 1 << 17)
        let windowBits: Int32
        switch format {
        case .gzip:
            isGzip = true
            windowBits = 15 + 16
        case .zipMember(let check):
            isGzip = false
            windowBits = -15
            self.check = check
        }
        // SAFETY: zlib fills the stream structure, which this object owns until deinit.
        guard unsafe lip_inflate_init(&stream, windowBits) == Z_OK else {
            throw Diagnostic("archive.inflate", "zlib could not start reading `\(name)`")
        }
    }

    deinit {
        unsafe inflateEnd(&stream)
    }

    package func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        guard offset < buffer.count else { return 0 }
        while !isFinished {
            if inputRange.isEmpty, !mayHoldMore { try fill() }
            let count = try inflate(into: &buffer, at: offset)
            if count > 0 {
                written += count
                if let limit, written > limit.bytes { throw limit.error(name, stated: nil) }
                try check?.add(buffer.span.extracting(offset..<offset + count))
            }
            if isFinished { try check?.finish() }
            if count > 0 { return count }
        }
        return 0
    }

    private func fill() throws {
        let count = try source.read(into: &input, at: 0)
        guard count > 0 else {
            throw Diagnostic(
                "archive.truncated",
                "`\(name)` ends in the middle of its compressed data",
                hints: ["fetch the file again: the download was cut short"]
            )
        }
        inputRange = 0..<count
    }

    private func inflate(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        let room = buffer.count - offset
        let before = inputRange
        // SAFETY: zlib reads avail_in bytes and writes avail_out bytes of buffers that outlive
        // the call; the pointers are set anew before each call.
        let result = unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe buffer.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = input.baseAddress?.advanced(by: before.lowerBound)
                unsafe stream.avail_in = UInt32(before.count)
                unsafe stream.next_out = output.baseAddress?.advanced(by: offset)
                unsafe stream.avail_out = UInt32(room)
                return unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
            }
        }
        let left = unsafe Int(stream.avail_in)
        inputRange = before.upperBound - left..<before.upperBound
        let count = unsafe room - Int(stream.avail_out)
        mayHoldMore = count > 0 && count == room
        switch result {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: try finishMember()
        default:
            throw Diagnostic(
                "archive.corrupt",
                "the compressed data of `\(name)` is damaged at byte \(written + count)",
                hints: ["fetch the file again"]
            )
        }
        return count
    }

    /// Ends the stream, or goes on with the next gzip member of the file.
    private func finishMember() throws {
        if inputRange.isEmpty {
            let count = try source.read(into: &input, at: 0)
            inputRange = 0..<count
        }
        if inputRange.isEmpty {
            isFinished = true
        } else if isGzip {
            unsafe inflateReset(&stream)
        } else {
            throw Diagnostic(
                "archive.corrupt",
                "bytes follow the end of the compressed data of `\(name)`",
                hints: ["fetch the file again"]
            )
        }
    }
}

/// Compresses bytes as one gzip file that is the same whatever the clock and the machine.
package func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = unsafe z_stream()
    // SAFETY: zlib reads and writes the buffers given, whose sizes are stated; deflateBound says
    // how large the output can become. A gzip header without a time is zlib's default.
    unsafe lip_deflate_init(&stream, 15 + 16)
    defer { unsafe deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(unsafe deflateBound(&stream, UInt(bytes.count))))
    let count = unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe stream.next_in = input.baseAddress
            unsafe stream.avail_in = UInt32(input.count)
            unsafe stream.next_out = output.baseAddress
            unsafe stream.avail_out = UInt32(output.count)
            unsafe deflate(&stream, Z_FINISH)
            return unsafe output.count - Int(stream.avail_out)
        }
    }
    return Array(output[..<count])
}
