import ArgumentParser
import DataStore
import IndicatorModel
import PipelineConfig
import PipelineStages

struct PlaceCrosswalkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crosswalk",
        abstract:
            "Write the people of each census subdivision on the boundaries of a later census.",
        discussion: """
            One line for each census subdivision of the earlier census and each of the later that \
            it lies in: from, to, people, share (people/all), method, estimated. The people of all \
            lines are those of the census. What the list of changes leaves open is told.

            With --correspondence it follows dissemination blocks instead (92-156): a file for \
            each census after the first, oldest first, and --blocks with tables \
            `block,population` of the first census and of each after it. Lines are then census \
            subdivisions where config/geographies says in which one an area lies, else areas.

            Example: lip places crosswalk --from 2016 --to 2021 --out 2016-2021.csv
            """
    )

    @OptionGroup var project: ProjectOptions

    @Option(help: ArgumentHelp("The earlier census.", valueName: "year"))
    var from: String

    @Option(help: ArgumentHelp("The later census.", valueName: "year"))
    var to: String

    @Option(
        name: .customLong("correspondence"),
        help: ArgumentHelp("A correspondence file of 92-156.", valueName: "file")
    )
    var correspondences: [String] = []

    @Option(
        name: .customLong("blocks"),
        help: ArgumentHelp("The people of the blocks of a census.", valueName: "file")
    )
    var blocks: [String] = []

    @Option(help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"))
    var out: String?

    func validate() throws {
        if correspondences.isEmpty != blocks.isEmpty
            || (!blocks.isEmpty && blocks.count != correspondences.count + 1)
        {
            throw ValidationError(
                "--blocks is needed once for the first census, and once for each --correspondence"
            )
        }
    }

    func run() throws {
        do {
            let configuration = try project.configuration()
            let (from, to) = (try project.period(from), try project.period(to))
            let crosswalk =
                correspondences.isEmpty
                ? try CrosswalkTable.crosswalk(of: configuration, from: from, to: to)
                : try BlockCrosswalkFiles(correspondences: correspondences, blocks: blocks)
                    .crosswalk(configuration, from: from, to: to)
            for line in CrosswalkTable.problems(crosswalk, configuration) { Terminal.talk(line) }
            let text = CrosswalkTable.csv(crosswalk)
            guard let out else {
                return Terminal.result(String(decoding: text.dropLast(), as: UTF8.self))
            }
            try FileLayer().replace(out, with: text)
            Terminal.result(
                "\(out)  \(counted(crosswalk.rows.count, "row")), "
                    + counted(crosswalk.people, "person", plural: "people")
            )
        } catch {
            throw fail(error)
        }
    }
}
