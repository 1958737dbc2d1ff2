import ArgumentParser
import DataStore
import IndicatorModel
import PipelineConfig

struct ExportPlacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write recipes as a concordance: place, level, vintage, code, weight, name.",
        discussion: """
            One line for each member of each recipe, as CSV. Parts without a known code and years \
            without a definition have no line. `lip places import` reads the same table.

            Example: lip places export --out concordance.csv
            Example: lip places export --vintage 2021 calgary bow-valley
            """
    )

    @OptionGroup var project: ProjectOptions

    @Argument(
        help: ArgumentHelp("The places, by id; all of them when left out.", valueName: "place")
    )
    var places: [String] = []

    @Option(help: ArgumentHelp("The census; all of them when left out.", valueName: "year"))
    var vintage: String?

    @Option(help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"))
    var out: String?

    func run() throws {
        do {
            let configuration = try project.configuration()
            let period = try vintage.map(project.period)
            let chosen = try project.places(places, configuration)
            let text = Concordance.text(of: chosen, vintage: period)
            let unresolved = Concordance.unresolved(chosen, vintage: period)
            if !unresolved.isEmpty {
                Terminal.talk(
                    "\(counted(unresolved.count, "recipe")) with parts that have no code, which "
                        + "the table leaves out: \(listed(unresolved, quoted: false))"
                )
            }
            if let out {
                try FileLayer().replace(out, with: text)
                let rows = text.count { $0 == UInt8(ascii: "\n") } - 1
                Terminal.result("\(out)  \(counted(rows, "row"))")
            } else {
                Terminal.result(String(decoding: text.dropLast(), as: UTF8.self))
            }
        } catch {
            throw fail(error)
        }
    }
}

extension ProjectOptions {
    /// The configuration; all errors at once.
    func configuration() throws -> Configuration {
        let report = Report()
        let configuration = Configuration.read(in: root, report)
        if report.hasErrors { throw Diagnostics(report.diagnostics) }
        return configuration
    }

    /// The year of a census.
    func period(_ text: String) throws -> Period {
        guard let period = Period(text) else {
            throw Diagnostic("usage.bad-year", "`\(text)` is not the year of a census")
        }
        return period
    }

    /// Places by their ids, all of them when none is given.
    func places(_ ids: [String], _ configuration: Configuration) throws -> [Place] {
        if ids.isEmpty { return configuration.places }
        return try ids.map { id in
            guard let place = configuration.places.first(where: { $0.id.name == id }) else {
                let known = configuration.places.map(\.id.name)
                throw Diagnostic(
                    "config.unknown-place",
                    "there is no place `\(id)`",
                    hints: didYouMean(id, among: known).map { [$0] } ?? []
                )
            }
            return place
        }
    }
}
