import Foundation
import IndicatorModel
import TestSupport
import Testing

@Suite struct PipelineFileTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "an unknown source with one like it",
            in: "pipelines/small.yaml",
            "sources: [profile-2016]",
            becomes: "sources: [profil-2016]",
            isTold: """
                error[config.unknown-source]: unknown source `profil-2016`
                 --> pipelines/small.yaml:7:50
                  |
                7 |   - { id: census-2016, period: "2016", sources: [profil-2016] }
                  |                                                  ^^^^^^^^^^^
                hint: did you mean `profile-2016`?
                """
        ),
        Mistake(
            "an unknown source with none like it",
            in: "pipelines/small.yaml",
            "sources: [profile-2016]",
            becomes: "sources: [survey]",
            isTold: """
                error[config.unknown-source]: unknown source `survey`
                 --> pipelines/small.yaml:7:50
                  |
                7 |   - { id: census-2016, period: "2016", sources: [survey] }
                  |                                                  ^^^^^^
                hint: known are `profile-2016`, `profile-2021` and `tidy-2006`
                """
        ),
        Mistake(
            "a source of another period",
            in: "pipelines/small.yaml",
            "sources: [profile-2016]",
            becomes: "sources: [profile-2021]",
            isTold: """
                error[config.wrong-period]: source `profile-2021` is of 2021, not of 2016
                 --> pipelines/small.yaml:7:50
                  |
                7 |   - { id: census-2016, period: "2016", sources: [profile-2021] }
                  |                                                  ^^^^^^^^^^^^
                """
        ),
        Mistake(
            "an unknown collection with one like it",
            in: "pipelines/small.yaml",
            "collections: [north]",
            becomes: "collections: [north, nort]",
            isTold: """
                error[config.unknown-collection]: unknown collection `nort`
                 --> pipelines/small.yaml:4:32
                  |
                4 | places: { collections: [north, nort] }
                  |                                ^^^^
                hint: did you mean `north`?
                """
        ),
        Mistake(
            "an unknown collection with none like it",
            in: "pipelines/small.yaml",
            "collections: [north]",
            becomes: "collections: [south]",
            isTold: """
                error[config.unknown-collection]: unknown collection `south`
                 --> pipelines/small.yaml:4:25
                  |
                4 | places: { collections: [south] }
                  |                         ^^^^^
                hint: known are `north`

                error[config.no-place]: the pipeline publishes no place
                 --> pipelines/small.yaml:4:9
                  |
                4 | places: { collections: [south] }
                  |         ^
                """
        ),
        Mistake(
            "an unknown place",
            in: "pipelines/small.yaml",
            "collections: [north]",
            becomes: "collections: [north], also: [hamle]",
            isTold: """
                error[config.unknown-place]: unknown place `hamle`
                 --> pipelines/small.yaml:4:40
                  |
                4 | places: { collections: [north], also: [hamle] }
                  |                                        ^^^^^
                hint: did you mean `hamlet`?
                """
        ),
        Mistake(
            "two partitions with one id",
            in: "pipelines/small.yaml",
            "id: census-2016",
            becomes: "id: census-2006",
            isTold: """
                error[config.duplicate-id]: partition `census-2006` stands twice
                 --> pipelines/small.yaml:7:11
                  |
                7 |   - { id: census-2006, period: "2016", sources: [profile-2016] }
                  |           ^^^^^^^^^^^
                """
        ),
        Mistake(
            "a pipeline without partitions",
            in: "pipelines/small.yaml",
            """
            partitions:
              - { id: census-2006, period: "2006", sources: [tidy-2006] }
              - { id: census-2016, period: "2016", sources: [profile-2016] }
              - { id: census-2021, period: "2021", sources: [profile-2021] }

            """,
            becomes: """
                partitions: []

                """,
            isTold: """
                error[config.wrong-shape]: expected at least one partition, found an empty list
                 --> pipelines/small.yaml:5:13
                  |
                5 | partitions: []
                  |             ^
                """
        ),
        Mistake(
            "a highlight of an unknown place",
            in: "pipelines/small.yaml",
            "partitions:",
            becomes: """
                highlights:
                  - { place: twon, period: "2016", indicator: population }
                partitions:
                """,
            isTold: """
                error[config.unknown-place]: unknown place `twon`
                 --> pipelines/small.yaml:6:14
                  |
                6 |   - { place: twon, period: "2016", indicator: population }
                  |              ^^^^
                hint: did you mean `town`?
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        Mistake(
            "a partition without sources",
            in: "pipelines/small.yaml",
            "sources: [profile-2016]",
            becomes: "sources: []",
            isTold: """
                error[config.wrong-shape]: expected at least one source, found an empty list
                 --> pipelines/small.yaml:7:49
                  |
                7 |   - { id: census-2016, period: "2016", sources: [] }
                  |                                                 ^
                """
        ),
        Mistake(
            "a highlight of an unknown indicator",
            in: "pipelines/small.yaml",
            "partitions:",
            becomes: """
                highlights:
                  - { place: town, period: "2016", indicator: populatoin }
                partitions:
                """,
            isTold: """
                error[config.unknown-indicator]: unknown indicator `populatoin`
                 --> pipelines/small.yaml:6:47
                  |
                6 |   - { place: town, period: "2016", indicator: populatoin }
                  |                                               ^^^^^^^^^^
                hint: did you mean `population`?
                """
        ),
        Mistake(
            "a highlight of an unknown category",
            in: "pipelines/small.yaml",
            "partitions:",
            becomes: """
                highlights:
                  - { place: town, period: "2016", indicator: population, category: totla }
                partitions:
                """,
            isTold: """
                error[config.unknown-category]: unknown category `totla`
                 --> pipelines/small.yaml:6:69
                  |
                6 |   - { place: town, period: "2016", indicator: population, category: totla }
                  |                                                                     ^^^^^
                hint: did you mean `total`?
                """
        ),
        Mistake(
            "a highlight of an indicator that has no total",
            in: "pipelines/small.yaml",
            "partitions:",
            becomes: """
                highlights:
                  - { place: town, period: "2016", indicator: immigrant-share }
                partitions:
                """,
            isTold: """
                error[config.unknown-category]: unknown category `total`
                 --> pipelines/small.yaml:6:47
                  |
                6 |   - { place: town, period: "2016", indicator: immigrant-share }
                  |                                               ^^^^^^^^^^^^^^^
                hint: known are `immigrant`
                """
        ),
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    /// A census year with a list and a source of its own, which no indicator knows.
    private static func projectOf2011() throws -> TestProject {
        let project = try TestProject()
        for name in ["list-2021.yaml", "list-2021.csv"] {
            let text = try project.read("config/characteristics/\(name)")
            let newName = name.replacing("2021", with: "2011")
            let newText = text.replacing("2021", with: "2011")
            try project.write("config/characteristics/\(newName)", newText)
        }
        let source = try project.read("config/sources/tidy-2006.yaml")
        let text = source.replacing("2006", with: "2011")
        try project.write("config/sources/tidy-2011.yaml", text)
        let partition = "  - { id: census-2011, period: \"2011\", sources: [tidy-2011] }\n"
        try project.write("pipelines/small.yaml", TestProject.pipeline(["2006"]) + partition)
        return project
    }

    @Test func `a period that no indicator maps is told where it stands`() throws {
        #expect(
            try Self.projectOf2011().told == """
                error[config.period-without-mapping]: period `2011` has no mapping: no indicator \
                maps `list-2011`
                 --> pipelines/small.yaml:7:32
                  |
                7 |   - { id: census-2011, period: "2011", sources: [tidy-2011] }
                  |                                ^^^^^^
                hint: map it in config/indicators/, under `periods` of each indicator that it has
                """
        )
    }

    @Test func `one indicator that maps a period is enough`() throws {
        let project = try Self.projectOf2011()
        let file = "config/indicators/immigration.yaml"
        let text = try project.read(file)
        let mapping = "\"2021\": { list-2021: { total: { id: \"5\", label: \"In low income\" } } }"
        try #require(text.contains(mapping))
        let compare = "\"2006-2016\": { code: A }"
        let more = ["2006-2011", "2011-2016", "2011-2021"].map { "\"\($0)\": { code: A }" }
        let lines = ([compare] + more).joined(separator: "\n      ")
        let also = mapping.replacing("2021", with: "2011")
        try project.write(
            file,
            text.replacing(mapping, with: "\(mapping)\n      \(also)")
                .replacing(compare, with: lines)
        )
        #expect(project.told == "")
    }

    @Test func `a period is not told where the indicators themselves are broken`() throws {
        let project = try Self.projectOf2011()
        try project.edit("config/indicators/immigration.yaml", "kind: median", "kind: medain")
        #expect(project.load().2.map(\.code) == ["config.unknown-kind"])
    }

    @Test func `the examples of the manual are right`() throws {
        let path = "\(RealFiles.project)/docs/reference/config.md"
        let manual = try String(contentsOfFile: path, encoding: .utf8)
        let blocks = manual.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        let examples = blocks.filter { block in
            ["stages:", "commands:", "notify:"].contains(where: block.hasPrefix)
        }
        #expect(examples.count == 3)
        let pipeline = try TestProject.small(with: examples.joined())
        #expect(pipeline.stages.count == 1)
        #expect(pipeline.commands.count == 1)
        #expect(pipeline.notifications.count == 4)
    }
}
