import CSVKernel
import DataStore
import FoundationEssentials
import IndicatorModel
import TestSupport
import Testing

@Suite struct ZIPArchiveTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/a.zip"
    }

    private func archive(_ builder: ZIPBuilder) throws -> ZIPArchive {
        try FileLayer().write(builder.bytes, to: path)
        return try ZIPArchive(path)
    }

    private func content(_ archive: ZIPArchive, _ name: String = "*") throws -> String {
        let member = try archive.member(matching: name)
        return String(decoding: try allBytes(try archive.open(member)), as: UTF8.self)
    }

    static let text = String(repeating: "place,value\ncalgary,1392609\n", count: 40)

    @Test(arguments: [0, 8] as [UInt16], ["", "a", text])
    func `reads a member that is stored or deflated`(_ method: UInt16, _ text: String) throws {
        let archive = try archive(ZIPBuilder([ZIPEntry(text, method: method)]))
        #expect(archive.members.map(\.name) == ["a.csv"])
        #expect(archive.members.map(\.size) == [text.utf8.count])
        #expect(try content(archive) == text)
    }

    @Test(arguments: [0, 8] as [UInt16], [false, true])
    func `reads sizes of ZIP64, in members and in the end record`(
        _ method: UInt16,
        _ endsAsZIP64: Bool
    ) throws {
        var entry = ZIPEntry(Self.text, method: method)
        entry.isZIP64 = true
        let entries = [ZIPEntry("first", name: "first.txt"), entry]
        let archive = try archive(ZIPBuilder(entries, endsAsZIP64: endsAsZIP64))
        #expect(archive.members.map(\.size) == [5, Self.text.utf8.count])
        #expect(try content(archive, "a.csv") == Self.text)
        #expect(try content(archive, "first.txt") == "first")
    }

    @Test(arguments: [0, 8] as [UInt16])
    func `reads members whose sizes follow their data`(_ method: UInt16) throws {
        var entries = ["one", Self.text].map {
            ZIPEntry($0, name: "\($0.count).csv", method: method)
        }
        for index in entries.indices { entries[index].hasDescriptor = true }
        let archive = try archive(ZIPBuilder(entries))
        #expect(try content(archive, "3.csv") == "one")
        #expect(try content(archive, "\(Self.text.count).csv") == Self.text)
    }

    @Test func `reads an archive with a comment`() throws {
        let comment = String(repeating: "made by a test ", count: 4_000)
        let archive = try archive(ZIPBuilder([ZIPEntry("x")], comment: comment))
        #expect(try content(archive) == "x")
    }

    @Test func `an archive may be empty`() throws {
        #expect(try archive(ZIPBuilder([])).members.isEmpty)
    }

    @Test func `finds a member by a pattern, and names what is there`() throws {
        let entries = ["x_data.csv", "x_meta.txt", "y_data.csv"].map { ZIPEntry($0, name: $0) }
        let archive = try archive(ZIPBuilder(entries))
        #expect(try archive.member(matching: "x*data.csv").name == "x_data.csv")
        #expect(try archive.member(matching: "*.txt").name == "x_meta.txt")
        #expect(
            refusal { _ = try archive.member(matching: "z.csv") } == """
                error[archive.no-member]: `\(path)` has no member `z.csv`; it holds `x_data.csv`, \
                `x_meta.txt` and `y_data.csv`
                hint: correct `member:` in config/sources, or fetch the file again
                """
        )
        #expect(
            refusal { _ = try archive.member(matching: "*data*") } == """
                error[archive.no-member]: `\(path)` has more than one member `*data*`: \
                `x_data.csv` and `y_data.csv`
                hint: correct `member:` in config/sources, or fetch the file again
                """
        )
    }

    @Test func `refuses a page that a server sent instead`() throws {
        try FileLayer().write(Array("<html>Page not found. Sorry!</html>".utf8), to: path)
        #expect(
            refusal { _ = try ZIPArchive(path) } == """
                error[archive.not-zip]: `\(path)` is not a ZIP archive
                hint: look at the file: a server may have sent an error page instead
                """
        )
    }

    @Test(arguments: [1, 9, 12, 14, 93, 99] as [UInt16])
    func `refuses a method that is not read`(_ method: UInt16) throws {
        var entry = ZIPEntry("x", method: 0)
        entry.statedMethod = method
        let archive = try archive(ZIPBuilder([entry]))
        #expect(
            refusal { _ = try content(archive) } == """
                error[archive.method]: `a.csv in \(path)` is compressed by method \(method); \
                only 0 and 8 are read
                hint: unpack it and pack it again with an ordinary ZIP program
                """
        )
    }

    @Test(arguments: [0, 8] as [UInt16])
    func `refuses content that has not the stated CRC-32`(_ method: UInt16) throws {
        var entry = ZIPEntry(Self.text, method: method)
        entry.statedCRC = crc32(Array("another text".utf8))
        let archive = try archive(ZIPBuilder([entry]))
        #expect(
            refusal { _ = try content(archive) } == """
                error[archive.wrong-crc]: the content of `a.csv in \(path)` does not have the \
                CRC-32 the archive states
                hint: fetch the file again: it was damaged on the way
                """
        )
    }

    @Test(arguments: [0, 8] as [UInt16], [-1, 1, 5_000])
    func `refuses content that has not the stated size`(_ method: UInt16, _ more: Int) throws {
        var entry = ZIPEntry(Self.text, method: method)
        let size = Self.text.utf8.count + more
        entry.statedSize = size
        let archive = try archive(ZIPBuilder([entry]))
        #expect(
            refusal { _ = try content(archive) } == """
                error[archive.wrong-size]: `a.csv in \(path)` does not have the \(grouped(size)) \
                bytes the archive states
                hint: fetch the file again
                """
        )
    }

    /// Commands that pack the folder `in`, in which they run, into `../a.zip`.
    static let packers = [
        "zip -q -r ../a.zip .", "zip -q -0 -r ../a.zip .", "zip -q -r - . | cat > ../a.zip",
        "jar cf ../a.zip .", "python3 -m zipfile -c ../a.zip data a.csv",
    ].filter { command in
        let program = String(command.prefix { $0 != " " })
        let outcome = try? ChildProcess(["/bin/sh", "-c", "command -v \(program)"]).run()
        return outcome?.end == .exited(0)
    }

    @Test(.enabled(if: !packers.isEmpty, "needs zip, jar or python3"), arguments: packers)
    func `reads archives of ordinary programs, from files and streams`(
        _ command: String
    ) throws {
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/in/data",
            withIntermediateDirectories: true
        )
        try put(Array(Self.text.utf8), at: "\(folder.path)/in/a.csv")
        try put([], at: "\(folder.path)/in/data/empty.txt")
        try put(Array("é".utf8), at: "\(folder.path)/in/data/Montréal.csv")
        let outcome = try ChildProcess(
            ["/bin/sh", "-c", command],
            folder: "\(folder.path)/in"
        ).run()
        #expect(outcome.end == .exited(0), "\(outcome.tail)")
        let archive = try ZIPArchive(path)
        #expect(try content(archive, "a.csv") == Self.text)
        #expect(try content(archive, "data/empty.txt") == "")
        #expect(try content(archive, "data/Montr*.csv") == "é")
    }

    @Test func `says that a missing archive cannot be read`() {
        #expect(
            refusal { _ = try ZIPArchive(path) }
                == "error[store.cannot-read]: cannot open `\(path)`: No such file or directory"
        )
    }
}

