import DataStore
import IndicatorModel
import PipelineEngine
import Synchronization
import TestSupport
import Testing

@Suite struct LedgerTests {
    private let folder: TemporaryFolder
    private var state: String { "\(folder.path)/.lip" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func ledger(_ files: FileLayer = FileLayer()) throws -> Ledger {
        try Ledger.open(state: state, files: files)
    }

    private func run(_ id: String, dataset: String = "small") -> RunRow {
        RunRow(
            id: id,
            pipeline: "pipelines/small.yaml",
            dataset: dataset,
            began: "2026-01-01T00:00:0\(id.count % 10)Z",
            arguments: "run small",
            tool: "0.1.0"
        )
    }

    private func report(
        _ subject: String,
        output: String = "made",
        settings: [String: String] = ["width": "1"]
    ) -> StepReport {
        let id = StepID(stage: "extract", subject: subject)
        var counts = StepCounts()
        counts.rows = 3
        return StepReport(
            id: id,
            output: ArtifactID("cells/\(subject)"),
            state: .ran,
            reasons: [.neverRan],
            began: .milliseconds(250),
            duration: .milliseconds(1500),
            attempts: 1,
            counts: counts,
            record: StepRecord(
                version: 2,
                settings: settings,
                inputs: [ArtifactID("snapshot/a"): "1234"],
                output: output,
                duration: .milliseconds(1500)
            ),
            groups: [
                Setting(
                    .definition,
                    "indicators",
                    digest: "g1",
                    members: [Setting(.definition, "births", digest: "b1")]
                )
            ],
            isChanged: true,
            error: nil,
            blockers: []
        )
    }

    @Test func `a run is there when it begins and says how it ended`() throws {
        let ledger = try ledger()
        var row = run("r1")
        try ledger.begin(row, owned: "small")
        #expect(try ledger.runs().map(\.state) == [.running])
        row.state = .complete
        row.ended = "2026-01-01T00:00:05Z"
        row.seconds = 5
        row.exitStatus = 0
        row.published = 3
        row.ran = 7
        try ledger.end(row)
        #expect(try ledger.runs() == [row])
        #expect(try ledger.runs(called: "r") == [row])
        #expect(try ledger.runs(called: "r2").isEmpty)
    }

    @Test func `what a step leaves is read back by a later run`() throws {
        let first = try LedgerBook(ledger(), dataset: "small", run: "r1")
        try ledger().begin(run("r1"), owned: "small")
        let report = report("a/b")
        try first.note(report)
        let later = try LedgerBook(ledger(), dataset: "small")
        #expect(later.record(of: report.id) == report.record)
        #expect(later.members(of: "g1") == ["births": "b1"])
        #expect(later.members(of: "g2") == nil)
        #expect(try LedgerBook(ledger(), dataset: "other").record(of: report.id) == nil)
    }

    @Test func `steps are listed with why they ran and what they read and made`() throws {
        let ledger = try ledger()
        try ledger.begin(run("r1"), owned: "small")
        let book = try LedgerBook(ledger, dataset: "small", run: "r1")
        try book.note(report("a"))
        let step = try #require(try ledger.steps(of: "r1").first)
        #expect(step.step == "extract/a")
        #expect(step.reasons == ["it has not succeeded yet"])
        #expect(step.seconds == 1.5)
        #expect(step.beganSeconds == 0.25)
        #expect(step.rows == 3)
        #expect(step.inputs == ["snapshot/a": "1234"])
        #expect(step.output == "made")
    }

    @Test func `a run whose process is gone is aborted when the next begins`() throws {
        let ledger = try ledger()
        try ledger.begin(run("r1"), owned: "small")
        // Who holds the dataset knows that no other run of it lives.
        try ledger.begin(run("r22"), owned: "small")
        let states = try ledger.runs().map { "\($0.id) \($0.state.rawValue)" }
        #expect(states == ["r22 running", "r1 aborted"])
    }

    @Test func `runs of other datasets go on`() throws {
        let ledger = try ledger()
        try ledger.begin(run("r1", dataset: "other"), owned: "other")
        try ledger.begin(run("r22"), owned: "small")
        #expect(try ledger.runs().map(\.state) == [.running, .running])
    }

    @Test func `a file that is no ledger is set aside and said so`() throws {
        try FileLayer().createFolder(state)
        let text = Array("not a database, though long enough".utf8)
        try FileLayer().write(text, to: "\(state)/ledger.sqlite")
        let told = Mutex<[String]>([])
        let ledger = try Ledger.open(state: state, files: FileLayer()) { diagnostic in
            told.withLock { $0.append(diagnostic.rendered) }
        }
        #expect(
            told.withLock { $0 } == [
                """
                warning[run.damaged-ledger]: `\(state)/ledger.sqlite` is not a ledger: it is now \
                `\(state)/ledger.sqlite.damaged`, and a new one was begun
                hint: every step runs once more; nothing that was published is touched
                """
            ]
        )
        #expect(try ledger.runs().isEmpty)
        #expect(try readFile("\(state)/ledger.sqlite.damaged").count == 34)
    }

    @Test func `a commit that fails is a write that failed, and leaves what was there`() throws {
        let whole = try ledger()
        try whole.begin(run("r1"), owned: "small")
        let failing = try ledger(
            FileLayer { operation in
                if operation == .commit { throw Diagnostic("test.disk", "the disk is full") }
            }
        )
        #expect(throws: Diagnostic.self) { try failing.begin(run("r22"), owned: "small") }
        #expect(try whole.runs().map(\.id) == ["r1"])
        #expect(try whole.integrityProblems().isEmpty)
    }

    @Test func `digests of files are kept with their stamps`() throws {
        let path = "\(folder.path)/a.csv"
        try FileLayer().write(Array("abc".utf8), to: path)
        let digests = FileDigests()
        _ = try digests.digest(of: path)
        let ledger = try ledger()
        try ledger.begin(run("r1"), owned: "small")
        try ledger.end(run("r1"), digests: digests.news)
        #expect(try ledger.fileDigests() == digests.news)
    }

    @Test func `without a ledger there is nothing to read, and none is made`() throws {
        let none = try Ledger.openIfThere(state: state)
        #expect(none.map { _ in true } == nil)
        #expect(FileStamp(state) == nil)
    }
}
