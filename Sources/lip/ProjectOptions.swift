import ArgumentParser
import FoundationEssentials
import IndicatorModel
import PipelineConfig

/// Where the project lies, for all commands.
struct ProjectOptions: ParsableArguments {
    @Option(help: "The project's folder, which holds config/ and pipelines/.")
    var root = "."

    func path(_ name: String) -> String { IndicatorModel.path(name, in: root) }

    /// The path of a pipeline below the project, from its name or its path.
    func pipelinePath(_ name: String) -> String {
        name.hasSuffix(".yaml") ? name : "pipelines/\(name).yaml"
    }

    /// The pipelines of the project.
    func allPipelines() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path("pipelines"))) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "pipelines/\($0)" }
    }

    /// The name or path of the pipeline that publishes a dataset: most have its name.
    func pipeline(of dataset: String) -> String {
        let report = Report()
        let configuration = Configuration.read(in: root, report)
        let others = allPipelines().filter { path in
            Pipeline.read(path, in: root, configuration, Report())?.dataset == dataset
        }
        return others.first ?? dataset
    }

    /// Reads configuration and a pipeline; all errors at once.
    func load(_ name: String) throws -> (Configuration, Pipeline) {
        let report = Report()
        let configuration = Configuration.read(in: root, report)
        let pipeline = Pipeline.read(pipelinePath(name), in: root, configuration, report)
        guard !report.hasErrors, let pipeline else { throw Diagnostics(report.diagnostics) }
        return (configuration, pipeline)
    }
}

/// Where published datasets lie, for the commands that read or write them.
struct PublishedOptions: ParsableArguments {
    @Option(help: "The folder of published datasets (default: data-clean in the project).")
    var dataClean: String?

    func path(_ project: ProjectOptions) -> String { dataClean ?? project.path("data-clean") }
}
