// size: messages are compared as they are shown
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Recipes as a table, and back.
@Suite struct ConcordanceTests {
    private static let area = """
        # The area of a test.
        id: area
        kind: lip
        status: confirmed
        collection: north
        names:
          - { en: Area, fr: Région }
        recipes:
          # The first census.
          "2016":
            # As it was then.
            status: verified
            source: a test  # of 2016
            members:
              # The largest.
              - { level: CSD, code: "6106023", name: Town }
              - level: CSD  # written below one another
                code: "6106021"
                name: Village
          "2021":
            # As it is now.
            status: derived
            source: a test
            members:
              - { level: CSD, code: "6106023", name: Town }
              # The smallest.
              - { level: CSD, code: "6106022", name: Hamlet }
            unresolved:
              - { level: DPL, name: Camp, reason: "no code" }
        # The end.

        """

    private static func project(_ files: [String: String] = [:]) throws -> TestProject {
        let area = area.replacing(
            "recipes:\n",
            with: """
                definition-changes:
                  - { from: "2016", to: "2021", reason: { en: Moved, fr: Déplacé } }
                recipes:

                """
        )
        return try SmallCensus.project(
            ["config/places/area.yaml": area].merging(files) { $1 }
        )
    }

    private static func read(
        _ table: String,
        _ project: TestProject,
        _ newPlaces: ConcordanceImport.NewPlaces? = nil
    ) -> (plan: ConcordanceImport, told: String) {
        let (configuration, _, _) = project.load()
        let report = Report()
        let plan = ConcordanceImport(
            Array(table.utf8),
            named: "table.csv",
            configuration,
            in: project.root,
            newPlaces: newPlaces,
            report
        )
        return (plan, report.diagnostics.map(\.rendered).joined(separator: "\n\n"))
    }

