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
}
