// size: messages are compared as they are shown
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Recipes held against the lists of two small censuses.
@Suite struct RecipeChecksTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let before: [String]
        let after: [String]
        var source = "a test"
        var more = ""
        var told = ""

        var testDescription: String { what }
    }

    private static func told(_ item: Case) throws -> String {
        let text = SmallCensus.place(
            "area",
            item.before,
            item.after,
            source: item.source,
            more: item.more
        )
        return try SmallCensus.project(["config/places/area.yaml": text]).told
    }

    static let right: [Case] = [
        Case(what: "the same codes", before: ["CSD 6106023"], after: ["CSD 6106023"]),
        Case(
            what: "a member that the other census does not have any more",
            before: ["CSD 6106023", "CSD 6106024"],
            after: ["CSD 6106023"]
        ),
        Case(
            what: "a CMA that grew under the same code",
            before: ["CMA 995"],
            after: ["CMA 995"]
        ),
        Case(
            what: "a division in one census and all of its subdivisions in the next",
            before: ["CD 6106"],
            after: ["CSD 6106021", "CSD 6106022", "CSD 6106023"]
        ),
        Case(
            what: "a division with weights for what is left out of it",
            before: ["CMA 995 0.9", "CSD 6106022"],
            after: ["CMA 995 0.9", "CSD 6106022"]
        ),
        Case(
            what: "another definition that is declared",
            before: ["CSD 6106023"],
            after: ["CMA 995"],
            more: """
                definition-changes:
                  - { from: "2016", to: "2021", reason: { en: Wider, fr: Plus large } }

                """
        ),
        Case(
            what: "members that are what the source says",
            before: ["CSD 6106022", "CSD 6106023"],
            after: ["CSD 6106022", "CSD 6106023"],
            source: "\"the municipalities of CA 995\""
        ),
    ]

    @Test(arguments: right)
    func `a recipe that is right is told nothing`(_ item: Case) throws {
        #expect(try Self.told(item) == item.told)
    }

    @Test(arguments: mistakes)
    func `a recipe that is wrong is told with its place and what to do`(_ item: Case) throws {
        #expect(try Self.told(item) == item.told)
    }

    static let mistakes: [Case] = [
        Case(
            what: "a subdivision inside a CMA",
            before: ["CMA 995", "CSD 6106023"],
            after: ["CMA 995", "CSD 6106023"],
            told: """
                error[config.overlapping-members]: member `CSD 6106023` (N) lies in member `CMA 995` (N)
                 --> config/places/area.yaml:13:29
                   |
                13 |       - { level: CSD, code: "6106023", name: N }
                   |                             ^^^^^^^^^
                hint: remove one of the two, or give the larger a `weight` for the rest of it

                error[config.overlapping-members]: member `CSD 6106023` (N) lies in member `CMA 995` (N)
                 --> config/places/area.yaml:19:29
                   |
                19 |       - { level: CSD, code: "6106023", name: N }
                   |                             ^^^^^^^^^
                hint: remove one of the two, or give the larger a `weight` for the rest of it
                """
        ),
        Case(
            what: "a designated place inside a subdivision",
            before: ["CSD 6106023", "DPL 610601"],
            after: ["CSD 6106023", "DPL 610601"],
            told: """
                error[config.overlapping-members]: member `DPL 610601` (N) lies in member `CSD 6106023` (N)
                 --> config/places/area.yaml:13:29
                   |
                13 |       - { level: DPL, code: "610601", name: N }
                   |                             ^^^^^^^^
                hint: remove one of the two, or give the larger a `weight` for the rest of it

                error[config.overlapping-members]: member `DPL 610601` (N) lies in member `CSD 6106023` (N)
                 --> config/places/area.yaml:19:29
                   |
                19 |       - { level: DPL, code: "610601", name: N }
                   |                             ^^^^^^^^
                hint: remove one of the two, or give the larger a `weight` for the rest of it
                """
        ),
        Case(
            what: "a CMA and a division that share land",
            before: ["CD 6106", "CMA 995"],
            after: ["CMA 995"],
            more: """
                definition-changes:
                  - { from: "2016", to: "2021", reason: { en: Less, fr: Moins } }

                """,
            told: """
                error[config.overlapping-members]: member `CMA 995` (N) lies in member `CD 6106` (N)
                 --> config/places/area.yaml:15:29
                   |
                15 |       - { level: CMA, code: "995", name: N }
                   |                             ^^^^^
                hint: remove one of the two, or give the larger a `weight` for the rest of it
                """
        ),
        Case(
            what: "a code that the next census does not have",
            before: ["CSD 6106024"],
            after: ["CSD 6106024"],
            told: """
                error[config.unknown-code]: there is no `CSD 6106024` in the census of 2021; that of 2016 (Old) has it
                 --> config/places/area.yaml:17:29
                   |
                17 |       - { level: CSD, code: "6106024", name: N }
                   |                             ^^^^^^^^^
                hint: its land is in CSD 6106023 Town, CY (20,500 people) in 2021
                """
        ),
        Case(
            what: "a city that becomes a CMA",
            before: ["CSD 6106023"],
            after: ["CMA 995"],
            told: """
                error[config.undeclared-definition-change]: the definition of `area` changes from 2016 to 2021: the recipe of 2021 adds `CSD 6106022` Hamlet, which the census of 2016 has
                 --> config/places/area.yaml:13:3
                   |
                13 |   "2021":
                   |   ^^^^^^
                hint: if the place is the same land, correct one of the two recipes
                hint: if it is another definition, declare it: `definition-changes: [{ from: "2016", to: "2021", reason: { en: ..., fr: ... } }]`
                """
        ),
        Case(
            what: "a member that is left out though it is still there",
            before: ["CSD 6106022", "CSD 6106023"],
            after: ["CSD 6106023"],
            told: """
                error[config.undeclared-definition-change]: the definition of `area` changes from 2016 to 2021: the recipe of 2021 leaves out `CSD 6106022` Hamlet, which the census still has
                 --> config/places/area.yaml:14:3
                   |
                14 |   "2021":
                   |   ^^^^^^
                hint: if the place is the same land, correct one of the two recipes
                hint: if it is another definition, declare it: `definition-changes: [{ from: "2016", to: "2021", reason: { en: ..., fr: ... } }]`
                """
        ),
        Case(
            what: "levels whose land is not known",
            before: ["POPCTR 1234"],
            after: ["CSD 6106023"],
            told: """
                error[config.undeclared-definition-change]: the definition of `area` changes from 2016 to 2021: its members are `CSD`, and were `POPCTR`
                 --> config/places/area.yaml:13:3
                   |
                13 |   "2021":
                   |   ^^^^^^
                hint: if the place is the same land, correct one of the two recipes
                hint: if it is another definition, declare it: `definition-changes: [{ from: "2016", to: "2021", reason: { en: ..., fr: ... } }]`
                """
        ),
        Case(
            what: "all but one of a division",
            before: ["CSD 6106021", "CSD 6106023", "CSD 6106022"],
            after: ["CSD 6106021", "CSD 6106023", "CSD 6106022"],
            told: """
                warning[config.gap]: the recipe has 3 of the 4 census subdivisions of `CD 6106` Region 6, and not `CSD 6106024` Old
                 --> config/places/area.yaml:8:3
                  |
                8 |   "2016":
                  |   ^^^^^^
                hint: add what was forgotten; else say in a comment why it is left out
                """
        ),
        Case(
            what: "members that are not what the source says",
            before: ["CSD 6106021", "CSD 6106023"],
            after: ["CSD 6106021", "CSD 6106023"],
            source: "\"the municipalities of CA 995\"",
            told: """
                warning[config.not-the-whole]: the source says `CMA 995` Town, and the members do not make it up: `CSD 6106022` Hamlet missing; `CSD 6106021` Village not in it
                 --> config/places/area.yaml:8:3
                  |
                8 |   "2016":
                  |   ^^^^^^
                hint: correct the members, or what the source says

                warning[config.not-the-whole]: the source says `CMA 995` Town, and the members do not make it up: `CSD 6106022` Hamlet missing; `CSD 6106021` Village not in it
                 --> config/places/area.yaml:14:3
                   |
                14 |   "2021":
                   |   ^^^^^^
                hint: correct the members, or what the source says
                """
        ),
        Case(
            what: "a change of definition between years without a recipe",
            before: ["CSD 6106023"],
            after: ["CSD 6106023"],
            more: """
                definition-changes:
                  - { from: "2006", to: "2016", reason: { en: Wider, fr: Plus large } }

                """,
            told: """
                error[config.no-recipe]: the place has no recipe of 2006
                 --> config/places/area.yaml:8:13
                  |
                8 |   - { from: "2006", to: "2016", reason: { en: Wider, fr: Plus large } }
                  |             ^^^^^^
                hint: a change is between two censuses in which the place is defined
                """
        ),
        Case(
            what: "a change of definition that goes back",
            before: ["CSD 6106023"],
            after: ["CSD 6106023"],
            more: """
                definition-changes:
                  - { from: "2021", to: "2016", reason: { en: Wider, fr: Plus large } }

                """,
            told: """
                error[config.wrong-order]: `2021` is not before `2016`
                 --> config/places/area.yaml:8:25
                  |
                8 |   - { from: "2021", to: "2016", reason: { en: Wider, fr: Plus large } }
                  |                         ^^^^^^
                hint: `from` is the earlier census
                """
        ),
    ]
}
