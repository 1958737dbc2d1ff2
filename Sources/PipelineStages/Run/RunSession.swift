import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineConfig
import PipelineEngine
import Synchronization

/// A run that holds its dataset, from the lock to the last line in the ledger.
final class RunSession {
    private let run: PipelineRun
    private let lock: DatasetLock
    private let start = ContinuousClock.now
    private let isStopped: @Sendable () -> Bool
    private(set) var row: RunRow
    /// What is known of the steps that were not current, so far.
    private var reports: [StepReport] = []

    private var options: RunOptions { run.options }
    private var files: FileLayer { run.files }

    init(_ run: PipelineRun, _ dataset: String, _ isStopped: @escaping @Sendable () -> Bool) throws
    {
        self.run = run
        self.isStopped = isStopped
        let time = Date.now.formatted(.iso8601)
        row = RunRow(
            id: runID(time),
            pipeline: run.name,
            dataset: dataset,
            began: time,
            arguments: run.options.arguments,
            tool: liplineVersion
        )
        do {
            lock = try DatasetLock(
                dataset: dataset,
                state: run.options.state,
                owner: LockOwner(run: row.id, process: .current, since: time, stage: "plan"),
                files: run.files,
                patience: run.options.patience,
                isStopped: isStopped
            )
        } catch is DatasetIsLocked where isStopped() {
            throw RunStopped()
        }
    }

    // MARK: - Nothing to do

    /// Notes a run that found nothing changed.
    func noteUpToDate(
        _ summary: Footprint.Summary,
        _ report: @escaping (RunNews) -> Void
    ) throws -> RunOutcome {
        let ledger = try Ledger.open(state: options.state, files: files) { report(.warning($0)) }
        row.current = summary.steps
        let missing = summary.missing.compactMap(\.missing)
        let missingKept = summary.missingKept.compactMap(\.missing)
        finish(.complete, missing.isEmpty && missingKept.isEmpty ? .success : .sourceUnavailable)
        try ledger.note(row)
        report(.ended(row, []))
        return RunOutcome(
            run: row,
            publishing: .upToDate(version: summary.version),
            missing: missing,
            missingKept: missingKept,
            highlights: summary.highlights,
            observations: summary.observations,
            staleAfterwards: []
        )
    }

    /// Notes a run that could not begin, and tells those whom the pipeline names.
    func noteFailure(_ failure: LoadFailure, _ report: @escaping (RunNews) -> Void) {
        let telling = RunTelling(failure.pipeline, options, files)
        row.message = telling.redactor.redact(errorText(failure.cause))
        finish(.failed, ExitStatus(failure.cause))
        try? Ledger.open(state: options.state, files: files).note(row)
        for problem in telling.tellEnd(row, [], []) { report(.warning(problem)) }
    }

    // MARK: - In earnest

    func run(
        _ pipeline: Pipeline,
        _ configuration: Configuration,
        began: Int,
        expecting saved: SavedPlan?,
        _ report: @escaping (RunNews) -> Void
    ) throws -> RunOutcome {
        var warnings: [String] = []
        let telling = RunTelling(pipeline, options, files)
        func warn(_ problems: [Diagnostic]) {
            warnings += problems.map(\.message)
            for problem in problems { report(.warning(problem)) }
        }
        let ledger = try Ledger.open(state: options.state, files: files) { warn([$0]) }
        try ledger.begin(row, owned: row.dataset)
        report(.began(row, telling.redactor))
        warn(telling.problems + telling.tellStart(row))
        let digests = FileDigests(try ledger.fileDigests(), verifies: options.verifies)
        let checks = try UpstreamChecks(
            ledger,
            isReadOnly: false,
            now: run.clock() / 1_000_000_000
        )
        let work = Work(
            pipeline: pipeline,
            configuration: configuration,
            ledger: ledger,
            builder: try run.builder(
                pipeline,
                configuration,
                digests,
                checks,
                time: row.began,
                run: row.id,
                redactor: telling.redactor
            ),
            redactor: telling.redactor
        )
        do {
            let outcome = try carryOut(work, saved, report)
            try ledger.end(row, digests: digests.news)
            if !RunTelling.isWanted(pipeline, options) {
                try takeFootprint(outcome, work, since: began)
            }
            warnings += reports.flatMap(\.warnings)
            warnings += (outcome.missing + outcome.missingKept).map {
                "`\($0.file)` of `\($0.source)` is not at hand"
            }
            warn(telling.tellEnd(row, reports, warnings))
            report(.ended(row, reports))
            return outcome
        } catch {
            row.message = telling.redactor.redact(errorText(error))
            finish(error is RunStopped ? .stopped : .failed, ExitStatus(error))
            try? ledger.end(row, digests: digests.news)
            warnings += reports.flatMap(\.warnings)
            warn(telling.tellEnd(row, reports, warnings))
            report(.ended(row, reports))
            throw error
        }
    }

