import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// A file that is damaged after a run that went well.
typealias Damage = Misprint

extension Misprint {
    /// Runs the project well, does the damage, and runs it again.
    func expectRefusal() async throws {
        try await PipelineStagesTests.expectRefusal(expected) { project in
            try make(in: project)
        }
    }
}

/// Expects a run after a good one to be refused with this text, and to leave everything as it was:
/// what was published, and what was fetched before.
func expectRefusal(
    _ expected: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    after damage: (TestProject) throws -> Void
) async throws {
    let project = try TestProject()
    _ = try project.run()
    let published = try project.tree("data-clean")
    let objects = try project.tree("data-raw/objects")
    try damage(project)
    #expect(project.failure() == expected, sourceLocation: sourceLocation)
    #expect(published["small/latest"] != nil, sourceLocation: sourceLocation)
    #expect(try project.tree("data-clean") == published, sourceLocation: sourceLocation)
    let now = try project.tree("data-raw/objects")
    let isUntouched = objects.allSatisfy { now[$0.key] == $0.value }
    #expect(isUntouched, "an earlier object was touched", sourceLocation: sourceLocation)
}
