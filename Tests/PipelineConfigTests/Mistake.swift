import IndicatorModel
import TestSupport
import Testing

/// A mistake in one file of the small synthetic project, and all that a steward is told of it.
struct Mistake: Sendable, CustomTestStringConvertible {
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

    /// Makes the mistake and returns every message about the project, as it is shown.
    func told() throws -> String {
        let project = try TestProject()
        try project.edit(file, text, wrongText)
        return project.told
    }
}

extension TestProject {
    /// Every message about the project's configuration and pipeline, as it is shown.
    var told: String { load().2.map(\.rendered).joined(separator: "\n\n") }
}
