import TestSupport
import Testing

@Suite struct TextFileTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "a key that stands twice",
            in: "config/places/town.yaml",
            "status: confirmed",
            becomes: """
                status: confirmed
                kind: lip
                """,
            isTold: """
                error[config.duplicate-key]: `kind` stands twice in one mapping
                 --> config/places/town.yaml:4:1
                  |
                4 | kind: lip
                  | ^^^^
                hint: remove one of the two
                """
        ),
        Mistake(
            "a key that stands twice, far below, with namesakes between",
            in: "config/places/town.yaml",
            """
            recipes:

            """,
            becomes: """
                recipes: {}
                status: candidate
                other:

                """,
            isTold: """
                error[config.duplicate-key]: `status` stands twice in one mapping
                 --> config/places/town.yaml:8:1
                  |
                8 | status: candidate
                  | ^^^^^^
                hint: remove one of the two
                """
        ),
        Mistake(
            "a quoted key that stands twice",
            in: "config/indicators/immigration.yaml",
            """
            "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                comparability:
                  "2006-2016": { code: A }
                  "2016-2021"
            """,
            becomes: """
                "2021": { list-2021: { total: { id: "1", label: "Population, 2021" } } }
                    comparability:
                      "2006-2016": { code: A }
                      "2006-2016"
                """,
            isTold: """
                error[config.duplicate-key]: `2006-2016` stands twice in one mapping
                 --> config/indicators/immigration.yaml:16:7
                   |
                16 |       "2006-2016": { code: A }
                   |       ^^^^^^^^^^^
                hint: remove one of the two
                """
        ),
        Mistake(
            "a key that stands twice, once without quotes",
            in: "config/places/town.yaml",
            "  \"2006\":",
            becomes: "  2016:",
            isTold: """
                error[config.duplicate-key]: `2016` stands twice in one mapping
                 --> config/places/town.yaml:13:3
                   |
                13 |   "2016":
                   |   ^^^^^^
                hint: remove one of the two
                """
        ),
        Mistake(
            "a key that stands twice on one line",
            in: "pipelines/small.yaml",
            "title: { en: \"Small\", fr: \"Petit\" }",
            becomes: "title: { en: \"Small\", en: \"Petit\" }",
            isTold: """
                error[config.duplicate-key]: `en` stands twice in one mapping
                 --> pipelines/small.yaml:2:23
                  |
                2 | title: { en: "Small", en: "Petit" }
                  |                       ^^
                hint: remove one of the two
                """
        ),
        Mistake(
            "a key that stands twice in an item of a list",
            in: "config/indicators/immigration.yaml",
            """
                kind: median

            """,
            becomes: """
                    kind: median
                    unit: dollars

                """,
            isTold: """
                error[config.duplicate-key]: `unit` stands twice in one mapping
                 --> config/indicators/immigration.yaml:60:5
                   |
                60 |     unit: dollars
                   |     ^^^^
                hint: remove one of the two
                """
        ),
        Mistake(
            "two keys that stand twice",
            in: "config/places/town.yaml",
            "status: confirmed",
            becomes: """
                status: confirmed
                kind: lip
                status: candidate
                """,
            isTold: """
                error[config.duplicate-key]: `kind` and `status` stand twice in one mapping
                 --> config/places/town.yaml:4:1
                  |
                4 | kind: lip
                  | ^^^^
                hint: remove one of the two
                """
        ),
        Mistake(
            "a bracket that is not closed",
            in: "pipelines/small.yaml",
            "places: { collections: [north] }",
            becomes: "places: { collections: [north }",
            isTold: """
                error[config.yaml-syntax]: this is not YAML: did not find expected ',' or ']'
                 --> pipelines/small.yaml:4:31
                  |
                4 | places: { collections: [north }
                  |                               ^
                """
        ),
        Mistake(
            "a tab that indents",
            in: "config/places/town.yaml",
            "kind: community",
            becomes: "\tkind: community",
            isTold: """
                error[config.yaml-syntax]: this is not YAML: found a tab character that violates \
                indentation
                 --> config/places/town.yaml:2:1
                  |
                2 | \tkind: community
                  | ^
                """
        ),
        Mistake(
            "a colon within a text",
            in: "config/sources/tidy-2006.yaml",
            "publisher: A test",
            becomes: "publisher: A test: really",
            isTold: """
                error[config.yaml-syntax]: this is not YAML: mapping values are not allowed in \
                this context
                 --> config/sources/tidy-2006.yaml:2:18
                  |
                2 | publisher: A test: really
                  |                  ^
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        Mistake(
            "a quote that is not closed",
            in: "pipelines/small.yaml",
            "title: { en: \"Small\", fr: \"Petit\" }",
            becomes: "title: { en: \"Small, fr: \"Petit\" }",
            isTold: """
                error[config.yaml-syntax]: this is not YAML: did not find expected ',' or '}'
                 --> pipelines/small.yaml:2:27
                  |
                2 | title: { en: "Small, fr: "Petit" }
                  |                           ^
                """
        )
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }
}
