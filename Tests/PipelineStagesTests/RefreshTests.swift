import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineEngine
import PipelineStages
import TestSupport
import Testing

/// When a server is asked, and when it is left alone.
@Suite struct RefreshTests {
    /// The small project, whose file of 2016 is on a server that has it once and then says that
    /// nothing has changed.
    private struct Upstream {
        let project: TestProject
        let server: HTTPTestServer

        init(refresh: String) throws {
            let content = TestProject.files["raw/2016.csv"] ?? ""
            server = try HTTPTestServer([
                .status(200, headers: ["ETag: \"v1\""], body: content),
                .status(304, headers: ["ETag: \"v1\""]),
            ])
            project = try TestProject()
            try project.edit(
                "config/sources/profile-2016.yaml",
                "parts:\n",
                "fetch: { refresh: \(refresh), delay: 1ms, retries: 0 }\nparts:\n"
            )
            try project.edit(
                "config/sources/profile-2016.yaml",
                "path: raw/2016.csv",
                "file: 2016.csv\n    url: \(server.url)/2016.csv"
            )
        }

        /// Runs, or plans, as if it were so many hours after the first run.
        func pipeline(
            hours: Double,
            _ change: (inout RunOptions) -> Void = { _ in }
        ) -> PipelineRun {
            var options = RunOptions(root: project.root)
            change(&options)
            let time = Self.start + Int(hours * 3_600_000_000_000)
            return PipelineRun("pipelines/small.yaml", options, clock: { time })
        }

        static let start = wallClock()

        func plan(hours: Double) throws -> Plan {
            guard case .planned(let plan, _) = try pipeline(hours: hours).plan() else {
                throw StepStopped(.stopped)
            }
            return plan
        }

        /// Puts the state aside; who has the ledger open still may go on with it there.
        func forget() throws {
            try FileManager.default.moveItem(
                atPath: project.path(".lip"),
                toPath: project.path(".lip-\(Int.random(in: 0..<1 << 40))")
            )
        }

        func run(
            hours: Double,
            _ change: (inout RunOptions) -> Void = { _ in }
        ) throws {
            _ = try pipeline(hours: hours, change).run()
        }
    }

    @Test(
        arguments: [
            ("always", 0.01, true), ("daily", 19.9, false), ("daily", 20.1, true),
            ("weekly", 163, false), ("weekly", 165, true), ("monthly", 26 * 24, false),
            ("monthly", 28 * 24, true), ("yearly", 359 * 24, false), ("yearly", 361 * 24, true),
            ("never", 10_000 * 24, false),
        ] as [(String, Double, Bool)]
    )
    func `a server is asked again when its refresh policy is due`(
        policy: String,
        hours: Double,
        isAsked: Bool
    ) throws {
        let upstream = try Upstream(refresh: policy)
        try upstream.run(hours: 0)
        #expect(upstream.server.requests.count == 1)
        try upstream.run(hours: hours)
        #expect(upstream.server.requests.count == (isAsked ? 2 : 1))
        if isAsked {
            #expect(upstream.server.requests[1].headers.contains("If-None-Match: \"v1\""))
        }
    }

    @Test func `an answer that nothing has changed makes the part fresh`() throws {
        let upstream = try Upstream(refresh: "daily")
        try upstream.run(hours: 0)
        try upstream.run(hours: 21)
        try upstream.run(hours: 22)
        #expect(upstream.server.requests.count == 2)
    }

