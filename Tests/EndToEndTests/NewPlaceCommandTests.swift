import TestSupport
import Testing

/// `lip new place`, with arguments and asked on a terminal.
@Suite struct NewPlaceCommandTests {
    private static let arguments = [
        "new", "place", "area", "--parent", "territory", "--collection", "north", "--name-en",
        "Area", "--name-fr", "Région d’ici", "--status", "confirmed", "--source", "a page",
    ]

    @Test func `a place is made, is without mistake, and has figures in the next run`() throws {
        let project = try projectWithLists()
        let result = try lip(project, Self.arguments + ["--member", "CSD ville"])
        #expect(result.output == "config/places/area.yaml\n")
        #expect(
            result.talk == """
                note: 2006 is not defined: there is no list of the census of 2006 in \
                config/geographies to look codes up in
                note: it shares CSD 6106023 with the place `both` in 2021

                """
        )
        #expect(try lip(project, ["check"]).output.hasSuffix(": no error\n"))
        _ = try lip(project, ["run", "small"])
        let rows = try project.published("observations/census-2021", "area,2021,population,")
        #expect(rows.first?.hasPrefix("area,2021,population,total,total,total,20340,") == true)
        let again = try lip(project, Self.arguments + ["--member", "CSD Town"], status: 78)
        #expect(
            again.talk == """
                error[config.duplicate-id]: there is a place `area` already
                hint: change config/places/area.yaml, or give the new place another id

                """
        )
    }

    @Test func `a file is not replaced`() throws {
        let project = try projectWithLists(["config/places/area.yaml": "id: other\n"])
        try project.write(
            "config/places/area.yaml",
            TestProject.place("other", "community", ["CSD 6106023"])
        )
        let result = try lip(project, Self.arguments + ["--member", "CSD Town"], status: 78)
        #expect(
            result.talk == """
                error[config.file-exists]: `config/places/area.yaml` is there already
                hint: change it, or give the new place another id

                """
        )
    }

    @Test
    func `a name of several geographies and a missing argument are errors without a terminal`()
        throws
    {
        let project = try projectWithLists()
        let several = try lip(project, Self.arguments + ["--member", "CSD Village"], status: 64)
        #expect(
            several.talk == """
                error[usage.ambiguous-name]: `CSD Village` is 2 geographies of 2021
                  CSD 6106021 Village, VL (3,500 people)
                  CSD 6106025 Village, HAM (80 people)
                hint: give the code in place of the name

                """
        )
        let missing = try lip(project, ["new", "place", "area"], status: 64)
        #expect(
            missing.talk == """
                error[usage.missing-argument]: `--name-en` is missing, and there is no terminal \
                to ask on
                hint: see `lip new place --help`

                """
        )
    }

    @Test(.enabled(if: InstalledTool.path("script") != nil, "`script` gives a terminal to ask on"))
    func `what is left out is asked for on a terminal`() throws {
        let project = try projectWithLists()
        let answers = [
            "area", "lipp", "community", "Area", "Région", "territory", "north", "Village",
            "CSD Village", "", "a page", "3", "2",
        ]
        let script = try #require(InstalledTool.path("script"))
        let result = try CommandLineTool.run(
            [
                "-c",
                "printf '\(answers.joined(separator: "\\n"))\\n' | "
                    + "\(script) -qec '\(CommandLineTool.path()) new place' /dev/null",
            ],
            program: "/bin/sh",
            in: project.root
        )
        #expect(result.status == 0, "\(result.output)")
        let text = try project.read("config/places/area.yaml")
        #expect(
            text.contains(
                "kind: community\nstatus: candidate\ncollection: north\nparent: territory"
            )
        )
        #expect(text.contains("source: \"a page; codes: config/geographies/2021.csv\""))
        #expect(text.contains("code: \"6106025\", name: Village"))
        #expect(!text.contains("6106021"))
        #expect(result.output.contains("CSD Village is several geographies of 2021:"))
    }
}
