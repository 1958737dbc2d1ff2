// size: texts are compared as they are shown
import TestSupport
import Testing

/// What a coordinator is told of a mistake: where, what, and what to do.
@Suite struct LocalMistakesTests {
    static let figures = "local/town/indicators.csv"
    static let profile = "local/town/profiles/amina.md"
    static let survey = "local/town/survey/2022-23.csv"
    static let links = "local/town/links.yaml"

    static let tables: [Misprint] = [
        Misprint(
            "an unknown indicator",
            in: figures,
            "2023,plans",
            becomes: "2023,plan",
            isTold: """
                error[local.unknown-indicator]: the indicator `plan` is not known
                 --> local/town/indicators.csv:5:6
                hint: did you mean `plans`?
                """
        ),
        Misprint(
            "an unknown category",
            in: figures,
            "clients,men",
            becomes: "clients,children",
            isTold: """
                error[local.unknown-category]: `clients` does not have the category `children`
                 --> local/town/indicators.csv:4:14
                hint: add it to the categories of `clients` in local/town/indicators.yaml
                """
        ),
        Misprint(
            "a month that a spreadsheet rewrote",
            in: figures,
            "2023,plans",
            becomes: "Apr-23,plans",
            isTold: """
                error[local.bad-period]: the period is no year, quarter, month or fiscal year
                 --> local/town/indicators.csv:5:1
                hint: write 2023, 2023-Q2, 2023-04 or 2023-24; let the spreadsheet keep the column as text
                """
        ),
        Misprint(
            "a period that is two",
            in: figures,
            "2023,plans",
            becomes: "2011-12,plans",
            isTold: """
                error[local.bad-period]: `2011-12` is a month and a fiscal year
                 --> local/town/indicators.csv:5:1
                hint: write `2011-M12` for the month, or `2011-2012` for the fiscal year
                """
        ),
        Misprint(
            "a decimal comma that is not declared",
            in: figures,
            "45.5",
            becomes: "\"45,5\"",
            isTold: """
                error[local.bad-value]: the value is not a number
                 --> local/town/indicators.csv:5:18
                hint: write `decimal: comma` in local/town/csv.yaml
                """
        ),
        Misprint(
            "a letter where a count stands",
            in: figures,
            "women,25",
            becomes: "women,~25",
            isTold: """
                error[local.bad-value]: the value is not a number
                 --> local/town/indicators.csv:3:20
                hint: write digits only, without blanks or signs; leave the cell blank where there is no figure
                """
        ),
        Misprint(
            "a count that is none",
            in: figures,
            "women,25",
            becomes: "women,2.5",
            isTold: """
                error[local.bad-count]: `clients` is a count, and the value is not a whole number from 0
                 --> local/town/indicators.csv:3:20
                hint: correct the value, or the `kind` in local/town/indicators.yaml
                """
        ),
        Misprint(
            "a share above a hundred",
            in: figures,
            "45.5",
            becomes: "455",
            isTold: """
                error[local.bad-share]: `plans` is a share, and the value is not within 0 and 100
                 --> local/town/indicators.csv:5:18
                hint: write a share of a hundred: 45.5 for 45.5 %
                """
        ),
        Misprint(
            "a figure twice",
            in: figures,
            "clients,men",
            becomes: "clients,women",
            isTold: """
                error[local.duplicate-figure]: the same period, indicator and category stand in line 3
                 --> local/town/indicators.csv:4:1
                hint: remove one of the two lines
                """
        ),
        Misprint(
            "semicolons that are not declared",
            in: figures,
            "period,indicator,category,value,note",
            becomes: "period;indicator;category;value;note",
            isTold: """
                error[local.other-delimiter]: the columns are separated by semicolons, not by commas
                 --> local/town/indicators.csv:1:1
                hint: write `delimiter: semicolon` in local/town/csv.yaml
                """
        ),
        Misprint(
            "a misspelt column",
            in: figures,
            "period,indicator",
            becomes: "perod,indicator",
            isTold: """
                error[local.unknown-column]: unknown column `perod`
                 --> local/town/indicators.csv:1:1
                hint: did you mean `period`?

                error[local.missing-column]: missing column `period`
                 --> local/town/indicators.csv:1:1
                hint: the first line names the columns: period, indicator, value, category, note
                """
        ),
        Misprint(
            "a comma in a note",
            in: figures,
            "45.5,half",
            becomes: "45.5,half, about",
            isTold: """
                error[local.other-columns]: the line has 6 columns, expected 5
                 --> local/town/indicators.csv:5:1
                hint: a text that holds commas stands in double quotes
                """
        ),
        Misprint(
            "a quote that never ends",
            in: figures,
            "45.5,half",
            becomes: "45.5,\"half",
            isTold: """
                error[local.unterminated-quote]: a quoted field that begins in this record never ends
                 --> local/town/indicators.csv:5:1
                """
        ),
    ]

