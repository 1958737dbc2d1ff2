import TestSupport
import Testing

/// A place whose definition changes between two censuses, and says so.
@Suite struct DefinitionChangeTests {
    private static func project() throws -> TestProject {
        let project = try TestProject()
        try project.edit(
            "config/places/town.yaml",
            "recipes:",
            """
            definition-changes:
              - { from: "2016", to: "2021", reason: { en: "Wider.", fr: "Plus large." } }
            recipes:
            """
        )
        _ = try lip(project, ["run", "small"])
        return project
    }

    @Test func `a change of definition is published`() throws {
        #expect(
            try Self.project().read("data-clean/small/latest/definition_changes.csv") == """
                place,from,to,reason_en,reason_fr
                town,2016,2021,Wider.,Plus large.

                """
        )
        #expect(!(try publishedProject().exists("data-clean/small/latest/definition_changes.csv")))
    }

    @Test func `no difference is taken across a change of definition`() throws {
        let project = try Self.project()
        let arguments = ["compare", "small", "town", "village", "--indicator", "population"]
        let output = try lip(project, arguments).output
        try expectGolden(output, "compare-definition.txt")
        let json = try lip(project, arguments + ["--json"]).output
        #expect(json.contains("\"reason\" : \"Wider.\""))
    }

    @Test func `a change that is declared later is a new version, and no figure changes`() throws {
        let project = try publishedProject()
        try project.edit(
            "config/places/town.yaml",
            "recipes:",
            """
            definition-changes:
              - { from: "2006", to: "2016", reason: { en: "Moved.", fr: "Déplacé." } }
            recipes:
            """
        )
        _ = try lip(project, ["run", "small"])
        let output = try lip(project, ["diff", "small", "1", "2"]).output
        try expectGolden(output, "diff-definition.txt")
    }
}