@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct ZIPArchiveOfStatisticsCanadaTests {
    @Test func `a bulk profile is read whole`() throws {
        let path = RealFiles.path("census/2016/98-401-X2016072_eng_CSV.zip")
        let archive = try ZIPArchive(path)
        #expect(
            archive.members.map(\.name) == [
                "98-401-X2016072_English_CSV_data.csv", "98-401-X2016072_English_meta.txt",
                "Geo_starting_row_CSV.csv", "README_meta.txt",
            ]
        )
        let source = try archive.open(try archive.member(matching: "*_English_CSV_data.csv"))
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var size = 0
        var lines = 0
        while case let count = try source.read(into: &buffer, at: 0), count > 0 {
            size += count
            buffer.withUnsafeBufferPointer { bytes in
                for byte in bytes[..<count] where byte == UInt8(ascii: "\n") { lines += 1 }
            }
        }
        #expect(size == 9_592_203)
        // The header, and 2,247 characteristics of 41 geographies.
        #expect(lines == 1 + 41 * 2_247)
    }

    @Test func `members whose sizes follow their data are read whole`() throws {
        let archive = try ZIPArchive(RealFiles.path("statcan-tables/98100002-eng.zip"))
        let source = try archive.open(try archive.member(matching: "98100002.csv"))
        #expect(try allBytes(source).count == 806_597)
    }
}
