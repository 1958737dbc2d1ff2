import CSVKernel
import DataStore
import IndicatorModel
import TestSupport
import Testing

/// Archives that are damaged in 300 ways, of twelve kinds: none ends the program, and what is read
/// of them without an error is the member's content as it was.
@Suite struct ZIPMutationTests {
    /// The digests of all members, in the order of the directory.
    private func digests(_ path: String) throws -> [String] {
        let archive = try ZIPArchive(path)
        return try archive.members.map { member in
            let source = try archive.open(member)
            var buffer = [UInt8](repeating: 0, count: 1 << 18)
            var hash = SHA256()
            while case let count = try source.read(into: &buffer, at: 0), count > 0 {
                hash.update(buffer.span.extracting(0..<count))
            }
            return hash.finish()
        }
    }

    /// Damages an archive, and counts what became of the 300.
    private func mutate(
        _ bytes: [UInt8],
        seed: UInt64
    ) throws -> (refused: Int, read: Int, codes: Set<String>) {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a.zip"
        try put(bytes, at: path)
        let truth = try digests(path)
        var counts = (refused: 0, read: 0, codes: Set<String>())
        for number in 0..<300 {
            var random = SeededGenerator(seed: seed &+ UInt64(number))
            let kind = ZIPMutation.allCases[number % ZIPMutation.allCases.count]
            try put(kind.damage(bytes, using: &random), at: path)
            do {
                let found = try digests(path)
                counts.read += 1
                // A date may be another, but no content, and no member may be missing.
                if found != truth { Issue.record("\(kind), seed \(number): read other content") }
            } catch let error as Diagnostic {
                counts.refused += 1
                counts.codes.insert(error.code)
            }
        }
        return counts
    }

    @Test(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
    func `300 damaged copies of a real archive are refused or read true`() throws {
        let path = RealFiles.path("census/2016/98-401-X2016073_eng_CSV.zip")
        let counts = try mutate(try readFile(path), seed: 2_016)
        #expect(counts.refused + counts.read == 300)
        #expect(counts.refused > 250)
        #expect(counts.codes.isSuperset(of: ["archive.corrupt", "archive.truncated"]))
    }

    @Test(arguments: [(1, false), (2, false), (3, true), (4, true)] as [(UInt64, Bool)])
    func `300 damaged copies of a small archive are refused or read true`(
        _ seed: UInt64,
        _ hasDescriptors: Bool
    ) throws {
        var random = SeededGenerator(seed: seed)
        var entries = [
            ZIPEntry(ZIPArchiveTests.text, name: "a_data.csv"),
            ZIPEntry("id\tname\n1\tPopulation\n", name: "meta.txt"),
            ZIPEntry(
                content: (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) },
                name: "random.bin"
            ),
            ZIPEntry("", name: "empty.txt", method: 0),
            ZIPEntry("stored as it is", name: "stored.txt", method: 0),
        ]
        for index in entries.indices { entries[index].hasDescriptor = hasDescriptors }
        let counts = try mutate(ZIPBuilder(entries).bytes, seed: seed * 1_000)
        #expect(counts.refused + counts.read == 300)
        #expect(counts.refused > 200)
    }
}
