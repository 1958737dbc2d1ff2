import TestSupport
import Testing

@Suite struct SourceFilesTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "an unknown layout",
            in: "config/sources/profile-2016.yaml",
            "layout: census-profile-2016",
            becomes: "layout: census-profile-206",
            isTold: """
                error[config.unknown-layout]: unknown layout `census-profile-206`
                 --> config/sources/profile-2016.yaml:5:9
                  |
                5 | layout: census-profile-206
                  |         ^^^^^^^^^^^^^^^^^^
                hint: did you mean `census-profile-2006`?
                """
        ),
        Mistake(
            "an unknown list",
            in: "config/sources/profile-2016.yaml",
            "characteristics: list-2016",
            becomes: "characteristics: list-216",
            isTold: """
                error[config.unknown-list]: unknown list `list-216`
                 --> config/sources/profile-2016.yaml:6:18
                  |
                6 | characteristics: list-216
                  |                  ^^^^^^^^
                hint: did you mean `list-2016`?
                """
        ),
        Mistake(
            "a list of another period",
            in: "config/sources/profile-2016.yaml",
            "characteristics: list-2016",
            becomes: "characteristics: list-2021",
            isTold: """
                error[config.wrong-period]: list `list-2021` is of 2021, not of 2016
                 --> config/sources/profile-2016.yaml:6:18
                  |
                6 | characteristics: list-2021
                  |                  ^^^^^^^^^
                """
        ),
        Mistake(
            "a profile of 2016 without its level",
            in: "config/sources/profile-2016.yaml",
            """
            level: CSD

            """,
            becomes: "",
            isTold: """
                error[config.missing-key]: layout `census-profile-2016` needs the `level` of its \
                rows
                 --> config/sources/profile-2016.yaml:5:9
                  |
                5 | layout: census-profile-2016
                  |         ^^^^^^^^^^^^^^^^^^^
                """
        ),
        Mistake(
            "tidy figures without labels",
            in: "config/sources/tidy-2006.yaml",
            """
            labels: raw/labels.csv

            """,
            becomes: "",
            isTold: """
                error[config.missing-key]: layout `tidy` needs a file of labels
                 --> config/sources/tidy-2006.yaml:5:9
                  |
                5 | layout: tidy
                  |         ^^^^
                hint: add `labels: data-raw/.../labels.csv` with `characteristic,label`
                """
        ),
        Mistake(
            "a cancensus extract without its vectors",
            in: "config/sources/tidy-2006.yaml",
            "layout: tidy",
            becomes: "layout: cancensus",
            isTold: """
                error[config.missing-key]: layout `cancensus` needs the vector list
                 --> config/sources/tidy-2006.yaml:5:9
                  |
                5 | layout: cancensus
                  |         ^^^^^^^^^
                hint: add `vectors: vectors_list_2016.csv`
                """
        ),
        Mistake(
            "a website download without its geography",
            in: "config/sources/profile-2016.yaml",
            "layout: census-profile-2016",
            becomes: "layout: website-download-2016",
            isTold: """
                error[config.missing-key]: layout `website-download-2016` prints no code: part \
                `north` needs its `geography`
                 --> config/sources/profile-2016.yaml:11:5
                   |
                11 |   - id: north
                   |     ^
                """
        ),
        Mistake(
            "a Beyond 20/20 export without its geography",
            in: "config/sources/profile-2016.yaml",
            "layout: census-profile-2016",
            becomes: "layout: beyond2020",
            isTold: """
                error[config.missing-key]: layout `beyond2020` prints no code: part `north` needs \
                its `geography`
                 --> config/sources/profile-2016.yaml:11:5
                   |
                11 |   - id: north
                   |     ^
                """
        ),
        Mistake(
            "a geography with a bad code",
            in: "config/sources/profile-2016.yaml",
            "    covers: { level: PR, code: \"61\", by: CSD }",
            becomes: "    geography: { level: PR, code: \"6\", name: North }",
            isTold: """
                error[config.bad-code]: `6` is not a code of level PR
                 --> config/sources/profile-2016.yaml:13:35
                   |
                13 |     geography: { level: PR, code: "6", name: North }
                   |                                   ^^^
                hint: a PR code has 2 digits, in quotes
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        .inSource(
            "a threshold for figures of a statistical office",
            "withhold-below: 10",
            isTold: """
                error[config.unread-key]: `withhold-below` stands with layout `tidy` only
                 --> config/sources/profile-2016.yaml:10:17
                   |
                10 | withhold-below: 10
                   |                 ^^
                hint: what others print was withheld by their publishers: remove it
                """
        ),
        .inSource(
            "a licence note in one language",
            "licence-note: { en: \"Bought by us.\" }",
            isTold: """
                error[config.missing-key]: missing key `fr`
                 --> config/sources/profile-2016.yaml:10:15
                   |
                10 | licence-note: { en: "Bought by us." }
                   |               ^
                """
        ),
        Mistake(
            "a cover with an unknown level",
            in: "config/sources/profile-2016.yaml",
            "by: CSD",
            becomes: "by: CSDs",
            isTold: """
                error[config.unknown-level]: unknown level `CSDs`
                 --> config/sources/profile-2016.yaml:13:42
                   |
                13 |     covers: { level: PR, code: "61", by: CSDs }
                   |                                          ^^^^
                hint: did you mean `CSD`?
                """
        ),
        Mistake(
            "a part with both a file and a path",
            in: "config/sources/profile-2016.yaml",
            "path: raw/2016.csv",
            becomes: """
                path: raw/2016.csv
                    file: 2016.csv
                """,
            isTold: """
                error[config.missing-key]: a part has either `file` or `path`
                 --> config/sources/profile-2016.yaml:11:5
                   |
                11 |   - id: north
                   |     ^
                """
        ),
        Mistake(
            "a part with neither a file nor a path",
            in: "config/sources/profile-2016.yaml",
            """
                path: raw/2016.csv

            """,
            becomes: "",
            isTold: """
                error[config.missing-key]: a part has either `file` or `path`
                 --> config/sources/profile-2016.yaml:11:5
                   |
                11 |   - id: north
                   |     ^
                """
        ),
        Mistake(
            "two parts with one id",
            in: "config/sources/profile-2016.yaml",
            """
            by: CSD }

            """,
            becomes: """
                by: CSD }
                  - id: north
                    path: raw/other.csv

                """,
            isTold: """
                error[config.duplicate-id]: part `north` stands twice in the source
                 --> config/sources/profile-2016.yaml:14:5
                   |
                14 |   - id: north
                   |     ^
                """
        ),
        Mistake(
            "a source without parts",
            in: "config/sources/profile-2016.yaml",
            """
            parts:
              - id: north
                path: raw/2016.csv
                covers: { level: PR, code: "61", by: CSD }

            """,
            becomes: """
                parts: []

                """,
            isTold: """
                error[config.wrong-shape]: expected at least one part, found an empty list
                 --> config/sources/profile-2016.yaml:10:8
                   |
                10 | parts: []
                   |        ^
                """
        ),
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }
}
