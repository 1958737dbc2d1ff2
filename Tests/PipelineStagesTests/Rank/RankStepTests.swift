// size: texts are compared as they are shown
import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Rankings as they are published: carried, extended or revised as observations are.
@Suite struct RankStepTests {
    private static let master = """
        id: places
        codes: iso-3166-1
        entries:
          - { id: world, kind: region }
          - { id: far, kind: country, within: world, iso: FAR }
          - { id: near, kind: country, within: world, iso: NEA }
          - { id: odd, kind: country, within: world }

        """

    private static let indicator = """
          - id: birth
            kind: count
            unit: persons
            universe: everybody
            sample: long
            within: persons
            genders: [total, men, women]
            classification: places
            categories: [far, near]
            periods:
              "2006":
                list-2006:
                  far: { id: "2", label: "Total - Immigrant status" }
                  near: { id: "3", label: "Immigrants" }
          - id: low-income

        """

    private static let indicators = "config/indicators/immigration.yaml"

    /// The town alone, with an indicator of two countries in 2006, and figures of a third.
    private static func project(odd: Int = 100) throws -> TestProject {
        let project = try TestProject(["config/classifications/places.yaml": master])
        for (file, ids) in [
            ("categories", ["world", "far", "near", "odd"]), ("indicators", ["birth"]),
        ] {
            let path = "config/labels/\(file).yaml"
            let lines = ids.map { "\($0): { en: \"\($0)\", fr: \"\($0) (fr)\" }\n" }.joined()
            try project.write(path, project.read(path) + lines)
        }
        try project.edit(indicators, "  - id: low-income\n", indicator)
        for place in ["both", "hamlet", "territory", "village"] {
            try project.remove("config/places/\(place).yaml")
        }
        try project.write(
            "raw/2006.csv",
            project.read("raw/2006.csv") + "2006,CSD,6106023,2006,5,total,\(odd),\n"
        )
        return project
    }

    /// Adds the third country.
    private static func addOdd(_ project: TestProject) throws {
        try project.edit(indicators, "[far, near]", "[far, near, odd]")
        try project.edit(
            indicators,
            "          near: {",
            "          odd: { id: \"5\", label: \"In low income\" }\n          near: {"
        )
    }

    /// The lines of CHANGES.md about rankings.
    private func changes(_ project: TestProject) throws -> [String] {
        try project.read("data-clean/small/latest/CHANGES.md").split(separator: "\n")
            .filter { $0.hasPrefix("| rankings/") }.map(String.init)
    }

