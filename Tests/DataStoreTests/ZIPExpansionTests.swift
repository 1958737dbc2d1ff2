import CSVKernel
import DataStore
import IndicatorModel
import TestSupport
import Testing

/// Members that expand to more than they should.
@Suite struct ZIPExpansionTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/a.zip"
    }

    private func refusal(
        _ entry: ZIPEntry,
        _ limits: ArchiveLimits = ArchiveLimits()
    ) throws -> String {
        try put(ZIPBuilder([entry]).bytes, at: path)
        return DataStoreTests.refusal {
            let archive = try ZIPArchive(path, limits: limits)
            let source = try archive.open(archive.members[0])
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while try source.read(into: &buffer, at: 0) > 0 {}
        }.replacing(folder.path, with: "")
    }

    private func zeros(_ count: Int, stated: Int? = nil) -> ZIPEntry {
        let zeros = deflatedZeros(count)
        var entry = ZIPEntry("")
        entry.statedData = zeros.data
        entry.statedSize = stated ?? zeros.count
        return entry
    }

    @Test func `the zeros of these tests are what inflates to them`() throws {
        let zeros = deflatedZeros(3_000_000)
        #expect(zeros.count == 2_999_767)
        let content = [UInt8](repeating: 0, count: zeros.count)
        let check = MemberCheck(size: zeros.count, crc: crc32(content), name: "a.csv")
        let source = try InflateByteSource(
            MemoryByteSource(zeros.data),
            format: .zipMember(check),
            name: "a.csv"
        )
        #expect(try allBytes(source) == content)
    }

    @Test func `a gigabyte of zeros in a megabyte is refused before a byte of it is read`() throws {
        #expect(
            try refusal(zeros(1 << 30)) == """
                error[archive.expands]: `a.csv in /a.zip` would expand to 1,073,741,821 bytes, \
                more than the 200 for each compressed byte that are allowed
                hint: raise `ratio:` under `archives:` of the source when the file is right
                """
        )
    }

    @Test func `a gigabyte of zeros that is said to be small ends where it is not`() throws {
        #expect(
            try refusal(zeros(1 << 30, stated: 100)) == """
                error[archive.wrong-size]: `a.csv in /a.zip` does not have the 100 bytes the \
                archive states
                hint: fetch the file again
                """
        )
    }

    @Test func `a member of up to a megabyte may have any ratio`() throws {
        var entry = zeros(1_000_000)
        entry.statedCRC = crc32([UInt8](repeating: 0, count: entry.size))
        try put(ZIPBuilder([entry]).bytes, at: path)
        let archive = try ZIPArchive(path)
        #expect(try allBytes(try archive.open(archive.members[0])).count == entry.size)
    }

    @Test(arguments: [0, 8] as [UInt16])
    func `a member larger than is allowed is refused`(_ method: UInt16) throws {
        var limits = ArchiveLimits()
        limits.memberSize = 4
        #expect(
            try refusal(ZIPEntry("12345", method: method), limits) == """
                error[archive.expands]: `a.csv in /a.zip` would expand to 5 bytes, more than the \
                4 bytes that are allowed
                hint: raise `member-size:` under `archives:` of the source when the file is right
                """
        )
        limits.memberSize = 5
        try put(ZIPBuilder([ZIPEntry("12345", method: method)]).bytes, at: path)
        let archive = try ZIPArchive(path, limits: limits)
        #expect(try allBytes(try archive.open(archive.members[0])).count == 5)
    }

    @Test func `bytes after the end of the compressed data are refused`() throws {
        var entry = ZIPEntry("content")
        entry.statedData = deflated(entry.content) + [0]
        #expect(
            try refusal(entry) == """
                error[archive.corrupt]: bytes follow the end of the compressed data of \
                `a.csv in /a.zip`
                hint: fetch the file again
                """
        )
    }

    @Test func `compressed data that are cut short are refused`() throws {
        var entry = ZIPEntry(ZIPArchiveTests.text)
        entry.statedData = deflated(entry.content).dropLast(3)
        #expect(
            try refusal(entry) == """
                error[archive.truncated]: `a.csv in /a.zip` ends in the middle of its compressed \
                data
                hint: fetch the file again: the download was cut short
                """
        )
    }

    @Test func `a gzip file that expands past its limit ends there`() throws {
        var limits = ArchiveLimits()
        func refusal(_ file: [UInt8]) -> String {
            DataStoreTests.refusal {
                let source = try InflateByteSource(
                    MemoryByteSource(file),
                    format: .gzip,
                    name: "a.csv.gz",
                    limit: ExpansionLimit(limits, compressed: file.count)
                )
                var buffer = [UInt8](repeating: 0, count: 1 << 16)
                while try source.read(into: &buffer, at: 0) > 0 {}
            }
        }
        // A gigabyte in members of a megabyte each.
        let bomb = [[UInt8]](repeating: gzip([UInt8](repeating: 0, count: 1 << 20)), count: 1_024)
            .flatMap(\.self)
        #expect(
            refusal(bomb) == """
                error[archive.expands]: `a.csv.gz` expands to more than the 200 for each \
                compressed byte that are allowed
                hint: raise `ratio:` under `archives:` of the source when the file is right
                """
        )
        limits.memberSize = 1_000
        #expect(
            refusal(gzip([UInt8](repeating: 7, count: 1_001))) == """
                error[archive.expands]: `a.csv.gz` expands to more than the 1,000 bytes that are \
                allowed
                hint: raise `member-size:` under `archives:` of the source when the file is right
                """
        )
    }
}
