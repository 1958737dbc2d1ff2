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
    ) throws -> Snapshot {
        let (digest, size) = try SHA256.digest(ofFile: path)
        return try store(files).take(
            path,
            digest: digest,
            size: size,
            source: source,
            part: part ?? self.part,
            origin: "mirror",
            time: time
        )
    }

    /// How many files hold bytes.
    private func objects() throws -> [String] {
        guard FileManager.default.fileExists(atPath: "\(root)/objects") else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: "\(root)/objects/sha256")
            .filter { $0.contains("/") }.sorted()
    }

    static let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `a file is kept under its digest, with where, when and how it came`() throws {
        let snapshot = try take(try file("2016.csv", "abc"))
        #expect(
            snapshot
                == Snapshot(
                    part: "north",
                    file: "2016.csv",
                    origin: "mirror",
                    time: "2026-01-01T00:00:00Z",
                    bytes: 3,
                    sha256: Self.digest
                )
        )
        #expect(try objects() == ["ba/\(Self.digest)"])
        #expect(try text(store().object(Self.digest)) == "abc")
        #expect(
            try text("\(root)/snapshots/profile-2016.jsonl") == """
                {"bytes":3,"file":"2016.csv","origin":"mirror","part":"north",\
                "sha256":"\(Self.digest)","time":"2026-01-01T00:00:00Z"}

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
        #expect(try store().snapshots(of: source).map(\.file) == ["a.csv", "b.csv"])
    }

    @Test func `taking the same again adds no line`() throws {
        let path = try file("a.csv", "abc")
        let first = try take(path)
        let again = try take(path, time: "2026-02-02T00:00:00Z")
        #expect(again == first)
        #expect(try store().snapshots(of: source) == [first])
    }

    @Test func `bytes that return after others are noted again`() throws {
        for (day, text) in ["abc", "abd", "abc", "abc"].enumerated() {
            _ = try take(try file("a.csv", text), time: "2026-01-0\(day + 1)T00:00:00Z")
        }
        let snapshots = try store().snapshots(of: source)
        #expect(snapshots.map(\.time.count) == [20, 20, 20])
        #expect(snapshots.map { $0.time.prefix(10).suffix(1) } == ["1", "2", "3"])
        #expect(try store().latest(source, part)?.sha256 == Self.digest)
        #expect(try objects().count == 2)
    }

    @Test func `the latest is that of the part, not of the source`() throws {
        let first = try take(try file("a.csv", "abc"))
        _ = try take(try file("b.csv", "other"), part: PartID(known: "south"))
        #expect(try store().latest(source, part) == first)
        #expect(try store().latest(source, PartID(known: "west")) == nil)
        #expect(try store().latest(SourceID(known: "other"), part) == nil)
        #expect(try store().snapshots(of: SourceID(known: "other")).isEmpty)
    }

    @Test func `a line that another run left unfinished misleads nobody who saw it`() throws {
        let store = store()
        func take(_ text: String) throws -> Snapshot {
            let path = try file("a.csv", text)
            let (digest, size) = try SHA256.digest(ofFile: path)
            return try store.take(
                path,
                digest: digest,
                size: size,
                source: source,
                part: part,
                origin: "mirror",
                time: "2026-01-01T00:00:00Z"
            )
        }
        let first = try take("abc")
        let notes = try text(store.ledger(source))
        try FileLayer().write(
            Array((notes + notes.dropLast(9)).utf8),
            to: store.ledger(source)
        )
        #expect(try store.latest(source, part) == first)
        let second = try take("abd")
        #expect(try store.latest(source, part) == second)
        #expect(try store.snapshots(of: source) == [first, second])
    }

    @Test func `notes that were put back from a backup are read from their beginning`() throws {
        let first = try take(try file("a.csv", "abc"))
        let backup = try text(store().ledger(source))
        let second = try take(try file("a.csv", "abd"))
        let store = store()
        #expect(try store.latest(source, part) == second)
        try FileLayer().write(Array(backup.utf8), to: store.ledger(source))
        #expect(try store.latest(source, part) == first)
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
            try store().snapshots(of: source).map(\.part).sorted() == parts.map(\.name).sorted()
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
                #expect(try store().snapshots(of: source).count <= 1)
            }
        )
        #expect(try objects().count == 1)
        #expect(try store().snapshots(of: source).count == 1)
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
        #expect(try store().snapshots(of: source).isEmpty)
    }

    @Test func `a line that is no snapshot is an error with its line`() throws {
        _ = try take(try file("a.csv", "abc"))
        let ledger = "\(root)/snapshots/profile-2016.jsonl"
        try FileLayer().write(try readFile(ledger) + Array("{\"part\":\n".utf8), to: ledger)
        #expect(
            refusal { _ = try store().snapshots(of: source) } == """
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
}