    @Test func `rankings are published for the partitions that have a ranked indicator`() throws {
        let project = try Self.project()
        _ = try project.run()
        #expect(try changes(project) == ["| rankings/census-2006 | new | 4 |"])
        #expect(
            try project.read("data-clean/small/latest/rankings/census-2006.csv") == """
                place,period,indicator,group,gender,rank,category,rank_low,rank_high,value,low,high,\
                state,largest_residual
                town,2006,birth,total,men,1,near,1,1,1000,996,1004,rounded,
                town,2006,birth,total,total,1,far,1,1,18510,18506,18514,rounded,
                town,2006,birth,total,total,2,near,2,2,2070,2066,2074,rounded,
                town,2006,birth,total,women,1,near,1,1,1065,1061,1069,rounded,

                """
        )
        #expect(!project.exists("data-clean/small/latest/rankings/census-2016.csv"))
    }

    @Test func `nothing changes when nothing changes`() throws {
        let project = try Self.project()
        _ = try project.run()
        try project.write("pipelines/small.yaml", project.read("pipelines/small.yaml") + "\n# x\n")
        #expect(try project.run().publishing?.version == 1)
        #expect(!project.exists("data-clean/small/versions/2"))
    }

    @Test func `a new place extends a ranking`() throws {
        let project = try Self.project()
        _ = try project.run()
        try project.write(
            "config/places/twin.yaml",
            TestProject.place("twin", "lip", ["CSD 6106023"])
        )
        _ = try project.run()
        #expect(
            try changes(project) == [
                "| rankings/census-2006 | extended: 4 rows added, no old row changed | 8 |"
            ]
        )
    }

    @Test func `a small country that touches no older row extends a ranking`() throws {
        let project = try Self.project()
        _ = try project.run()
        try Self.addOdd(project)
        _ = try project.run()
        #expect(
            try changes(project) == [
                "| rankings/census-2006 | extended: 1 row added, no old row changed | 5 |"
            ]
        )
    }

    @Test func `a country that takes the rank of another is a revision of the ranking`() throws {
        let project = try Self.project(odd: 5000)
        _ = try project.run()
        try Self.addOdd(project)
        #expect(
            project.failure() == """
                error[publish.revision]: 1 published row of `rankings/census-2006` would change
                  - town,2006,birth,total,total,2,near,2,2,2070,2066,2074,rounded,
                  + (no such row)
                hint: nothing was published; if the change is right, run with \
                `--revise census-2006 --reason "..."`
                """
        )
        let id = try #require(PartitionID("census-2006"))
        _ = try project.run {
            $0.permit = RevisionPermit(partitions: [id], reason: "one country more")
        }
        let text = try project.read("data-clean/small/latest/CHANGES.md")
        #expect(text.contains("## Revised: rankings/census-2006\n\nReason: one country more\n"))
    }

    @Test func `another kind in the master ranks again and computes nothing`() throws {
        let project = try Self.project()
        _ = try project.run()
        let near = "{ id: near, kind: country, within: world, iso: NEA }"
        try project.edit("config/classifications/places.yaml", near, "{ id: near, kind: region }")
        #expect(
            project.failure().hasPrefix(
                "error[publish.revision]: 4 published rows of `rankings/census-2006` would change\n"
            )
        )
        let id = try #require(PartitionID("census-2006"))
        let outcome = try project.run {
            $0.permit = RevisionPermit(partitions: [id], reason: "a region")
        }
        // The ranking was made by the run that was refused.
        #expect(outcome.run.ran == 1)
        #expect(
            try project.published("rankings/census-2006", "town") == [
                "town,2006,birth,total,total,1,far,1,1,18510,18506,18514,rounded,2070"
            ]
        )
    }

    @Test func `what is not made by a run keeps its ranking`() throws {
        let project = try Self.project()
        _ = try project.run()
        let before = try project.read("data-clean/small/latest/rankings/census-2006.csv")
        try project.write(
            "config/places/twin.yaml",
            TestProject.place("twin", "lip", ["CSD 6106023"])
        )
        _ = try project.run { $0.period = Period("2021") }
        #expect(
            try changes(project) == [
                "| rankings/census-2006 | carried: every row as it was, byte for byte | 4 |"
            ]
        )
        #expect(
            try project.read("data-clean/small/latest/rankings/census-2006.csv") == before
        )
    }

    @Test func `the database has the rankings with the names of countries in both languages`()
        throws
    {
        let project = try Self.project()
        _ = try project.run()
        let rows = try DatasetDatabase.query(
            project.path("data-clean/small/latest/dataset.sqlite"),
            "SELECT rank, category_fr, rank_low, rank_high, value FROM top10 "
                + "WHERE place = 'town' AND gender = 'total'"
        )
        #expect(
            rows.map { $0.joined(separator: " ") } == [
                "1 far (fr) 1 1 18510", "2 near (fr) 2 2 2070",
            ]
        )
        let kinds = try DatasetDatabase.query(
            project.path("data-clean/small/latest/dataset.sqlite"),
            "SELECT category, kind, iso FROM classifications WHERE within = 'world'"
        )
        #expect(
            kinds.map { $0.joined(separator: " ") } == [
                "far country FAR", "near country NEA", "odd country ",
            ]
        )
    }
}
