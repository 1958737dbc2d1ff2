import ArgumentParser
import IndicatorModel
import PipelineConfig
import PipelineStages

struct PlaceChangesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "changes",
        abstract: "Say whether places are the same land in each census, and whom a change moved.",
        discussion: """
            For each place and pair of censuses: same, renamed, merged, split, changed, \
            definition-changed or not-known, the people gained and lost, to or from which census \
            subdivision, and when. Moves between two members of a place count for nothing. People \
            are those of the earlier census. It reads config/changes and config/geographies.

            Example: lip places changes
            Example: lip places changes edmonton-city --from 2016 --to 2021
            """
    )

    @OptionGroup var project: ProjectOptions

    @Argument(
        help: ArgumentHelp("The places, by id; all of them when left out.", valueName: "place")
    )
    var places: [String] = []

    @Option(help: ArgumentHelp("The earlier census; all when left out.", valueName: "year"))
    var from: String?

    @Option(help: ArgumentHelp("The later census; all when left out.", valueName: "year"))
    var to: String?

    @Flag(help: "Print the changes as JSON.")
    var json = false

    func run() throws {
        do {
            let configuration = try project.configuration()
            let (from, to) = (try from.map(project.period), try to.map(project.period))
            let chosen = try project.places(places, configuration)
            let changes = configuration.placeChanges
            let all = chosen.flatMap(changes.changes).filter {
                (from ?? $0.periods.from) == $0.periods.from
                    && (to ?? $0.periods.to) == $0.periods.to
            }
            if json { return try Terminal.json(all.map(PlaceChangeRecord.init)) }
            for line in PlaceChangeText.lines(all) { Terminal.result(line) }
        } catch {
            throw fail(error)
        }
    }
}
