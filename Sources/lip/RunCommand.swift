import ArgumentParser
import FoundationEssentials
import IndicatorModel
import PipelineConfig
import PipelineEngine
import PipelineStages

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a pipeline and publish a version of its dataset.",
        discussion: """
            Every stage from the sources to the published version. Nothing is published when \
            anything fails, or when the version would be the one that stands. A run that would \
            change a published figure is refused, unless it says --revise.

            Files come from the project, from a mirror, or from what earlier runs took in; this \
            release fetches nothing from the network.

            Example: lip run starter
            Example: lip run pnt --offline --mirror /mnt/statcan
            """
    )

    @OptionGroup var project: ProjectOptions

    @Argument(help: "The pipeline, by name or path: starter, pipelines/starter.yaml.")
    var pipeline: String

    @Flag(help: "Use only files that are at hand.")
    var offline = false

    @Option(help: "A folder that holds official files, anywhere below it.")
    var mirror: String?

    @Option(help: "Make only the partitions of this period; carry the others.")
    var period: String?

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

    @Flag(help: "Say nothing of the steps.")
    var quiet = false

    @Option(help: "The folder of raw files (default: data-raw in the project).")
    var dataRaw: String?

    @Option(help: "The folder of the run's own state (default: .lip in the project).")
    var state: String?

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if !revise.isEmpty, reason?.isEmpty ?? true {
            throw ValidationError("--revise needs --reason \"why the figures change\"")
        }
        if let period, Period(period) == nil {
            throw ValidationError("--period takes a year, such as 2016")
        }
        for name in revise where PartitionID(name) == nil {
            throw ValidationError("--revise takes a partition, such as census-2016")
        }
    }

    func run() async throws {
        do {
            let (configuration, pipeline) = try project.load(pipeline)
            try checkNames(pipeline)
            let run = PipelineRun(pipeline, configuration, options)
            let isQuiet = quiet
            let outcome = try await run.run { event in
                if !isQuiet, let line = event.line { Terminal.talk(line) }
            }
            try report(outcome)
            if !outcome.missing.isEmpty { throw ExitStatus.sourceUnavailable.code }
            if detailedExitCode, case .published = outcome.publishing {
                throw ExitStatus.published.code
            }
        } catch {
            throw fail(error)
        }
    }

    private var options: RunOptions {
        var options = RunOptions(root: project.root)
        options.dataRaw = dataRaw ?? project.path("data-raw")
        options.dataClean = project.dataCleanPath
        options.state = state ?? project.path(".lip")
        options.mirror = mirror
        options.period = period.flatMap(Period.init)
        options.jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        if let reason, !revise.isEmpty {
            options.permit = RevisionPermit(
                partitions: Set(revise.compactMap(PartitionID.init)),
                reason: reason
            )
        }
        return options
    }

    /// Reports a period or partition that the pipeline does not have.
    private func checkNames(_ pipeline: Pipeline) throws {
        let periods = Set(pipeline.partitions.map(\.period.name)).sorted()
        if let period, !periods.contains(period) {
            throw Diagnostic(
                "config.unknown-period",
                "pipeline `\(pipeline.dataset)` has no period `\(period)`",
                hints: ["it has \(listed(periods))"]
            )
        }
        let partitions = pipeline.partitions.map(\.id.name)
        for name in revise where !partitions.contains(name) {
            let match = closestMatch(to: name, among: partitions)
            throw Diagnostic(
                "config.unknown-partition",
                "pipeline `\(pipeline.dataset)` has no partition `\(name)`",
                hints: [match.map { "did you mean `\($0)`?" } ?? "it has \(listed(partitions))"]
            )
        }
    }

    // MARK: - What is said at the end

    private func report(_ outcome: RunOutcome) throws {
        for part in outcome.missing {
            Terminal.talk(
                "warning[fetch.not-at-hand]: `\(part.file)` of source `\(part.source)` is not at "
                    + "hand; what only it has is not-available"
            )
        }
        if json { return try Terminal.json(OutcomeRecord(outcome)) }
        switch outcome.publishing {
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
        for (highlight, name, label, value) in outcome.highlights {
            let figure = value.map(figureText) ?? "no figure"
            Terminal.result("  \(name), \(highlight.period): \(label) \(figure)")
        }
    }

    private func figureText(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? grouped(Int(value)) : decimalText(value)
    }
}

extension RunEvent {
    /// The event as a line of talk; starts and steps that took no time are not told.
    fileprivate var line: String? {
        switch self {
        case .started: nil
        case .finished(let step, let time):
            time < .milliseconds(10) ? nil : "\(step) \(seconds(time)) s"
        case .failed(let step, _): "\(step) failed"
        case .skipped(let step): "\(step) skipped: a step it reads from failed"
        }
    }

    private func seconds(_ time: Duration) -> String {
        let (whole, fraction) = time.components
        let value = Double(whole) + Double(fraction) / 1e18
        return decimalText(rounded(value, decimals: 2))
    }
}

/// The outcome as `--json` prints it.
private struct OutcomeRecord: Encodable {
    let dataset: String
    let version: Int
    let published: Bool
    let partitions: [String: String]
    let observations: Int
    let missing: [String]

    init(_ outcome: RunOutcome) {
        dataset = outcome.dataset
        observations = outcome.observations
        missing = outcome.missing.map(\.file)
        switch outcome.publishing {
        case .upToDate(let version):
            self.version = version
            published = false
            partitions = [:]
        case .published(let version, _, let changes):
            self.version = version
            published = true
            partitions = Dictionary(
                uniqueKeysWithValues: changes.map { ($0.key.name, $0.value.inWords) }
            )
        }
    }
}
