import ArgumentParser
import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineEngine
import PipelineStages

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a pipeline and publish a version of its dataset.",
        discussion: """
            Steps run whose settings, inputs or code have changed since they last succeeded, and \
            no others; `lip plan --why` says which and why. Nothing is published when anything \
            fails, or when the version would be the one that stands. A run that was interrupted \
            is continued by the next. A run that would change a published figure is refused, \
            unless it says --revise.

            Files come from the project, from their servers, or from a mirror. A server is asked \
            for what is not at hand, and again when the refresh policy of the source says so; \
            what it sends is used only when it looks right.

            Example: lip run starter
            Example: lip run pnt --mirror /mnt/statcan
            Example: lip run pnt --refresh census-profile-2021-csd
            Example: lip run starter --stage extract
            """
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var published: PublishedOptions
    @OptionGroup var selected: SelectionOptions
    @OptionGroup var talk: TalkOptions

    @Argument(help: "The pipeline, by name or path: starter, pipelines/starter.yaml.")
    var pipeline: String

    @Option(
        help: ArgumentHelp(
            "Run exactly what `lip plan --out` wrote, or nothing.",
            valueName: "file"
        )
    )
    var plan: String?

    @Flag(help: "Run the steps asked for, whether they are stale or not.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "Wait for another run of the dataset, this many seconds at most; as long as it takes "
                + "when no number is given.",
            valueName: "seconds"
        )
    )
    var wait: String?

    @Flag(help: "Leave quietly, with status 75, when another run holds the dataset.")
    var skipIfRunning = false

    @Option(
        help: ArgumentHelp(
            "Write the run's figures for Prometheus here, not where the pipeline says.",
            valueName: "file"
        )
    )
    var metrics: String?

    @Option(
        name: .customLong("openlineage"),
        help: ArgumentHelp("Write the run's OpenLineage events to this file.", valueName: "file")
    )
    var lineage: String?

    @Option(help: "How many steps run at a time (default: as many as there are cores).")
    var jobs: Int?

    @Option(help: "A partition whose published figures may change; needs --reason.")
    var revise: [String] = []

    @Option(help: "Why published figures change; it is published with the version.")
    var reason: String?

    @Flag(help: "Exit with 2 when something was published.")
    var detailedExitCode = false

    @Flag(help: "Print the outcome as JSON.")
    var json = false

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if !revise.isEmpty, reason?.isEmpty ?? true {
            throw ValidationError("--revise needs --reason \"why the figures change\"")
        }
        for name in revise where PartitionID(name) == nil {
            throw ValidationError("--revise takes a partition, such as census-2016")
        }
        if let wait, wait != Lip.forever, Int(wait).map({ $0 < 0 }) ?? true {
            throw ValidationError("--wait takes a number of seconds, such as --wait=600")
        }
        if wait != nil, skipIfRunning {
            throw ValidationError("--wait and --skip-if-running exclude each other")
        }
    }

    func run() throws {
        Interrupts.listen()
        let options = options
        let talk = RunTalk(
            format: talk.logFormat,
            level: talk.level,
            jobs: options.jobs,
            state: options.state
        )
        do {
            let run = PipelineRun(
                project.pipelinePath(pipeline),
                options,
                isStopped: { Interrupts.signal != nil }
            )
            let outcome = try run.run(expecting: plan.map(SavedPlan.read), report: talk.hear)
            try report(outcome)
            if !outcome.isWhole { throw ExitStatus.sourceUnavailable.code }
            if detailedExitCode, case .published? = outcome.publishing {
                throw ExitStatus.published.code
            }
        } catch let locked as DatasetIsLocked where skipIfRunning {
            if !self.talk.quiet { Terminal.talk("skipped: \(locked.inShort)") }
            throw ExitStatus.locked.code
        } catch {
            // What became of the steps has been told.
            if talk.hasToldEnd, !(error is ExitCode) { throw ExitStatus(error).code }
            throw fail(error)
        }
    }

    private var options: RunOptions {
        var options = RunOptions(root: project.root)
        selected.apply(to: &options, project, published)
        options.jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        options.forces = force
        options.metrics = metrics
        options.lineage = lineage
        options.patience = wait.map { $0 == Lip.forever ? Int(Int32.max) : Int($0) ?? 0 } ?? 0
        options.arguments = CommandLine.arguments.dropFirst().joined(separator: " ")
        if let reason, !revise.isEmpty {
            options.permit = RevisionPermit(
                partitions: Set(revise.compactMap(PartitionID.init)),
                reason: reason
            )
        }
        return options
    }

    // MARK: - What is said at the end

    private func report(_ outcome: RunOutcome) throws {
        for part in outcome.missing {
            Terminal.talk(
                "warning[fetch.not-at-hand]: `\(part.file)` of source `\(part.source)` is not at "
                    + "hand; what only it has is not-available"
            )
        }
        let kept = Dictionary(grouping: outcome.missingKept, by: \.source)
        for source in kept.keys.sorted() {
            let files = (kept[source] ?? []).map(\.file)
            Terminal.talk(
                "warning[fetch.not-at-hand]: \(listed(files, limit: 3)) of source `\(source)` "
                    + "\(files.count == 1 ? "is" : "are") not at hand; no figure rests on it yet"
            )
        }
        if !outcome.staleAfterwards.isEmpty {
            let names = listed(outcome.staleAfterwards.map(\.description), limit: 5)
            Terminal.talk(
                "stale now: \(names); `lip run \(pipeline)` brings everything up to date"
            )
        }
        if json { return try Terminal.json(OutcomeRecord(outcome)) }
        switch outcome.publishing {
        case nil:
            let run = outcome.run
            Terminal.result(
                "\(counted(run.ran, "step")) of \(outcome.dataset) ran, \(run.current) current"
            )
        case .upToDate(let version):
            Terminal.result("\(outcome.dataset) is up to date: version \(version) stands")
        case .published(let version, let folder, let changes):
            Terminal.result("published version \(version) of \(outcome.dataset) in \(folder)")
            for id in changes.keys.sorted() {
                guard let change = changes[id] else { continue }
                Terminal.result(
                    "  \(id): \(counted(change.rows, "observation")), \(change.inWords)"
                )
            }
        }
        for line in outcome.highlights {
            let figure = line.value.map(figureText) ?? "no figure"
            Terminal.result("  \(line.place), \(line.period): \(line.label) \(figure)")
        }
    }

    private func figureText(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? grouped(Int(value)) : decimalText(value)
    }
}

extension DatasetIsLocked {
    fileprivate var inShort: String {
        owner.map { "run \($0.run) holds `\(dataset)` since \($0.since)" }
            ?? "another run holds `\(dataset)`"
    }
}

/// The outcome as `--json` prints it.
private struct OutcomeRecord: Encodable {
    let run: String
    let dataset: String
    /// Nil when the steps asked for do not publish.
    let version: Int?
    let published: Bool
    let partitions: [String: String]
    let observations: Int
    let missing: [String]
    let missingKept: [String]
    let ran: Int
    let current: Int
    let stale: [String]

    init(_ outcome: RunOutcome) {
        run = outcome.run.id
        dataset = outcome.dataset
        observations = outcome.observations
        missing = outcome.missing.map(\.file)
        missingKept = outcome.missingKept.map(\.file)
        ran = outcome.run.ran
        current = outcome.run.current
        stale = outcome.staleAfterwards.map(\.description)
        version = outcome.publishing?.version
        if case .published(_, _, let changes)? = outcome.publishing {
            published = true
            partitions = Dictionary(
                uniqueKeysWithValues: changes.map { ($0.key.name, $0.value.inWords) }
            )
        } else {
            published = false
            partitions = [:]
        }
    }
}
