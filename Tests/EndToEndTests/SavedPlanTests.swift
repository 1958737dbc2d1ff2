import Foundation
import TestSupport
import Testing

/// A plan in a file, and runs of some steps.
@Suite struct SavedPlanTests {
    private func ran(_ project: TestProject) throws -> [String] {
        try lip(project, ["log", "last"]).output.split(separator: "\n")
            .filter { $0.hasPrefix("ran  ") }.map { String($0.split(separator: " ")[1]) }.sorted()
    }

    @Test func `a plan in a file is run exactly`() throws {
        let project = try publishedProject()
        try project.edit("config/labels/categories.yaml", "\"immigrant\"", "\"Immigrants\"")
        _ = try lip(project, ["plan", "small", "--out", "plan.json"])
        let result = try lip(project, ["run", "small", "--plan", "plan.json"])
        #expect(result.output.hasPrefix("published version 2 of small"))
        #expect(try ran(project) == ["publish/small"])
    }

    @Test func `a plan is refused when the world has moved, with what differs`() throws {
        let project = try publishedProject()
        try project.edit("config/labels/categories.yaml", "\"immigrant\"", "\"Immigrants\"")
        _ = try lip(project, ["plan", "small", "--out", "plan.json"])
        try project.write(
            "config/places/twin.yaml",
            TestProject.place("twin", "lip", ["CSD 6106023"])
        )
        let before = try project.tree("data-clean")
        let refused = try lip(
            project,
            ["run", "small", "--plan", "plan.json", "--quiet"],
            status: 78
        )
        try expectGolden(
            // Without the times of day and the names of runs.
            refused.talk.split(separator: "\n").filter { !$0.contains("error: run 2") }.map {
                line in
                line.first?.isNumber == true
                    ? String(line.drop { $0 != " " }.dropFirst()) : "\(line)"
            }.joined(separator: "\n") + "\n",
            "plan-moved.txt"
        )
        #expect(try project.tree("data-clean") == before)
    }

    @Test func `a plan is refused when it has been run already`() throws {
        let project = try TestProject()
        _ = try lip(project, ["plan", "small", "--out", "plan.json"])
        _ = try lip(project, ["run", "small", "--plan", "plan.json"])
        let again = try lip(project, ["run", "small", "--plan", "plan.json"], status: 78)
        #expect(again.talk.contains("error[config.plan-moved]"))
    }

    @Test func `a file that is no plan is refused`() throws {
        let project = try TestProject()
        try project.write("plan.json", "{}")
        let result = try lip(project, ["run", "small", "--plan", "plan.json"], status: 64)
        #expect(
            result.talk == "error[usage.bad-plan]: `plan.json` is not a plan that `lip plan --out` "
                + "wrote\n"
        )
    }

    @Test func `one stage alone runs, and what follows is said to be stale`() throws {
        let project = try publishedProject()
        try project.edit("raw/2016.csv", "19569", "19570")
        _ = try lip(project, ["run", "small", "--stage", "fetch"])
        #expect(try ran(project) == ["fetch/profile-2016/north"])
        let result = try lip(project, ["run", "small", "--stage", "extract", "--quiet"])
        #expect(try ran(project) == ["extract/profile-2016/north"])
        #expect(
            result.talk == """
                stale now: `normalize/census-2016`, `harmonize/census-2016`, \
                `validate/census-2016`, `validate/all`, `tabulate/census-2016` and 1 more; \
                `lip run small` brings everything up to date

                """
        )
        #expect(result.output == "1 step of small ran, 2 current\n")
        let status = try lip(project, ["status", "small"]).output
        #expect(status.contains("  run  normalize/census-2016: input cells"))
    }

    @Test func `from a stage on, what comes before is left alone`() throws {
        let project = try publishedProject()
        try project.edit("config/labels/categories.yaml", "\"immigrant\"", "\"Immigrants\"")
        _ = try lip(project, ["run", "small", "--from", "tabulate"])
        #expect(try ran(project) == ["publish/small"])
        try project.edit("raw/2016.csv", "19569", "19570")
        let refused = try lip(
            project,
            ["run", "small", "--from", "publish", "--force"],
            status: 64
        )
        #expect(refused.talk.contains("error[usage.stale-upstream]: `publish/small` cannot run, "))
    }

    @Test func `one step runs, by force when nothing has changed`() throws {
        let project = try publishedProject()
        let step = ["run", "small", "--step", "harmonize/census-2016"]
        #expect(try lip(project, step).output == "0 steps of small ran, 1 current\n")
        #expect(try lip(project, step + ["--force"]).output == "1 step of small ran, 0 current\n")
        #expect(try ran(project) == ["harmonize/census-2016"])
        // It came out as it was: nothing follows.
        #expect(try lip(project, ["plan", "small"]).output.hasPrefix("nothing to do"))
    }

    @Test func `a step that nothing was made for says what is missing`() throws {
        let project = try TestProject()
        let result = try lip(project, ["run", "small", "--stage", "harmonize"], status: 64)
        #expect(result.talk.contains("error[usage.no-input]: `harmonize/census-2021` reads what "))
    }

    @Test func `one period is made, and the others are carried`() throws {
        let project = try publishedProject()
        try project.write(
            "config/places/twin.yaml",
            TestProject.place("twin", "lip", ["CSD 6106023"])
        )
        let result = try lip(project, ["run", "small", "--period", "2021"])
        #expect(result.output.contains("census-2021: 50 observations, extended"))
        #expect(try ran(project).allSatisfy { !$0.contains("2006") && !$0.contains("2016") })
        let rest = try lip(project, ["run", "small"])
        #expect(rest.output.contains("census-2006: 50 observations, extended"))
    }

    @Test func `with --verify files are read again, whatever their stamps say`() throws {
        let project = try publishedProject()
        #expect(try lip(project, ["plan", "small", "--verify"]).output.hasPrefix("nothing to do"))
        #expect(try lip(project, ["run", "small", "--verify"]).output.hasPrefix("small is up to"))
        try project.edit("raw/2016.csv", "19569", "19570")
        let plan = try lip(project, ["plan", "small", "--verify", "--why"]).output
        #expect(plan.contains("file raw/2016.csv changed: "))
    }
}
