import ArgumentParser
import DataStore
import IndicatorModel
import PipelineConfig
import PipelineStages

struct GeographiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geographies",
        abstract: "Look up codes and names of census geographies, and make their lists.",
        discussion: "Example: lip geographies find \"St. Albert\" --province 48",
        subcommands: [
            FindCommand.self, ShowCommand.self, BuildCommand.self, GeographyChangesCommand.self,
        ]
    )

    struct FindCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "find",
            abstract: "Find the code of a place by its name, in every census that has a list.",
            discussion: """
                Names are English or French. Capitals, accents, hyphens, apostrophes and spaces \
                do not matter, and Saint is St. Every place of the name is shown: a town and \
                the rural municipality around it often share one. Exits with 65 when there is \
                none.

                Example: lip geographies find "St. Albert" --province 48
                Example: lip geographies find Montreal --vintage 2021 --level CSD
                """
        )

        @OptionGroup var project: ProjectOptions

        @Argument(help: "The name.")
        var name: String

        @Option(help: "A census, such as 2021.")
        var vintage: Period?

        @Option(help: "A level, such as CSD or CMA.")
        var level: GeographyLevel?

        @Option(help: "The two digits of a province or territory.")
        var province: String?

        @Flag(help: "Print what was found as JSON.")
        var json = false

        func run() throws {
            do {
                let answers = try project.geographies(vintage)
                let found = answers.find(name, level: level, province: province)
                if json { try Terminal.json(found) }
                if found.isEmpty { throw answers.notFound(name) }
                if !json { Terminal.result(GeographyAnswers.text(found)) }
            } catch {
                throw fail(error)
            }
        }
    }

    struct ShowCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a geography: names, count, what it lies in and what lies in it.",
            discussion: """
                Each census that has the code is shown, because a code may have another name, \
                type or extent in another one.

                Example: lip geographies show CSD 4806016
                Example: lip geographies show CMA 825 --vintage 2016 --json
                """
        )

        @OptionGroup var project: ProjectOptions

        @Argument(help: "The level: CSD, CMA, CD, PR, ...")
        var level: GeographyLevel

        @Argument(help: "The code, with its leading zeros.")
        var code: String

        @Option(help: "A census, such as 2021.")
        var vintage: Period?

        @Flag(help: "Print it as JSON.")
        var json = false

        func run() throws {
            do {
                let shown = try project.geographies(vintage).show(
                    Geography(level: level, code: code)
                )
                if json { return try Terminal.json(shown) }
                Terminal.result(GeographyAnswers.text(shown))
            } catch {
                throw fail(error)
            }
        }
    }
}

extension GeographiesCommand {
    struct BuildCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "build",
            abstract: "Make config/geographies/YEAR.csv from files of Statistics Canada.",
            discussion: """
                Gives what each file says, and where two of them disagree. Files that disagree \
                about codes or about what lies in what, and counts that do not add up, are \
                errors: then nothing is written, and the command exits with 65.

                A file may be in its ZIP archive. Its texts are read as Windows-1252, in which \
                Statistics Canada writes them, or as UTF-8 when it begins with the mark of \
                UTF-8; of one that was saved again, tell how: FILE:utf-8 or FILE:windows-1252.

                Example: lip geographies build --vintage 2016 --dbf lcsd000b16a_e.dbf \
                --structure SGC-CGT-2016-Structure-eng.csv --counts T301EN.CSV
                Example: lip geographies build --vintage 2021 --attributes 2021_92-151_X.zip
                """
        )

        @OptionGroup var project: ProjectOptions

        @Option(help: "The census: 2006, 2011, 2016, 2021.")
        var vintage: Period

        @Option(help: "The Geographic Attribute File (92-151), CSV or fixed width.")
        var attributes: String?

        @Option(help: "The table of a boundary file; may be given more than once.")
        var dbf: [String] = []

        @Option(help: "The structure of the Standard Geographical Classification.")
        var structure: String?

        @Option(help: "The Dissemination Geographies Relationship File (98-26-0004).")
        var relationships: String?

        @Option(help: "Counts of population: 98-10-0002 (ZIP or CSV) or T301EN.CSV.")
        var counts: String?

        @Option(help: "A CSV `csd,cmap`: the part of a CMA or CA each CSD lies in.")
        var members: String?

        @Flag(help: "List dissemination areas too: 57,000 of them.")
        var disseminationAreas = false

        @Option(help: "The file to write (default: config/geographies/YEAR.csv).")
        var out: String?

        func validate() throws {
            if inputs.isEmpty { throw ValidationError("name a file, such as --attributes FILE") }
        }

        func run() throws {
            do {
                let build = GazetteerBuild(vintage: vintage, takesAreas: disseminationAreas)
                let result = try build.build(inputs)
                for line in result.lines { Terminal.talk(line) }
                let path = out ?? project.path("config/geographies/\(vintage).csv")
                let layer = FileLayer()
                try layer.createFolder(folder(of: path))
                try layer.replace(path, with: result.list.csv)
                Terminal.result(
                    "\(path)  "
                        + counted(result.list.entries.count, "geography", plural: "geographies")
                )
            } catch {
                throw fail(error)
            }
        }

        private var inputs: [GazetteerBuild.Input] {
            let single: [(GazetteerBuild.Kind, String?)] = [
                (.attributes, attributes), (.structure, structure),
                (.relationships, relationships), (.counts, counts), (.members, members),
            ]
            let tables = dbf.map { (GazetteerBuild.Kind.boundaries, Optional($0)) }
            return (single + tables).compactMap { kind, file in
                file.map { GazetteerBuild.Input(kind, named: $0) }
            }
        }
    }
}

extension ProjectOptions {
    /// The lists of geographies of the project.
    fileprivate func geographies(_ vintage: Period?) throws -> GeographyAnswers {
        let report = Report()
        let gazetteers = Gazetteer.readAll(in: root, report)
        if report.hasErrors { throw Diagnostics(report.diagnostics) }
        return try GeographyAnswers(gazetteers, vintage: vintage)
    }
}

extension Period: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

extension GeographyLevel: ExpressibleByArgument {
    init?(argument: String) {
        self.init(rawValue: argument.uppercased())
        if self == .place { return nil }
    }
}
