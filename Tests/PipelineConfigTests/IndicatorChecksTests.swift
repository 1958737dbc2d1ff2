import TestSupport
import Testing

@Suite struct IndicatorChecksTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "an unknown indicator in from",
            in: "config/indicators/immigration.yaml",
            "numerator: [immigrant-status/",
            becomes: "numerator: [imigrant-status/",
            isTold: """
                error[config.unknown-indicator]: unknown indicator `imigrant-status`
                 --> config/indicators/immigration.yaml:51:21
                   |
                51 |         numerator: [imigrant-status/immigrant]
                   |                     ^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: did you mean `immigrant-status`?
                """
        ),
        Mistake(
            "an indicator in from that nothing is like",
            in: "config/indicators/immigration.yaml",
            "numerator: [immigrant-status/",
            becomes: "numerator: [speakers/",
            isTold: """
                error[config.unknown-indicator]: unknown indicator `speakers`
                 --> config/indicators/immigration.yaml:51:21
                   |
                51 |         numerator: [speakers/immigrant]
                   |                     ^^^^^^^^^^^^^^^^^^
                hint: add it to config/indicators/
                """
        ),
        Mistake(
            "an unknown category in from",
            in: "config/indicators/immigration.yaml",
            "numerator: [immigrant-status/immigrant]",
            becomes: "numerator: [immigrant-status/emigrant]",
            isTold: """
                error[config.unknown-category]: indicator `immigrant-status` has no category \
                `emigrant`
                 --> config/indicators/immigration.yaml:51:21
                   |
                51 |         numerator: [immigrant-status/emigrant]
                   |                     ^^^^^^^^^^^^^^^^^^^^^^^^^
                """
        ),
        Mistake(
            "an unknown group in from",
            in: "config/indicators/immigration.yaml",
            "numerator: [immigrant-status/immigrant]",
            becomes: "numerator: [immigrant-status/recent:immigrant]",
            isTold: """
                error[config.unknown-category]: indicator `immigrant-status` has no category \
                `recent:immigrant`
                 --> config/indicators/immigration.yaml:51:21
                   |
                51 |         numerator: [immigrant-status/recent:immigrant]
                   |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                """
        ),
        Mistake(
            "a part of a share that is not a count",
            in: "config/indicators/immigration.yaml",
            "numerator: [immigrant-status/immigrant]",
            becomes: "numerator: [median-income/total]",
            isTold: """
                error[config.not-a-count]: `median-income` is a median, not a count
                 --> config/indicators/immigration.yaml:51:21
                   |
                51 |         numerator: [median-income/total]
                   |                     ^^^^^^^^^^^^^^^^^^^
                """
        ),
        Mistake(
            "a share with neither parts nor mappings",
            in: "config/indicators/immigration.yaml",
            """
                from:
                  immigrant:
                    numerator: [immigrant-status/immigrant]
                    denominator: [immigrant-status/total]

            """,
            becomes: "",
            isTold: """
                error[config.missing-key]: neither `from` nor `periods` gives share \
                `immigrant-share` any figure
                 --> config/indicators/immigration.yaml:43:9
                   |
                43 |   - id: immigrant-share
                   |         ^^^^^^^^^^^^^^^
                """
        ),
        Mistake(
            "a share whose parts name nothing",
            in: "config/indicators/immigration.yaml",
            "numerator: [immigrant-status/immigrant]",
            becomes: "numerator: [immigrant-status]",
            isTold: """
                error[config.wrong-shape]: expected `indicator/category`, found `immigrant-status`
                 --> config/indicators/immigration.yaml:51:21
                   |
                51 |         numerator: [immigrant-status]
                   |                     ^^^^^^^^^^^^^^^^

                error[config.missing-key]: neither `from` nor `periods` gives share \
                `immigrant-share` any figure
                 --> config/indicators/immigration.yaml:43:9
                   |
                43 |   - id: immigrant-share
                   |         ^^^^^^^^^^^^^^^
                """
        ),
        Mistake(
            "a category that no period maps",
            in: "config/indicators/immigration.yaml",
            "categories: [immigrant]",
            becomes: "categories: [immigrant, total]",
            isTold: """
                error[config.unmapped-category]: category `total` of `immigrant-share` is mapped \
                in no period
                 --> config/indicators/immigration.yaml:48:17
                   |
                48 |     categories: [immigrant, total]
                   |                 ^
                """
        ),
        Mistake(
            "a category that has no label and is not mapped",
            in: "config/indicators/immigration.yaml",
            """
            within: persons
                categories: [total]
                periods:
                  "2006": { list-2006: { total: { id: "1"
            """,
            becomes: """
                within: persons
                    categories: [total, youth]
                    periods:
                      "2006": { list-2006: { total: { id: "1"
                """,
            isTold: """
                error[config.missing-label]: `youth` has no label in config/labels/categories.yaml
                 --> config/indicators/immigration.yaml:9:25
                  |
                9 |     categories: [total, youth]
                  |                         ^^^^^
                hint: add a line `youth: { en: ..., fr: ... }` there

                error[config.unmapped-category]: category `youth` of `population` is mapped in no \
                period
                 --> config/indicators/immigration.yaml:9:17
                  |
                9 |     categories: [total, youth]
                  |                 ^
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        Mistake(
            "a share of nothing",
            in: "config/indicators/immigration.yaml",
            "denominator: [immigrant-status/total]",
            becomes: "denominator: []",
            isTold: """
                error[config.wrong-shape]: expected at least one `indicator/category`, found an \
                empty list
                 --> config/indicators/immigration.yaml:52:22
                   |
                52 |         denominator: []
                   |                      ^

                error[config.missing-key]: neither `from` nor `periods` gives share \
                `immigrant-share` any figure
                 --> config/indicators/immigration.yaml:43:9
                   |
                43 |   - id: immigrant-share
                   |         ^^^^^^^^^^^^^^^
                """
        ),
        Mistake(
            "a group that no period maps",
            in: "config/indicators/immigration.yaml",
            """
                genders: [total, men, women]

            """,
            becomes: """
                    genders: [total, men, women]
                    groups: [total, recent]

                """,
            isTold: """
                error[config.missing-label]: `recent` has no label in config/labels/groups.yaml
                 --> config/indicators/immigration.yaml:25:21
                   |
                25 |     groups: [total, recent]
                   |                     ^^^^^^
                hint: add a line `recent: { en: ..., fr: ... }` there

                error[config.unmapped-group]: group `recent` of `immigrant-status` is mapped in no \
                period
                 --> config/indicators/immigration.yaml:25:13
                   |
                25 |     groups: [total, recent]
                   |             ^
                """
        ),
        Mistake(
            "an indicator without the gender total",
            in: "config/indicators/immigration.yaml",
            "genders: [total, men, women]",
            becomes: "genders: [men, women]",
            isTold: """
                error[config.no-total-gender]: `immigrant-status` must be published for gender \
                `total`
                 --> config/indicators/immigration.yaml:24:14
                   |
                24 |     genders: [men, women]
                   |              ^
                """
        ),
        Mistake(
            "a pair of periods without comparability",
            in: "config/indicators/immigration.yaml",
            """
            "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                comparability:
                  "2006-2016": { code: A }

            """,
            becomes: """
                "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                    comparability:

                """,
            isTold: """
                error[config.missing-comparability]: `population` does not say whether 2006 and \
                2016 compare
                 --> config/indicators/immigration.yaml:3:9
                  |
                3 |   - id: population
                  |         ^^^^^^^^^^
                hint: add `"2006-2016": { code: A }` (or B, C, X with a note)
                """
        ),
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }
}
