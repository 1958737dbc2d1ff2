import IndicatorModel
import Testing

@Suite struct DiagnosticRenderingTests {
    @Test func `an error without a place is one line`() {
        let diagnostic = Diagnostic("archive.method", "`a.zip` is compressed by method 12")
        #expect(diagnostic.rendered == "error[archive.method]: `a.zip` is compressed by method 12")
    }

    @Test func `hints follow, one a line`() {
        let diagnostic = Diagnostic(
            "archive.truncated",
            "`a.zip` is cut short",
            hints: ["fetch the file again", "or look at it"]
        )
        #expect(
            diagnostic.rendered == """
                error[archive.truncated]: `a.zip` is cut short
                hint: fetch the file again
                hint: or look at it
                """
        )
    }

    @Test func `the line is shown with a caret under each letter that is meant`() {
        let diagnostic = Diagnostic(
            "config.unknown-indicator",
            "there is no indicator `recent-imigrant`",
            at: SourceSpan(
                file: "config/labels/indicators.yaml",
                line: 12,
                column: 5,
                length: 15,
                text: "  - recent-imigrant: é"
            ),
            hints: ["did you mean `recent-immigrant`?"]
        )
        #expect(
            diagnostic.rendered == """
                error[config.unknown-indicator]: there is no indicator `recent-imigrant`
                 --> config/labels/indicators.yaml:12:5
                   |
                12 |   - recent-imigrant: é
                   |     ^^^^^^^^^^^^^^^
                hint: did you mean `recent-immigrant`?
                """
        )
    }

    @Test func `a place without a length has one caret`() {
        let span = SourceSpan(file: "a.csv", line: 1, column: 3, text: "ab\"c")
        #expect(
            Diagnostic("csv.quote", "a quote", at: span, severity: .warning).rendered == """
                warning[csv.quote]: a quote
                 --> a.csv:1:3
                  |
                1 | ab"c
                  |   ^
                """
        )
    }

    @Test func `a place whose line is not known is named only`() {
        let span = SourceSpan(file: "a.csv", line: 92_128)
        #expect(
            Diagnostic("csv.short", "the file ends here", at: span, severity: .note).rendered == """
                note[csv.short]: the file ends here
                 --> a.csv:92128:1
                """
        )
    }
}
