import TestSupport
import Testing

/// Recipes as a table, on the command line.
@Suite struct PlacesCommandTests {
    @Test func `a table that was exported changes nothing, and one that was edited is written`()
        throws
    {
        let project = try projectWithLists()
        let export = try lip(project, ["places", "export", "--out", "\(project.root)/t.csv"])
        #expect(export.output == "\(project.root)/t.csv  18 rows\n")
        #expect(export.talk == "")
        let same = try lip(project, ["places", "import", "t.csv", "--write"])
        #expect(same.output == "nothing changes: 15 recipes compared\n")
        try project.edit("t.csv", "town,CSD,2021,6106023,1,town\n", "town,CMA,2021,995,0.5,Town\n")
        let before = try project.read("config/places/town.yaml")
        let shown = """
            config/places/town.yaml
              town 2021
                - CSD 6106023 town
                + CMA 995 Town, weight 0.5

            """
        let dry = try lip(project, ["places", "import", "t.csv"])
        #expect(dry.output == shown)
        #expect(dry.talk == "nothing written; give --write\n")
        #expect(try project.read("config/places/town.yaml") == before)
        // Another definition must be declared: the file is written, and what is wrong is told.
        let written = try lip(project, ["places", "import", "t.csv", "--write"], status: 78)
        #expect(written.output == shown)
        #expect(written.talk.hasPrefix("1 file written; look at the status and source"))
        #expect(written.talk.contains("error[config.undeclared-definition-change]"))
        let start = before.prefix(while: { $0 != "\"" })
        let text = try project.read("config/places/town.yaml")
        #expect(text.hasPrefix(start))
        #expect(text.contains("{ level: CMA, code: \"995\", name: Town, weight: 0.5 }"))
    }

    @Test func `places and a year are chosen, and mistakes in them are told`() throws {
        let project = try projectWithLists()
        let one = try lip(project, ["places", "export", "both", "--vintage", "2021"])
        #expect(
            one.output == """
                place,level,vintage,code,weight,name
                both,CSD,2021,6106021,1,both
                both,CSD,2021,6106023,1,both

                """
        )
        let mistakes = [
            (["places", "export", "boht"], "there is no place `boht`\nhint: did you mean `both`?"),
            (["places", "export", "--vintage", "21"], "`21` is not the year of a census"),
            (
                ["places", "overlaps", "--vintage", "2011"],
                "there is no list of the census of 2011 in"
            ),
        ]
        for (arguments, message) in mistakes {
            let result = try CommandLineTool.run(arguments, in: project.root)
            #expect(result.status == 78 || result.status == 64)
            #expect(result.talk.contains(message), "\(result.talk)")
        }
    }

    @Test func `places that share land are listed, with the people`() throws {
        let city = TestProject.place("city", "city", ["CSD 6106023"])
            .replacing("collection: north", with: "collection: north\nparent: both")
        let project = try projectWithLists(["config/places/city.yaml": city])
        #expect(
            try lip(project, ["places", "overlaps"]).output == """
                share land in 2021; do not add their figures:
                  both and hamlet: CSD 6106021, 3,500 people
                two definitions of one place, as is meant to be:
                  both and city: CSD 6106023, 19,600 people

                """
        )
        let json = try lip(project, ["places", "overlaps", "--vintage", "2016", "--json"]).output
        #expect(json.contains("\"geographies\" : [\n      \"CSD 6106023\"\n    ]"), "\(json)")
    }

    @Test func `warnings are counted by lip check, and fail it only when it is strict`() throws {
        let text = TestProject.place(
            "town",
            "community",
            ["CSD 6106021", "CSD 6106025", "CSD 6106023"]
        )
        let project = try projectWithLists(["config/places/town.yaml": text])
        try project.edit("config/geographies/2021.csv", "PR,61", "CSD,6106026,,New,Neuf,,,,\nPR,61")
        let relaxed = try lip(project, ["check"])
        #expect(
            relaxed.talk.contains("warning[config.gap]: the recipe has 3 of the 4"),
            "\(relaxed.talk)"
        )
        #expect(relaxed.output.hasSuffix(": no error, 2 warnings\n"), "\(relaxed.output)")
        let strict = try lip(project, ["check", "--strict"], status: 78)
        #expect(strict.output == "")
        #expect(strict.talk.hasSuffix("0 errors, 2 warnings found\n"), "\(strict.talk)")
    }
}
