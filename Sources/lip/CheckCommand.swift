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
            each error and warning with file, line and column. Writes nothing. Warnings fail the \
            command only with --strict.

            Example: lip check starter
            Example: lip check --strict
            """
    )

    @OptionGroup var project: ProjectOptions

    @Argument(help: "A pipeline, by name or path; all of them when left out.")
    var pipeline: String?

    @Flag(help: "Let warnings fail as errors do.")
    var strict = false

    @Flag(help: "Print the errors and warnings as JSON.")
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
        let errors = report.diagnostics.count { $0.severity == .error }
        let warnings = report.diagnostics.count { $0.severity == .warning }
        let warningText = warnings == 0 ? "" : ", \(counted(warnings, "warning"))"
        if errors > 0 || strict && warnings > 0 {
            if !json { Terminal.talk("\(counted(errors, "error"))\(warningText) found") }
            throw ExitStatus.configuration.code
        }
        if !json {
            Terminal.result(
                "\(counted(configuration.indicators.count, "indicator")), "
                    + "\(counted(configuration.places.count, "place")), "
                    + "\(counted(configuration.sources.count, "source")), "
                    + "\(counted(names.count, "pipeline")): no error\(warningText)"
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
