import ArgumentParser
import DataStore
import IndicatorModel
import PipelineStages

struct GeographyChangesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "changes",
        abstract: "Write an interim list of changes (92F0009X) as a list of config/changes.",
        discussion: """
            Reads the CSV of the edition of 2021 or later as Statistics Canada publishes it. A \
            line that cannot be read is an error; nothing is written then.

            Example: lip geographies changes il-2021.csv --edition 2021
            """
    )

    @OptionGroup var project: ProjectOptions

    @Argument(help: "The list as published.")
    var file: String

    @Option(help: "The year of the edition: changes are those since the census before it.")
    var edition: String

    @Option(
        help: ArgumentHelp(
            "The file to write (default: config/changes/FROM-TO.csv).",
            valueName: "file"
        )
    )
    var out: String?

    func run() throws {
        do {
            let periods = try BoundaryChangeFile.periods(of: edition)
            let changes = try InterimListReader.read(
                FileByteSource(file),
                file: file,
                periods: periods
            )
            let path = out ?? project.path("config/changes/\(periods).csv")
            try FileLayer().replace(path, with: BoundaryChangeFile.csv(changes))
            Terminal.result("\(path)  \(counted(changes.all.count, "change"))")
        } catch {
            throw fail(error)
        }
    }
}
