import ArgumentParser
import IndicatorModel
import PipelineConfig

struct OverlappingPlacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlaps",
        abstract: "List partnerships and cities that share land, with the people concerned.",
        discussion: """
            Two partnerships may serve one municipality; their figures must then not be added. A \
            city below its partnership is the other definition of it, and is listed apart. Without \
            --vintage it is the latest census that has a list in config/geographies.

            Example: lip places overlaps
            Example: lip places overlaps --vintage 2016 --json
            """
    )

    @OptionGroup var project: ProjectOptions

    @Option(help: ArgumentHelp("The census.", valueName: "year"))
    var vintage: String?

    @Flag(help: "Print the list as JSON.")
    var json = false

    func run() throws {
        do {
            let configuration = try project.configuration()
            let latest = configuration.gazetteers.keys.max()
            guard let period = try vintage.map(project.period) ?? latest,
                configuration.gazetteers[period] != nil
            else {
                throw Diagnostic(
                    "config.no-list",
                    "there is no list of the census \(vintage.map { "of \($0) " } ?? "")"
                        + "in config/geographies",
                    hints: [
                        "known are \(listed(configuration.gazetteers.keys.sorted().map(\.name)))"
                    ]
                )
            }
            let overlaps = configuration.overlaps(in: period)
            if json { return try Terminal.json(overlaps) }
            Terminal.result(Self.text(overlaps, period))
        } catch {
            throw fail(error)
        }
    }

    private static func text(_ overlaps: [PlaceOverlap], _ period: Period) -> String {
        if overlaps.isEmpty {
            return "no partnership or city shares land with another in \(period)"
        }
        func lines(_ overlaps: [PlaceOverlap]) -> [String] {
            overlaps.map { overlap in
                let people = overlap.people.map { counted($0, "person", plural: "people") }
                let common = listed(overlap.geographies.map(\.description), limit: 4, quoted: false)
                return "  \(overlap.first) and \(overlap.second): \(common), "
                    + (people ?? "number of people not known")
            }
        }
        let others = overlaps.filter { !$0.isTwoDefinitions }
        let definitions = overlaps.filter(\.isTwoDefinitions)
        var text: [String] = []
        if !others.isEmpty {
            text.append("share land in \(period); do not add their figures:")
            text += lines(others)
        }
        if !definitions.isEmpty {
            text.append("two definitions of one place, as is meant to be:")
            text += lines(definitions)
        }
        return text.joined(separator: "\n")
    }
}