    /// What a run works with.
    private struct Work {
        let pipeline: Pipeline
        let configuration: Configuration
        let ledger: Ledger
        let builder: StepBuilder
        let redactor: Redactor
    }

    private func carryOut(
        _ work: Work,
        _ saved: SavedPlan?,
        _ report: @escaping (RunNews) -> Void
    ) throws -> RunOutcome {
        let (pipeline, configuration) = (work.pipeline, work.configuration)
        let store = ArtifactCache(root: "\(options.state)/cache", files: files)
        let redactor = work.redactor
        let book = try LedgerBook(
            work.ledger,
            dataset: row.dataset,
            run: row.id,
            describe: { redactor.redact(errorText($0)) }
        )
        let builder = work.builder
        let workspace = Workspace()
        var plan = try run.makePlan(builder, book, store)
        try saved?.check(plan, dataset: row.dataset, options)
        report(.planned(plan))
        let staleAfterwards = plan.staleAfterwards
        var result = try runner(pipeline, report).run(plan, in: workspace, book, store)
        reports = result.reports
        // What was kept of an earlier run can be damaged, and is seen only when it is read: what
        // is damaged is removed then, and made again; what that reads may be damaged too.
        var lost: Set<ArtifactID> = []
        while result.failures.contains(where: { report in
            (report.error as? LostArtifact).map { lost.insert($0.id).inserted } ?? false
        }) {
            plan = try run.makePlan(builder, book, store)
            result = try runner(pipeline, report).run(plan, in: workspace, book, store)
            let again = Set(result.reports.map(\.id))
            reports = reports.filter { !again.contains($0.id) } + result.reports
        }
        count(current: result.current)
        let release = ArtifactID.release(pipeline.dataset)
        if reports.contains(where: { $0.output == release && $0.state == .ran }),
            case .published(let version, _, _)? =
                (try? workspace.value(release, as: Published.self))?.outcome
        {
            row.published = version
        }
        if result.isStopped { throw RunStopped() }
        let failures = reports.filter { $0.state == .failed }
        if !failures.isEmpty {
            let blocked = reports.filter { $0.state == .blocked }.map(\.id)
            throw StepsFailed(failures: failures, blocked: blocked)
        }
        return try outcome(pipeline, configuration, plan, workspace, staleAfterwards)
    }

    private func runner(_ pipeline: Pipeline, _ report: @escaping (RunNews) -> Void) -> Runner {
        let stages = pipeline.stages
        let commands = Dictionary(
            uniqueKeysWithValues: pipeline.commands.map { ($0.id.name, $0.policy) }
        )
        let lock = lock
        return Runner(
            jobs: options.jobs,
            policy: { id in
                let stage = Stage(rawValue: id.stage)
                let own = stage == .command ? commands[id.subject] ?? nil : nil
                return StepPolicy(own ?? stage.flatMap { stages[$0] } ?? StagePolicy())
            },
            isPassing: isPassing,
            isStopped: isStopped,
            peakMemory: peakMemory,
            report: { event in
                if case .started(let id, _, _) = event { lock.note(stage: id.stage) }
                report(.event(event))
            }
        )
    }

    // MARK: - The end

    private func outcome(
        _ pipeline: Pipeline,
        _ configuration: Configuration,
        _ plan: Plan,
        _ workspace: Workspace,
        _ staleAfterwards: [StepID]
    ) throws -> RunOutcome {
        let release = ArtifactID.release(pipeline.dataset)
        let isPublishing = plan.steps.contains {
            $0.step.output == release && $0.decision != .outside
        }
        let published = isPublishing ? try workspace.value(release, as: Published.self) : nil
        let missing = (published?.missing ?? []).filter { part in
            configuration.sources[part.source]?.isOptional != true
        }
        let missingKept = try missingKept(pipeline, configuration, plan, workspace)
        finish(.complete, missing.isEmpty && missingKept.isEmpty ? .success : .sourceUnavailable)
        return RunOutcome(
            run: row,
            publishing: published.map { $0.outcome ?? .upToDate(version: $0.version) },
            missing: missing,
            missingKept: missingKept,
            highlights: published.map { lines($0, pipeline, configuration) } ?? [],
            observations: published?.observations ?? 0,
            staleAfterwards: staleAfterwards
        )
    }

