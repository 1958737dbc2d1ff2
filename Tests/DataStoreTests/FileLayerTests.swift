import DataStore
import FoundationEssentials
import Glibc
import IndicatorModel
import TestSupport
import Testing

@Suite struct FileLayerTests {
    private let folder: TemporaryFolder
    private let path: String
    private let files = FileLayer()
    private let old = [UInt8](repeating: 1, count: 100_000)
    private let new = [UInt8](repeating: 2, count: 200_000)

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/file"
    }

    private func identity(_ path: String) throws -> (device: UInt, file: UInt) {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return (UInt(status.st_dev), UInt(status.st_ino))
    }

    @Test func `a file is replaced whole or not at all, wherever the disk fails`() throws {
        try files.write(old, to: path)
        let count = try failAtEachOperation(
            { try $0.replace(path, with: new) },
            check: { failed in
                let isRenamed = failed > 2
                #expect(try readFile(path) == (isRenamed ? new : old), "after operation \(failed)")
                #expect(try names(folder.path) == ["file"], "after operation \(failed)")
                try files.write(old, to: path)
            }
        )
        // write, sync, rename, sync of the folder
        #expect(count == 4)
        #expect(try readFile(path) == new)
        #expect(try names(folder.path) == ["file"])
    }

    @Test func `a new file is there whole or not at all, wherever the disk fails`() throws {
        try failAtEachOperation(
            { try $0.replace(path, with: new) },
            check: { failed in
                if FileManager.default.fileExists(atPath: path) {
                    #expect(try readFile(path) == new, "after operation \(failed)")
                    try FileManager.default.removeItem(atPath: path)
                }
                #expect(try names(folder.path).isEmpty, "after operation \(failed)")
            }
        )
        #expect(try readFile(path) == new)
    }

    @Test func `many may replace one file at once; one of them is there whole`() async throws {
        let contents = (0..<32).map { [UInt8](repeating: UInt8($0), count: 50_000) }
        try await withThrowingTaskGroup { group in
            for content in contents {
                group.addTask { try FileLayer().replace(path, with: content) }
            }
            try await group.waitForAll()
        }
        #expect(contents.contains(try readFile(path)))
        #expect(try names(folder.path) == ["file"])
    }

    @Test(arguments: [0, 1, 1_000_000])
    func `a file holds what was written`(_ size: Int) throws {
        let bytes = [UInt8](repeating: 7, count: size)
        try files.write(bytes, to: path)
        #expect(try readFile(path) == bytes)
    }

    @Test func `writing over a longer file leaves nothing of it`() throws {
        try files.write(new, to: path)
        try files.write([1, 2, 3], to: path)
        #expect(try readFile(path) == [1, 2, 3])
    }

    @Test func `bytes in the middle of a file are overwritten`() throws {
        try files.write(Array("abcdef".utf8), to: path)
        try files.overwrite(path, at: 2, with: Array("XY".utf8))
        #expect(try text(path) == "abXYef")
        #expect(
            refusal { try files.overwrite("\(path)-2", at: 0, with: [1]) } == """
                error[store.cannot-write]: cannot open `\(path)-2`: No such file or directory
                hint: free space or correct the permissions, then run again: nothing was lost
                """
        )
    }

    @Test func `folders are made with those above them, and may be there`() throws {
        for _ in 0..<2 { try files.createFolder("\(folder.path)/a/b/c") }
        #expect(try names("\(folder.path)/a/b") == ["c"])
    }

    @Test func `says where a folder cannot be made, and why`() throws {
        try files.write([1], to: path)
        #expect(
            refusal { try files.createFolder("\(path)/a") } == """
                error[store.cannot-write]: cannot create folder `\(path)/a`: Not a directory
                hint: free space or correct the permissions, then run again: nothing was lost
                """
        )
        #expect(
            refusal { try files.createFolder(path) } == """
                error[store.cannot-write]: cannot create folder `\(path)`: File exists
                hint: free space or correct the permissions, then run again: nothing was lost
                """
        )
    }

    @Test func `says which file cannot be written, renamed, linked or synced, and why`() {
        let missing = "\(folder.path)/none/file"
        let hint = "hint: free space or correct the permissions, then run again: nothing was lost"
        let actions: [(String, () throws -> Void)] = [
            ("create", { try files.write([1], to: missing) }),
            ("rename", { try files.rename("\(missing)-2", to: missing) }),
            ("link", { try files.linkOrCopy("\(missing)-2", to: missing) }),
            ("link", { try files.pointLink(missing, to: "a") }),
            ("open", { try files.sync(missing) }),
        ]
        for (action, body) in actions {
            #expect(
                refusal { try body() } == """
                    error[store.cannot-write]: cannot \(action) `\(missing)`: \
                    No such file or directory
                    \(hint)
                    """
            )
        }
    }

    @Test func `a second name is the same file`() throws {
        try files.write(old, to: path)
        try files.linkOrCopy(path, to: "\(path)-2")
        #expect(try identity(path) == identity("\(path)-2"))
    }

    @Test func `a second name in another file system is a copy`() throws {
        let other = "/dev/shm/lipline-\(UUID().uuidString)"
        try files.write(old, to: path)
        guard (try? files.createFolder(other)) != nil else { return }
        defer { try? FileManager.default.removeItem(atPath: other) }
        try files.linkOrCopy(path, to: "\(other)/file")
        #expect(try readFile("\(other)/file") == old)
    }

    @Test func `a second name is not given to what has it already`() throws {
        try files.write(old, to: path)
        try files.write(new, to: "\(path)-2")
        #expect(
            refusal { try files.linkOrCopy(path, to: "\(path)-2") } == """
                error[store.cannot-write]: cannot link `\(path)-2`: File exists
                hint: free space or correct the permissions, then run again: nothing was lost
                """
        )
        #expect(try readFile("\(path)-2") == new)
    }

    @Test func `a link points at the old or the new, wherever the disk fails`() throws {
        let link = "\(folder.path)/latest"
        try files.pointLink(link, to: "versions/1")
        let count = try failAtEachOperation(
            { try $0.pointLink(link, to: "versions/2") },
            check: { failed in
                let target = try FileManager.default.destinationOfSymbolicLink(atPath: link)
                #expect(target == (failed > 1 ? "versions/2" : "versions/1"))
                #expect(try names(folder.path) == ["latest"], "after operation \(failed)")
                try files.pointLink(link, to: "versions/1")
            }
        )
        #expect(count == 3)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "versions/2")
    }

    @Test func `a folder that was never published is removed with all in it`() throws {
        try files.createFolder("\(folder.path)/a/b")
        try files.write([1], to: "\(folder.path)/a/b/c")
        try files.removeUnpublished("\(folder.path)/a")
        #expect(try names(folder.path).isEmpty)
        #expect(
            refusal { try files.removeUnpublished("\(folder.path)/a") } == """
                error[store.cannot-write]: cannot remove `\(folder.path)/a`: \
                No such file or directory
                hint: free space or correct the permissions, then run again: nothing was lost
                """
        )
    }

    @Test func `says that a missing file cannot be read`() {
        #expect(
            refusal { _ = try readFile(path) }
                == "error[store.cannot-read]: `\(path)` is missing or cannot be read"
        )
    }

    @Test func `every kind of operation can be made to fail`() throws {
        try files.write(old, to: path)
        for operation in FileLayer.Operation.allCases {
            let failing = FileLayer { if $0 == operation { throw FailingDisk.Failure() } }
            #expect(throws: FailingDisk.Failure.self) {
                try failing.createFolder("\(folder.path)/\(operation)")
                try failing.replace("\(folder.path)/\(operation)/a", with: [1])
                try failing.linkOrCopy(path, to: "\(folder.path)/\(operation)/b")
                try failing.removeUnpublished("\(folder.path)/\(operation)")
                try failing.commit {}
            }
        }
    }
}
