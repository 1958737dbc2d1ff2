import DataStore
import FoundationEssentials
import IndicatorModel
import TestSupport
import Testing

/// What becomes of a run when a server does what servers do.
@Suite struct UpstreamTests {
    @Test func `a file is fetched, noted with how it came, and read like any other`() throws {
        let upstream = try UpstreamProject()
        _ = try upstream.run()
        let note = try #require(try upstream.notes.first)
        #expect(try upstream.notes.count == 1)
        #expect(note.verdict == .new)
        #expect(note.origin == "\(upstream.server.url)/2016.csv")
        #expect(note.url == note.origin)
        #expect(note.status == 200)
        #expect(note.bytes == upstream.content.utf8.count)
        #expect(note.rows == 10)
        #expect(note.headers?["etag"] == "\"v1\"")
        #expect(note.headers?["last-modified"] == "Mon, 01 Jan 2024 00:00:00 GMT")
        #expect(note.headers?["content-type"] == "text/csv")
        #expect(note.licence == "None")
        #expect(note.language == "en")
        #expect(note.tool?.hasPrefix("lip ") == true)
        #expect(note.asked?.pipeline == "pipelines/small.yaml")
        #expect(note.asked?.reason == "it is not at hand")
        #expect(
            try upstream.project.published("observations/census-2016", "town,2016,pop").count == 1
        )
        let incoming = try FileManager.default.contentsOfDirectory(
            atPath: upstream.project.path("data-raw/incoming")
        )
        #expect(incoming == ["profile-2016.north.lock"])
    }

    @Test func `a server that has nothing new is asked and sends nothing`() throws {
        let upstream = try UpstreamProject()
        _ = try upstream.run()
        let second = try upstream.run()
        #expect(second.output == "small is up to date: version 1 stands\n")
        #expect(try upstream.verdicts == ["new"])
        #expect(
            try upstream.requests == [
                "200",
                "304, if-none-match: \"v1\", if-modified-since: Mon, 01 Jan 2024 00:00:00 GMT",
            ]
        )
    }

    @Test func `a new file upstream is a second snapshot, and the figures follow`() throws {
        let upstream = try UpstreamProject()
        _ = try upstream.run()
        let changed = upstream.content.replacing("19569", with: "19570")
        try upstream.serve(changed, etag: "\"v2\"")
        let refused = try upstream.run(status: 65)
        #expect(refused.talk.contains("error[publish.revision]"))
        #expect(try upstream.verdicts == ["new", "changed"])
        _ = try upstream.run(["--revise", "census-2016", "--reason", "StatCan corrected it"])
        let row = "town,2016,population,total,total,total,19570,19570,19570,observed,published,1,"
        #expect(try upstream.project.published("observations/census-2016", row).count == 1)
    }

    @Test func `changed bytes under the same tag are seen when they are sent`() throws {
        let upstream = try UpstreamProject()
        _ = try upstream.run()
        let changed = upstream.content.replacing("19569", with: "19570")
        try upstream.serve(changed, behaviour: "same-etag", etag: "\"v1\"")
        _ = try upstream.run(status: 65)
        #expect(try upstream.verdicts == ["new", "changed"])
    }

    @Test func `changed bytes that a server hides behind the same tag are found by --refresh`()
        throws
    {
        let upstream = try UpstreamProject()
        _ = try upstream.run()
        try upstream.serve(upstream.content.replacing("19569", with: "19570"), etag: "\"v1\"")
        _ = try upstream.run()
        #expect(try upstream.verdicts == ["new"])
        _ = try upstream.run(["--refresh", "profile-2016"], status: 65)
        #expect(try upstream.verdicts == ["new", "changed"])
        #expect(try upstream.requests.last == "200")
    }

    @Test func `the same rows in other clothes are the same`() throws {
        let upstream = try UpstreamProject()
        _ = try upstream.run()
        try upstream.serve(upstream.content.replacing("\r\n", with: "\n"), etag: "\"v2\"")
        let second = try upstream.run()
        #expect(second.output == "small is up to date: version 1 stands\n")
        #expect(try upstream.verdicts == ["new", "same"])
        let digests = try upstream.notes.compactMap(\.sha256)
        #expect(Set(digests).count == 2)
        #expect(Set(try upstream.notes.compactMap(\.content)).count == 1)
    }

    // MARK: - Broken transfers

    @Test(arguments: 1...9)
    func `a download that is cut is gone on with from where it was cut`(_ tenths: Int) throws {
        let upstream = try UpstreamProject()
        try upstream.serve(upstream.content, behaviour: "cut:\(tenths)")
        _ = try upstream.run()
        #expect(try upstream.verdicts == ["new"])
        let sent = upstream.content.utf8.count * tenths / 10
        #expect(
            try upstream.requests == ["200", "206, range: bytes=\(sent)-, if-range: \"v1\""]
        )
        #expect(try upstream.notes.first?.bytes == upstream.content.utf8.count)
    }

    /// The server sends three tenths of what is left each time, and so nothing of the last bytes.
    @Test func `a download that is cut every time goes on as long as something comes`() throws {
        let upstream = try UpstreamProject()
        try upstream.serve(upstream.content, behaviour: "cut-always:3")
        _ = try upstream.run(status: 69)
        #expect(try upstream.verdicts == ["unavailable"])
        #expect(try upstream.requests.count > 10)
        try upstream.server.forget()
        try upstream.serve(upstream.content)
        _ = try upstream.run()
        #expect(try upstream.verdicts == ["unavailable", "new"])
        #expect(try upstream.notes.last?.bytes == upstream.content.utf8.count)
        let rest = upstream.content.utf8.count - 3
        #expect(try upstream.requests == ["206, range: bytes=\(rest)-, if-range: \"v1\""])
    }

    @Test func `where a server cannot go on, the download begins again`() throws {
        let upstream = try UpstreamProject(fetch: ["size-limit: 1 GB"])
        try upstream.project.edit("config/sources/profile-2016.yaml", "retries: 2", "retries: 0")
        try upstream.serve(upstream.content, behaviour: "cut:5")
        _ = try upstream.run(status: 69)
        try upstream.serve(upstream.content, behaviour: "no-range")
        _ = try upstream.run()
        let half = upstream.content.utf8.count / 2
        #expect(
            try upstream.requests == ["200", "200, range: bytes=\(half)-, if-range: \"v1\""]
        )
        #expect(try upstream.verdicts == ["unavailable", "new"])
        #expect(try upstream.notes.last?.bytes == upstream.content.utf8.count)
    }

    @Test func `a file that was replaced while it came is fetched from its beginning`() throws {
        let upstream = try UpstreamProject()
        try upstream.project.edit("config/sources/profile-2016.yaml", "retries: 2", "retries: 0")
        try upstream.serve(upstream.content, behaviour: "cut:5")
        _ = try upstream.run(status: 69)
        let replaced = upstream.content.replacing("19569", with: "19570")
        try upstream.serve(replaced, etag: "\"v2\"")
        _ = try upstream.run()
        let note = try #require(try upstream.notes.last)
        #expect(note.sha256 == SHA256.digest(Array(replaced.utf8)))
    }

    @Test func `a server that fails three times and then does not is waited for`() throws {
        let upstream = try UpstreamProject()
        try upstream.project.edit("config/sources/profile-2016.yaml", "retries: 2", "retries: 3")
        try upstream.serve(upstream.content, behaviour: "500:3")
        _ = try upstream.run()
        #expect(try upstream.requests == ["500", "500", "500", "200"])
        #expect(try upstream.verdicts == ["new"])
    }

    @Test func `an archive with the same rows, packed again on another day, is the same`() throws {
        let upstream = try UpstreamProject()
        try upstream.project.edit("config/sources/profile-2016.yaml", "2016.csv", "2016.zip")
        func serve(_ lineEnd: String, _ date: UInt64, _ etag: String) throws {
            let members = [
                ("README.txt", "About this file.\n"),
                ("data.csv", upstream.content.replacing("\r\n", with: lineEnd)),
            ]
            var archive = ZIPWriter()
            for (name, content) in date == 0x21 ? members : members.reversed() {
                archive.add(name, Array(content.utf8), date: date, deflates: date != 0x21)
            }
            try upstream.server.serve(
                "/2016.zip",
                bytes: archive.bytes,
                type: "application/zip",
                etag: etag
            )
        }
        try serve("\r\n", 0x21, "\"v1\"")
        _ = try upstream.run()
        try serve("\n", 0x5A21, "\"v2\"")
        let second = try upstream.run()
        #expect(second.output == "small is up to date: version 1 stands\n")
        #expect(try upstream.verdicts == ["new", "same"])
        #expect(try upstream.notes.first?.members?.map(\.name) == ["README.txt", "data.csv"])
    }

    @Test func `a proxy that the environment names is asked in place of the server`() throws {
        let content = TestProject.files["raw/2016.csv"] ?? ""
        let proxy = try HTTPTestServer([.status(200, body: content)])
        let project = try TestProject()
        try project.edit(
            "config/sources/profile-2016.yaml",
            "path: raw/2016.csv",
            "file: 2016.csv\n    url: http://files.example.test/2016.csv"
        )
        let result = try CommandLineTool.run(
            ["run", "small", "--quiet"],
            in: project.root,
            environment: ["http_proxy": proxy.url, "no_proxy": ""]
        )
        #expect(result.status == 0, "\(result.talk)")
        #expect(
            proxy.requests.map(\.line) == ["GET http://files.example.test/2016.csv HTTP/1.1"]
        )
    }

    @Test func `a file of this machine may have a URL`() throws {
        let upstream = try UpstreamProject()
        let file = upstream.project.path("elsewhere/2016.csv")
        try upstream.project.write("elsewhere/2016.csv", upstream.content)
        try upstream.project.edit(
            "config/sources/profile-2016.yaml",
            "url: \(upstream.server.url)/2016.csv",
            "url: file://\(file)"
        )
        _ = try upstream.run()
        #expect(try upstream.verdicts == ["new"])
        #expect(try upstream.notes.first?.origin == "file://\(file)")
        try upstream.project.remove("elsewhere/2016.csv")
        _ = try upstream.run(status: 69)
        #expect(try upstream.verdicts == ["new", "unavailable"])
    }

    @Test(arguments: ["500:2", "503:1:1", "429:1:1"])
    func `a server that is busy for a while is asked again`(_ behaviour: String) throws {
        let upstream = try UpstreamProject()
        try upstream.serve(upstream.content, behaviour: behaviour)
        let began = ContinuousClock.now
        _ = try upstream.run()
        #expect(try upstream.verdicts == ["new"])
        if behaviour.hasSuffix(":1") { #expect(ContinuousClock.now - began >= .seconds(1)) }
    }

    @Test func `a file that comes compressed is stored as it was before`() throws {
        let upstream = try UpstreamProject()
        try upstream.serve(upstream.content, behaviour: "gzip")
        _ = try upstream.run()
        #expect(try upstream.notes.first?.bytes == upstream.content.utf8.count)
        #expect(try upstream.notes.first?.headers?["content-encoding"] == "gzip")
    }
}
