import ArgumentParser
import DataStore
import IndicatorModel
import PipelineConfig

struct ImportPlacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read a concordance, and change recipes to what it says.",
        discussion: """
            Shows what would change, and writes it with --write. The table has the columns place, \
            level, vintage, code and weight, and may have name; it says every recipe that it names \
            whole. Only the members of those recipes are changed: all else in a file stays. Places \
            that are not in config/places are made with --collection.

            Example: lip places import concordance.csv
            Example: lip places import concordance.csv --write
            Example: lip places import new.csv --collection ontario --parent ontario --write
            """
    )

    @OptionGroup var project: ProjectOptions

    @Argument(help: "The table, as CSV.")
    var file: String

    @Flag(help: "Write the files, and not only show what would change.")
    var write = false

    @Option(help: "The collection of new places; without it there may be none.")
    var collection: String?

    @Option(help: "The kind of new places.")
    var kind: PlaceKind = .lip

    @Option(help: ArgumentHelp("The place above new places.", valueName: "place"))
    var parent: String?

    func run() throws {
        do {
            let configuration = try project.configuration()
            let report = Report()
            let above = try parent.map { try project.places([$0], configuration)[0].id }
            let plan = ConcordanceImport(
                try readFile(file),
                named: file,
                configuration,
                in: project.root,
                newPlaces: collection.map { .init(kind: kind, collection: $0, parent: above) },
                report
            )
            if report.hasErrors { throw Diagnostics(report.diagnostics) }
            if plan.files.isEmpty {
                Terminal.result("nothing changes: \(counted(plan.recipeCount, "recipe")) compared")
                return
            }
            for file in plan.files {
                Terminal.result(file.path + (file.isNew ? ", a new file" : ""))
                for line in file.changes.flatMap(\.lines) { Terminal.result("  \(line)") }
            }
            if write { try write(plan) } else { Terminal.talk("nothing written; give --write") }
        } catch {
            throw fail(error)
        }
    }

    private func write(_ plan: ConcordanceImport) throws {
        let layer = FileLayer()
        for file in plan.files {
            try layer.replace(project.path(file.path), with: Array(file.text.utf8))
        }
        Terminal.talk(
            "\(counted(plan.files.count, "file")) written; look at the status and source of what "
                + "changed"
        )
        _ = try project.configuration()
    }
}

extension PlaceKind: ExpressibleByArgument {}