    static let people: [Misprint] = [
        Misprint(
            "an answer that is none of the scale",
            in: survey,
            "4,4,2",
            becomes: "4,6,2",
            isTold: """
                error[local.bad-answer]: the answer to `priorities` is not one of 1 to 5
                 --> local/town/survey/2022-23.csv:3:3
                hint: leave the cell blank where there is no answer
                """
        ),
        Misprint(
            "a column of comments",
            in: survey,
            "shared-vision,priorities,measures",
            becomes: "shared-vision,priorities,Comments",
            isTold: """
                error[local.unknown-question]: column 3 is no question of config/survey.yaml
                 --> local/town/survey/2022-23.csv:1:1
                hint: remove it: nothing that people wrote, and nothing that tells who they are, may stand here
                """
        ),
        Misprint(
            "a response in place of the header",
            in: survey,
            "shared-vision,priorities,measures\n",
            becomes: "",
            isTold: """
                error[local.unknown-question]: column 1 is no question of config/survey.yaml
                 --> local/town/survey/2022-23.csv:1:1
                hint: remove it: nothing that people wrote, and nothing that tells who they are, may stand here

                error[local.unknown-question]: column 2 is no question of config/survey.yaml
                 --> local/town/survey/2022-23.csv:1:1
                hint: remove it: nothing that people wrote, and nothing that tells who they are, may stand here

                error[local.unknown-question]: column 3 is no question of config/survey.yaml
                 --> local/town/survey/2022-23.csv:1:1
                hint: remove it: nothing that people wrote, and nothing that tells who they are, may stand here
                """
        ),
        Misprint(
            "no consent",
            in: profile,
            "consent: 2026-03-01\n",
            becomes: "",
            isTold: """
                error[local.no-consent]: there is no `consent`: the profile is not shown
                 --> local/town/profiles/amina.md:2:1
                  |
                2 | name: Amina
                  | ^
                hint: write the day on which the person agreed, as `consent: 2026-03-01`
                """
        ),
        Misprint(
            "a consent that is no day",
            in: profile,
            "consent: 2026-03-01",
            becomes: "consent: March 2026",
            isTold: """
                error[config.wrong-shape]: expected a day such as `2026-03-01`, found `March 2026`
                 --> local/town/profiles/amina.md:4:10
                  |
                4 | consent: March 2026
                  |          ^^^^^^^^^^
                """
        ),
        Misprint(
            "an unknown key in the head",
            in: profile,
            "name: Amina",
            becomes: "name: Amina\nphone: \"403\"",
            isTold: """
                error[config.unknown-key]: unknown key `phone`
                 --> local/town/profiles/amina.md:3:1
                  |
                3 | phone: "403"
                  | ^^^^^
                hint: known are `alt`, `consent`, `consent-until`, `image`, `name`, `title` and `withdrawn`
                """
        ),
        Misprint(
            "HTML",
            in: profile,
            "*here*",
            becomes: "<b>here",
            isTold: """
                error[local.html]: HTML is not taken
                 --> local/town/profiles/amina.md:9:10
                  |
                9 | She came <b>here, see [a page](https://example.org).
                  |          ^
                hint: write `*text*` for emphasis, and `&lt;` where the sign itself is meant
                """
        ),
        Misprint(
            "an image that is not there, and nobody says what it shows",
            in: profile,
            "name: Amina",
            becomes: "name: Amina\nimage: amina.png",
            isTold: """
                error[local.no-alternative]: the image has no `alt`
                 --> local/town/profiles/amina.md:3:8
                  |
                3 | image: amina.png
                  |        ^^^^^^^^^
                hint: say what it shows, for those who cannot see it: `alt: { en, fr }`

                error[local.no-file]: there is no file `local/town/profiles/amina.png`
                 --> local/town/profiles/amina.md:3:8
                  |
                3 | image: amina.png
                  |        ^^^^^^^^^
                hint: put it there
                """
        ),
        Misprint(
            "an image of another folder",
            in: profile,
            "name: Amina",
            becomes: "name: Amina\nalt: { en: She, fr: Elle }\nimage: ../../../secret.png",
            isTold: """
                error[config.wrong-shape]: expected the name of a file beside this one, found \
                `../../../secret.png`
                 --> local/town/profiles/amina.md:4:8
                  |
                4 | image: ../../../secret.png
                  |        ^^^^^^^^^^^^^^^^^^^
                """
        ),
        Misprint(
            "no head",
            in: profile,
            "---\nname: Amina",
            becomes: "name: Amina",
            isTold: """
                error[local.no-head]: the file does not begin with a head
                 --> local/town/profiles/amina.md:1:1
                hint: begin the file with a line `---`, then `name:`, `title:`, `consent:`, and end them with a line `---`
                """
        ),
        Misprint(
            "a text without a language",
            in: profile,
            "# English\n",
            becomes: "",
            isTold: """
                error[local.no-language]: a text stands above `# English` and `# Français`
                 --> local/town/profiles/amina.md:8:1
                hint: write the heading of its language above it
                """
        ),
    ]

