import CSVKernel
import DataStore
import FoundationEssentials
import Glibc
import IndicatorModel
import TestSupport
import Testing

@Suite struct SnapshotStoreTests {
    private let folder: TemporaryFolder
    private let root: String
    private let source = SourceID(known: "profile-2016")
    private let part = PartID(known: "north")

    init() throws {
        folder = try TemporaryFolder()
        root = "\(folder.path)/data-raw"
    }

    private func store(_ files: FileLayer = FileLayer()) -> SnapshotStore {
        SnapshotStore(root: root, files: files)
    }

    /// A file of its own below the temporary folder.
    private func file(_ name: String, _ text: String) throws -> String {
        let path = "\(folder.path)/\(name)"
        try FileLayer().write(Array(text.utf8), to: path)
        return path
    }

    private func take(
        _ path: String,
        part: PartID? = nil,
        time: String = "2026-01-01T00:00:00Z",
        _ files: FileLayer = FileLayer()
    ) throws -> SnapshotNote {
        try take(path, part: part, time: time, into: store(files))
    }

    private func take(
        _ path: String,
        part: PartID? = nil,
        time: String = "2026-01-01T00:00:00Z",
        into store: SnapshotStore
    ) throws -> SnapshotNote {
        let (digest, size) = try SHA256.digest(ofFile: path)
        let part = part ?? self.part
        try store.keep(path, digest: digest)
        let history = try store.note(source, part) { _ in
            note(path, part, time, digest: digest, size: size)
        }
        return try #require(history.last)
    }

    private func note(
        _ path: String,
        _ part: PartID,
        _ time: String,
        _ verdict: SnapshotNote.Verdict = .new,
        digest: String?,
        size: Int? = nil
    ) -> SnapshotNote {
        var note = SnapshotNote(part: part.name, time: time, verdict: verdict, origin: "mirror")
        note.file = String(path.split(separator: "/").last ?? "")
        note.bytes = size
        note.sha256 = digest
        return note
    }

    /// Notes a verdict about bytes, or about none.
    private func judge(
        _ verdict: SnapshotNote.Verdict,
        _ digest: String?,
        day: Int
    ) throws -> PartHistory {
        try store().note(source, part) { _ in
            note(
                "a.csv",
                part,
                "2026-01-0\(day)T00:00:00Z",
                verdict,
                digest: digest,
                size: digest == nil ? nil : 3
            )
        }
    }