    @Test func `a concordance has a line for each member, in the order of ids and years`() throws {
        let (configuration, _, _) = try Self.project().load()
        let text = String(decoding: Concordance.text(of: configuration.places), as: UTF8.self)
        let own = text.split(separator: "\n").filter {
            $0.hasPrefix("place,") || $0.hasPrefix("area,")
        }
        #expect(
            own.joined(separator: "\n") == """
                place,level,vintage,code,weight,name
                area,CSD,2016,6106023,1,Town
                area,CSD,2016,6106021,1,Village
                area,CSD,2021,6106023,1,Town
                area,CSD,2021,6106022,1,Hamlet
                """
        )
        #expect(Concordance.unresolved(configuration.places) == ["area 2021"])
    }

    @Test func `what was exported changes nothing when it is imported`() throws {
        let project = try Self.project()
        let (configuration, _, _) = project.load()
        let text = String(decoding: Concordance.text(of: configuration.places), as: UTF8.self)
        let (plan, told) = Self.read(text, project)
        #expect(told == "")
        #expect(plan.files.isEmpty)
        #expect(plan.recipeCount == 17)
    }

    @Test func `all recipes of the project come back as they were`() throws {
        let report = Report()
        let configuration = Configuration.read(in: RealFiles.project, report)
        let plan = ConcordanceImport(
            Concordance.text(of: configuration.places),
            named: "table.csv",
            configuration,
            in: RealFiles.project,
            newPlaces: nil,
            report
        )
        #expect(report.diagnostics == [])
        #expect(plan.files.isEmpty)
        #expect(plan.recipeCount > 250)
    }

    @Test func `an import changes the members of one recipe, and no other line`() throws {
        let project = try Self.project()
        let table = """
            place,level,vintage,code,weight
            area,CSD,2016,6106023,1
            area,CSD,2016,6106021,0.25
            area,CSD,2021,6106022,1
            area,CSD,2021,6106021,1

            """
        let (plan, told) = Self.read(table, project)
        #expect(told == "")
        let file = try #require(plan.files.first)
        #expect(plan.files.count == 1 && file.path == "config/places/area.yaml" && !file.isNew)
        #expect(
            file.changes.flatMap(\.lines) == [
                "area 2016", "  ~ CSD 6106021 Village, weight 0.25, was 1",
                "area 2021", "  - CSD 6106023 Town", "  + CSD 6106021 Village",
            ]
        )
        let expected = try project.read(file.path)
            .replacing(
                """
                      - level: CSD  # written below one another
                        code: "6106021"
                        name: Village

                """,
                with: "      - { level: CSD, code: \"6106021\", name: Village, weight: 0.25 }\n"
            )
            .replacing(
                """
                      - { level: CSD, code: "6106023", name: Town }
                      # The smallest.
                      - { level: CSD, code: "6106022", name: Hamlet }

                """,
                with: """
                          # The smallest.
                          - { level: CSD, code: "6106022", name: Hamlet }
                          - { level: CSD, code: "6106021", name: Village }

                    """.replacing("          ", with: "      ")
            )
        #expect(file.text == expected)
    }

    @Test func `a census that had no recipe gets one between its neighbours`() throws {
        let project = try Self.project()
        try project.write("config/geographies/2011.csv", "level,code,name\nCSD,6106023,Town\n")
        let table = "place,level,vintage,code,weight\narea,CSD,2011,6106023,1\n"
        let (plan, told) = Self.read(table, project)
        #expect(told == "")
        let file = try #require(plan.files.first)
        #expect(
            file.changes.flatMap(\.lines) == ["area 2011, a new recipe", "  + CSD 6106023 Town"]
        )
        #expect(
            file.text.contains(
                """
                recipes:
                  "2011":
                    status: inferred
                    source: "concordance table.csv"
                    members:
                      - { level: CSD, code: "6106023", name: Town }
                  # The first census.
                  "2016":
                """
            )
        )
    }

    @Test(arguments: [
        "  \"2016\":\n    not-defined: \"not known\"\n    # A comment.\n",
        "  \"2016\": { not-defined: \"not known\" }\n    # A comment.\n",
    ])
    func `a census that was not defined is written anew`(_ recipe: String) throws {
        let head = "id: area\nkind: lip\nstatus: confirmed\ncollection: north\nnames:\n"
        let names = "  - { en: Area, fr: Région }\n"
        let project = try SmallCensus.project(
            ["config/places/area.yaml": head + names + "recipes:\n" + recipe]
        )
        let table = "place,level,vintage,code,weight\narea,CSD,2016,6106023,1\n"
        let (plan, told) = Self.read(table, project)
        #expect(told == "")
        #expect(
            plan.files.first?.text == head + names + """
                recipes:
                  "2016":
                    # A comment.
                    status: inferred
                    source: "concordance table.csv"
                    members:
                      - { level: CSD, code: "6106023", name: Town }

                """
        )
    }

    @Test func `a recipe on one line is written below one another, with what has no code`() throws {
        let head = "id: area\nkind: lip\nstatus: confirmed\ncollection: north\nnames:\n"
        let recipe = """
              - { en: Area, fr: Région }
            recipes:
              "2016": { status: verified, source: "a: test", members: [], unresolved: [{ level: DPL, name: Camp, reason: none }] }

            """
        let project = try SmallCensus.project(["config/places/area.yaml": head + recipe])
        let table = "place,level,vintage,code,weight,name\narea,CSD,2016,6106023,0.5,Town\n"
        let (plan, told) = Self.read(table, project)
        #expect(told == "")
        #expect(
            plan.files.first?.text.split(separator: "\n").suffix(7).joined(separator: "\n") == """
                  "2016":
                    status: verified
                    source: "a: test"
                    members:
                      - { level: CSD, code: "6106023", name: Town, weight: 0.5 }
                    unresolved:
                      - { level: DPL, name: "Camp", reason: "none" }
                """
        )
    }

    @Test func `new places are made where it is said what they are`() throws {
        let project = try Self.project()
        let table = "place,level,vintage,code,weight\nnew-area,CSD,2016,6106023,1\n"
        let new = ConcordanceImport.NewPlaces(kind: .lip, collection: "north", parent: nil)
        let (plan, told) = Self.read(table, project, new)
        #expect(told == "")
        let file = try #require(plan.files.first)
        #expect(file.isNew)
        try project.write(file.path, file.text)
        #expect(project.told == "")
        let place = project.load().0.places.first { $0.id == PlaceID(known: "new-area") }
        #expect(place?.status == .candidate)
        #expect(place?.names.last?.text.en == "New Area")
    }

    @Test(arguments: mistakes)
    func `a wrong line is told with its place`(_ item: (line: String, told: String)) throws {
        let project = try Self.project()
        let table = "place,level,vintage,code,weight,name\n\(item.line)\n"
        #expect(Self.read(table, project).told == item.told)
    }

    static let mistakes: [(line: String, told: String)] = [
        (
            "area,CSD,2016,610602,1,",
            """
            error[config.bad-code]: `610602` is not a code of level CSD
             --> table.csv:2:1
              |
            2 | area,CSD,2016,610602,1,
              | ^^^^^^^^^^^^^^^^^^^^^^^
            hint: a CSD code has 7 digits; a spreadsheet drops leading zeros
            """
        ),
        (
            "area,CSB,2016,6106023,1,",
            """
            error[config.unknown-level]: unknown level `CSB`
             --> table.csv:2:1
              |
            2 | area,CSB,2016,6106023,1,
              | ^^^^^^^^^^^^^^^^^^^^^^^^
            hint: did you mean `CSD`?
            """
        ),
        (
            "Area 1,CSD,2016,6106023,1,",
            """
            error[config.bad-identifier]: `Area 1` cannot name a place
             --> table.csv:2:1
              |
            2 | Area 1,CSD,2016,6106023,1,
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^
            """
        ),
        (
            "area,CSD,16,6106023,1,",
            """
            error[config.bad-concordance]: `16` is not the year of a census
             --> table.csv:2:1
              |
            2 | area,CSD,16,6106023,1,
              | ^^^^^^^^^^^^^^^^^^^^^^
            """
        ),
        (
            "area,CSD,2016,6106023,1.5,",
            """
            error[config.bad-concordance]: expected a weight above 0 and not above 1, found `1.5`
             --> table.csv:2:1
              |
            2 | area,CSD,2016,6106023,1.5,
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^
            hint: write `1` where the whole geography belongs to the place
            """
        ),
        (
            "area,CSD,2016,6106023,0,",
            """
            error[config.bad-concordance]: expected a weight above 0 and not above 1, found `0`
             --> table.csv:2:1
              |
            2 | area,CSD,2016,6106023,0,
              | ^^^^^^^^^^^^^^^^^^^^^^^^
            hint: write `1` where the whole geography belongs to the place
            """
        ),
        (
            "area,CSD,2016,6106023,,",
            """
            error[config.bad-concordance]: expected a weight above 0 and not above 1, found ``
             --> table.csv:2:1
              |
            2 | area,CSD,2016,6106023,,
              | ^^^^^^^^^^^^^^^^^^^^^^^
            hint: write `1` where the whole geography belongs to the place
            """
        ),
        (
            "area,CSD,2021,6106024,1,Hamlet",
            """
            error[config.unknown-code]: there is no `CSD 6106024` in the census of 2021; that of 2016 (Old) has it
             --> table.csv:2:1
              |
            2 | area,CSD,2021,6106024,1,Hamlet
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            hint: its land is in CSD 6106023 Town, CY (20,500 people) in 2021
            """
        ),
        (
            "area,CSD,2016,6106023,1",
            """
            error[config.bad-concordance]: expected 6 fields, found 5 fields
             --> table.csv:2:1
              |
            2 | area,CSD,2016,6106023,1
              | ^^^^^^^^^^^^^^^^^^^^^^^
            """
        ),
        (
            "aera,CSD,2016,6106023,1,",
            """
            error[config.unknown-place]: there is no place `aera`
             --> table.csv:2:1
              |
            2 | aera,CSD,2016,6106023,1,
              | ^^^^
            hint: did you mean `area`?
            hint: give `--collection` where new places shall be made
            """
        ),
        (
            "area,CSD,2016,6106023,1,\narea,CSD,2016,6106023,0.5,",
            """
            error[config.duplicate-member]: `CSD 6106023` of `area` in 2016 stands on line 2 too
             --> table.csv:3:1
              |
            3 | area,CSD,2016,6106023,0.5,
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^
            """
        ),
    ]

    @Test(arguments: [
        "place,level,year,code,weight\narea,CSD,2016,6106023,1\n",
        "place;level;vintage;code;weight\narea;CSD;2016;6106023;1\n",
    ])
    func `another table is not taken for a concordance`(_ table: String) throws {
        let told = Self.read(table, try Self.project()).told
        let head = table.split(separator: "\n")[0]
        let carets = String(repeating: "^", count: head.count)
        #expect(
            told == """
                error[config.bad-concordance]: expected the columns \
                `place,level,vintage,code,weight`, and perhaps `name`
                 --> table.csv:1:1
                  |
                1 | \(head)
                  | \(carets)
                hint: separate columns by commas, and save as UTF-8
                """
        )
    }

    @Test func `a table of a spreadsheet may have a mark before it, Windows line ends and spaces`()
        throws
    {
        let table =
            "\u{FEFF}Place, Level ,Vintage,Code,Weight\r\narea ,CSD,2021,6106023, 1\r\n"
            + "area,CSD,2021,6106022,1\r\n"
        let (plan, told) = Self.read(table, try Self.project())
        #expect(told == "")
        #expect(plan.files.isEmpty && plan.recipeCount == 1)
    }
}
