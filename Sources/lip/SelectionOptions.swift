import ArgumentParser
import IndicatorModel
import PipelineEngine
import PipelineStages

/// Which steps a run or a plan is about, and where their files are.
struct SelectionOptions: ParsableArguments {
    @Option(help: "Only the steps of this stage: \(Stage.names).")
    var stage: String?

    @Option(help: "Only the steps of this stage and of those behind it.")
    var from: String?

    @Option(help: "Only this step, such as harmonize/census-2016; `lip plan` lists all.")
    var step: String?

    @Option(help: "Make only the partitions of this period; carry the others.")
    var period: String?

    @Flag(help: "Read every file again, even when its time and size say that it is the same.")
    var verify = false

    @Option(
        help: ArgumentHelp(
            "A folder that holds official files, anywhere below it, or a server that has them "
                + "under host and path of their URLs; no other server is asked.",
            valueName: "folder-or-url"
        )
    )
    var mirror: String?

    @Flag(help: "Ask no server: use what was taken in before.")
    var offline = false

    @Option(
        help: ArgumentHelp(
            "Fetch the files of this source anew, whatever its refresh policy; all for every "
                + "source.",
            valueName: "source"
        )
    )
    var refresh: [String] = []

    @Option(help: "The folder of raw files (default: data-raw in the project).")
    var dataRaw: String?

    @Option(help: "The folder of the run's own state (default: .lip in the project).")
    var state: String?

    func validate() throws {
        if [stage, from, step].compactMap(\.self).count > 1 {
            throw ValidationError("--stage, --from and --step exclude each other")
        }
        for name in [stage, from].compactMap(\.self) where Stage(rawValue: name) == nil {
            throw ValidationError("no stage is called `\(name)`; there are \(Stage.names)")
        }
        if offline, !refresh.isEmpty {
            throw ValidationError("--offline and --refresh exclude each other")
        }
        for name in refresh where SourceID(name) == nil {
            throw ValidationError("--refresh takes a source, such as ircc-pr, or all")
        }
        if let step, StepID(step) == nil {
            throw ValidationError("--step takes a stage and what it is applied to, as stage/what")
        }
        if let period, Period(period) == nil {
            throw ValidationError("--period takes a year, such as 2016")
        }
    }

    func apply(
        to options: inout RunOptions,
        _ project: ProjectOptions,
        _ published: PublishedOptions
    ) {
        options.dataRaw = dataRaw ?? project.path("data-raw")
        options.dataClean = published.path(project)
        options.state = state ?? project.path(".lip")
        options.mirror = mirror
        options.isOffline = offline
        options.refreshes =
            refresh.contains("all") ? .all : .some(Set(refresh.compactMap(SourceID.init)))
        options.period = period.flatMap { Period($0) }
        options.verifies = verify
        if let stage = stage.flatMap(Stage.init) { options.selection = .stage(stage) }
        if let stage = from.flatMap(Stage.init) { options.selection = .from(stage) }
        if let step = step.flatMap(StepID.init) { options.selection = .step(step) }
    }
}

extension Stage {
    fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// How much is said of a run, and how.
struct TalkOptions: ParsableArguments {
    @Option(help: "How lines of the log are written: text or json.")
    var logFormat = LogFormat.text

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say also which steps begin, why, and which are current.")
    var verbose = false

    var level: LogEntry.Level { quiet ? .warning : verbose ? .debug : .info }

    func validate() throws {
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    }
}

extension LogFormat: ExpressibleByArgument {}
