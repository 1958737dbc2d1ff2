import IndicatorModel
import TestSupport
import Testing

@Suite struct ConfigReaderTests {
    @Test func `the small project is without a mistake`() throws {
        #expect(try TestProject().told == "")
    }

    @Test func `two places with one id are told apart by their files`() throws {
        let project = try TestProject()
        try project.edit("config/places/village.yaml", "id: village", "id: town")
        #expect(
            project.told == """
                error[config.duplicate-id]: place `town` is already defined in \
                config/places/town.yaml:1
                 --> config/places/village.yaml:1:5
                  |
                1 | id: town
                  |     ^^^^
                hint: give one of the two another id, or remove it
                """
        )
    }

    @Test func `two sources with one id are told apart by their files`() throws {
        let project = try TestProject()
        let twin = try project.read("config/sources/profile-2021.yaml")
        try project.write("config/sources/twin.yaml", twin)
        #expect(
            project.told == """
                error[config.duplicate-id]: source `profile-2021` is already defined in \
                config/sources/profile-2021.yaml:1
                 --> config/sources/twin.yaml:1:5
                  |
                1 | id: profile-2021
                  |     ^^^^^^^^^^^^
                hint: give one of the two another id, or remove it
                """
        )
    }

    @Test func `two lists with one id are told apart by their files`() throws {
        let project = try TestProject()
        let twin = try project.read("config/characteristics/list-2021.yaml")
        try project.write("config/characteristics/twin.yaml", twin)
        #expect(
            project.told == """
                error[config.duplicate-id]: list `list-2021` is already defined in \
                config/characteristics/list-2021.yaml:1
                 --> config/characteristics/twin.yaml:1:5
                  |
                1 | id: list-2021
                  |     ^^^^^^^^^
                hint: give one of the two another id, or remove it
                """
        )
    }

    @Test func `two indicators with one id are told apart by their lines`() throws {
        let project = try TestProject()
        try project.edit("config/indicators/immigration.yaml", "id: low-income", "id: population")
        #expect(
            project.told == """
                error[config.duplicate-id]: indicator `population` is already defined in \
                config/indicators/immigration.yaml:3
                 --> config/indicators/immigration.yaml:71:9
                   |
                71 |   - id: population
                   |         ^^^^^^^^^^
                hint: give one of the two another id, or remove it
                """
        )
    }

    @Test func `mistakes in several files are told all at once, in the order of reading`() throws {
        let project = try TestProject()
        try project.edit("config/labels/units.yaml", "percent: {", "per-cent: {")
        try project.edit("config/indicators/immigration.yaml", "kind: median", "kind: medain")
        try project.edit("config/places/town.yaml", "kind: community", "kind: comunity")
        try project.edit("config/sources/profile-2016.yaml", "level: CSD\n", "")
        try project.edit("pipelines/small.yaml", "[tidy-2006]", "[tidy-206]")
        #expect(
            project.told == """
                error[config.missing-label]: `percent` has no label in config/labels/units.yaml
                 --> config/indicators/immigration.yaml:45:11
                   |
                45 |     unit: percent
                   |           ^^^^^^^
                hint: did you mean `per-cent`?
                hint: add a line `percent: { en: ..., fr: ... }` there

                error[config.unknown-kind]: unknown kind `medain`
                 --> config/indicators/immigration.yaml:58:11
                   |
                58 |     kind: medain
                   |           ^^^^^^
                hint: did you mean `median`?

                error[config.unknown-kind-of-place]: unknown kind of place `comunity`
                 --> config/places/town.yaml:2:7
                  |
                2 | kind: comunity
                  |       ^^^^^^^^
                hint: did you mean `community`?

                error[config.missing-key]: layout `census-profile-2016` needs the `level` of its \
                rows
                 --> config/sources/profile-2016.yaml:5:9
                  |
                5 | layout: census-profile-2016
                  |         ^^^^^^^^^^^^^^^^^^^

                error[config.unknown-source]: unknown source `tidy-206`
                 --> pipelines/small.yaml:6:50
                  |
                6 |   - { id: census-2006, period: "2006", sources: [tidy-206] }
                  |                                                  ^^^^^^^^
                hint: did you mean `tidy-2006`?
                """
        )
    }
}
