import TestSupport
import Testing

/// Recipes are held against the parts that hold every geography of a level.
@Suite struct UnknownCodeTests {
    @Test func `a recipe that names an unknown code is refused`() async throws {
        let expected = """
            error[normalize.unknown-code]: recipe 2016 of place `town` names `CSD 6106029`, which \
            is not in part `north`, though that part holds all of its level
             --> config/places/town.yaml:17:29
               |
            17 |       - { level: CSD, code: "6106029", name: town }
               |                             ^^^^^^^^^
            hint: correct the code: codes change between censuses
            """
        let recipe = """
              "2016":
                status: verified
                source: a test
                members:
                  - { level: CSD, code: "
            """
        try await expectRefusal(expected) { project in
            try project.edit(
                "config/places/town.yaml",
                recipe + "6106023",
                recipe + "6106029"
            )
        }
    }

    @Test func `a part that covers a territory may hold geographies of another`() throws {
        let project = try TestProject()
        _ = try project.run()
        let before = try project.published("observations/census-2016", "territory,")
        let elsewhere = TestProject.block2016(
            "4806016",
            "Elsewhere",
            ["9000,...,...", "9000,4500,4500", "900,450,450", "60000,...,...", "0,0,0"]
        )
        try project.write("raw/2016.csv", try project.read("raw/2016.csv") + elsewhere)
        _ = try project.run()
        #expect(!before.isEmpty)
        #expect(try project.published("observations/census-2016", "territory,") == before)
    }
}
