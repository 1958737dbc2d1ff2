import ArgumentParser
import IndicatorModel
import PipelineStages

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write figures in layouts of other tools.",
        discussion: "Example: lip export cells pnt --mirror /mnt/statcan --out data-raw/starter",
        subcommands: [CellsCommand.self]
    )

    struct CellsCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cells",
            abstract: "Write the cells that a pipeline reads, in the tidy layout.",
            discussion: """
                Reads the parts of the pipeline's sources that are at hand and writes one \
                gzipped CSV a part, and one file of labels a list of characteristics. The \
                starter figures in data-raw/starter are made this way.

                Example: lip export cells pnt --mirror /mnt/statcan --out data-raw/starter
                """
        )

        @OptionGroup var project: ProjectOptions

        @Argument(help: "The pipeline, by name or path.")
        var pipeline: String

        @Option(help: "A folder that holds official files, anywhere below it.")
        var mirror: String

        @Option(help: "The folder to write to.")
        var out: String

        func run() throws {
            do {
                let (configuration, pipeline) = try project.load(pipeline)
                let export = try CellExport(pipeline, configuration, mirror: mirror)
                for file in try export.write(to: out) {
                    Terminal.result("\(file.name)  \(counted(file.rows, "row"))")
                }
            } catch {
                throw fail(error)
            }
        }
    }
}
