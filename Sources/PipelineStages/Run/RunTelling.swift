import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineEngine

/// Tells those whom a pipeline names how a run goes, and leaves its figures where monitors look.
struct RunTelling {
    private let pipeline: Pipeline
    private let options: RunOptions
    private let files: FileLayer
    private let notifier: Notifier

    init(_ pipeline: Pipeline, _ options: RunOptions, _ files: FileLayer) {
        self.pipeline = pipeline
        self.options = options
        self.files = files
        notifier = Notifier(
            pipeline.notifications,
            resolver: SecretResolver(
                environment: ProcessInfo.processInfo.environment,
                root: options.root
            ),
            root: options.root
        )
    }

    /// Takes the secrets of the pipeline out of a text.
    var redactor: Redactor { notifier.redactor }

    /// Secrets that are not to be found.
    var problems: [Diagnostic] { notifier.problems }

    /// Whether anybody is to be told of runs, also of one that found nothing to do.
    static func isWanted(_ pipeline: Pipeline, _ options: RunOptions) -> Bool {
        !pipeline.notifications.isEmpty || pipeline.metrics != nil || options.metrics != nil
            || options.lineage != nil
    }

    /// Where the pipeline wants its figures.
    private var metrics: String? { pipeline.metrics.map { path($0, in: options.root) } }

    func tellStart(_ row: RunRow) -> [Diagnostic] {
        notifier.tell(summary(row, [], []), at: .start)
    }

    /// Tells the end, and writes metrics and lineage; what cannot be done is a warning.
    func tellEnd(
        _ row: RunRow,
        _ reports: [StepReport],
        _ warnings: [String]
    ) -> [Diagnostic] {
        let summary = summary(row, reports, warnings)
        let steps = reports.compactMap { StepSummary($0, began: row.began) }
        var problems: [Diagnostic] = []
        func attempt(_ what: String, _ path: String?, _ body: (String) throws -> Void) {
            guard let path else { return }
            do {
                try body(path)
            } catch {
                problems.append(
                    Diagnostic(
                        "notify.cannot-write",
                        "cannot write \(what) to `\(path)`: \(errorText(error))",
                        severity: .warning
                    )
                )
            }
        }
        attempt("metrics", options.metrics ?? metrics) { path in
            try Metrics.write(summary, steps, to: path, files: files)
        }
        attempt("lineage", options.lineage) { path in
            let lines = try OpenLineage.lines(
                summary,
                steps,
                namespace: "lipline",
                producer: "https://lipline.example/lip/\(liplineVersion)"
            )
            try files.replace(path, with: Array(lines.utf8))
        }
        let moment: RunMoment = row.state == .complete ? .success : .failure
        return problems + notifier.tell(summary, at: moment)
    }

    private func summary(
        _ row: RunRow,
        _ reports: [StepReport],
        _ warnings: [String]
    ) -> RunSummary {
        var failures = reports.filter { $0.state == .failed }.map { report in
            RunSummary.Failure(
                step: report.id.description,
                code: report.error.map(errorCode) ?? "",
                message: report.error.map(errorText) ?? ""
            )
        }
        if failures.isEmpty, row.state != .complete, let message = row.message {
            failures = [RunSummary.Failure(step: "", code: "run", message: message)]
        }
        let isOver = row.state != .running
        return RunSummary(
            runID: row.id,
            pipeline: row.pipeline,
            dataset: row.dataset,
            moment: isOver ? (row.state == .complete ? .success : .failure) : .start,
            state: RunSummary.State(row.state),
            exitStatus: row.exitStatus.map(Int.init),
            started: row.began,
            ended: row.ended,
            seconds: row.seconds,
            version: row.published,
            host: row.host,
            steps: RunSummary.StepCounts(
                ran: row.ran,
                current: row.current,
                failed: row.failed,
                blocked: row.blocked,
                stopped: row.stopped
            ),
            failures: failures,
            warnings: warnings,
            log: "\(options.state)/logs/\(row.id).jsonl"
        )
    }
}

extension StepSummary {
    /// Nil for a step of a stage that is not ours.
    fileprivate init?(_ report: StepReport, began: String) {
        guard let stage = Stage(rawValue: report.id.stage),
            let state = State(rawValue: report.state.rawValue)
        else { return nil }
        self.init(step: report.id.description, stage: stage, state: state)
        reasons = report.reasons.count
        if report.attempts > 0, let start = try? Date(began, strategy: .iso8601) {
            started = start.addingTimeInterval(DataStore.seconds(report.began))
                .formatted(.iso8601)
            ended = start.addingTimeInterval(DataStore.seconds(report.began + report.duration))
                .formatted(.iso8601)
        }
        seconds = DataStore.seconds(report.duration)
        rows = report.counts.rows
        rejects = report.counts.rejects
        bytes = report.counts.bytes
        peakMemory = report.counts.peakMemory ?? 0
        attempts = report.attempts
        inputs = (report.record?.inputs ?? [:]).sorted { $0.key < $1.key }
            .map { Artifact(name: $0.key.name, digest: $0.value) }
        outputs =
            report.record.map { [Artifact(name: report.output.name, digest: $0.output)] } ?? []
        message = report.error.map(errorText)
    }
}

extension RunSummary.State {
    fileprivate init(_ state: RunState) {
        switch state {
        case .running: self = .running
        case .complete: self = .succeeded
        case .failed: self = .failed
        case .stopped, .aborted: self = .stopped
        }
    }
}
