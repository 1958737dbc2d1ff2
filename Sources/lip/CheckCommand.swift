import ArgumentParser
import IndicatorModel
import PipelineConfig
import PipelineStages

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check every configuration file, and show all errors at once.",
        discussion: """
            Reads everything under config/ and the pipelines (or only the one given), and shows \
            each error with file, line and column. Writes nothing.

            Example: lip check starter
            """
    )

    @OptionGroup var project: ProjectOptions

    @Argument(help: "A pipeline, by name or path; all of them when left out.")
    var pipeline: String?

    @Flag(help: "Print the errors as JSON.")
    var json = false

    func run() throws {
        let report = Report()
        let configuration = Configuration.read(in: project.root, report)
        let names = pipeline.map { [project.pipelinePath($0)] } ?? project.allPipelines()
        for name in names {
            _ = Pipeline.read(name, in: project.root, configuration, report)
        }
        LocalReader(in: project.root, configuration.survey, today: .today, report)
            .check(configuration.places)
        if json {
            try Terminal.json(report.diagnostics.map(DiagnosticRecord.init))
        } else {
            for diagnostic in report.diagnostics { Terminal.talk(diagnostic.rendered + "\n") }
        }
        if report.hasErrors {
            if !json { Terminal.talk("\(counted(report.diagnostics.count { $0.severity == .error }, "error")) found") }
            throw ExitStatus.configuration.code
        }
        if !json {
            Terminal.result(
                "\(counted(configuration.indicators.count, "indicator")), "
                    + "\(counted(configuration.places.count, "place")), "
                    + "\(counted(configuration.sources.count, "source")), "
                    + "\(counted(names.count, "pipeline")): no error"
            )
        }
    }
}

/// A diagnostic as `--json` prints it.
private struct DiagnosticRecord: Encodable {
    let severity: String
    let code: String
    let message: String
    let file: String?
    let line: Int?
    let column: Int?
    let length: Int?
    /// The column behind the last character.
    let endColumn: Int?
    let hints: [String]

    init(_ diagnostic: Diagnostic) {
        severity = diagnostic.severity.rawValue
        code = diagnostic.code
        message = diagnostic.message
        file = diagnostic.span?.file
        line = diagnostic.span?.line
        column = diagnostic.span?.column
        length = diagnostic.span?.length
        endColumn = diagnostic.span.map { $0.column + $0.length }
        hints = diagnostic.hints
    }
}
