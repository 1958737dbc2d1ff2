import CSVKernel
import DataStore
import IndicatorModel
import TestSupport
import Testing

/// Damaged archives are refused: none is read as whole, and none ends the program.
@Suite struct ZIPDamageTests {
    /// Small archives of every kind, by name.
    static let archives: [(name: String, archive: ZIPBuilder)] = {
        let text = "place,value\ncalgary,1392609\ncalgary,1392609\n"
        var large = [ZIPEntry(text, name: "a.csv"), ZIPEntry("é\n", name: "b.txt", method: 0)]
        for index in large.indices { large[index].isZIP64 = true }
        var streamed = large
        for index in streamed.indices {
            streamed[index].isZIP64 = false
            streamed[index].hasDescriptor = true
        }
        return [
            ("deflated", ZIPBuilder([ZIPEntry(text)])),
            ("stored", ZIPBuilder([ZIPEntry(text, method: 0)])),
            ("two members", ZIPBuilder([ZIPEntry(text), ZIPEntry("x\n", name: "b.txt")])),
            ("ZIP64", ZIPBuilder(large, endsAsZIP64: true)),
            ("streamed", ZIPBuilder(streamed)),
        ]
    }()

    /// The content of all members, in the order of the directory.
    private func contents(_ path: String) throws -> [[UInt8]] {
        let archive = try ZIPArchive(path)
        return try archive.members.map { try allBytes(try archive.open($0)) }
    }

    @Test(arguments: archives.indices)
    func `an archive that is cut short anywhere is refused`(_ index: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = Self.archives[index].archive.bytes
        let path = "\(folder.path)/a.zip"
        for count in 0..<bytes.count {
            try put(Array(bytes[..<count]), at: path)
            #expect(throws: Diagnostic.self, "\(count) of \(bytes.count) bytes") {
                try contents(path)
            }
        }
    }

    @Test(arguments: archives.indices)
    func `whatever byte is damaged, what is read without an error is true`(_ index: Int) throws {
        let folder = try TemporaryFolder()
        let builder = Self.archives[index].archive
        let path = "\(folder.path)/a.zip"
        let truth = builder.entries.map(\.content)
        let bytes = builder.bytes
        for position in bytes.indices {
            for change in [0x01, 0x80, 0xFF] as [UInt8] {
                var damaged = bytes
                damaged[position] ^= change
                try put(damaged, at: path)
                do {
                    for content in try contents(path) where !truth.contains(content) {
                        Issue.record("byte \(position) ^ \(change): read other content")
                    }
                } catch is Diagnostic {
                    continue
                }
            }
        }
    }

    /// 300 archives with a byte, or eight in a row, of a random value at a random place.
    @Test(arguments: archives.indices)
    func `whatever number is damaged, what is read without an error is true`(_ index: Int) throws {
        let folder = try TemporaryFolder()
        let builder = Self.archives[index].archive
        let path = "\(folder.path)/a.zip"
        let truth = builder.entries.map(\.content)
        let bytes = builder.bytes
        var generator = SeededGenerator(seed: 300)
        for number in 0..<300 {
            var damaged = bytes
            let position = Int.random(in: bytes.indices, using: &generator)
            let length = number.isMultiple(of: 2) ? 1 : min(8, bytes.count - position)
            let value = [0xFF, 0x7F, 0x80, UInt8.random(in: 0...255, using: &generator)][number % 4]
            for offset in 0..<length { damaged[position + offset] = value }
            try put(damaged, at: path)
            do {
                for content in try contents(path) where !truth.contains(content) {
                    Issue.record("bytes from \(position) are \(value): read other content")
                }
            } catch is Diagnostic {
                continue
            }
        }
    }

    @Test func `an archive that is cut short says so`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a.zip"
        let bytes = Self.archives[0].archive.bytes
        try put(Array(bytes.dropLast(1)), at: path)
        #expect(
            refusal { _ = try ZIPArchive(path) } == """
                error[archive.truncated]: `\(path)` is cut short: the end of its directory is \
                missing
                hint: fetch the file again
                """
        )
    }

    @Test func `a directory with fewer entries than bytes is refused`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a.zip"
        var bytes = Self.archives[2].archive.bytes
        bytes[bytes.count - 14] = 1
        bytes[bytes.count - 12] = 1
        try put(bytes, at: path)
        #expect(
            refusal { _ = try ZIPArchive(path) } == """
                error[archive.corrupt]: `\(path)` is a damaged ZIP archive: its directory has more \
                than the 1 entry it states
                hint: fetch the file again
                """
        )
    }
}
