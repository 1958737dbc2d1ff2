import TestSupport
import Testing

@Suite struct LabelFilesTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "a label without French",
            in: "config/labels/tabs.yaml",
            "immigration: { en: \"immigration\", fr: \"immigration (fr)\" }",
            becomes: "immigration: { en: \"immigration\" }",
            isTold: """
                error[config.missing-key]: missing key `fr`
                 --> config/labels/tabs.yaml:1:14
                  |
                1 | immigration: { en: "immigration" }
                  |              ^

                error[config.missing-label]: `immigration` has no label in config/labels/tabs.yaml
                 --> config/indicators/immigration.yaml:1:6
                  |
                1 | tab: immigration
                  |      ^^^^^^^^^^^
                hint: add a line `immigration: { en: ..., fr: ... }` there
                """
        ),
        Mistake(
            "a label in a third language",
            in: "config/labels/units.yaml",
            "percent: { en: \"percent\", fr: \"percent (fr)\" }",
            becomes: "percent: { en: \"percent\", fr: \"percent (fr)\", de: \"Prozent\" }",
            isTold: """
                error[config.unknown-key]: unknown key `de`
                 --> config/labels/units.yaml:2:47
                  |
                2 | percent: { en: "percent", fr: "percent (fr)", de: "Prozent" }
                  |                                               ^^
                hint: known are `en`, `fr` and `was`
                """
        ),
        Mistake(
            "a label that stands twice",
            in: "config/labels/units.yaml",
            """
            dollars: { en: "dollars", fr: "dollars (fr)" }

            """,
            becomes: """
                persons: { en: "dollars", fr: "dollars (fr)" }

                """,
            isTold: """
                error[config.duplicate-key]: `persons` stands twice in one mapping
                 --> config/labels/units.yaml:3:1
                  |
                3 | persons: { en: "dollars", fr: "dollars (fr)" }
                  | ^^^^^^^
                hint: remove one of the two
                """
        ),
        Mistake(
            "a former label without its month",
            in: "config/labels/units.yaml",
            "percent: { en: \"percent\", fr: \"percent (fr)\" }",
            becomes: "percent: { en: percent, fr: percent, was: [{ en: a, fr: b }] }",
            isTold: """
                error[config.missing-key]: missing key `until`
                 --> config/labels/units.yaml:2:44
                  |
                2 | percent: { en: percent, fr: percent, was: [{ en: a, fr: b }] }
                  |                                            ^
                """
        ),
        Mistake(
            "a former label until a day",
            in: "config/labels/units.yaml",
            "percent: { en: \"percent\", fr: \"percent (fr)\" }",
            becomes: "percent: { en: p, fr: p, was: [{ en: a, fr: b, until: 2026-11-01 }] }",
            isTold: """
                error[config.wrong-shape]: expected a month such as "2026-11", found `2026-11-01`
                 --> config/labels/units.yaml:2:55
                  |
                2 | percent: { en: p, fr: p, was: [{ en: a, fr: b, until: 2026-11-01 }] }
                  |                                                       ^^^^^^^^^^
                """
        ),
        Mistake(
            "a definition where none belongs",
            in: "config/labels/units.yaml",
            "percent: { en: \"percent\", fr: \"percent (fr)\" }",
            becomes: """
                percent: { en: "percent", fr: "percent (fr)", definition: { en: "a", fr: "b" } }
                """,
            isTold: """
                error[config.unknown-key]: unknown key `definition`
                 --> config/labels/units.yaml:2:47
                  |
                2 | percent: { en: "percent", fr: "percent (fr)", definition: { en: "a", fr: "b" } }
                  |                                               ^^^^^^^^^^
                hint: known are `en`, `fr` and `was`
                """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }
}
