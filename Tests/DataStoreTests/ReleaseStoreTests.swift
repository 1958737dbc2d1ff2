import DataStore
import FoundationEssentials
import IndicatorModel
import TestSupport
import Testing

@Suite struct ReleaseStoreTests {
    private let folder: TemporaryFolder
    private let root: String
    private let time = "2026-01-01T00:00:00Z"

    init() throws {
        folder = try TemporaryFolder()
        root = "\(folder.path)/small"
    }

    private func store(_ files: FileLayer = FileLayer()) -> ReleaseStore {
        ReleaseStore(root: root, files: files)
    }

    /// Stages and publishes a version of two files.
    @discardableResult
    private func publish(_ version: Int, _ files: FileLayer = FileLayer()) throws -> Release {
        let store = store(files)
        let staged = try store.stage(version)
        try files.createFolder("\(staged)/observations")
        var sums = ""
        for name in ["README.md", "observations/census-2016.csv"] {
            let bytes = Array("\(name) of version \(version)\n".utf8)
            try files.write(bytes, to: "\(staged)/\(name)")
            sums += "\(SHA256.digest(bytes))  \(name)\n"
        }
        try files.write(Array(sums.utf8), to: "\(staged)/SHA256SUMS")
        return try store.publish(staged, version: version, time: time, run: "run-\(version)")
    }

    private func edit(_ change: (inout [String]) -> Void) throws {
        let path = "\(root)/releases.jsonl"
        var lines = try text(path).split(separator: "\n").map(String.init)
        change(&lines)
        try FileLayer().write(Array(lines.map { $0 + "\n" }.joined().utf8), to: path)
    }

    @Test func `before the first version there is nothing`() throws {
        #expect(try store().releases().isEmpty)
        #expect(try store().latest() == nil)
    }