    /// The files of kept sources that are not at hand, of those that this run was about.
    private func missingKept(
        _ pipeline: Pipeline,
        _ configuration: Configuration,
        _ plan: Plan,
        _ workspace: Workspace
    ) throws -> [MissingPart] {
        let asked = Set(plan.steps.filter { $0.decision != .outside }.map(\.step.output))
        var missing: [MissingPart] = []
        for source in pipeline.keep.compactMap({ configuration.sources[$0] })
        where !source.isOptional {
            // What is drawn from is told with the polygons, and forgotten when they are made.
            let drawn = pipeline.boundaries?.parts(of: source).map(\.id) ?? []
            for (part, file) in source.files
            where asked.contains(.snapshot(source.id, part)) && !drawn.contains(part) {
                let fetched = try workspace.value(.snapshot(source.id, part), as: Fetched.self)
                if fetched.part == nil {
                    missing.append(MissingPart(source: source.id, part: part, file: file.name))
                }
            }
        }
        return missing
    }

    private func lines(
        _ published: Published,
        _ pipeline: Pipeline,
        _ configuration: Configuration
    ) -> [HighlightLine] {
        pipeline.highlights.map { highlight in
            let place = configuration.places.first { $0.id == highlight.place }
            let label = configuration.labels.text(.indicators, highlight.indicator.name)
            let category = configuration.labels.text(.categories, highlight.category.name)
            let isTotal = highlight.category == .total
            let what = isTotal ? "" : ": \(category?.en ?? highlight.category.name)"
            return HighlightLine(
                place: place?.names.last?.text.en ?? highlight.place.name,
                period: highlight.period.name,
                label: (label?.en ?? highlight.indicator.name) + what,
                value: published.highlights.first { $0.key == ObservationKey(highlight) }?.value
            )
        }
    }

    private func count(current: Int) {
        row.current = current
        row.ran = reports.count { $0.state == .ran }
        row.failed = reports.count { $0.state == .failed }
        row.blocked = reports.count { $0.state == .blocked }
        row.stopped = reports.count { $0.state == .stopped }
    }

    private func finish(_ state: RunState, _ status: ExitStatus) {
        row.state = state
        row.exitStatus = status.rawValue
        row.ended = Date.now.formatted(.iso8601)
        row.seconds = rounded(seconds(ContinuousClock.now - start), decimals: 3)
        row.peakMemory = peakMemory()
    }

    /// Leaves what the next run needs to see that nothing has changed.
    private func takeFootprint(
        _ outcome: RunOutcome,
        _ work: Work,
        since time: Int
    ) throws {
        guard options.selection == .all, let version = outcome.publishing?.version else { return }
        let summary = Footprint.Summary(
            dataset: work.pipeline.dataset,
            version: version,
            steps: row.current + row.ran,
            observations: outcome.observations,
            highlights: outcome.highlights,
            missing: outcome.missing.map(Footprint.Summary.Missing.init),
            missingKept: outcome.missingKept.map(Footprint.Summary.Missing.init)
        )
        var taker = FootprintTaker(
            run.name,
            work.pipeline,
            work.configuration,
            options,
            work.builder.locator
        )
        try taker.take(summary, since: time, now: run.clock()).write(to: run.footprintPath, files)
    }
}

extension StepPolicy {
    fileprivate init(_ policy: StagePolicy) {
        self.init(timeout: policy.timeout, retries: policy.retries, backoff: policy.backoff)
    }
}

/// The name of a run: when it began, its process, and which of the process's runs it is.
private func runID(_ time: String) -> String {
    let compact = time.replacing(":", with: "").replacing("-", with: "")
    let number = runNumber.wrappingAdd(1, ordering: .relaxed).newValue
    let name = "\(compact)-\(ProcessIdentity.current.pid)"
    return number == 1 ? name : "\(name)-\(number)"
}

private let runNumber = Atomic(0)

/// Whether an error may be gone when the step is tried again: what is wrong with files that are
/// here, or with the configuration, stays wrong.
private func isPassing(_ error: any Error) -> Bool {
    switch error {
    case let diagnostic as Diagnostic:
        !["config", "normalize", "validate", "publish"]
            .contains(diagnostic.code.prefix { $0 != "." })
    case is Diagnostics, is RevisionRefused, is LostArtifact: false
    default: true
    }
}