    @Test func `a plan says why a server is to be asked, and asks none`() throws {
        let upstream = try Upstream(refresh: "daily")
        try upstream.run(hours: 0)
        #expect(try upstream.plan(hours: 1).counts.stale == 0)
        let plan = try upstream.plan(hours: 21)
        let fetch = plan.steps.first { "\($0.step.id)" == "fetch/profile-2016/north" }
        let reasons = (fetch?.decision.reasons ?? []).map(\.description)
        #expect(reasons.count == 1)
        #expect(reasons.first?.hasPrefix("refresh: daily, last asked for 20") == true)
        let follower = plan.steps.first { "\($0.step.id)" == "extract/profile-2016/north" }
        #expect(
            follower?.decision
                == .waiting(for: [StepID(stage: "fetch", subject: "profile-2016/north")])
        )
        #expect(upstream.server.requests.count == 1)
    }

    @Test func `offline no server is asked, whatever is due`() throws {
        let upstream = try Upstream(refresh: "always")
        try upstream.run(hours: 0)
        try upstream.run(hours: 1) { $0.isOffline = true }
        #expect(upstream.server.requests.count == 1)
    }

    @Test func `offline a part that never came is not at hand`() throws {
        let upstream = try Upstream(refresh: "always")
        let outcome = try upstream.pipeline(hours: 0) { $0.isOffline = true }.run()
        #expect(outcome.missing.map(\.file) == ["2016.csv"])
        #expect(upstream.server.requests.isEmpty)
    }

    @Test func `a refresh asks without conditions, whatever the policy`() throws {
        let upstream = try Upstream(refresh: "never")
        try upstream.run(hours: 0)
        #expect(throws: (any Error).self) {
            // This server answers 304 to whatever it is asked, which is no answer to that.
            try upstream.run(hours: 1) { $0.refreshes = .some([SourceID(known: "profile-2016")]) }
        }
        #expect(upstream.server.requests.count == 2)
        #expect(
            !upstream.server.requests[1].headers.contains { $0.hasPrefix("If-None-Match") }
        )
    }

    @Test func `a refresh of a source that the pipeline does not take from is an error`() throws {
        let upstream = try Upstream(refresh: "never")
        let error = #expect(throws: Diagnostic.self) {
            try upstream.run(hours: 0) { $0.refreshes = .some([SourceID(known: "profile-2026")]) }
        }
        #expect(
            error?.rendered == """
                error[usage.unknown-source]: pipeline `small` takes nothing from `profile-2026`
                hint: did you mean `profile-2016`?
                """
        )
    }

    @Test func `another address is asked at once`() throws {
        let upstream = try Upstream(refresh: "never")
        try upstream.run(hours: 0)
        try upstream.project.edit("config/sources/profile-2016.yaml", "/2016.csv", "/new/2016.csv")
        _ = try? upstream.run(hours: 1)
        #expect(upstream.server.requests.last?.line == "GET /new/2016.csv HTTP/1.1")
    }

    @Test func `a mirror stands in place of the servers`() throws {
        let upstream = try Upstream(refresh: "always")
        try upstream.project.write(
            "mirror/2016.csv",
            TestProject.files["raw/2016.csv"] ?? ""
        )
        try upstream.run(hours: 0) { $0.mirror = upstream.project.path("mirror") }
        #expect(upstream.server.requests.isEmpty)
        try upstream.run(hours: 1)
        #expect(upstream.server.requests.count == 1)
    }

    @Test func `a server may be the mirror of others`() throws {
        let upstream = try Upstream(refresh: "always")
        let path = upstream.server.url
        try upstream.project.edit(
            "config/sources/profile-2016.yaml",
            "\(path)/2016.csv",
            "https://www12.example.org/census/GetFile.cfm?GEONO=067"
        )
        try upstream.run(hours: 0) { $0.mirror = "\(path)/" }
        #expect(
            upstream.server.requests.first?.line
                == "GET /www12.example.org/census/GetFile.cfm?GEONO=067 HTTP/1.1"
        )
    }

    @Test func `without the memory of the last question the note of the file tells when it was`()
        throws
    {
        let upstream = try Upstream(refresh: "daily")
        try upstream.run(hours: 0)
        try upstream.forget()
        try upstream.run(hours: 1)
        #expect(upstream.server.requests.count == 1)
        try upstream.forget()
        try upstream.run(hours: 21)
        #expect(upstream.server.requests.count == 2)
        #expect(upstream.server.requests[1].headers.contains("If-None-Match: \"v1\""))
    }
}