    static let pages: [Misprint] = [
        Misprint(
            "a page that is not encrypted",
            in: links,
            "https://example.org/a?b=c",
            becomes: "http://example.org/a",
            isTold: """
                error[config.wrong-shape]: expected a URL that begins with `https://`, found \
                `http://example.org/a`
                 --> local/town/links.yaml:9:10
                  |
                9 |     url: http://example.org/a
                  |          ^^^^^^^^^^^^^^^^^^^^
                """
        ),
        Misprint(
            "a page and a document",
            in: links,
            "    file: sheet.pdf\n",
            becomes: "    file: sheet.pdf\n    url: https://example.org\n",
            isTold: """
                error[config.one-choice]: expected `url` or `file`, one of the two
                 --> local/town/links.yaml:2:5
                  |
                2 |   - id: sheet
                  |     ^
                hint: give the page as `url`, or the name of a PDF in local/town/documents
                """
        ),
        Misprint(
            "an unknown kind",
            in: links,
            "kind: website",
            becomes: "kind: web",
            isTold: """
                error[config.unknown-kind-of-link]: unknown kind of link `web`
                 --> local/town/links.yaml:7:11
                  |
                7 |     kind: web
                  |           ^^^
                hint: known are `fast-facts`, `map`, `report` and `website`
                """
        ),
        Misprint(
            "a document that is no PDF",
            in: "local/town/documents/sheet.pdf",
            "%PDF",
            becomes: "<html>",
            isTold: """
                error[local.no-pdf]: `local/town/documents/sheet.pdf` is no PDF, whatever its name says
                 --> local/town/links.yaml:5:11
                  |
                5 |     file: sheet.pdf
                  |           ^^^^^^^^^
                hint: save the document as PDF
                """
        ),
    ]

    @Test(arguments: tables + people + pages)
    func `a mistake is told with its place and what to do`(_ mistake: Misprint) throws {
        let project = try LocalFolder.project()
        try mistake.make(in: project)
        #expect(LocalFolder.read(project).told == mistake.expected)
    }

    @Test(arguments: [
        (
            "local/twon/indicators.yaml",
            """
            error[local.unknown-place]: unknown place `twon`
             --> local/twon:1:1
            hint: did you mean `town`?
            """
        ),
        (
            "local/town/indicators.xlsx",
            """
            error[local.unknown-file]: the file is not read
             --> local/town/indicators.xlsx:1:1
            hint: save the sheet as CSV
            """
        ),
        (
            "local/town/survey/2023.csv",
            """
            error[local.bad-name]: `2023.csv` is no fiscal year
             --> local/town/survey/2023.csv:1:1
            hint: name the file for the fiscal year, as `2023-24.csv`
            """
        ),
        (
            "local/town/profiles/Amina B.md",
            """
            error[local.bad-name]: `Amina B.md` cannot name a profile
             --> local/town/profiles/Amina B.md:1:1
            hint: use lower-case words and digits joined by `-`
            """
        ),
    ])
    func `a file that nobody reads is told`(_ path: String, _ told: String) throws {
        let project = try LocalFolder.project()
        try project.write(path, "a text")
        #expect(LocalFolder.read(project).told == told)
    }

    @Test func `a message never repeats an answer or a figure`() throws {
        let project = try LocalFolder.project()
        try project.write(Self.survey, "MARKER-1,shared-vision\nMARKER-2,MARKER-3\n")
        try project.write(Self.figures, "2023,clients,,73913\n73914,73915,73916,73917\n")
        #expect(!LocalFolder.read(project).told.contains("MARKER"))
        #expect(!LocalFolder.read(project).told.contains("739"))
        try project.write(Self.survey, "shared-vision\nMARKER-2\n\"MARKER-3\n")
        try project.write(
            Self.figures,
            "period,indicator,value,category\n73913,73914,73915,73916\n"
                + "2023,73914,73915,\n2023,clients,12,73916\n2023,clients,73.913,\n"
        )
        let told = LocalFolder.read(project).told
        #expect(!told.contains("MARKER"))
        #expect(!told.contains("739") && told.contains("is not known"))
    }
}
