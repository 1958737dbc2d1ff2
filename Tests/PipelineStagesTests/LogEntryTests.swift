import DataStore
import IndicatorModel
import PipelineEngine
import PipelineStages
import TestSupport
import Testing

@Suite struct LogEntryTests {
    /// The lines of a run of the small project, times and durations left out.
    private func lines(
        _ project: TestProject,
        least: LogEntry.Level = .info,
        _ change: (inout RunOptions) -> Void = { _ in }
    ) -> [String] {
        var options = RunOptions(root: project.root)
        options.jobs = 1
        change(&options)
        var narrator = RunNarrator(clock: { "T" })
        var lines: [String] = []
        _ = try? PipelineRun("pipelines/small.yaml", options).run { news in
            lines += narrator.entries(news).filter { $0.level >= least }.map(\.text)
        }
        return lines.map { line in
            line.replacing(/\d{8}T\d{6}Z-[\d-]+/, with: "RUN").replacing(/[\d.]+ s\b/, with: "X s")
        }
    }

    @Test func `a run tells each step that ran, and the end`() throws {
        let lines = lines(try TestProject())
        #expect(lines.first == "T run RUN of pipelines/small.yaml begins")
        #expect(lines.contains("T 21 steps: 21 run, 0 current"))
        #expect(lines.contains("T harmonize/census-2016 X s"))
        #expect(lines.last == "T run RUN complete: 21 ran, 0 current, X s")
    }

    @Test func `what failed and what that keeps from running comes last`() throws {
        let project = try TestProject()
        try project.write("raw/2016.csv", "<html>")
        let lines = lines(project, least: .warning)
        #expect(
            lines == [
                "T error: extract/profile-2016/north failed after X s",
                """
                T error[extract.web-page]: `2016.csv` is a web page, not a table
                 --> 2016.csv:1:1
                hint: the server sent an error page: fetch the file again
                """,
                """
                T error: run RUN failed after X s; nothing was published
                  failed: `extract/profile-2016/north`
                  blocked: `harmonize/census-2016`, `normalize/census-2016`, `publish/small`, \
                `tabulate/census-2016`, `validate/all` and 1 more
                """,
            ]
        )
    }

    @Test func `an entry is one line of JSON with the names that the manual has`() throws {
        var entry = LogEntry(
            time: "2026-01-01T00:00:00Z",
            level: .info,
            event: "step-ended",
            run: "r1",
            message: "extract/a 1 s"
        )
        entry.step = "extract/a"
        entry.rows = 7
        #expect(
            String(decoding: try entry.json(), as: UTF8.self) == """
                {"event":"step-ended","level":"info","message":"extract/a 1 s","rows":7,\
                "run":"r1","step":"extract/a","time":"2026-01-01T00:00:00Z"}

                """
        )
    }
}

@Suite struct ProgressTests {
    private struct Idle: Step {
        struct Nothing: Artifact {
            init() {}
            func encoded() -> [UInt8] { [] }
            init(decoding bytes: [UInt8]) {}
        }

        let id: StepID
        let version = 1
        let inputs: [ArtifactID] = []
        var output: ArtifactID { ArtifactID(id.description) }
        func settings() -> [Setting] { [] }
        func run(in context: StepContext) -> Nothing { Nothing() }
    }

    private struct NoStore: ArtifactStore {
        func save(_ bytes: [UInt8]) -> String { "0" }
        func contains(_ digest: String) -> Bool { true }
        func load(_ digest: String) -> [UInt8]? { [] }
    }

    private func plan(_ names: [String]) throws -> Plan {
        let steps = names.map { Idle(id: StepID(stage: "extract", subject: $0)) }
        return try Plan(StepGraph(steps), LedgerBook(nil, dataset: "small"), NoStore())
    }

    private func ended(_ name: String, seconds: Int) -> RunEvent {
        .ended(
            StepReport(
                id: StepID(stage: "extract", subject: name),
                output: ArtifactID("extract/\(name)"),
                state: .ran,
                duration: .seconds(seconds),
                attempts: 1
            )
        )
    }

    @Test func `the display shows how far a run is, what runs, and how long it will take`() throws {
        var progress = Progress(jobs: 2)
        #expect(progress.lines(width: 60, elapsed: 0) == ["reading the configuration"])
        progress.hear(try plan(["a", "b", "c", "d"]))
        let context = StepContext(Workspace())
        context.count { counts in
            counts.file = "b.csv"
            counts.bytes = 2_500_000
        }
        progress.hear(.started(StepID(stage: "extract", subject: "b"), [.neverRan], context))
        progress.hear(ended("a", seconds: 4))
        #expect(
            progress.lines(width: 80, elapsed: 2) == [
                "━━━━━━━───────────────────────  1/4 steps  1.3 MB/s  about 6 s left",
                "  extract/b  b.csv  2.5 MB",
            ]
        )
    }

    @Test func `no line is wider than the terminal`() throws {
        var progress = Progress(jobs: 1)
        progress.hear(try plan(["a", "b"]))
        let name = String(repeating: "long-", count: 40) + "name"
        let context = StepContext(Workspace())
        progress.hear(.started(StepID(stage: "extract", subject: name), [], context))
        for width in [20, 40, 79] {
            for line in progress.lines(width: width, elapsed: 1).dropFirst() {
                #expect(line.count <= width)
            }
        }
    }
}
