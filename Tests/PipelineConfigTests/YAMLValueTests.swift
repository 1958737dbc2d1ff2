import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct YAMLValueTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "an unknown key with one like it",
            in: "config/sources/tidy-2006.yaml",
            "licence: {",
            becomes: "license: {",
            isTold: """
                error[config.unknown-key]: unknown key `license`
                 --> config/sources/tidy-2006.yaml:7:1
                  |
                7 | license: { name: None, url: "https://example.org/licence" }
                  | ^^^^^^^
                hint: did you mean `licence`?

                error[config.missing-key]: missing key `licence`
                 --> config/sources/tidy-2006.yaml:1:1
                  |
                1 | id: tidy-2006
                  | ^
                """
        ),
        Mistake(
            "an unknown key with none like it",
            in: "config/sources/tidy-2006.yaml",
            "publisher: A test",
            becomes: """
                publisher: A test
                shoe-size: 42
                """,
            isTold: """
                error[config.unknown-key]: unknown key `shoe-size`
                 --> config/sources/tidy-2006.yaml:3:1
                  |
                3 | shoe-size: 42
                  | ^^^^^^^^^
                hint: known are `archives`, `attribution`, `by-name`, `characteristics`, \
                `contract`, `fetch`, `id`, `labels`, `language`, `layout`, `level`, `licence` and \
                15 more
                """
        ),
        Mistake(
            "a missing key",
            in: "config/places/town.yaml",
            """
            kind: community

            """,
            becomes: "",
            isTold: """
                error[config.missing-key]: missing key `kind`
                 --> config/places/town.yaml:1:1
                  |
                1 | id: town
                  | ^
                """
        ),
        Mistake(
            "several missing keys",
            in: "config/sources/tidy-2006.yaml",
            """
            publisher: A test
            title: { en: "Figures of 2006", fr: "Chiffres de 2006" }

            """,
            becomes: "",
            isTold: """
                error[config.missing-key]: missing keys `publisher` and `title`
                 --> config/sources/tidy-2006.yaml:1:1
                  |
                1 | id: tidy-2006
                  | ^
                """
        ),
        Mistake(
            "a missing key in a nested mapping",
            in: "config/indicators/immigration.yaml",
            "{ id: \"1\", label: \"Population in 2006\" }",
            becomes: "{ id: \"1\" }",
            isTold: """
                error[config.missing-key]: missing key `label`
                 --> config/indicators/immigration.yaml:11:37
                   |
                11 |       "2006": { list-2006: { total: { id: "1" } } }
                   |                                     ^
                """
        ),
        Mistake(
            "a list for a text",
            in: "config/places/town.yaml",
            "kind: community",
            becomes: "kind: [community]",
            isTold: """
                error[config.wrong-shape]: expected a text, found a list
                 --> config/places/town.yaml:2:7
                  |
                2 | kind: [community]
                  |       ^
                """
        ),
        Mistake(
            "keys for a text",
            in: "config/places/town.yaml",
            "kind: community",
            becomes: "kind: { is: community }",
            isTold: """
                error[config.wrong-shape]: expected a text, found keys with values
                 --> config/places/town.yaml:2:7
                  |
                2 | kind: { is: community }
                  |       ^
                """
        ),
        Mistake(
            "a text for a list",
            in: "pipelines/small.yaml",
            "sources: [profile-2016]",
            becomes: "sources: profile-2016",
            isTold: """
                error[config.wrong-shape]: expected a list, found `profile-2016`
                 --> pipelines/small.yaml:7:49
                  |
                7 |   - { id: census-2016, period: "2016", sources: profile-2016 }
                  |                                                 ^^^^^^^^^^^^
                """
        ),
        Mistake(
            "a text for keys",
            in: "config/sources/tidy-2006.yaml",
            "licence: { name: None, url: \"https://example.org/licence\" }",
            becomes: "licence: free",
            isTold: """
                error[config.wrong-shape]: expected keys with values, found `free`
                 --> config/sources/tidy-2006.yaml:7:10
                  |
                7 | licence: free
                  |          ^^^^
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        Mistake(
            "an empty text",
            in: "config/sources/tidy-2006.yaml",
            "publisher: A test",
            becomes: "publisher: \"\"",
            isTold: """
                error[config.wrong-shape]: expected a text that is not empty, found nothing
                 --> config/sources/tidy-2006.yaml:2:12
                  |
                2 | publisher: ""
                  |            ^^
                """
        ),
        Mistake(
            "a key without a value",
            in: "config/sources/tidy-2006.yaml",
            "publisher: A test",
            becomes: "publisher:",
            isTold: """
                error[config.wrong-shape]: expected a text that is not empty, found nothing
                 --> config/sources/tidy-2006.yaml:2:11
                  |
                2 | publisher:
                  |           ^
                """
        ),
        Mistake(
            "a period that is no year",
            in: "pipelines/small.yaml",
            "period: \"2016\"",
            becomes: "period: \"16\"",
            isTold: """
                error[config.wrong-shape]: expected a year such as "2016", found `16`
                 --> pipelines/small.yaml:7:32
                  |
                7 |   - { id: census-2016, period: "16", sources: [profile-2016] }
                  |                                ^^^^
                """
        ),
        Mistake(
            "a number that must be above 0",
            in: "config/characteristics/list-2006.yaml",
            "rows: 5",
            becomes: "rows: 0",
            isTold: """
                error[config.wrong-shape]: expected a whole number above 0, found `0`
                 --> config/characteristics/list-2006.yaml:4:7
                  |
                4 | rows: 0
                  |       ^
                """
        ),
        Mistake(
            "a weight that is not above 0",
            in: "config/places/town.yaml",
            """
            "2006":
                status: verified
                source: a test
                members:
                  - { level: CSD, code: "6106023", name: town }
            """,
            becomes: """
                "2006":
                    status: verified
                    source: a test
                    members:
                      - { level: CSD, code: "6106023", name: town, weight: -1 }
                """,
            isTold: """
                error[config.wrong-shape]: expected a number above 0, found `-1`
                 --> config/places/town.yaml:12:60
                   |
                12 |       - { level: CSD, code: "6106023", name: town, weight: -1 }
                   |                                                            ^^
                """
        ),
        Mistake(
            "something else than true or false",
            in: "pipelines/small.yaml",
            "collections: [north]",
            becomes: "collections: [north], candidates: perhaps",
            isTold: """
                error[config.wrong-shape]: expected `true` or `false`, found `perhaps`
                 --> pipelines/small.yaml:4:45
                  |
                4 | places: { collections: [north], candidates: perhaps }
                  |                                             ^^^^^^^
                """
        ),
        Mistake(
            "a text that says true",
            in: "pipelines/small.yaml",
            "collections: [north]",
            becomes: "collections: [north], candidates: \"true\"",
            isTold: """
                error[config.wrong-shape]: expected `true` or `false`, found `true`
                 --> pipelines/small.yaml:4:45
                  |
                4 | places: { collections: [north], candidates: "true" }
                  |                                             ^^^^^^
                """
        ),
        Mistake(
            "an id with a capital",
            in: "config/places/town.yaml",
            """
            id: town

            """,
            becomes: """
                id: Town

                """,
            isTold: """
                error[config.bad-identifier]: `Town` cannot name a place
                 --> config/places/town.yaml:1:5
                  |
                1 | id: Town
                  |     ^^^^
                hint: use lower-case words and digits joined by `-`
                """
        ),
        Mistake(
            "one language of two",
            in: "config/sources/tidy-2006.yaml",
            "attribution: { en: \"Synthetic.\", fr: \"Synthétique.\" }",
            becomes: "attribution: { en: \"Synthetic.\" }",
            isTold: """
                error[config.missing-key]: missing key `fr`
                 --> config/sources/tidy-2006.yaml:8:14
                  |
                8 | attribution: { en: "Synthetic." }
                  |              ^
                """
        ),
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    // https://yaml.org/type/bool.html
    @Test(arguments: [
        ("true", true), ("True", true), ("yes", true), ("ON", true), ("false", false),
        ("FALSE", false), ("No", false), ("off", false),
    ])
    func `true and false have all spellings of YAML 1.1`(_ text: String, _ value: Bool) throws {
        let project = try TestProject()
        try project.edit(
            "pipelines/small.yaml",
            "collections: [north]",
            "collections: [north], candidates: \(text)"
        )
        let (_, pipeline, diagnostics) = project.load()
        #expect(diagnostics.isEmpty)
        #expect(pipeline?.publishesCandidates == value)
    }
}
