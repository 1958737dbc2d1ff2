import TestSupport
import Testing

@Suite struct CharacteristicListFilesTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "a row with a column too few",
            in: "config/characteristics/list-2006.csv",
            """
            2,0,Total - Immigrant status

            """,
            becomes: """
                2,Total - Immigrant status

                """,
            isTold: """
                error[config.bad-list]: expected 3 columns `id,depth,label`, found 2
                 --> config/characteristics/list-2006.csv:3:1
                  |
                3 | 2,Total - Immigrant status
                  | ^
                """
        ),
        Mistake(
            "a characteristic that stands twice",
            in: "config/characteristics/list-2006.csv",
            """
            5,0,In low income

            """,
            becomes: """
                5,0,In low income
                5,0,In low income again

                """,
            isTold: """
                error[config.duplicate-id]: characteristic `5` stands twice in the list
                 --> config/characteristics/list-2006.csv:7:1
                  |
                7 | 5,0,In low income again
                  | ^
                """
        ),
        Mistake(
            "a list shorter than it says",
            in: "config/characteristics/list-2006.yaml",
            "rows: 5",
            becomes: "rows: 6",
            isTold: """
                error[config.list-length]: `config/characteristics/list-2006.csv` has 5 \
                characteristics, expected 6
                 --> config/characteristics/list-2006.yaml:1:1
                  |
                1 | id: list-2006
                  | ^
                """
        ),
        Mistake(
            "a quote that is not closed",
            in: "config/characteristics/list-2006.csv",
            """
            Immigrants

            """,
            becomes: """
                "Immigrants

                """,
            isTold: """
                error[config.bad-list]: this is not CSV: a quoted field that begins in this record \
                never ends
                 --> config/characteristics/list-2006.csv:4:1
                  |
                4 | 3,1,"Immigrants
                  | ^
                """
        ),
        Mistake(
            "a total of an unknown universe",
            in: "config/characteristics/list-2006.yaml",
            "totals: { persons: \"1\" }",
            becomes: "totals: { people: \"1\" }",
            isTold: """
                error[config.unknown-universe]: unknown universe `people`
                 --> config/characteristics/list-2006.yaml:6:11
                  |
                6 | totals: { people: "1" }
                  |           ^^^^^^
                hint: known are `dwellings`, `households` and `persons`
                """
        ),
        Mistake(
            "a total that the list does not have",
            in: "config/characteristics/list-2006.yaml",
            "totals: { persons: \"1\" }",
            becomes: "totals: { persons: \"99\" }",
            isTold: """
                error[config.unknown-characteristic]: list `list-2006` has no characteristic `99`
                 --> config/characteristics/list-2006.yaml:6:20
                  |
                6 | totals: { persons: "99" }
                  |                    ^^^^
                hint: look it up in config/characteristics/list-2006.csv
                """
        ),
        Mistake(
            "an unrounded id that the list does not have",
            in: "config/characteristics/list-2006.yaml",
            "unrounded: [\"1\"]",
            becomes: "unrounded: [\"99\"]",
            isTold: """
                error[config.unknown-characteristic]: list `list-2006` has no characteristic `99`
                 --> config/characteristics/list-2006.yaml:7:13
                  |
                7 | unrounded: ["99"]
                  |             ^^^^
                hint: look it up in config/characteristics/list-2006.csv
                """
        ),
        Mistake(
            "a rule for zeros of an id that the list does not have",
            in: "config/characteristics/list-2006.yaml",
            "{ ids: [\"5\"],",
            becomes: "{ ids: [\"55\"],",
            isTold: """
                error[config.unknown-characteristic]: list `list-2006` has no characteristic `55`
                 --> config/characteristics/list-2006.yaml:9:13
                  |
                9 |   - { ids: ["55"], provinces: ["61"], reason: not-applied }
                  |             ^^^^
                hint: look it up in config/characteristics/list-2006.csv
                """
        ),
        Mistake(
            "an unknown form of genders",
            in: "config/characteristics/list-2006.yaml",
            "rows: 5",
            becomes: """
                rows: 5
                genders: vector
                """,
            isTold: """
                error[config.unknown-form-of-genders]: unknown form of genders `vector`
                 --> config/characteristics/list-2006.yaml:5:10
                  |
                5 | genders: vector
                  |          ^^^^^^
                hint: did you mean `vectors`?
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        Mistake(
            "a reason without a label",
            in: "config/characteristics/list-2006.yaml",
            "reason: not-applied",
            becomes: "reason: not-aplied",
            isTold: """
                error[config.missing-label]: `not-aplied` has no label in config/labels/reasons.yaml
                 --> config/characteristics/list-2006.yaml:9:46
                  |
                9 |   - { ids: ["5"], provinces: ["61"], reason: not-aplied }
                  |                                              ^^^^^^^^^^
                hint: did you mean `not-applied`?
                hint: add a line `not-aplied: { en: ..., fr: ... }` there
                """
        )
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }
}
