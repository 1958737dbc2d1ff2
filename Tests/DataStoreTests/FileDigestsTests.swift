import DataStore
import TestSupport
import Testing

@Suite struct FileDigestsTests {
    private let folder: TemporaryFolder
    private var path: String { "\(folder.path)/a.csv" }

    init() throws {
        folder = try TemporaryFolder()
        try FileLayer().write(Array("abc".utf8), to: path)
    }

    private static let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    /// An entry that says the file was read long after it was written to.
    private func entry(_ digest: String) throws -> FileDigests.Entry {
        let stamp = try #require(FileStamp(path))
        return FileDigests.Entry(
            stamp: stamp,
            digest: digest,
            read: stamp.changed + 3_000_000_000
        )
    }

    @Test func `a file that was never read is read`() throws {
        let digests = FileDigests()
        let found = try #require(try digests.digest(of: path))
        #expect(found.digest == Self.digest)
        #expect(found.size == 3)
        #expect(digests.news.keys.sorted() == [path])
    }

    @Test func `a file that is not there has no digest`() throws {
        #expect(try FileDigests().digest(of: "\(folder.path)/b.csv")?.digest == nil)
    }

    @Test func `a file with the stamp it had is not read again`() throws {
        let digests = FileDigests([path: try entry("known")])
        #expect(try digests.digest(of: path)?.digest == "known")
        #expect(digests.news.isEmpty)
    }

    @Test func `to verify, a file is read again though its stamp is the same`() throws {
        let digests = FileDigests([path: try entry("known")], verifies: true)
        #expect(try digests.digest(of: path)?.digest == Self.digest)
    }

    @Test func `another size, time or file is read again`() throws {
        let known = try entry("known")
        let digests = FileDigests([path: known])
        try FileLayer().replace(path, with: Array("abc".utf8))
        #expect(try digests.digest(of: path)?.digest == Self.digest)
    }

    @Test func `a file read just after it was written to is not trusted`() throws {
        let stamp = try #require(FileStamp(path))
        let entry = FileDigests.Entry(stamp: stamp, digest: "known", read: stamp.changed + 1)
        #expect(try FileDigests([path: entry]).digest(of: path)?.digest == Self.digest)
    }
}

@Suite struct ArtifactCacheTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var cache: ArtifactCache {
        ArtifactCache(root: "\(folder.path)/cache", files: FileLayer())
    }

    @Test func `what is kept is read back under its digest`() throws {
        let digest = try cache.save([1, 2, 3])
        #expect(digest == SHA256.digest([1, 2, 3]))
        #expect(cache.contains(digest))
        #expect(try cache.load(digest) == [1, 2, 3])
    }

    @Test func `what is damaged is removed when it is read, and is not there`() throws {
        let digest = try cache.save([1, 2, 3])
        try FileLayer().write([1, 2, 4], to: cache.path(digest))
        #expect(try cache.load(digest) == nil)
        #expect(!cache.contains(digest))
    }

    @Test func `what was never kept is not there`() throws {
        #expect(try cache.load(SHA256.digest([9])) == nil)
    }
}

@Suite struct AppendTests {
    private let folder: TemporaryFolder
    private var path: String { "\(folder.path)/notes.jsonl" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func text() throws -> String { String(decoding: try readFile(path), as: UTF8.self) }

    @Test func `lines are added to the end`() throws {
        try FileLayer().append(line: Array("one\n".utf8), to: path)
        try FileLayer().append(line: Array("two\n".utf8), to: path)
        #expect(try text() == "one\ntwo\n")
    }

    @Test(arguments: ["tw", "two", "{\"part\":"])
    func `a line that was not finished is cut off by the next`(_ torn: String) throws {
        try FileLayer().write(Array("one\n\(torn)".utf8), to: path)
        try FileLayer().append(line: Array("three\n".utf8), to: path)
        #expect(try text() == "one\nthree\n")
    }

    @Test func `a line that cannot be synced is taken back`() throws {
        try FileLayer().append(line: Array("one\n".utf8), to: path)
        let failing = FileLayer { operation in
            if operation == .sync { throw NoDisk() }
        }
        #expect(throws: NoDisk.self) { try failing.append(line: Array("two\n".utf8), to: path) }
        #expect(try text() == "one\n")
    }

    private struct NoDisk: Error {}
}