    @Test func `a version has its final name, a line in the chain, and the link`() throws {
        let release = try publish(1)
        #expect(try names(root) == ["latest", "releases.jsonl", "versions"])
        #expect(try names("\(root)/versions") == ["1"])
        #expect(try text("\(root)/latest/README.md") == "README.md of version 1\n")
        #expect(try store().releases() == [release])
        #expect(try store().latest() == 1)
        let sums = try SHA256.digest(ofFile: "\(root)/versions/1/SHA256SUMS").digest
        #expect(
            try text("\(root)/releases.jsonl") == """
                {"previous":"","run":"run-1","sha256sums":"\(sums)",\
                "time":"2026-01-01T00:00:00Z","version":1}

                """
        )
    }

    @Test func `every release has the digest of the line before`() throws {
        for version in 1...3 { try publish(version) }
        let lines = try text("\(root)/releases.jsonl").split(separator: "\n")
        let releases = try store().releases()
        #expect(releases.map(\.version) == [1, 2, 3])
        #expect(releases[1].previous == SHA256.digest(Array("\(lines[0])\n".utf8)))
        #expect(releases[2].previous == SHA256.digest(Array("\(lines[1])\n".utf8)))
        #expect(try store().latest() == 3)
    }

    @Test func `readers can be led back to an older version, and none is lost`() throws {
        for version in 1...3 { try publish(version) }
        try store().rollBack(to: 1)
        #expect(try store().latest() == 1)
        #expect(try text("\(root)/latest/README.md") == "README.md of version 1\n")
        #expect(try names("\(root)/versions") == ["1", "2", "3"])
        #expect(try store().releases().count == 3)
    }

    @Test func `a run that dies after a release over a rollback is finished by the next`() throws {
        for version in 1...2 { try publish(version) }
        try store().rollBack(to: 1)
        let dying = FileLayer { operation in
            if operation == .remove { throw WriteFailure("remove", "pinned", errorNumber: 5) }
        }
        #expect(throws: WriteFailure.self) { try publish(3, dying) }
        #expect(try store().releases().count == 3)
        try store().recover()
        #expect(try store().latest() == 3)
        #expect(try names(root) == ["latest", "releases.jsonl", "versions"])
        // A rollback that nothing was published over stays.
        try store().rollBack(to: 2)
        try store().recover()
        #expect(try store().latest() == 2)
    }

    @Test func `a rollback holds until the next version`() throws {
        for version in 1...2 { try publish(version) }
        try store().rollBack(to: 1)
        try store().recover()
        #expect(try store().latest() == 1)
        try publish(3)
        #expect(try store().latest() == 3)
        try store().recover()
        #expect(try store().latest() == 3)
        #expect(try names(root) == ["latest", "releases.jsonl", "versions"])
    }

    @Test func `what a run that died before the link left undone is finished`() throws {
        for version in 1...2 { try publish(version) }
        try FileLayer().pointLink("\(root)/latest", to: "versions/1")
        try store().recover()
        #expect(try store().latest() == 2)
    }

    @Test func `a first version that has no link yet gets one`() throws {
        try publish(1)
        try FileManager.default.removeItem(atPath: "\(root)/latest")
        try store().recover()
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: "\(root)/latest")
        #expect(target == "versions/1")
    }

    @Test func `a version stands when it is in the chain, on the disk, and readers have a link`()
        throws
    {
        try publish(1)
        let sums = try #require(try store().releases().first).sha256sums
        #expect(store().stands(1, sums: sums))
        #expect(!store().stands(1, sums: "other"))
        #expect(!store().stands(2, sums: sums))
        try FileManager.default.removeItem(atPath: "\(root)/latest")
        #expect(!store().stands(1, sums: sums))
    }

    @Test func `there is nothing to finish before the first version`() throws {
        try store().recover()
        #expect(!FileManager.default.fileExists(atPath: "\(root)/latest"))
    }

    @Test func `where the link is gone, the last release counts`() throws {
        for version in 1...2 { try publish(version) }
        try FileManager.default.removeItem(atPath: "\(root)/latest")
        #expect(try store().latest() == 2)
    }

    @Test func `what a dead run left is removed, what was published is not`() throws {
        try publish(1)
        let files = FileLayer()
        for name in [".next-2", "2", "7", ".next-1", "junk"] {
            try files.createFolder("\(root)/versions/\(name)/observations")
            try files.write([1], to: "\(root)/versions/\(name)/observations/a.csv")
        }
        let staged = try store().stage(2)
        #expect(staged == "\(root)/versions/.next-2")
        #expect(try names("\(root)/versions") == [".next-2", "1"])
        #expect(try names(staged).isEmpty)
        #expect(try store().verify(try #require(try store().releases().first)).isEmpty)
    }

    @Test func `wherever the disk fails, readers see whole versions only`() throws {
        let first = try publish(1)
        let count = try failAtEachOperation(
            { try publish(2, $0) },
            check: { failed in
                let releases = try store().releases()
                #expect(releases.first == first)
                #expect(try store().verify(first).isEmpty)
                let latest = try #require(try store().latest())
                #expect(releases.map(\.version).contains(latest), "after operation \(failed)")
                for release in releases { #expect(try store().verify(release).isEmpty) }
                let readme = try text("\(root)/latest/README.md")
                #expect(readme == "README.md of version \(latest)\n", "after operation \(failed)")
                // The disk is well again for the next try; a version that was noted stands.
                if releases.count == 2 { try undoSecond() }
            }
        )
        #expect(count > 10)
        #expect(try store().releases().map(\.version) == [1, 2])
        #expect(try store().latest() == 2)
    }

    /// Takes back the second version, so that a test can publish it again.
    private func undoSecond() throws {
        try edit { $0.removeLast() }
        try FileLayer().pointLink("\(root)/latest", to: "versions/1")
    }

    static let edits: [(what: String, line: Int, old: String, new: String)] = [
        ("another time", 2, "2026-01-01", "2025-01-01"),
        ("another digest", 2, "\"sha256sums\":\"", "\"sha256sums\":\"0"),
        ("another order of keys", 2, "\"version\":1}", "\"version\": 1}"),
    ]

    @Test(arguments: edits)
    func `a line that was edited breaks the chain at the next`(
        _ edited: (what: String, line: Int, old: String, new: String)
    ) throws {
        for version in 1...3 { try publish(version) }
        try edit { $0[0] = $0[0].replacing(edited.old, with: edited.new) }
        #expect(
            refusal { _ = try store().releases() } == """
                error[store.broken-chain]: release 2 does not follow the line before it
                 --> \(root)/releases.jsonl:\(edited.line):1
                hint: the file was edited: restore it from a backup
                """
        )
    }

    @Test func `a line that was removed or moved breaks the chain`() throws {
        for version in 1...3 { try publish(version) }
        let whole = try readFile("\(root)/releases.jsonl")
        try edit { $0.remove(at: 0) }
        #expect(refusal { _ = try store().releases() }.contains("releases.jsonl:1:1"))
        try FileLayer().write(whole, to: "\(root)/releases.jsonl")
        try edit { $0.remove(at: 1) }
        #expect(refusal { _ = try store().releases() }.contains("releases.jsonl:2:1"))
        try FileLayer().write(whole, to: "\(root)/releases.jsonl")
        try edit { $0.swapAt(1, 2) }
        #expect(refusal { _ = try store().releases() }.contains("releases.jsonl:2:1"))
    }

    @Test func `a line that is no release is an error with its line`() throws {
        for version in 1...2 { try publish(version) }
        try edit { $0[1] = "{\"version\":2}" }
        #expect(
            refusal { _ = try store().releases() } == """
                error[store.bad-ledger]: this line is not a release
                 --> \(root)/releases.jsonl:2:1
                """
        )
    }

    @Test func `verifying a whole version finds nothing`() throws {
        for release in [try publish(1), try publish(2)] {
            #expect(try store().verify(release).isEmpty)
        }
    }

    @Test func `verifying finds what was added`() throws {
        let release = try publish(1)
        try FileLayer().write([1], to: "\(store().folder(1))/observations/census-2031.csv")
        #expect(try store().verify(release) == ["observations/census-2031.csv was added"])
    }

    @Test func `verifying finds what has changed and what is missing`() throws {
        let release = try publish(1)
        let version = store().folder(1)
        try FileLayer().write([1], to: "\(version)/observations/census-2016.csv")
        #expect(try store().verify(release) == ["observations/census-2016.csv has changed"])
        try FileManager.default.removeItem(atPath: "\(version)/README.md")
        #expect(
            try store().verify(release) == [
                "README.md is missing", "observations/census-2016.csv has changed",
            ]
        )
        let sums = try text("\(version)/SHA256SUMS").split(separator: "\n")
        try FileLayer().write(Array("\(sums[0])\n".utf8), to: "\(version)/SHA256SUMS")
        #expect(
            try store().verify(release) == [
                "SHA256SUMS is not the one that was published", "README.md is missing",
            ]
        )
        try FileManager.default.removeItem(atPath: "\(version)/SHA256SUMS")
        #expect(try store().verify(release) == ["version 1 has no SHA256SUMS"])
    }
}
