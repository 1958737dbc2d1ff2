import Foundation
import TestSupport
import Testing

/// What `lip plan small --why` says after something has changed, whole; and that the run does it.
@Suite struct PlanOutputTests {
    private func plan(
        _ project: TestProject,
        _ arguments: [String] = ["--why"]
    ) throws -> String {
        let result = try CommandLineTool.run(["plan", "small"] + arguments, in: project.root)
        #expect(result.status == 0, "\(result.talk)")
        return result.output
    }

    /// A project in which everything is up to date.
    private func published() throws -> TestProject {
        let project = try TestProject()
        let result = try CommandLineTool.run(["run", "small"], in: project.root)
        try #require(result.status == 0, "\(result.talk)")
        return project
    }

    /// Runs, and lists the steps that ran in the order of their names.
    private func run(_ project: TestProject, _ arguments: [String] = []) throws -> [String] {
        let result = try CommandLineTool.run(
            ["run", "small", "--quiet"] + arguments,
            in: project.root
        )
        #expect(result.status == 0, "\(result.talk)")
        let log = try CommandLineTool.run(["log", "last"], in: project.root).output
        return log.split(separator: "\n").filter { $0.hasPrefix("ran  ") }
            .map { String($0.split(separator: " ")[1]) }.sorted()
    }

    private let nothing = "nothing to do: 21 steps of small current\n"

    @Test func `at first everything is to run`() throws {
        try expectGolden(plan(TestProject()), "plan-first.txt")
    }

    @Test func `nothing is to do after a run`() throws {
        #expect(try plan(published()) == nothing)
    }

    @Test func `an edited label concerns the version alone`() throws {
        let project = try published()
        try project.edit("config/labels/categories.yaml", "\"immigrant\"", "\"Immigrants\"")
        try expectGolden(plan(project), "plan-label.txt")
        #expect(try run(project) == ["publish/small"])
        #expect(try plan(project) == nothing)
    }

    @Test func `an edited comment concerns nothing`() throws {
        let project = try published()
        for file in [
            "config/labels/categories.yaml", "config/indicators/immigration.yaml",
            "config/places/town.yaml", "config/sources/tidy-2006.yaml", "pipelines/small.yaml",
        ] {
            try project.write(file, "# Looked at in spring.\n" + project.read(file))
        }
        #expect(try plan(project) == nothing)
        #expect(try run(project) == [])
    }

    @Test func `an edited mapping of an indicator concerns its period`() throws {
        let project = try published()
        try project.edit(
            "config/indicators/immigration.yaml",
            "{ list-2016: { total: { id: \"5\", label: \"In low income\" } } }",
            "{ list-2016: { total: { id: \"3\", label: \"Immigrants\" } } }"
        )
        try expectGolden(plan(project), "plan-mapping.txt")
        let revise = ["--revise", "census-2016", "--reason", "another row"]
        #expect(
            try run(project, revise) == [
                "extract/profile-2016/north", "harmonize/census-2016", "normalize/census-2016",
                "publish/small", "tabulate/census-2016", "validate/census-2016",
            ]
        )
    }

    @Test func `an added place concerns every period, and what is read only where it must`() throws
    {
        let project = try published()
        try project.write(
            "config/places/twin.yaml",
            TestProject.place("twin", "lip", ["CSD 6106023"])
        )
        try expectGolden(plan(project), "plan-place.txt")
        let ran = try run(project)
        #expect(ran.contains("publish/small"))
        #expect(!ran.contains { $0.hasPrefix("fetch/") })
        #expect(try plan(project) == nothing)
    }

    @Test func `a changed raw file concerns what is made of it`() throws {
        let project = try published()
        try project.edit("raw/2016.csv", "19569", "19570")
        try expectGolden(plan(project), "plan-raw.txt")
    }

    @Test func `a file that is not at hand any more is taken from the store`() throws {
        let project = try published()
        try project.remove("raw/2016.csv")
        #expect(try plan(project) == nothing)
        #expect(try run(project) == [])
    }

    @Test func `a part that was never at hand is missed, and read when it comes`() throws {
        let project = try TestProject()
        let file = try project.read("raw/2016.csv")
        try project.remove("raw/2016.csv")
        #expect(try CommandLineTool.run(["run", "small"], in: project.root).status == 69)
        #expect(try plan(project) == nothing)
        try project.write("raw/2016.csv", file)
        try expectGolden(plan(project), "plan-part.txt")
        #expect(
            try run(project, ["--revise", "census-2016", "--reason", "the file is here"]).count == 8
        )
    }

    @Test func `a file that was only touched concerns nothing`() throws {
        let project = try published()
        for file in ["raw/2016.csv", "config/places/town.yaml", "pipelines/small.yaml"] {
            try project.write(file, project.read(file))
        }
        #expect(try plan(project) == nothing)
        #expect(try run(project) == [])
    }

    @Test func `without the state folder everything runs, and nothing is published again`() throws {
        let project = try published()
        let before = try project.tree("data-clean")
        try project.remove(".lip")
        #expect(try plan(project) == project.planOfNew())
        #expect(try run(project).count == 21)
        #expect(try project.tree("data-clean") == before)
    }

    @Test func `plan writes nothing, with and without a state folder`() throws {
        let project = try TestProject()
        let new = try project.tree("")
        _ = try plan(project)
        _ = try plan(project, ["--json"])
        #expect(try project.tree("") == new)
        #expect(try CommandLineTool.run(["run", "small"], in: project.root).status == 0)
        try project.edit("raw/2016.csv", "19569", "19570")
        let ran = try project.tree("")
        for arguments in [
            [], ["--why"], ["--all"], ["--json"], ["--verify"], ["--from", "extract"],
        ] {
            _ = try plan(project, arguments)
        }
        let after = try project.tree("")
        // SQLite notes in two files that somebody reads: one is memory that processes share, the
        // other has nothing in it.
        let changed = Set(after.keys).union(ran.keys).filter { after[$0] != ran[$0] }
        let notes = [".lip/ledger.sqlite-shm", ".lip/ledger.sqlite-wal"]
        #expect(changed.subtracting(notes) == [])
        #expect(after[notes[1]]?.isEmpty ?? true || after[notes[1]] == ran[notes[1]])
    }
}

extension TestProject {
    /// What `lip plan --why` says of a project of which nothing was run.
    fileprivate func planOfNew() throws -> String {
        let project = try TestProject()
        return try CommandLineTool.run(["plan", "small", "--why"], in: project.root).output
    }
}
