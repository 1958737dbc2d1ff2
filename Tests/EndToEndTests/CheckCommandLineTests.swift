// size: texts are compared as they are shown
import TestSupport
import Testing

/// What a run says of checks, as people and scripts see it.
@Suite struct CheckCommandLineTests {
    private static let check = """
        checks:
          - id: members
            kind: coverage
            severity: warning
            title: { en: "Members have figures", fr: "Les membres ont des chiffres" }
            scope: { indicators: [immigrant-status], periods: ["2016"] }
            at-least: 0.9

        """

    private static let told =
        "warning: validate/all: check `members` failed in 2 of 4 rows: Members have figures"

    @Test func `a warning is shown, and the run is done`() throws {
        let project = try TestProject(["config/checks/all.yaml": Self.check])
        let result = try CommandLineTool.run(["run", "small"], in: project.root)
        #expect(result.status == 0)
        #expect(result.talk.contains(Self.told), "\(result.talk)")
        #expect(try project.read("data-clean/small/latest/README.md").contains("`members`"))
    }

    @Test func `an error ends the run with 65, and its rows are shown`() throws {
        let text = Self.check.replacing("severity: warning", with: "severity: error")
        let project = try TestProject(["config/checks/all.yaml": text])
        let result = try CommandLineTool.run(["run", "small"], in: project.root)
        #expect(result.status == 65)
        let row =
            "  both,2016,immigrant-status,immigrant,total,men: 1435 (1431 to 4967); the coverage is "
            + "0.5, expected at least 0.9\n"
        #expect(result.talk.contains(row), "\(result.talk)")
        #expect(!project.exists("data-clean/small/latest"))
        // Checks alone are made again, without what comes before them.
        try project.edit("config/checks/all.yaml", "at-least: 0.9", "at-least: 0.5")
        let again = try CommandLineTool.run(
            ["run", "small", "--stage", "validate"],
            in: project.root
        )
        #expect(again.status == 0)
    }
}
