import Testing

/// Something wrong in one file of the small synthetic project, and all that a steward is told.
package struct Misprint: Sendable, CustomTestStringConvertible {
    package let what: String
    package let file: String
    package let text: String
    package let wrongText: String
    package let expected: String

    package init(
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

    package var testDescription: String { what }

    /// Makes the mistake.
    package func make(in project: TestProject) throws {
        try project.edit(file, text, wrongText)
    }
}
