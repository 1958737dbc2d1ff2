import CSVKernel
import DataStore
import IndicatorModel
import TestSupport
import Testing

@Suite struct FileByteSourceTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/a.txt"
        try FileLayer().write(Array("abcdefghij".utf8), to: path)
    }

    @Test(arguments: [1, 3, 10, 100])
    func `reads a file whole, whatever the buffer`(_ bufferSize: Int) throws {
        let source = try FileByteSource(path)
        #expect(source.size == 10)
        #expect(try allBytes(source, bufferSize: bufferSize) == Array("abcdefghij".utf8))
    }

    @Test(arguments: [
        (0, 10, "abcdefghij"), (2, 5, "cde"), (0, 0, ""), (9, 99, "j"), (10, 10, ""), (50, 60, ""),
    ])
    func `reads a part of a file`(_ start: Int, _ end: Int, _ text: String) throws {
        let source = try FileByteSource(path, from: start, to: end)
        #expect(try allBytes(source, bufferSize: 4) == Array(text.utf8))
    }

    @Test func `writes behind what the buffer holds`() throws {
        var buffer = Array("12345".utf8)
        #expect(try FileByteSource(path).read(into: &buffer, at: 3) == 2)
        #expect(buffer == Array("123ab".utf8))
    }

    @Test func `says that a missing file cannot be opened`() {
        #expect(
            refusal { _ = try FileByteSource("\(folder.path)/b.txt") }
                == "error[store.cannot-read]: cannot open `\(folder.path)/b.txt`: "
                + "No such file or directory"
        )
    }

    @Test func `says that a folder cannot be read`() throws {
        let source = try FileByteSource(folder.path)
        #expect(
            refusal { _ = try allBytes(source) }
                == "error[store.cannot-read]: cannot read `\(folder.path)`: Is a directory"
        )
    }
}
