import IndicatorModel
import PipelineConfig
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

    /// A mistake in lines that are added to the source `profile-2016`, before its parts.
    static func inSource(_ what: String, _ lines: String, isTold expected: String) -> Mistake {
        Mistake(
            what,
            in: "config/sources/profile-2016.yaml",
            "parts:\n",
            becomes: "\(lines)\nparts:\n",
            isTold: expected
        )
    }

    /// A mistake in the parts of the source `profile-2016`.
    static func inPart(_ what: String, _ lines: String, isTold expected: String) -> Mistake {
        Mistake(
            what,
            in: "config/sources/profile-2016.yaml",
            TestProject.part2016,
            becomes: "\(lines)\n",
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

    /// The one part of the source `profile-2016`.
    static let part2016 = """
          - id: north
            path: raw/2016.csv
            covers: { level: PR, code: "61", by: CSD }

        """

    /// The project whose source `profile-2016` has more keys, and other parts where they are given.
    static func project(with lines: String, parts: String? = nil) throws -> TestProject {
        let project = try TestProject()
        let file = "config/sources/profile-2016.yaml"
        if let parts { try project.edit(file, part2016, "\(parts)\n") }
        if !lines.isEmpty { try project.edit(file, "parts:\n", "\(lines)\nparts:\n") }
        return project
    }

    /// That source, in which all must be right.
    static func source(with lines: String, parts: String? = nil) throws -> Source {
        let (configuration, _, diagnostics) = try project(with: lines, parts: parts).load()
        let source = configuration.sources[SourceID(known: "profile-2016")]
        guard let source, diagnostics.isEmpty else { throw Diagnostics(diagnostics) }
        return source
    }

    /// Every message about the project's configuration and pipeline, as it is shown.
    var told: String { load().2.map(\.rendered).joined(separator: "\n\n") }
}
