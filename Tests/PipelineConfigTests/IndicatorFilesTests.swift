import TestSupport
import Testing

@Suite struct IndicatorFilesTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "an indicator without a kind",
            in: "config/indicators/immigration.yaml",
            """
                kind: median

            """,
            becomes: "",
            isTold: """
                error[config.missing-key]: missing key `kind`
                 --> config/indicators/immigration.yaml:57:5
                   |
                57 |   - id: median-income
                   |     ^
                """
        ),
        Mistake(
            "a kind that is misspelt",
            in: "config/indicators/immigration.yaml",
            "kind: median",
            becomes: "kind: medain",
            isTold: """
                error[config.unknown-kind]: unknown kind `medain`
                 --> config/indicators/immigration.yaml:58:11
                   |
                58 |     kind: medain
                   |           ^^^^^^
                hint: did you mean `median`?
                """
        ),
        Mistake(
            "a kind that does not exist",
            in: "config/indicators/immigration.yaml",
            "kind: median",
            becomes: "kind: percentage",
            isTold: """
                error[config.unknown-kind]: unknown kind `percentage`
                 --> config/indicators/immigration.yaml:58:11
                   |
                58 |     kind: percentage
                   |           ^^^^^^^^^^
                hint: known are `average`, `count`, `index`, `median`, `rate`, `ratio` and `share`
                """
        ),
        Mistake(
            "an unknown gender",
            in: "config/indicators/immigration.yaml",
            "genders: [total, men, women]",
            becomes: "genders: [total, men, woman]",
            isTold: """
                error[config.unknown-gender]: unknown gender `woman`
                 --> config/indicators/immigration.yaml:24:27
                   |
                24 |     genders: [total, men, woman]
                   |                           ^^^^^
                hint: did you mean `women`?
                """
        ),
        Mistake(
            "an unknown census form",
            in: "config/indicators/immigration.yaml",
            """
            id: population
                kind: count
                unit: persons
                universe: everybody
                sample: short
            """,
            becomes: """
                id: population
                    kind: count
                    unit: persons
                    universe: everybody
                    sample: shrot
                """,
            isTold: """
                error[config.unknown-sample]: unknown sample `shrot`
                 --> config/indicators/immigration.yaml:7:13
                  |
                7 |     sample: shrot
                  |             ^^^^^
                hint: did you mean `short`?
                """
        ),
        Mistake(
            "an unknown universe",
            in: "config/indicators/immigration.yaml",
            """
            sample: short
                within: persons
            """,
            becomes: """
                sample: short
                    within: person
                """,
            isTold: """
                error[config.unknown-universe]: unknown universe `person`
                 --> config/indicators/immigration.yaml:8:13
                  |
                8 |     within: person
                  |             ^^^^^^
                hint: did you mean `persons`?
                """
        ),
        Mistake(
            "an unknown category in a mapping",
            in: "config/indicators/immigration.yaml",
            """
            "2006":
                    list-2006:
                      total: { id: "2", label: "Total - Immigrant status" }
                      immigrant:
            """,
            becomes: """
                "2006":
                        list-2006:
                          total: { id: "2", label: "Total - Immigrant status" }
                          imigrant:
                """,
            isTold: """
                error[config.unknown-category]: unknown category `imigrant`
                 --> config/indicators/immigration.yaml:30:11
                   |
                30 |           imigrant: { id: "3", label: "Immigrants" }
                   |           ^^^^^^^^
                hint: did you mean `immigrant`?
                """
        ),
        Mistake(
            "an unknown group in a mapping",
            in: "config/indicators/immigration.yaml",
            """
            "2006":
                    list-2006:
                      total: { id: "2", label: "Total - Immigrant status" }
                      immigrant:
            """,
            becomes: """
                "2006":
                        list-2006:
                          total: { id: "2", label: "Total - Immigrant status" }
                          recent:immigrant:
                """,
            isTold: """
                error[config.unknown-group]: unknown group `recent`
                 --> config/indicators/immigration.yaml:30:11
                   |
                30 |           recent:immigrant: { id: "3", label: "Immigrants" }
                   |           ^^^^^^^^^^^^^^^^
                hint: known are `total`
                """
        ),
        Mistake(
            "an unknown list",
            in: "config/indicators/immigration.yaml",
            "list-2006: { total: { id: \"4\"",
            becomes: "list-206: { total: { id: \"4\"",
            isTold: """
                error[config.unknown-list]: unknown list `list-206`
                 --> config/indicators/immigration.yaml:64:17
                   |
                64 |       "2006": { list-206: { total: { id: "4", label: "Median income ($)" } } }
                   |                 ^^^^^^^^
                hint: did you mean `list-2006`?
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        Mistake(
            "a list of another period",
            in: "config/indicators/immigration.yaml",
            "\"2006\": { list-2006: { total: { id: \"4\"",
            becomes: "\"2006\": { list-2016: { total: { id: \"4\"",
            isTold: """
                error[config.wrong-period]: list `list-2016` is of 2016, not of 2006
                 --> config/indicators/immigration.yaml:64:17
                   |
                64 |       "2006": { list-2016: { total: { id: "4", label: "Median income ($)" } } }
                   |                 ^^^^^^^^^
                """
        ),
        Mistake(
            "a label that is not that of the characteristic",
            in: "config/indicators/immigration.yaml",
            "\"Population in 2006\"",
            becomes: "\"Population of 2006\"",
            isTold: """
                error[config.label-differs]: characteristic `1` of `list-2006` is `Population in \
                2006`, not `Population of 2006`
                 --> config/indicators/immigration.yaml:11:55
                   |
                11 |       "2006": { list-2006: { total: { id: "1", label: "Population of 2006" } \
                } }
                   |                                                       ^^^^^^^^^^^^^^^^^^^^
                hint: correct the label, or the id
                """
        ),
        Mistake(
            "a characteristic that the list does not have",
            in: "config/indicators/immigration.yaml",
            "{ id: \"1\", label: \"Population in 2006\" }",
            becomes: "{ id: \"9\", label: \"Population in 2006\" }",
            isTold: """
                error[config.unknown-characteristic]: list `list-2006` has no characteristic `9`
                 --> config/indicators/immigration.yaml:11:43
                   |
                11 |       "2006": { list-2006: { total: { id: "9", label: "Population in 2006" } \
                } }
                   |                                           ^^^
                hint: look it up in config/characteristics/list-2006.csv
                """
        ),
        Mistake(
            "a characteristic of men that the list does not have",
            in: "config/indicators/immigration.yaml",
            "\"Population in 2006\" }",
            becomes: "\"Population in 2006\", men: \"11\" }",
            isTold: """
                error[config.unknown-characteristic]: list `list-2006` has no characteristic `11`
                 --> config/indicators/immigration.yaml:11:82
                   |
                11 |       "2006": { list-2006: { total: { id: "1", label: "Population in 2006", \
                men: "11" } } }
                   |                                                                               \
                   ^^^^
                hint: look it up in config/characteristics/list-2006.csv
                """
        ),
        Mistake(
            "a reference that names no category",
            in: "config/indicators/immigration.yaml",
            "denominator: [immigrant-status/total]",
            becomes: "denominator: [immigrant-status]",
            isTold: """
                error[config.wrong-shape]: expected `indicator/category`, found `immigrant-status`
                 --> config/indicators/immigration.yaml:52:23
                   |
                52 |         denominator: [immigrant-status]
                   |                       ^^^^^^^^^^^^^^^^

                error[config.missing-key]: neither `from` nor `periods` gives share \
                `immigrant-share` any figure
                 --> config/indicators/immigration.yaml:43:9
                   |
                43 |   - id: immigrant-share
                   |         ^^^^^^^^^^^^^^^
                """
        ),
        Mistake(
            "an unknown comparability code",
            in: "config/indicators/immigration.yaml",
            """
            "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                comparability:
                  "2006-2016": { code: A }
            """,
            becomes: """
                "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                    comparability:
                      "2006-2016": { code: D }
                """,
            isTold: """
                error[config.unknown-comparability-code]: unknown comparability code `D`
                 --> config/indicators/immigration.yaml:15:28
                   |
                15 |       "2006-2016": { code: D }
                   |                            ^
                hint: known are `A`, `B`, `C` and `X`

                error[config.missing-comparability]: `population` does not say whether 2006 and \
                2016 compare
                 --> config/indicators/immigration.yaml:3:9
                  |
                3 |   - id: population
                  |         ^^^^^^^^^^
                hint: add `"2006-2016": { code: A }` (or B, C, X with a note)
                """
        ),
        Mistake(
            "a code without its note",
            in: "config/indicators/immigration.yaml",
            """
            "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                comparability:
                  "2006-2016": { code: A }
            """,
            becomes: """
                "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                    comparability:
                      "2006-2016": { code: B }
                """,
            isTold: """
                error[config.missing-note]: code `B` needs a `note`
                 --> config/indicators/immigration.yaml:15:20
                   |
                15 |       "2006-2016": { code: B }
                   |                    ^
                """
        ),
        Mistake(
            "a note without a text",
            in: "config/indicators/immigration.yaml",
            """
            "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                comparability:
                  "2006-2016": { code: A }
            """,
            becomes: """
                "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                    comparability:
                      "2006-2016": { code: B, note: b-note }
                """,
            isTold: """
                error[config.missing-label]: `b-note` has no label in config/labels/notes.yaml
                 --> config/indicators/immigration.yaml:15:37
                   |
                15 |       "2006-2016": { code: B, note: b-note }
                   |                                     ^^^^^^
                hint: did you mean `a-note`?
                hint: add a line `b-note: { en: ..., fr: ... }` there
                """
        ),
        Mistake(
            "a pair of years in the wrong order",
            in: "config/indicators/immigration.yaml",
            """
            "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                comparability:
                  "2006-2016": { code: A }
            """,
            becomes: """
                "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                    comparability:
                      "2006-2016": { code: A }
                      "2021-2016": { code: A }
                """,
            isTold: """
                error[config.wrong-shape]: expected two years such as `2006-2016`, found `2021-2016`
                 --> config/indicators/immigration.yaml:16:7
                   |
                16 |       "2021-2016": { code: A }
                   |       ^^^^^^^^^^^
                """
        ),
    ]

    static let mistakes3: [Mistake] = [
        Mistake(
            "an indicator without a label",
            in: "config/labels/indicators.yaml",
            "median-income: {",
            becomes: "median-incomes: {",
            isTold: """
                error[config.missing-label]: `median-income` has no label in \
                config/labels/indicators.yaml
                 --> config/indicators/immigration.yaml:57:9
                   |
                57 |   - id: median-income
                   |         ^^^^^^^^^^^^^
                hint: did you mean `median-incomes`?
                hint: add a line `median-income: { en: ..., fr: ... }` there
                """
        ),
        Mistake(
            "a unit without a label",
            in: "config/indicators/immigration.yaml",
            "unit: dollars",
            becomes: "unit: euros",
            isTold: """
                error[config.missing-label]: `euros` has no label in config/labels/units.yaml
                 --> config/indicators/immigration.yaml:59:11
                   |
                59 |     unit: euros
                   |           ^^^^^
                hint: add a line `euros: { en: ..., fr: ... }` there
                """
        ),
        Mistake(
            "a universe without a label",
            in: "config/indicators/immigration.yaml",
            """
            id: population
                kind: count
                unit: persons
                universe: everybody
            """,
            becomes: """
                id: population
                    kind: count
                    unit: persons
                    universe: every-body
                """,
            isTold: """
                error[config.missing-label]: `every-body` has no label in \
                config/labels/universes.yaml
                 --> config/indicators/immigration.yaml:6:15
                  |
                6 |     universe: every-body
                  |               ^^^^^^^^^^
                hint: did you mean `everybody`?
                hint: add a line `every-body: { en: ..., fr: ... }` there
                """
        ),
        Mistake(
            "a reason without a label",
            in: "config/indicators/immigration.yaml",
            """
            "2006": { list-2006: { total: { id: "5", label: "In low income" } } }
            """,
            becomes: "\"2006\": { not-available: no-reason }",
            isTold: """
                error[config.missing-label]: `no-reason` has no label in config/labels/reasons.yaml
                 --> config/indicators/immigration.yaml:79:32
                   |
                79 |       "2006": { not-available: no-reason }
                   |                                ^^^^^^^^^
                hint: add a line `no-reason: { en: ..., fr: ... }` there
                """
        ),
        Mistake(
            "a tab without a label",
            in: "config/indicators/immigration.yaml",
            "tab: immigration",
            becomes: "tab: imigration",
            isTold: """
                error[config.missing-label]: `imigration` has no label in config/labels/tabs.yaml
                 --> config/indicators/immigration.yaml:1:6
                  |
                1 | tab: imigration
                  |      ^^^^^^^^^^
                hint: did you mean `immigration`?
                hint: add a line `imigration: { en: ..., fr: ... }` there
                """
        ),
    ]

    @Test(arguments: mistakes + mistakes2 + mistakes3)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }
}
