import ArgumentParser
import DataStore
import IndicatorModel
import PipelineConfig
import PipelineStages

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Explain a published figure down to its source lines, and compute it again.",
        discussion: """
            Prints the row as published, the members of the place, every source line with its \
            text as printed, and the arithmetic in words. The lines are read again from the \
            snapshots that the version names. Exits with 65 when what comes out is not what was \
            published, and with 69 when the bytes of a snapshot are not there.

            Example: lip trace starter --place calgary-city --period 2016 --indicator \
            immigrant-status --category immigrant
            Example: lip trace starter --all-observations
            """
    )

    @OptionGroup var argument: DatasetArgument

    @Option(help: "The place, by id.")
    var place: String?

    @Option(help: "The indicator, by id.")
    var indicator: String?

    @Option(help: "The category of the indicator.")
    var category = "total"

    @Option(help: "The period, such as 2016.")
    var period: String?

    @Option(help: "The population group.")
    var group = "total"

    @Option(help: "total, men or women.")
    var gender = "total"

    @Option(
        name: .customLong("at"),
        help: ArgumentHelp("The version to look at (default: the latest).", valueName: "number")
    )
    var version: Int?

    @Option(help: "The folder of raw files (default: data-raw in the project).")
    var dataRaw: String?

    @Flag(help: "Print all source lines: else the first and the last, and some without a figure.")
    var all = false

    @Flag(help: "Compute all observations of the version again, and explain none.")
    var allObservations = false

    @Flag(help: "Print the trace as JSON.")
    var json = false

    func validate() throws {
        let names = [place, indicator, period]
        if allObservations {
            if names.contains(where: { $0 != nil }) {
                throw ValidationError("--all-observations takes no observation")
            }
        } else if names.contains(nil) {
            throw ValidationError("name an observation by --place, --indicator and --period")
        }
    }

    func run() throws {
        do {
            let tracer = try tracer()
            if allObservations { return try check(tracer) }
            let trace = try tracer.trace(
                ObservationName(
                    place: place ?? "",
                    period: period ?? "",
                    indicator: indicator ?? "",
                    category: category,
                    group: group,
                    gender: gender
                )
            )
            if json { return try Terminal.json(trace) }
            Terminal.result(trace.text(all: all))
        } catch {
            throw fail(error)
        }
    }

    private func check(_ tracer: Tracer) throws {
        var checked: [Tracer.Checked] = []
        for partition in try tracer.partitions() {
            let one = try tracer.check(partition)
            if !json {
                Terminal.result(
                    "\(one.partition): \(counted(one.observations, "observation")), all as "
                        + "published when computed again"
                )
            }
            checked.append(one)
        }
        if json { try Terminal.json(checked) }
    }

    private func tracer() throws -> Tracer {
        let (releases, all) = try argument.releases()
        let number = try version ?? releases.latest() ?? 0
        try argument.checkVersion(number, among: all)
        let project = argument.project
        let (configuration, pipeline) = try project.load(project.pipeline(of: argument.dataset))
        return Tracer(
            pipeline,
            configuration,
            version: number,
            in: releases.folder(number),
            store: SnapshotStore(root: dataRaw ?? project.path("data-raw"), files: FileLayer())
        )
    }
}
