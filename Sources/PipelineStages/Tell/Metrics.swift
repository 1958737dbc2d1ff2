package import DataStore
import FoundationEssentials
import IndicatorModel

/// The figures of a run in the text format of Prometheus, for the node exporter's textfile
/// collector.
///
/// Source: "Exposition formats", version 0.0.4, and "Metric and label naming" of Prometheus. Times
/// are seconds since 1970, durations seconds, sizes bytes. Metrics and samples stand in the order
/// of their names, so that the same run gives the same text.
package struct Metrics {
    private let run: RunSummary
    private let steps: [StepSummary]
    private let before: String
    private var lines: [String] = []

    /// The text for a file.
    ///
    /// - Parameters:
    ///   - run: The run that has ended.
    ///   - steps: What is known of its steps.
    ///   - before: What the file held: when the last run succeeded and what it published stay
    ///     known after one that failed.
    /// - Returns: The text, with a line end at its end.
    package static func text(
        _ run: RunSummary,
        _ steps: [StepSummary],
        before: String = ""
    ) -> String {
        var metrics = Metrics(run, steps, before)
        metrics.addRun()
        metrics.addSteps()
        return metrics.lines.map { $0 + "\n" }.joined()
    }

    /// Writes the text by one rename, readable for all: a collector never sees half of it.
    package static func write(
        _ run: RunSummary,
        _ steps: [StepSummary],
        to path: String,
        files: FileLayer
    ) throws {
        let before = (try? readFile(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        try files.replace(path, with: Array(text(run, steps, before: before).utf8))
    }

    private init(_ run: RunSummary, _ steps: [StepSummary], _ before: String) {
        self.run = run
        self.steps = steps.sorted { $0.step < $1.step }
        self.before = before
    }

    private mutating func addRun() {
        let started = seconds(run.started)
        let ended = run.ended.flatMap(seconds)
        let hasSucceeded = run.state == .succeeded
        let took = run.seconds ?? started.flatMap { started in ended.map { $0 - started } }
        if let took { add("run_duration_seconds", "How long the last run took.", number(took)) }
        add("run_end_time_seconds", "When the last run ended.", ended.map(number))
        add(
            "run_exit_status",
            "The exit status of the last run.",
            run.exitStatus.map(String.init)
        )
        add("run_start_time_seconds", "When the last run started.", started.map(number))
        add("run_success", "Whether the last run succeeded.", hasSucceeded ? "1" : "0")
        add(
            "last_success_time_seconds",
            "When a run last succeeded.",
            hasSucceeded ? ended.map(number) : kept("last_success_time_seconds")
        )
        add(
            "published_version",
            "The version that was published last.",
            run.version.map(String.init) ?? kept("published_version")
        )
        head("steps", "How many steps of the last run came to which end.")
        let counts = [
            ("blocked", run.steps.blocked), ("current", run.steps.current),
            ("failed", run.steps.failed), ("ran", run.steps.ran), ("stopped", run.steps.stopped),
        ]
        for (state, count) in counts {
            sample("steps", [("dataset", run.dataset), ("state", state)], "\(count)")
        }
        add("warnings", "How many warnings the last run gave.", "\(run.warnings.count)")
    }

    private mutating func addSteps() {
        let ran = steps.filter { $0.attempts > 0 }
        add("step_attempts", "How often a step was started.", ran) { "\($0.attempts)" }
        add("step_duration_seconds", "How long a step took.", ran) { number($0.seconds) }
        add("step_peak_memory_bytes", "The most memory a step held.", ran) { step in
            step.peakMemory > 0 ? "\(step.peakMemory)" : nil
        }
        add("step_read_bytes", "How many bytes a step read.", ran) { "\($0.bytes)" }
        add("step_reasons", "How many reasons there were to run a step.", ran) { "\($0.reasons)" }
        add("step_rejects", "How many rows a step could not read.", ran) { "\($0.rejects)" }
        add("step_rows", "How many rows a step wrote.", ran) { "\($0.rows)" }
    }

    // MARK: - Text

    /// A metric with one sample, the dataset's; none without a value.
    private mutating func add(_ name: String, _ help: String, _ value: String?) {
        guard let value else { return }
        head(name, help)
        sample(name, [("dataset", run.dataset)], value)
    }

    /// A metric with a sample a step.
    private mutating func add(
        _ name: String,
        _ help: String,
        _ steps: [StepSummary],
        _ value: (StepSummary) -> String?
    ) {
        let samples = steps.compactMap { step in value(step).map { (step, $0) } }
        guard !samples.isEmpty else { return }
        head(name, help)
        for (step, value) in samples {
            let labels = [
                ("dataset", run.dataset), ("stage", step.stage.rawValue), ("step", step.step),
            ]
            sample(name, labels, value)
        }
    }

    private mutating func head(_ name: String, _ help: String) {
        lines += ["# HELP lipline_\(name) \(help)", "# TYPE lipline_\(name) gauge"]
    }

    private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: String) {
        lines.append("lipline_\(name)\(labelText(labels)) \(value)")
    }

    private func labelText(_ labels: [(String, String)]) -> String {
        let pairs = labels.map { name, value in
            let escaped =
                value
                .replacing("\\", with: "\\\\")
                .replacing("\"", with: "\\\"")
                .replacing("\n", with: "\\n")
            return "\(name)=\"\(escaped)\""
        }
        return "{\(pairs.joined(separator: ","))}"
    }

    /// The value that the file held for this dataset.
    private func kept(_ name: String) -> String? {
        let start = "lipline_\(name)\(labelText([("dataset", run.dataset)])) "
        return before.split(separator: "\n").first { $0.hasPrefix(start) }
            .flatMap { line in Double(line.dropFirst(start.count)).map(number) }
    }
}

private func seconds(_ time: String) -> Double? {
    (try? Date(time, strategy: .iso8601))?.timeIntervalSince1970
}

private func number(_ value: Double) -> String {
    decimalText(rounded(value, decimals: 3))
}
