import CSVKernel
import Testing

@Suite struct ByteSourceTests {
    @Test(arguments: [1, 2, 3, 7, Int.max])
    func `bytes in memory are handed out in pieces, front to back`(_ piece: Int) {
        let bytes = Array("abcdefghij".utf8)
        let source = MemoryByteSource(bytes, piece: piece)
        var buffer = [UInt8](repeating: 0, count: bytes.count + 5)
        var filled = 0
        while case let count = source.read(into: &buffer, at: filled), count > 0 {
            #expect(count <= piece)
            filled += count
        }
        #expect(Array(buffer.prefix(filled)) == bytes)
        #expect(source.read(into: &buffer, at: 0) == 0)
    }

    @Test func `bytes before the offset and behind the buffer's end are left alone`() {
        let source = MemoryByteSource(Array("abc".utf8))
        var buffer: [UInt8] = [1, 2, 3]
        #expect(source.read(into: &buffer, at: 1) == 2)
        #expect(buffer == [1, UInt8(ascii: "a"), UInt8(ascii: "b")])
        #expect(source.read(into: &buffer, at: 3) == 0)
        #expect(source.read(into: &buffer, at: 0) == 1)
        #expect(buffer[0] == UInt8(ascii: "c"))
    }
}
