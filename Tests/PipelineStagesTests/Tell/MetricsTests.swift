import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct MetricsTests {
    static let steps: [StepSummary] = {
        var extract = StepSummary(step: "extract/a\"b\\c\n", stage: .extract, state: .ran)
        extract.reasons = 2
        extract.seconds = 1.23456
        extract.rows = 5412
        extract.rejects = 3
        extract.bytes = 1_000_000
        extract.peakMemory = 20_000_000
        extract.attempts = 2
        var command = StepSummary(step: "command/x", stage: .command, state: .failed)
        command.attempts = 1
        command.seconds = 60
        let current = StepSummary(step: "fetch/x", stage: .fetch, state: .current)
        return [extract, command, current]
    }()

    static let text = Metrics.text(.succeeded, steps)

    private func value(_ name: String, _ text: String) -> Substring? {
        text.split(separator: "\n").first { $0.hasPrefix("lipline_\(name){") }?
            .split(separator: " ").last
    }

    @Test func `a run and its steps are gauges with labels`() throws {
        try expectGolden(Self.text, "metrics.prom")
        #expect(Metrics.text(.succeeded, Self.steps.reversed()) == Self.text)
    }

    @Test func `what was published last stays known after a run that failed`() {
        let text = Metrics.text(.failed, [], before: Self.text)
        #expect(value("run_success", text) == "0")
        #expect(value("run_exit_status", text) == "69")
        #expect(value("last_success_time_seconds", text) == "1795498520")
        #expect(value("published_version", text) == "4")
        #expect(Metrics.text(.failed, [], before: text) == text)
    }

    @Test func `nothing is made up of a file that is not ours`() {
        let text = Metrics.text(.failed, [], before: "lipline_published_version{dataset=\"pnt\"} x")
        #expect(value("published_version", text) == nil)
        let other = Metrics.text(
            .failed,
            [],
            before: "lipline_published_version{dataset=\"starter\"} 7"
        )
        #expect(value("published_version", other) == nil)
        #expect(value("last_success_time_seconds", other) == nil)
    }

    @Test func `the file is replaced as a whole`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/lip.prom"
        try Metrics.write(.succeeded, Self.steps, to: path, files: FileLayer())
        #expect(String(decoding: try readFile(path), as: UTF8.self) == Self.text)
        try Metrics.write(.failed, [], to: path, files: FileLayer())
        let text = String(decoding: try readFile(path), as: UTF8.self)
        #expect(value("published_version", text) == "4")
        #expect(value("run_success", text) == "0")
    }

    @Test(
        .enabled(
            if: InstalledTool.path("promtool") != nil,
            "needs `promtool` (Debian: prometheus), see .ci/run"
        )
    )
    func `promtool finds nothing wrong`() throws {
        let promtool = try #require(InstalledTool.path("promtool"))
        for text in [Self.text, Metrics.text(.failed, [], before: Self.text)] {
            let outcome = try ChildProcess(
                [promtool, "check", "metrics"],
                input: Array(text.utf8)
            )
            .run()
            #expect(outcome.tail == "")
            #expect(outcome.end == .exited(0))
        }
    }
}
