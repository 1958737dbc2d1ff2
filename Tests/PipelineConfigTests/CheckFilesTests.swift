import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct CheckFilesTests {
    static let file = "config/checks/all.yaml"

    /// A check of each kind of limit.
    static let text = """
        checks:
          - id: genders
            kind: range
            severity: error
            title: { en: Counts, fr: Effectifs }
            scope: { indicators: [population], places: [town], periods: ["2016"] }
            range: { low: 0 }
            except:
              - place: town
                date: "2026-11-24"
                reason: { en: Odd, fr: Bizarre }
          - id: change
            kind: jump
            severity: warning
            title: { en: Changes, fr: Variations }
            times-iqr: 3
            places-at-least: 8
            least-change: 0.2

        """

    private static func mistake(_ what: String, _ text: String, _ wrongText: String) -> Mistake {
        Mistake(what, in: file, text, becomes: wrongText, isTold: "")
    }

    /// What each is told stands in `Golden/check-mistakes.txt`.
    static let mistakes: [Mistake] = [
        mistake("an unknown kind", "kind: range", "kind: ranges"),
        mistake("a kind that is always made", "kind: range", "kind: contradiction"),
        mistake("the id of a check that is always made", "id: genders", "id: exceptions"),
        mistake("two checks of one id", "id: change", "id: genders"),
        mistake("an unknown severity", "severity: error", "severity: eror"),
        mistake("a title in one language", "{ en: Counts, fr: Effectifs }", "{ en: Counts }"),
        mistake("a misspelt key", "times-iqr: 3", "times-irq: 3"),
        mistake(
            "a limit of another kind",
            "range: { low: 0 }",
            "at-least: 0.5\n    range: { low: 0 }"
        ),
        mistake("no limit", "    range: { low: 0 }\n", ""),
        mistake("an empty range", "range: { low: 0 }", "range: {}"),
        mistake("a range upside down", "range: { low: 0 }", "range: { low: 2, high: 1 }"),
        mistake("too few places", "places-at-least: 8", "places-at-least: 3"),
        mistake("two limits of a jump", "times-iqr: 3", "times-iqr: 3\n    quantile: 0.9"),
        mistake("a quantile below the middle", "times-iqr: 3", "quantile: 0.2"),
        mistake("a limit that is not rounding", "kind: range", "kind: men-and-women"),
        mistake("an unknown indicator", "[population]", "[populaton]"),
        mistake("an unknown place", "places: [town]", "places: [twon]"),
        mistake("a period without a census", "[\"2016\"]", "[\"2017\"]"),
        mistake("a scope with nothing in it", "indicators: [population]", "units: [person]"),
        mistake("an exception without a day", "        date: \"2026-11-24\"\n", ""),
        mistake("a day that is none", "2026-11-24", "2026-24-11"),
        mistake("an exception of everything", "      - place: town\n        date", "      - date"),
        mistake("an exception for no place", "- place: town", "- place: tawn"),
    ]

    private static let noParts = text.replacing("kind: range", with: "kind: parts-and-total")
        .replacing("range: { low: 0 }", with: "within: rounding")

    @Test func `every mistake is told with its place`() throws {
        var told = ""
        for mistake in Self.mistakes {
            let project = try TestProject([Self.file: Self.text])
            try mistake.make(in: project)
            told += "## \(mistake.what)\n\n\(project.told)\n\n"
        }
        let project = try TestProject([Self.file: Self.noParts])
        told += "## a check that can look at nothing\n\n\(project.told)\n"
        try expectGolden(told, "check-mistakes.txt")
    }

    @Test func `a check is read as it is written`() throws {
        let (configuration, _, diagnostics) = try TestProject([Self.file: Self.text]).load()
        #expect(diagnostics.isEmpty)
        let check = try #require(configuration.checks.first)
        #expect(check.id.name == "genders")
        #expect(check.kind == .range)
        #expect(check.severity == .error)
        #expect(check.title == BilingualText(en: "Counts", fr: "Effectifs"))
        #expect(check.limit == .range(ValueRange(low: 0, high: nil)))
        #expect(check.scope.places.map(\.name) == ["town"])
        #expect(check.exceptions.map(\.reason.fr) == ["Bizarre"])
        #expect(check.span?.line == 2)
        let jump = JumpLimit(spread: .timesIQR(3), placesAtLeast: 8, leastChange: 0.2)
        #expect(configuration.checks.last?.limit == .jump(jump))
    }

    @Test(arguments: [
        ("{ within: rounding }", "kind: place-and-parent", CheckLimit.withinRounding),
        (
            "{ range: { above: 0 } }", "kind: range",
            .range(ValueRange(low: nil, high: nil, above: 0))
        ),
        ("{ at-least: 0.75 }", "kind: coverage", .atLeast(0.75)),
        (
            "{ quantile: 0.999, places-at-least: 20, least-change: 0.1 }", "kind: jump",
            .jump(JumpLimit(spread: .quantile(0.999), placesAtLeast: 20, leastChange: 0.1))
        ),
    ])
    func `each kind has its limit`(_ limit: String, _ kind: String, _ expected: CheckLimit) throws {
        let keys = limit.dropFirst(2).dropLast(2)
        let project = try TestProject([
            Self.file: """
            checks:
              - { id: one, \(kind), severity: warning, title: { en: a, fr: b }, \(keys) }

            """
        ])
        let (configuration, _, diagnostics) = project.load()
        #expect(diagnostics.isEmpty)
        #expect(configuration.checks.map(\.limit) == [expected])
    }

    @Test func `a partition cannot be called as all of them are`() throws {
        let project = try TestProject()
        try project.edit("pipelines/small.yaml", "id: census-2006", "id: all")
        #expect(
            project.told == """
                error[config.reserved-name]: `all` stands for all partitions, and cannot name one
                 --> pipelines/small.yaml:6:11
                  |
                6 |   - { id: all, period: "2006", sources: [tidy-2006] }
                  |           ^^^
                """
        )
    }
}
