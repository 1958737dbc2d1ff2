// size: messages are compared as they are shown
import TestSupport
import Testing

@Suite struct PlaceFilesTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "an unknown kind of place",
            in: "config/places/town.yaml",
            "kind: community",
            becomes: "kind: comunity",
            isTold: """
                error[config.unknown-kind-of-place]: unknown kind of place `comunity`
                 --> config/places/town.yaml:2:7
                  |
                2 | kind: comunity
                  |       ^^^^^^^^
                hint: did you mean `community`?
                """
        ),
        Mistake(
            "an unknown status",
            in: "config/places/town.yaml",
            "status: confirmed",
            becomes: "status: certain",
            isTold: """
                error[config.unknown-status]: unknown status `certain`
                 --> config/places/town.yaml:3:9
                  |
                3 | status: certain
                  |         ^^^^^^^
                hint: known are `candidate` and `confirmed`
                """
        ),
        Mistake(
            "an unknown status of a recipe",
            in: "config/places/town.yaml",
            """
            "2006":
                status: verified
            """,
            becomes: """
                "2006":
                    status: guessed
                """,
            isTold: """
                error[config.unknown-recipe-status]: unknown recipe status `guessed`
                 --> config/places/town.yaml:9:13
                  |
                9 |     status: guessed
                  |             ^^^^^^^
                hint: known are `derived`, `inferred` and `verified`
                """
        ),
        Mistake(
            "an unknown level",
            in: "config/places/town.yaml",
            """
            "2006":
                status: verified
                source: a test
                members:
                  - { level: CSD
            """,
            becomes: """
                "2006":
                    status: verified
                    source: a test
                    members:
                      - { level: CDS
                """,
            isTold: """
                error[config.unknown-level]: unknown level `CDS`
                 --> config/places/town.yaml:12:18
                   |
                12 |       - { level: CDS, code: "6106023", name: town }
                   |                  ^^^
                hint: did you mean `CD`?
                """
        ),
        Mistake(
            "a code with a digit too few",
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
                      - { level: CSD, code: "610602", name: town }
                """,
            isTold: """
                error[config.bad-code]: `610602` is not a code of level CSD
                 --> config/places/town.yaml:12:29
                   |
                12 |       - { level: CSD, code: "610602", name: town }
                   |                             ^^^^^^^^
                hint: a CSD code has 7 digits, in quotes
                """
        ),
        Mistake(
            "a code with a letter",
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
                      - { level: CSD, code: "61O6023", name: town }
                """,
            isTold: """
                error[config.bad-code]: `61O6023` is not a code of level CSD
                 --> config/places/town.yaml:12:29
                   |
                12 |       - { level: CSD, code: "61O6023", name: town }
                   |                             ^^^^^^^^^
                hint: a CSD code has 7 digits, in quotes
                """
        ),
        Mistake(
            "a code that a spreadsheet changed",
            in: "config/places/territory.yaml",
            """
            "2006":
                status: verified
                source: a test
                members:
                  - { level: PR, code: "61"
            """,
            becomes: """
                "2006":
                    status: verified
                    source: a test
                    members:
                      - { level: PR, code: 61.0
                """,
            isTold: """
                error[config.bad-code]: `61.0` is not a code of level PR
                 --> config/places/territory.yaml:12:28
                   |
                12 |       - { level: PR, code: 61.0, name: territory }
                   |                            ^^^^
                hint: a PR code has 2 digits, in quotes
                """
        ),
        Mistake(
            "a member that stands twice",
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
                      - { level: CSD, code: "6106023", name: town }
                      - { level: CSD, code: "6106023", name: town }
                """,
            isTold: """
                error[config.duplicate-member]: member `CSD 6106023` stands twice in the recipe
                 --> config/places/town.yaml:13:9
                   |
                13 |       - { level: CSD, code: "6106023", name: town }
                   |         ^
                """
        ),
        Mistake(
            "a recipe without members",
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
                    members: []
                """,
            isTold: """
                error[config.empty-recipe]: the recipe has no member
                 --> config/places/town.yaml:9:5
                  |
                9 |     status: verified
                  |     ^
                hint: write `not-defined: "why"` where a year has no definition
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        Mistake(
            "a place as a member of another",
            in: "config/places/town.yaml",
            "  \"2006\":\n    status: verified\n    source: a test\n    members:\n      - { level: CSD,",
            becomes:
                "  \"2006\":\n    status: verified\n    source: a test\n    members:\n"
                + "      - { level: PLACE,",
            isTold: """
                error[config.unknown-level]: unknown level `PLACE`
                 --> config/places/town.yaml:12:18
                   |
                12 |       - { level: PLACE, code: "6106023", name: town }
                   |                  ^^^^^
                hint: known are `CAN`, `CD`, `CMA`, `CMAP`, `CSD`, `DA`, `DPL`, `ER`, `HR`, `POPCTR` \
                and `PR`
                """
        ),
        Mistake(
            "an unknown parent with one like it",
            in: "config/places/town.yaml",
            "collection: north",
            becomes: """
                collection: north
                parent: teritory
                """,
            isTold: """
                error[config.unknown-place]: unknown place `teritory`
                 --> config/places/town.yaml:5:9
                  |
                5 | parent: teritory
                  |         ^^^^^^^^
                hint: did you mean `territory`?
                """
        ),
        Mistake(
            "an unknown parent with none like it",
            in: "config/places/town.yaml",
            "collection: north",
            becomes: """
                collection: north
                parent: yukon
                """,
            isTold: """
                error[config.unknown-place]: unknown place `yukon`
                 --> config/places/town.yaml:5:9
                  |
                5 | parent: yukon
                  |         ^^^^^
                hint: known are `both`, `hamlet`, `territory`, `town` and `village`
                """
        ),
        Mistake(
            "a place without a name",
            in: "config/places/town.yaml",
            """
            names:
              - { en: town, fr: town }
            """,
            becomes: "names: []",
            isTold: """
                error[config.wrong-shape]: expected at least one name, found an empty list
                 --> config/places/town.yaml:5:8
                  |
                5 | names: []
                  |        ^
                """
        ),
        Mistake(
            "a place without a French name",
            in: "config/places/town.yaml",
            "{ en: town, fr: town }",
            becomes: "{ en: town }",
            isTold: """
                error[config.missing-key]: missing key `fr`
                 --> config/places/town.yaml:6:5
                  |
                6 |   - { en: town }
                  |     ^
                """
        ),
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }
}
