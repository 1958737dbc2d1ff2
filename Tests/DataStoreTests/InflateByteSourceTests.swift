import CSVKernel
import DataStore
import IndicatorModel
import TestSupport
import Testing

@Suite struct InflateByteSourceTests {
    private func inflated(
        _ bytes: [UInt8],
        _ format: InflateByteSource.Format = .gzip,
        piece: Int = .max,
        bufferSize: Int = 1 << 16
    ) throws -> [UInt8] {
        let source = MemoryByteSource(bytes, piece: piece)
        let inflating = try InflateByteSource(source, format: format, name: "a.gz")
        return try allBytes(inflating, bufferSize: bufferSize)
    }

    /// Synthetic text of a size, half of it repeating.
    private static func text(_ size: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: UInt64(size))
        return (0..<size).map { index in
            index % 200 < 100 ? UInt8(index % 7) : UInt8.random(in: 0...255, using: &generator)
        }
    }

    @Test(arguments: [0, 1, 100, 5_000, 300_000], [1, 1_000, Int.max])
    func `gzip gives back what was put in`(_ size: Int, _ piece: Int) throws {
        let bytes = Self.text(size)
        #expect(try inflated(gzip(bytes), piece: piece) == bytes)
    }

    @Test(arguments: [1, 2, 16, 1_000])
    func `a small buffer gets all bytes, too`(_ bufferSize: Int) throws {
        let bytes = Self.text(3_000)
        #expect(try inflated(gzip(bytes), bufferSize: bufferSize) == bytes)
    }

    /// The last bytes of a member may be all that zlib still holds, its input long read.
    @Test(arguments: [1, 2, 3, 7, 16])
    func `a member whose input ends before its output gets all its bytes`(
        _ bufferSize: Int
    ) throws {
        var generator = SeededGenerator(seed: 7)
        for size in 1..<200 {
            let bytes = (0..<size).map { _ in UInt8.random(in: 97...99, using: &generator) }
            let check = MemberCheck(size: size, crc: crc32(bytes), name: "a.csv")
            let format = InflateByteSource.Format.zipMember(check)
            let result = try inflated(deflated(bytes), format, bufferSize: bufferSize)
            #expect(result == bytes)
        }
    }

    @Test func `a full buffer gets nothing, and nothing is lost`() throws {
        let source = try InflateByteSource(
            MemoryByteSource(gzip([1, 2, 3])),
            format: .gzip,
            name: "a.gz"
        )
        var buffer = [UInt8](repeating: 0, count: 3)
        #expect(try source.read(into: &buffer, at: 3) == 0)
        #expect(try source.read(into: &buffer, at: 0) == 3)
        #expect(buffer == [1, 2, 3])
    }

    @Test(arguments: [1, 10, Int.max])
    func `the members of a gzip file are read one after the other`(_ piece: Int) throws {
        let parts = [Self.text(500), [], Self.text(1), Self.text(20_000)]
        let file = parts.flatMap { gzip($0) }
        #expect(try inflated(file, piece: piece) == parts.flatMap(\.self))
        #expect(try inflated(file, piece: piece, bufferSize: 16) == parts.flatMap(\.self))
    }

    @Test func `gzip is the same whatever the clock`() {
        let file = gzip(Array("a".utf8))
        #expect(file == gzip(Array("a".utf8)))
        // No time of writing. Source: RFC 1952, section 2.3.
        #expect(Array(file[4..<8]) == [0, 0, 0, 0])
    }

    @Test func `gzip makes a text much smaller`() {
        let text = Array(String(repeating: "calgary,2016,immigrants\n", count: 1_000).utf8)
        #expect(gzip(text).count < text.count / 50)
    }

    @Test func `a gzip file that is cut short anywhere is refused`() {
        let file = gzip(Self.text(300))
        for count in 0..<file.count {
            #expect(
                refusal { _ = try inflated(Array(file[..<count])) } == """
                    error[archive.truncated]: `a.gz` ends in the middle of its compressed data
                    hint: fetch the file again: the download was cut short
                    """,
                "\(count) of \(file.count) bytes"
            )
        }
    }

    @Test func `whatever byte of a gzip file is damaged, what is read is true`() {
        let bytes = Self.text(300)
        let file = gzip(bytes)
        for position in file.indices {
            var damaged = file
            damaged[position] ^= 0x10
            if let result = try? inflated(damaged), result != bytes {
                Issue.record("byte \(position): read other content")
            }
        }
    }

    @Test func `damage is named with the byte where it shows`() {
        var file = gzip([UInt8](repeating: 1, count: 1_000))
        file[file.count - 8] ^= 0xFF
        #expect(
            refusal { _ = try inflated(file) } == """
                error[archive.corrupt]: the compressed data of `a.gz` is damaged at byte 1000
                hint: fetch the file again
                """
        )
    }

    @Test func `what is no gzip file is refused`() {
        #expect(
            refusal { _ = try inflated(Array("<html>Not found</html>".utf8)) } == """
                error[archive.corrupt]: the compressed data of `a.gz` is damaged at byte 0
                hint: fetch the file again
                """
        )
    }

    @Test func `has nothing more after the end, however often it is asked`() throws {
        let source = try InflateByteSource(
            MemoryByteSource(gzip([1, 2, 3])),
            format: .gzip,
            name: "a.gz"
        )
        #expect(try allBytes(source) == [1, 2, 3])
        var buffer = [UInt8](repeating: 0, count: 8)
        for _ in 0..<3 { #expect(try source.read(into: &buffer, at: 0) == 0) }
    }
}
