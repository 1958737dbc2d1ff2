import CurlTransfer
import Foundation
import TestSupport
import Testing

@Suite struct FileURLTests {
    @Test(arguments: [0, 1, 1_000_000])
    func `a file of this machine is read whole`(_ size: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try Data(bytes).write(to: URL(filePath: "\(folder.path)/a b.csv"))
        let url = "file://\(folder.path)/a%20b.csv"
        var heads: [TransferHead] = []
        var body: [UInt8] = []
        let response = try Transfer().perform(
            TransferRequest(url, redirectHosts: []),
            onHead: { heads.append($0) },
            onBody: { body += $0 }
        )
        #expect(body == bytes)
        #expect(heads.map(\.status) == [200])
        #expect(heads.map { $0.headers["content-length"] } == ["\(size)"])
        #expect(response.status == 200)
        #expect(response.url == url)
    }

    @Test func `a file that is not there, or is none`() throws {
        let folder = try TemporaryFolder()
        let missing = try failure(TransferRequest("file://\(folder.path)/none"))
        #expect(missing?.kind == .notFound)
        #expect(missing?.reason == "Couldn't open file \(folder.path)/none")
        #expect(missing?.isPassing == false)
        let none = try failure(TransferRequest("file://\(folder.path)"))
        #expect(none?.kind == .notFound)
        #expect(none?.reason == "`\(folder.path)` is not a file")
        mkfifo("\(folder.path)/pipe", 0o600)
        let pipe = try failure(TransferRequest("file://\(folder.path)/pipe"))
        #expect(pipe?.reason == "`\(folder.path)/pipe` is not a file")
        // A link is what it leads to.
        symlink("pipe", "\(folder.path)/link")
        let link = try failure(TransferRequest("file://\(folder.path)/link"))
        #expect(link?.reason == "`\(folder.path)/pipe` is not a file")
    }

    /// Linux says that it has 4096 bytes, and gives fewer.
    private static let short = "/sys/kernel/mm/transparent_hugepage/enabled"

    @Test(.enabled(if: FileManager.default.fileExists(atPath: short), "needs Linux's \(short)"))
    func `a file that gives fewer bytes than it has is cut short`() throws {
        let failure = try failure(TransferRequest("file://\(Self.short)"))
        #expect(failure?.kind == .cutShort)
        #expect(failure?.reason.hasPrefix("the file has 4096 bytes, of which ") == true)
    }

    @Test func `a file that is larger than the limit is not begun`() throws {
        let folder = try TemporaryFolder()
        try Data([1, 2, 3]).write(to: URL(filePath: "\(folder.path)/a"))
        let failure = try failure(
            TransferRequest("file://\(folder.path)/a", sizeLimit: 2),
            onBody: { _ in Issue.record("begun") }
        )
        #expect(failure?.kind == .tooLarge)
    }

    @Test func `a file is only read, and only by its own URL`() throws {
        let folder = try TemporaryFolder()
        try Data([1]).write(to: URL(filePath: "\(folder.path)/a"))
        let url = "file://\(folder.path)/a"
        #expect(try failure(TransferRequest(url, method: .post))?.kind == .badRequest)
        for hosts in [nil, ["localhost", ""]] as [Set<String>?] {
            let server = try HTTPTestServer([.status(302, headers: ["Location: \(url)"])])
            let failure = try failure(TransferRequest(server.url, redirectHosts: hosts))
            #expect(failure?.kind == (hosts == nil ? .badRequest : .redirectRefused))
        }
    }
}
