import DataStore
import Foundation
import Glibc
import IndicatorModel
import TestSupport
import Testing

/// Killing the process at any moment of a download loses at most that download's tail.
@Suite struct DownloadKillTests {
    private func size(_ upstream: UpstreamProject) -> Int {
        let path = upstream.project.path("data-raw/incoming/profile-2016.north")
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    @Test(arguments: 0...9)
    func `what had come when the process was killed is not asked for again`(_ tenths: Int) throws {
        let upstream = try UpstreamProject()
        let content = upstream.content
        let sent = content.utf8.count * tenths / 10
        try upstream.serve(content, behaviour: "pause:\(tenths)")
        let run = try CommandLineTool.start(
            ["run", "small", "--quiet"],
            in: upstream.project.root
        )
        let hasCome = try Patience.wait {
            try size(upstream) == sent && !upstream.requests.isEmpty
        }
        #expect(hasCome)
        run.signal(SIGKILL)
        #expect(try run.wait().status == -SIGKILL)
        #expect(size(upstream) == sent)
        #expect(try upstream.notes.isEmpty)
        try upstream.serve(content)
        try upstream.server.forget()
        _ = try upstream.run()
        #expect(
            try upstream.requests == [
                sent == 0 ? "200" : "206, range: bytes=\(sent)-, if-range: \"v1\""
            ]
        )
        let note = try #require(try upstream.notes.first)
        #expect(note.bytes == content.utf8.count)
        #expect(note.verdict == .new)
    }

    /// A run dies between the last byte and the note of it, at each of its operations there.
    @Test func `what had come whole is asked about, and not fetched again`() throws {
        let upstream = try UpstreamProject()
        let folder = upstream.project.path("elsewhere")
        var dead = 0
        for point in 8...20 {
            try? upstream.project.remove("elsewhere")
            _ = try CommandLineTool.run(
                ["kill", "\(point)", upstream.project.root, "pipelines/small.yaml", folder],
                program: CommandLineTool.path("FaultyRun")
            )
            let store = SnapshotStore(root: "\(folder)/raw", files: FileLayer())
            let part = "\(folder)/raw/incoming/profile-2016.north"
            guard try store.notes(of: SourceID(known: "profile-2016")).isEmpty,
                FileStamp(part)?.size == upstream.content.utf8.count
            else { continue }
            dead += 1
            try upstream.server.forget()
            _ = try upstream.run([
                "--data-raw", "\(folder)/raw", "--data-clean", "\(folder)/clean", "--state",
                "\(folder)/state",
            ])
            #expect(
                try upstream.requests == [
                    "304, if-none-match: \"v1\", if-modified-since: Mon, 01 Jan 2024 00:00:00 GMT"
                ]
            )
            let note = try store.notes(of: SourceID(known: "profile-2016")).first
            #expect(note?.status == 200)
        }
        #expect(dead >= 3)
    }

    @Test func `Ctrl-C ends a download that waits, and keeps what had come`() throws {
        let upstream = try UpstreamProject()
        try upstream.serve(upstream.content, behaviour: "pause:5")
        let run = try CommandLineTool.start(["run", "small"], in: upstream.project.root)
        let half = upstream.content.utf8.count / 2
        #expect(Patience.wait { size(upstream) == half })
        run.signal(SIGINT)
        let result = try run.wait()
        #expect(result.status == 130)
        #expect(size(upstream) == half)
        #expect(try upstream.notes.isEmpty)
    }
}
