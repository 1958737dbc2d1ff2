package import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineConfig
package import PipelineEngine

/// One run of a pipeline, from its sources to a published version, or of some of its steps.
package struct PipelineRun: Sendable {
    /// The path of the pipeline's file below the project.
    package let name: String
    package let options: RunOptions
    package let files: FileLayer
    /// The time of day, in nanoseconds since 1970.
    let clock: @Sendable () -> Int
    /// Whether the run is to stop; asked often.
    private let isStopped: @Sendable () -> Bool

    package init(
        _ name: String,
        _ options: RunOptions,
        files: FileLayer = FileLayer(),
        clock: @escaping @Sendable () -> Int = wallClock,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) {
        self.name = name
        self.options = options
        self.files = files
        self.clock = clock
        self.isStopped = isStopped
    }

    /// Runs the steps that have to run; publishes at the end, or leaves everything as it was.
    ///
    /// Nothing is read in earnest when everything is as the last complete run left it.
    ///
    /// - Throws: `Diagnostics`, `DatasetIsLocked`, `StepsFailed`, `RunStopped`, `MissingInput`,
    ///   `PlanMoved`, `WriteFailure`, `Diagnostic`.
    package func run(
        expecting saved: SavedPlan? = nil,
        report: @escaping (RunNews) -> Void = { _ in }
    ) throws -> RunOutcome {
        if let saved { return try applying(saved).carryOut(expecting: saved, report) }
        return try carryOut(expecting: nil, report)
    }

    /// The run of the steps that were planned.
    private func applying(_ saved: SavedPlan) -> PipelineRun {
        PipelineRun(
            name,
            saved.applied(to: options),
            files: files,
            clock: clock,
            isStopped: isStopped
        )
    }

    private func carryOut(
        expecting saved: SavedPlan?,
        _ report: @escaping (RunNews) -> Void
    ) throws -> RunOutcome {
        let began = wallClock()
        let footprint = saved == nil ? currentFootprint() : nil
        var session: RunSession?
        if let footprint {
            let held = try RunSession(self, footprint.summary.dataset, isStopped)
            if footprint.isUnchanged(now: clock()) {
                return try held.noteUpToDate(footprint.summary, report)
            }
            session = held
        }
        let configuration: Configuration
        let pipeline: Pipeline
        do {
            (configuration, pipeline) = try load()
        } catch let failure as LoadFailure {
            if session?.row.dataset != failure.pipeline.dataset { session = nil }
            let held = try? session ?? RunSession(self, failure.pipeline.dataset, isStopped)
            held?.noteFailure(failure, report)
            throw failure.cause
        }
        if session?.row.dataset != pipeline.dataset {
            session = nil
            session = try RunSession(self, pipeline.dataset, isStopped)
        }
        guard let session else { preconditionFailure("a run without a session") }
        return try session.run(pipeline, configuration, began: began, expecting: saved, report)
    }

    /// What a run would do; writes nothing.
    ///
    /// Every step is looked at when `isWhole`, even when nothing has changed.
    package func plan(isWhole: Bool = true) throws -> PlanOutcome {
        do {
            return try makePlan(isWhole: isWhole)
        } catch let failure as LoadFailure {
            throw failure.cause
        }
    }

    private func makePlan(isWhole: Bool) throws -> PlanOutcome {
        if !isWhole, let footprint = currentFootprint(), footprint.isUnchanged(now: clock()) {
            return .upToDate(steps: footprint.summary.steps, dataset: footprint.summary.dataset)
        }
        let (configuration, pipeline) = try load()
        let ledger = try Ledger.openIfThere(state: options.state)
        let book = try LedgerBook(ledger, dataset: pipeline.dataset)
        let digests = FileDigests(try ledger?.fileDigests() ?? [:], verifies: options.verifies)
        let store = ArtifactCache(root: "\(options.state)/cache", files: files)
        let checks = try UpstreamChecks(ledger, isReadOnly: true, now: clock() / 1_000_000_000)
        let builder = try builder(pipeline, configuration, digests, checks)
        let plan = try makePlan(builder, book, store)
        return .planned(plan, dataset: pipeline.dataset)
    }

    // MARK: - What sessions need

    /// The footprint of the last complete run, for runs of all steps as they are.
    private func currentFootprint() -> Footprint? {
        guard options.selection == .all, !options.forces, !options.verifies, options.permit == nil,
            options.metrics == nil, options.lineage == nil, options.refreshes == .some([])
        else { return nil }
        return Footprint.read(footprintPath)
    }

    var footprintPath: String {
        Footprint.path(options.state, pipeline: name, options: options)
    }

    /// Reads configuration and pipeline; all errors at once.
    func load() throws -> (Configuration, Pipeline) {
        let report = Report()
        let configuration = Configuration.read(in: options.root, report)
        let pipeline = Pipeline.read(name, in: options.root, configuration, report)
        guard let pipeline else { throw Diagnostics(report.diagnostics) }
        do {
            if report.hasErrors { throw Diagnostics(report.diagnostics) }
            try checkOptions(pipeline)
            if let mirror = options.mirror { try Mirror.check(mirror) }
        } catch {
            throw LoadFailure(cause: error, pipeline: pipeline)
        }
        return (configuration, pipeline)
    }

    /// Reports a period or partition that the pipeline does not have.
    private func checkOptions(_ pipeline: Pipeline) throws {
        let periods = Set(pipeline.partitions.map(\.period)).sorted()
        if let period = options.period, !periods.contains(period) {
            throw Diagnostic(
                "config.unknown-period",
                "pipeline `\(pipeline.dataset)` has no period `\(period)`",
                hints: ["it has \(listed(periods.map(\.name)))"]
            )
        }
        let local = pipeline.local.map { _ in PartitionID.local.name }
        let partitions = pipeline.partitions.map(\.id.name) + [local].compactMap(\.self)
        if case .some(let sources) = options.refreshes {
            let known = pipeline.sources.map(\.name)
            for id in sources.sorted() where !known.contains(id.name) {
                throw Diagnostic(
                    "usage.unknown-source",
                    "pipeline `\(pipeline.dataset)` takes nothing from `\(id)`",
                    hints: [
                        didYouMean(id.name, among: known)
                            ?? "it takes from \(listed(known))"
                    ]
                )
            }
        }
        for id in options.permit?.partitions.sorted() ?? [] where !partitions.contains(id.name) {
            throw Diagnostic(
                "config.unknown-partition",
                "pipeline `\(pipeline.dataset)` has no partition `\(id)`",
                hints: [didYouMean(id.name, among: partitions) ?? "it has \(listed(partitions))"]
            )
        }
    }

    func builder(
        _ pipeline: Pipeline,
        _ configuration: Configuration,
        _ digests: FileDigests,
        _ checks: UpstreamChecks,
        time: String = "",
        run: String = "",
        redactor: Redactor = Redactor()
    ) throws -> StepBuilder {
        let locator = PartLocator(
            root: options.root,
            mirror: try options.mirror.map(Mirror.init),
            isOffline: options.isOffline,
            refreshes: options.refreshes,
            fallback: pipeline.fallback,
            store: SnapshotStore(root: options.dataRaw, files: files),
            digests: digests,
            checks: checks,
            downloader: Downloader(),
            time: time,
            asker: .init(pipeline: name, run: run)
        )
        return StepBuilder(
            pipeline: pipeline,
            configuration: configuration,
            options: options,
            files: files,
            locator: locator,
            time: time,
            run: run,
            redactor: redactor,
            today: CalendarDay(secondsSince1970: clock() / 1_000_000_000)
        )
    }

    func makePlan(
        _ builder: StepBuilder,
        _ book: any RecordBook,
        _ store: any ArtifactStore
    ) throws -> Plan {
        let graph = try StepGraph(builder.steps())
        let selection = options.selection
        if case .step(let id) = selection, graph.index(of: id) == nil {
            let known = graph.steps.map(\.id.description)
            throw Diagnostic(
                "usage.unknown-step",
                "pipeline `\(name)` has no step `\(id)`",
                hints: [
                    didYouMean(id.description, among: known)
                        ?? "`lip plan` lists all steps"
                ]
            )
        }
        let plan = try Plan(
            graph,
            book,
            store,
            selection: selection.contains,
            forces: options.forces
        )
        try refusePublishingOfStale(plan)
        return plan
    }

    /// Publishing needs everything before it: what is published goes with what is configured.
    private func refusePublishingOfStale(_ plan: Plan) throws {
        guard
            let index = plan.graph.steps.firstIndex(where: { $0.id.stage == "publish" }),
            plan.decisions[index].mayRun
        else { return }
        guard let (step, reasons) = plan.staleOutside.min(by: { $0.key < $1.key }) else { return }
        throw Diagnostic(
            "usage.stale-upstream",
            "`\(plan.graph.steps[index].id)` cannot run, because `\(step)` is stale and was not "
                + "asked for: \(reasons.first?.description ?? "")",
            hints: ["run the whole pipeline, or begin with `--from \(step.stage)`"]
        )
    }
}

/// A configuration that cannot be run, of a pipeline that says whom to tell.
struct LoadFailure: Error {
    let cause: any Error
    let pipeline: Pipeline
}

/// What `lip plan` finds.
package enum PlanOutcome: Sendable {
    /// Everything is as the last complete run left it.
    case upToDate(steps: Int, dataset: String)
    case planned(Plan, dataset: String)
}
