import IndicatorModel
import TestSupport
import Testing

/// A mistake in a file of the configuration.
typealias Mistake = Misprint

extension Misprint {
    /// Makes the mistake and returns every message about the project, as it is shown.
    func told() throws -> String {
        let project = try TestProject()
        try make(in: project)
        return project.told
    }
}

extension Mistake {
    /// A mistake in lines that are added to the pipeline `small`, before its partitions.
    static func inSmall(_ what: String, _ lines: String, isTold expected: String) -> Mistake {
        Mistake(
            what,
            in: "pipelines/small.yaml",
            "partitions:",
            becomes: "\(lines)\npartitions:",
            isTold: expected
        )
    }
}

extension TestProject {
    /// The pipeline `small` with lines added before its partitions, all of which must be right.
    static func small(with lines: String) throws -> Pipeline {
        let project = try TestProject()
        try project.edit("pipelines/small.yaml", "partitions:", "\(lines)\npartitions:")
        let (_, pipeline, diagnostics) = project.load()
        guard let pipeline, diagnostics.isEmpty else { throw Diagnostics(diagnostics) }
        return pipeline
    }

    /// Every message about the project's configuration and pipeline, as it is shown.
    var told: String { load().2.map(\.rendered).joined(separator: "\n\n") }
}
