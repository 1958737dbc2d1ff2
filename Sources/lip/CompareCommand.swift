import ArgumentParser
import DataStore
import IndicatorModel
import PipelineStages

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Put places side by side over the years, as far as figures may be compared.",
        discussion: """
            Shows the value, its bounds and its state for each period. Between two periods stands \
            the difference with its bounds where the dataset says that they may be compared (A, or \
            B with the note), only the direction with C, and with X they do not stand in one table.

            Example: lip compare starter calgary-city edmonton-city --indicator population
            Example: lip compare pnt jasper --indicator age-groups --category 65-69
            """
    )

    @OptionGroup var argument: DatasetArgument

    @Argument(help: ArgumentHelp("The places, by their ids.", valueName: "place"))
    var places: [String]

    @Option(help: "The indicator, by its id.")
    var indicator: String

    @Option(help: "A category of the indicator (default: its only one, or total).")
    var category: String?

    @Option(help: "The population group.")
    var group = "total"

    @Option(help: "The gender: total, men or women.")
    var gender = "total"

    @Option(
        name: .customLong("at"),
        help: ArgumentHelp("The version of the dataset, or latest.", valueName: "number")
    )
    var version = "latest"

    @Flag(help: "Print the comparison as JSON.")
    var json = false

    func run() throws {
        do {
            let (store, releases) = try argument.releases()
            let folder = try argument.version(version, store, releases)
            var asked: [String] = []
            for place in places where !asked.contains(place) { asked.append(place) }
            let question = PlaceComparison.Question(
                places: asked,
                indicator: indicator,
                category: category,
                group: group,
                gender: gender
            )
            let comparison = try PlaceComparison(question, in: folder)
            if json { return try Terminal.json(comparison) }
            Terminal.result(comparison.text)
        } catch {
            throw fail(error)
        }
    }
}
