import DataStore
import FoundationEssentials
import IndicatorModel
import TestSupport
import Testing

@Suite struct IncomingFileTests {
    private let folder: TemporaryFolder
    private let source = SourceID(known: "profile-2016")
    private let part = PartID(known: "north")
    private let url = "https://example.org/2016.zip"

    init() throws {
        folder = try TemporaryFolder()
    }

    private func open(waiting: () throws -> Void = {}) throws -> IncomingFile {
        try IncomingFile(root: folder.path, source, part, files: FileLayer(), waiting: waiting)
    }

    private func origin(_ etag: String?, modified: String? = nil) -> IncomingFile.Origin {
        IncomingFile.Origin(
            url: url,
            finalURL: url,
            headers: ["etag": etag, "last-modified": modified, "content-length": "9"]
                .compactMapValues(\.self)
        )
    }

    @Test func `what has come is there for the next process, byte for byte`() throws {
        var incoming: IncomingFile? = try open()
        try incoming?.begin(origin("\"v1\""))
        try incoming?.append(Array("abc".utf8)[...])
        try incoming?.append(Array("def".utf8)[...])
        incoming = nil
        let again = try open()
        #expect(again.size == 6)
        let beginning = again.beginning(of: url)
        #expect(beginning?.size == 6)
        #expect(beginning?.validator == "\"v1\"")
        try again.append(Array("ghi".utf8)[...])
        let (digest, size) = try again.finish()
        #expect(size == 9)
        #expect(digest == SHA256.digest(Array("abcdefghi".utf8)))
    }

    @Test(
        arguments: [
            (nil, nil, nil), ("W/\"v1\"", nil, nil), ("W/\"v1\"", "Mon", "Mon"),
            ("\"v1\"", "Mon", "\"v1\""), (nil, "Mon", "Mon"),
        ] as [(String?, String?, String?)]
    )
    func `it is gone on with only where the server can tell that the bytes are the same`(
        etag: String?,
        modified: String?,
        validator: String?
    ) throws {
        let incoming = try open()
        try incoming.begin(origin(etag, modified: modified))
        try incoming.append([1, 2, 3][...])
        #expect(incoming.beginning(of: url)?.validator == validator)
        #expect(incoming.beginning(of: "https://example.org/other") == nil)
    }

    @Test func `what has come whole is not gone on with, and may be asked about`() throws {
        let incoming = try open()
        try incoming.begin(origin("\"v1\""))
        #expect(incoming.whole(of: url) == nil)
        try incoming.append(Array("abcdefghi".utf8)[...])
        #expect(incoming.beginning(of: url) == nil)
        #expect(incoming.whole(of: url) == origin("\"v1\""))
        #expect(incoming.whole(of: "https://example.org/other") == nil)
    }

    @Test func `what came compressed is neither gone on with nor asked about`() throws {
        let incoming = try open()
        try incoming.begin(
            IncomingFile.Origin(
                url: url,
                finalURL: url,
                headers: ["etag": "\"v1\"", "content-encoding": "gzip", "content-length": "3"]
            )
        )
        try incoming.append([1, 2, 3][...])
        #expect(incoming.beginning(of: url) == nil)
        #expect(incoming.whole(of: url) == nil)
    }

    @Test func `after a reset it begins anew`() throws {
        let incoming = try open()
        try incoming.begin(origin("\"v1\""))
        try incoming.append([1, 2, 3][...])
        try incoming.reset()
        #expect(incoming.beginning(of: url) == nil)
        try incoming.begin(origin("\"v2\""))
        try incoming.append(Array("abc".utf8)[...])
        #expect(try incoming.finish().digest == SHA256.digest(Array("abc".utf8)))
    }

    @Test func `another file begins from nothing`() throws {
        let incoming = try open()
        try incoming.begin(origin("\"v1\""))
        try incoming.append([1, 2, 3][...])
        try incoming.begin(origin("\"v2\""))
        #expect(incoming.size == 0)
        #expect(incoming.beginning(of: url) == nil)
    }

    @Test func `bytes whose note is not whole are not gone on with`() throws {
        var incoming: IncomingFile? = try open()
        try incoming?.begin(origin("\"v1\""))
        try incoming?.append([1, 2, 3][...])
        let path = try #require(incoming?.path)
        incoming = nil
        try FileLayer().write(Array("{\"url\":".utf8), to: "\(path).json")
        #expect(try open().beginning(of: url) == nil)
    }

    @Test func `bytes that came before the machine was started again are not trusted`() throws {
        var incoming: IncomingFile? = try open()
        try incoming?.begin(origin("\"v1\""))
        try incoming?.append([1, 2, 3][...])
        let path = try #require(incoming?.path)
        incoming = nil
        let note = try text("\(path).json")
        let boot = ProcessIdentity.current.boot
        #expect(note.contains(boot))
        try FileLayer().write(
            Array(note.replacing(boot, with: "another-start").utf8),
            to: "\(path).json"
        )
        #expect(try open().beginning(of: url) == nil)
    }

    private struct Enough: Error {}

    @Test func `a part is fetched by one at a time, and who waits may give up`() throws {
        let first = try open()
        var asked = 0
        #expect(throws: Enough.self) {
            _ = try open {
                asked += 1
                if asked == 3 { throw Enough() }
            }
        }
        #expect(asked == 3)
        withExtendedLifetime(first) {}
    }

    @Test func `what is kept leaves nothing behind`() throws {
        let store = SnapshotStore(root: folder.path, files: FileLayer())
        let incoming = try open()
        try incoming.begin(origin("\"v1\""))
        try incoming.append(Array("abc".utf8)[...])
        let (digest, _) = try incoming.finish()
        try store.keep(incoming, digest: digest, isGood: true)
        #expect(try text(store.object(digest)) == "abc")
        let left = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/incoming")
        #expect(left == ["profile-2016.north.lock"])
    }
}