    /// How many files hold bytes.
    private func objects() throws -> [String] {
        guard FileManager.default.fileExists(atPath: "\(root)/objects") else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: "\(root)/objects/sha256")
            .filter { $0.contains("/") }.sorted()
    }

    static let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `a file is kept under its digest, with where, when and how it came`() throws {
        let snapshot = try #require(try take(try file("2016.csv", "abc")).snapshot)
        #expect(snapshot.part == "north")
        #expect(snapshot.file == "2016.csv")
        #expect(snapshot.origin == "mirror")
        #expect(snapshot.time == "2026-01-01T00:00:00Z")
        #expect(snapshot.bytes == 3)
        #expect(snapshot.sha256 == Self.digest)
        #expect(try objects() == ["ba/\(Self.digest)"])
        #expect(try text(store().object(Self.digest)) == "abc")
        #expect(
            try text("\(root)/snapshots/profile-2016.jsonl") == """
                {"bytes":3,"file":"2016.csv","origin":"mirror","part":"north",\
                "sha256":"\(Self.digest)","time":"2026-01-01T00:00:00Z","verdict":"new"}

                """
        )
    }

    @Test func `what is kept is read-only`() throws {
        _ = try take(try file("2016.csv", "abc"))
        var status = stat()
        #expect(stat(store().object(Self.digest), &status) == 0)
        #expect(status.st_mode & 0o777 & ~0o444 == 0)
        #expect(status.st_mode & 0o400 != 0)
    }

    @Test func `the same bytes are kept once, whatever they are called`() throws {
        _ = try take(try file("a.csv", "abc"))
        _ = try take(try file("b.csv", "abc"), part: PartID(known: "south"))
        #expect(try objects().count == 1)
        #expect(try store().notes(of: source).map(\.file) == ["a.csv", "b.csv"])
    }

    @Test func `taking the same again adds no line`() throws {
        let path = try file("a.csv", "abc")
        let first = try take(path)
        let again = try take(path, time: "2026-02-02T00:00:00Z")
        #expect(again == first)
        #expect(try store().notes(of: source) == [first])
    }

    @Test func `bytes that return after others are noted again`() throws {
        for (day, text) in ["abc", "abd", "abc", "abc"].enumerated() {
            _ = try take(try file("a.csv", text), time: "2026-01-0\(day + 1)T00:00:00Z")
        }
        let snapshots = try store().notes(of: source)
        #expect(snapshots.map(\.time.count) == [20, 20, 20])
        #expect(snapshots.map { $0.time.prefix(10).suffix(1) } == ["1", "2", "3"])
        #expect(try store().latest(source, part)?.sha256 == Self.digest)
        #expect(try objects().count == 2)
    }

    @Test func `the latest is that of the part, not of the source`() throws {
        let first = try take(try file("a.csv", "abc"))
        _ = try take(try file("b.csv", "other"), part: PartID(known: "south"))
        #expect(try store().latest(source, part) == first.snapshot)
        #expect(try store().latest(source, PartID(known: "west")) == nil)
        #expect(try store().latest(SourceID(known: "other"), part) == nil)
        #expect(try store().notes(of: SourceID(known: "other")).isEmpty)
    }

    @Test func `a line that another run left unfinished misleads nobody who saw it`() throws {
        let store = store()
        func take(_ text: String) throws -> SnapshotNote {
            try self.take(try file("a.csv", text), into: store)
        }
        let first = try take("abc")
        let notes = try text(store.ledger(source))
        try FileLayer().write(
            Array((notes + notes.dropLast(9)).utf8),
            to: store.ledger(source)
        )
        #expect(try store.latest(source, part) == first.snapshot)
        let second = try take("abd")
        #expect(try store.latest(source, part) == second.snapshot)
        #expect(try store.notes(of: source) == [first, second])
    }

    @Test func `notes that were put back from a backup are read from their beginning`() throws {
        let first = try take(try file("a.csv", "abc"))
        let backup = try text(store().ledger(source))
        let second = try take(try file("a.csv", "abd"))
        let store = store()
        #expect(try store.latest(source, part) == second.snapshot)
        try FileLayer().write(Array(backup.utf8), to: store.ledger(source))
        #expect(try store.latest(source, part) == first.snapshot)
    }

    @Test func `parts that are taken at once lose no line`() async throws {
        let parts = (0..<20).compactMap { PartID("part-\($0)") }
        let paths = try parts.map { try file("\($0).csv", "the bytes of \($0)") }
        try await withThrowingTaskGroup { group in
            for (part, path) in zip(parts, paths) {
                group.addTask { _ = try take(path, part: part) }
            }
            try await group.waitForAll()
        }
        #expect(
            try store().notes(of: source).map(\.part).sorted() == parts.map(\.name).sorted()
        )
        #expect(try objects().count == 20)
    }

    @Test func `wherever the disk fails, what is kept is whole and noted once`() throws {
        let content = String(repeating: "abc", count: 40_000)
        let path = try file("a.csv", content)
        let digest = SHA256.digest(Array(content.utf8))
        try failAtEachOperation(
            { _ = try take(path, $0) },
            check: { failed in
                for object in try objects() {
                    #expect(object == "\(digest.prefix(2))/\(digest)", "after operation \(failed)")
                    #expect(try text(store().object(digest)) == content)
                }
                #expect(try store().notes(of: source).count <= 1)
            }
        )
        #expect(try objects().count == 1)
        #expect(try store().notes(of: source).count == 1)
    }

    @Test func `a file that changes while it is taken is not kept under the digest it had`() throws
    {
        let path = try file("a.csv", "abc")
        let changing = FileLayer { operation in
            if operation == .createFolder {
                try FileLayer().write(Array("another text".utf8), to: path)
            }
        }
        #expect(
            refusal { _ = try take(path, changing) } == """
                error[store.changed]: `\(path)` changed while it was read
                hint: run again when nothing writes to it
                """
        )
        #expect(try objects().isEmpty)
        #expect(try store().notes(of: source).isEmpty)
    }

    @Test func `a line that is no snapshot is an error with its line`() throws {
        _ = try take(try file("a.csv", "abc"))
        let ledger = "\(root)/snapshots/profile-2016.jsonl"
        try FileLayer().write(try readFile(ledger) + Array("{\"part\":\n".utf8), to: ledger)
        #expect(
            refusal { _ = try store().notes(of: source) } == """
                error[store.bad-ledger]: this line is not the record of a snapshot
                 --> \(ledger):2:1
                hint: restore the file from a backup; the objects are not harmed
                """
        )
    }

    @Test func `a file that is not there is not taken`() throws {
        let path = "\(folder.path)/none.csv"
        #expect(
            refusal { _ = try take(path) }
                == "error[store.cannot-read]: cannot open `\(path)`: No such file or directory"
        )
        #expect(try objects().isEmpty)
    }

    // MARK: - What becomes of a part

    private static let other = String(repeating: "0", count: 64)

    @Test func `a line without a verdict is of a file that was taken in`() throws {
        let old = """
            {"bytes":3,"file":"2016.csv","origin":"mirror: 2016.csv","part":"north",\
            "sha256":"\(Self.digest)","time":"2025-01-01T00:00:00Z"}

            """
        try FileLayer().createFolder("\(root)/snapshots")
        try FileLayer().write(Array(old.utf8), to: store().ledger(source))
        let latest = try #require(try store().latest(source, part))
        #expect(latest.sha256 == Self.digest)
        #expect(latest.origin == "mirror: 2016.csv")
        #expect(latest.content == nil)
    }

    @Test(arguments: [SnapshotNote.Verdict.suspicious, .gone, .unavailable])
    func `a trouble leaves the good file in use, until a good answer comes`(
        _ verdict: SnapshotNote.Verdict
    ) throws {
        _ = try take(try file("a.csv", "abc"))
        let troubled = try judge(verdict, verdict == .suspicious ? Self.other : nil, day: 2)
        #expect(troubled.current?.sha256 == Self.digest)
        #expect(troubled.trouble?.verdict == verdict)
        let better = try judge(.same, Self.digest, day: 3)
        #expect(better.current?.sha256 == Self.digest)
        #expect(better.trouble == nil)
        #expect(try store().notes(of: source).count == 3)
    }

    @Test func `the same trouble is noted once`() throws {
        _ = try take(try file("a.csv", "abc"))
        _ = try judge(.gone, nil, day: 2)
        _ = try judge(.gone, nil, day: 3)
        #expect(try store().notes(of: source).count == 2)
        _ = try judge(.unavailable, nil, day: 4)
        #expect(try store().notes(of: source).count == 3)
    }

    @Test func `what a person rejects is used no more, and what is accepted is`() throws {
        _ = try take(try file("a.csv", "abc"))
        let second = try take(try file("a.csv", "abd"), time: "2026-01-02T00:00:00Z")
        let rejected = try judge(.rejected, second.sha256, day: 3)
        #expect(rejected.current?.sha256 == Self.digest)
        #expect(rejected.trouble?.verdict == .rejected)
        #expect(rejected.rejected == [second.sha256])
        let accepted = try judge(.accepted, second.sha256, day: 4)
        #expect(accepted.current?.sha256 == second.sha256)
        #expect(accepted.trouble == nil)
        #expect(accepted.rejected.isEmpty)
    }

    @Test func `what is quarantined is kept apart, and read-only`() throws {
        let path = try file("a.csv", "abc")
        try store().quarantine(path, digest: Self.digest)
        #expect(try objects().isEmpty)
        #expect(store().bytes(Self.digest) == store().quarantined(Self.digest))
        #expect(try text(store().quarantined(Self.digest)) == "abc")
        var status = stat()
        #expect(stat(store().quarantined(Self.digest), &status) == 0)
        #expect(status.st_mode & 0o222 == 0)
    }

    @Test func `verifying reads all bytes again, and misses those that are needed`() throws {
        _ = try take(try file("a.csv", "abc"))
        let second = try take(try file("a.csv", "abd"), time: "2026-01-02T00:00:00Z")
        let digest = try #require(second.sha256)
        #expect(try store().verify(needed: [digest]) == StoreReport(objects: 2))
        try FileManager.default.removeItem(atPath: store().object(Self.digest))
        #expect(try store().verify(needed: [digest]) == StoreReport(objects: 1, removed: 1))
        try FileManager.default.removeItem(atPath: store().object(digest))
        try FileLayer().write(Array("other".utf8), to: store().object(digest))
        #expect(
            try store().verify(needed: [digest, Self.digest, Self.other]).problems == [
                "the bytes of profile-2016/north \(Self.digest.prefix(12)) are missing",
                "the bytes of profile-2016/north \(digest.prefix(12)) have changed",
                "000000000000, which was published, is missing",
            ]
        )
    }
}
