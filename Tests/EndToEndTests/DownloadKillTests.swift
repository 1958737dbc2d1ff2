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
