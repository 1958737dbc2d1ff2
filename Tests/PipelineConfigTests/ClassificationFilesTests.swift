// size: messages are compared as they are shown
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct ClassificationFilesTests {
    private static let file = "config/classifications/countries.yaml"

    private static let text = """
        id: countries
        codes: iso-3166-1
        entries:
          - { id: africa, kind: region }
          - { id: north, kind: region, within: africa }
          - id: sudan-to-2011
            kind: country
            within: north
            until: "2011-07"
            successors: [sudan, south-sudan]
          - { id: sudan, kind: country, within: north, iso: SDN, from: "2011-07" }
          - { id: south-sudan, kind: country, within: africa, iso: SSD, from: "2011-07" }
          - { id: other-africa, kind: residual, within: africa }

        """

    private static let indicator = "config/indicators/immigration.yaml"

    /// The project with a master of five countries, which `immigrant-status` may name.
    private static func project() throws -> TestProject {
        let labels = [
            "total", "immigrant", "africa", "north", "sudan-to-2011", "sudan", "south-sudan",
            "other-africa",
        ].map { "\($0): { en: \($0), fr: \($0) }\n" }.joined()
        return try TestProject([file: text, "config/labels/categories.yaml": labels])
    }

    @Test func `a classification is read whole`() throws {
        let (configuration, _, diagnostics) = try Self.project().load()
        #expect(diagnostics.map(\.rendered) == [])
        let countries = try #require(
            configuration.classifications[ClassificationID(known: "countries")]
        )
        #expect(countries.codes == .countries)
        #expect(
            countries[CategoryID(known: "sudan-to-2011")]
                == Classification.Entry(
                    id: CategoryID(known: "sudan-to-2011"),
                    kind: .country,
                    within: CategoryID(known: "north"),
                    until: "2011-07",
                    successors: [CategoryID(known: "sudan"), CategoryID(known: "south-sudan")]
                )
        )
        #expect(
            countries.ancestors(of: CategoryID(known: "sudan")).map(\.name) == ["north", "africa"]
        )
    }

    static let mistakes: [Mistake] = [
        Mistake(
            "a successor that is misspelt",
            in: file,
            "successors: [sudan, south-sudan]",
            becomes: "successors: [sudan, south-sudam]",
            isTold: """
                error[config.unknown-successor]: unknown successor `south-sudam`
                 --> config/classifications/countries.yaml:10:25
                   |
                10 |     successors: [sudan, south-sudam]
                   |                         ^^^^^^^^^^^
                hint: did you mean `south-sudan`?
                """
        ),
        Mistake(
            "a region that is misspelt",
            in: file,
            "kind: region, within: africa",
            becomes: "kind: region, within: afrika",
            isTold: """
                error[config.unknown-region-or-group]: unknown region or group `afrika`
                 --> config/classifications/countries.yaml:5:40
                  |
                5 |   - { id: north, kind: region, within: afrika }
                  |                                        ^^^^^^
                hint: did you mean `africa`?
                """
        ),
        Mistake(
            "a country within a country",
            in: file,
            "kind: country, within: africa",
            becomes: "kind: country, within: sudan",
            isTold: """
                error[config.not-a-group]: nothing is within `sudan`, which is a country
                 --> config/classifications/countries.yaml:12:47
                   |
                12 |   - { id: south-sudan, kind: country, within: sudan, iso: SSD, from: "2011-07" }
                   |                                               ^^^^^
                hint: name a region, a group or a language
                """
        ),
        Mistake(
            "a successor from before its predecessor ends",
            in: file,
            "iso: SSD, from: \"2011-07\"",
            becomes: "iso: SSD, from: \"2010\"",
            isTold: """
                error[config.wrong-order]: successor `south-sudan` begins in 2010, before \
                `sudan-to-2011` ends in 2011-07
                 --> config/classifications/countries.yaml:10:25
                   |
                10 |     successors: [sudan, south-sudan]
                   |                         ^^^^^^^^^^^
                """
        ),
        Mistake(
            "a successor that ends with its predecessor",
            in: file,
            "iso: SSD, from: \"2011-07\"",
            becomes: "iso: SSD, until: \"2011-07\"",
            isTold: """
                error[config.wrong-order]: successor `south-sudan` ends in 2011-07, when \
                `sudan-to-2011` ends in 2011-07
                 --> config/classifications/countries.yaml:10:25
                   |
                10 |     successors: [sudan, south-sudan]
                   |                         ^^^^^^^^^^^
                """
        ),
        Mistake(
            "a state that is its own successor",
            in: file,
            "successors: [sudan, south-sudan]",
            becomes: "successors: [sudan-to-2011]",
            isTold: """
                error[config.wrong-order]: `sudan-to-2011` cannot be its own successor
                 --> config/classifications/countries.yaml:10:18
                   |
                10 |     successors: [sudan-to-2011]
                   |                  ^^^^^^^^^^^^^
                """
        ),
        Mistake(
            "successors of a state that goes on",
            in: file,
            "    until: \"2011-07\"\n",
            becomes: "",
            isTold: """
                error[config.missing-until]: `sudan-to-2011` has successors and no `until`
                 --> config/classifications/countries.yaml:9:17
                  |
                9 |     successors: [sudan, south-sudan]
                  |                 ^
                hint: say when it ended, as `until: "1991"` or `until: "2011-07"`
                """
        ),
        Mistake(
            "a state that ends before it begins",
            in: file,
            "    until: \"2011-07\"",
            becomes: "    from: \"2012\"\n    until: \"2011-07\"",
            isTold: """
                error[config.wrong-order]: `sudan-to-2011` ends in 2011-07, before it begins in 2012
                 --> config/classifications/countries.yaml:10:12
                   |
                10 |     until: "2011-07"
                   |            ^^^^^^^^^
                """
        ),
        Mistake(
            "a month that is none",
            in: file,
            "iso: SSD, from: \"2011-07\"",
            becomes: "iso: SSD, from: \"2011-13\"",
            isTold: """
                error[config.wrong-shape]: expected a year or month such as "2011" or "2011-07", \
                found `2011-13`
                 --> config/classifications/countries.yaml:12:71
                   |
                12 |   - { id: south-sudan, kind: country, within: africa, iso: SSD, from: "2011-13" }
                   |                                                                       ^^^^^^^^^
                """
        ),
        Mistake(
            "a code of the other standard",
            in: file,
            "iso: SSD",
            becomes: "iso: ssd",
            isTold: """
                error[config.wrong-shape]: expected three capital letters such as `SDN`, found `ssd`
                 --> config/classifications/countries.yaml:12:60
                   |
                12 |   - { id: south-sudan, kind: country, within: africa, iso: ssd, from: "2011-07" }
                   |                                                            ^^^
                """
        ),
        Mistake(
            "an entry without a label",
            in: file,
            "id: other-africa,",
            becomes: "id: rest-of-africa,",
            isTold: """
                error[config.missing-label]: `rest-of-africa` has no label in \
                config/labels/categories.yaml
                 --> config/classifications/countries.yaml:13:11
                   |
                13 |   - { id: rest-of-africa, kind: residual, within: africa }
                   |           ^^^^^^^^^^^^^^
                hint: add a line `rest-of-africa: { en: ..., fr: ... }` there
                """
        ),
        Mistake(
            "an entry that stands twice",
            in: file,
            "id: other-africa,",
            becomes: "id: sudan,",
            isTold: """
                error[config.duplicate-id]: entry of countries `sudan` is already defined in \
                config/classifications/countries.yaml:11
                 --> config/classifications/countries.yaml:13:11
                   |
                13 |   - { id: sudan, kind: residual, within: africa }
                   |           ^^^^^
                hint: give one of the two another id, or remove it
                """
        ),
        Mistake(
            "an indicator of a classification that is misspelt",
            in: indicator,
            "    categories: [total, immigrant]",
            becomes: "    classification: countrys\n    categories: [total, immigrant]",
            isTold: """
                error[config.unknown-classification]: unknown classification `countrys`
                 --> config/indicators/immigration.yaml:25:21
                   |
                25 |     classification: countrys
                   |                     ^^^^^^^^
                hint: did you mean `countries`?
                """
        ),
        Mistake(
            "an indicator with a category that is not in the master",
            in: indicator,
            "    categories: [total, immigrant]",
            becomes: "    classification: countries\n    categories: [total, immigrant]",
            isTold: """
                error[config.unclassified-category]: category `immigrant` is not in \
                config/classifications/countries.yaml
                 --> config/indicators/immigration.yaml:26:25
                   |
                26 |     categories: [total, immigrant]
                   |                         ^^^^^^^^^
                hint: add it there, or leave it out here
                """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake in a classification is told with its place`(_ mistake: Mistake) throws {
        let project = try Self.project()
        try mistake.make(in: project)
        #expect(project.told == mistake.expected)
    }

    @Test func `what is within itself is told once for each entry of the circle`() throws {
        let project = try Self.project()
        try project.edit(
            Self.file,
            "{ id: africa, kind: region }",
            "{ id: africa, kind: region, within: north }"
        )
        #expect(
            project.told == """
                error[config.circle]: `africa` is within `north` is within `africa`: this goes in a \
                circle
                 --> config/classifications/countries.yaml:4:41
                  |
                4 |   - { id: africa, kind: region, within: north }
                  |                                         ^^^^^

                error[config.circle]: `north` is within `africa` is within `north`: this goes in a \
                circle
                 --> config/classifications/countries.yaml:5:40
                  |
                5 |   - { id: north, kind: region, within: africa }
                  |                                        ^^^^^^
                """
        )
    }

    @Test(arguments: [
        ("1991", "1992", true), ("1991", "1991-06", false), ("1991-06", "1991", false),
        ("1990-12", "1991", true), ("2011-06", "2011-07", true), ("2011-07", "2011-07", false),
    ])
    func `a date is before another as far as both say`(_ a: String, _ b: String, _ is: Bool) {
        #expect(Classification.isDate(a, before: b) == `is`)
    }
}
