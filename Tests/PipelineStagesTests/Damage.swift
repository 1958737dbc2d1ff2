import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Something wrong in one file of the small synthetic project, and all that a steward is told.
struct Damage: Sendable, CustomTestStringConvertible {
    let what: String
    let file: String
    let text: String
    let wrongText: String
    let expected: String

    init(
        _ what: String,
        in file: String,
        _ text: String,
        becomes wrongText: String,
        isTold expected: String
    ) {
        self.what = what
        self.file = file
        self.text = text
        self.wrongText = wrongText
        self.expected = expected
    }

    var testDescription: String { what }

    /// Runs the project well, does the damage, and runs it again.
    func expectRefusal() async throws {
        try await PipelineStagesTests.expectRefusal(expected) { project in
            try project.edit(file, text, wrongText)
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
