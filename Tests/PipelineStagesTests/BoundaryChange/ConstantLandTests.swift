import FoundationEssentials
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// A town that annexed a quarter of a village between two censuses; none of it is real.
@Suite struct ConstantLandTests {
    @Test func `figures of the earlier census are made on the land of the later`() throws {
        let project = try TestProject.withAnnexation()
        _ = try project.run()
        #expect(
            try project.published("members", "grown,2016") == [
                "grown,2016,CSD,6106021,Village,2016,0.25,,derived,a test,"
                    + "crosswalk-interim-list,882/3528",
                "grown,2016,CSD,6106023,Town,2016,1,,derived,a test,code,",
            ]
        )
        // 19569 of the town, and a quarter of 3528, which can be none or all of them.
        #expect(
            try project.published("observations/census-2016", "grown,2016,population,") == [
                "grown,2016,population,total,total,total,20451,19569,23097,estimated,sum,1,"
                    + "non-response 3.5; flag 00101; CSD 6106021"
            ]
        )
        #expect(
            try project.published("members", "town,2016") == [
                "town,2016,CSD,6106023,town,2016,1,,verified,a test,code,"
            ]
        )
    }

    @Test func `a version says how each place changed`() throws {
        let project = try TestProject.withAnnexation()
        _ = try project.run()
        #expect(
            try project.published("boundary_changes", "").filter { $0.contains("2016,2021") } == [
                "both,2016,2021,same,0,0,yes,,",
                "grown,2016,2021,same,0,0,yes,the recipe of 2016 is made on the boundaries of "
                    + "2021,la recette de 2016 est faite selon les limites de 2021",
                "territory,2016,2021,same,0,0,yes,,",
                "town,2016,2021,changed,882,0,yes,"
                    + "\"gained 882 people of Village (CSD 6106021), 2018-01-01\","
                    + "\"a gagné 882 personnes de Village (CSD 6106021), 2018-01-01\"",
                "village,2016,2021,split,0,882,yes,"
                    + "\"lost 882 people to Town (CSD 6106023), 2018-01-01\","
                    + "\"a perdu 882 personnes pour Town (CSD 6106023), 2018-01-01\"",
            ]
        )
        #expect(
            try project.published("boundary_changes", "town,2006,2021") == [
                "town,2006,2021,not-known,,,no,there is no list of changes between 2006 and 2021; "
                    + "its codes are the same in both,il n’y a pas de liste des changements entre "
                    + "2006 et 2021; ses codes sont les mêmes dans les deux"
            ]
        )
    }

    @Test func `a project without lists of changes publishes no such table`() throws {
        let project = try TestProject()
        _ = try project.run()
        #expect(!project.exists("data-clean/small/latest/boundary_changes.csv"))
    }

    @Test func `another list of changes publishes another version`() throws {
        let project = try TestProject.withAnnexation()
        _ = try project.run()
        try project.edit(TestProject.changeFile, "2018-01-01,1", "2018-07-01,1")
        let outcome = try project.run()
        guard case .published(let version, _, _) = outcome.publishing else {
            Issue.record("nothing was published")
            return
        }
        #expect(version == 2)
        try project.edit(TestProject.changeFile, ",882,", ",1764,")
        // The weight of the village is another, and with it published figures.
        #expect(project.failure().contains("grown,2016,population,total,total,total"))
    }

    @Test func `a version from before the columns can be followed`() throws {
        let project = try TestProject([
            "pipelines/small.yaml": TestProject.pipeline(["2006"])
        ])
        _ = try project.run()
        // What Lipline wrote before members had a method and a share.
        let path = "data-clean/small/versions/1/members.csv"
        let short = try project.read(path).split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).dropLast(2)
                .joined(separator: ",")
        }
        try FileManager.default.removeItem(atPath: project.path(path))
        try project.write(path, short.joined(separator: "\n") + "\n")
        try project.write("pipelines/small.yaml", TestProject.pipeline(["2016"]))
        _ = try project.run()
        #expect(
            try project.published("members", "town,") == [
                "town,2006,CSD,6106023,town,2006,1,,verified,a test,,",
                "town,2016,CSD,6106023,town,2016,1,,verified,a test,code,",
            ]
        )
    }

    @Test func `a weight that a steward wrote is one of a concordance`() throws {
        let project = try TestProject()
        try project.edit(
            "config/places/town.yaml",
            "name: town }",
            "name: town, weight: 0.5 }"
        )
        _ = try project.run()
        #expect(
            try project.published("members", "town,2021") == [
                "town,2021,CSD,6106023,town,2021,0.5,,verified,a test,concordance,"
            ]
        )
    }

    /// What is wrong with a recipe on other boundaries, and what `lip check` says of it.
    static let mistakes: [(file: String, old: String, new: String, told: String)] = [
        (
            TestProject.grownFile, "on-boundaries-of: \"2021\"", "on-boundaries-of: \"2011\"",
            "a recipe can only be made on the boundaries of a later census"
        ),
        (
            TestProject.grownFile, "\"2021\":\n    status", "\"2022\":\n    status",
            "the place has no recipe of 2021 of its own"
        ),
        (
            TestProject.changeFile, ",882,", ",,",
            "it is not known how much of CSD 6106021 Village lies on it"
        ),
        (
            TestProject.grownFile, "level: CSD, code: \"6106023\"", "level: DPL, code: \"610023\"",
            "the census subdivisions that make up DPL 610023 in 2021 are not listed"
        ),
    ]

    @Test(arguments: mistakes.indices)
    func `what keeps a recipe from being made is told`(_ index: Int) throws {
        let mistake = Self.mistakes[index]
        let project = try TestProject.withAnnexation()
        try project.edit(mistake.file, mistake.old, mistake.new)
        let told = project.load().2.filter { $0.code == "config.on-boundaries" }
        #expect(told.map(\.message) == [mistake.told])
        #expect(told.map(\.span?.file) == [TestProject.grownFile])
        #expect(told.map(\.span?.line) == [11])
    }

    @Test func `without a list there is no way between censuses`() throws {
        let project = try TestProject.withAnnexation()
        try project.remove(TestProject.changeFile)
        #expect(
            project.load().2.map(\.rendered) == [
                """
                error[config.on-boundaries]: there is no way from 2016 to 2021
                 --> config/places/grown.yaml:11:23
                   |
                11 |     on-boundaries-of: "2021"
                   |                       ^^^^^^
                hint: it needs config/changes/2016-2021.csv and config/geographies/2016.csv with \
                populations
                """
            ]
        )
    }

    @Test func `a line of a list that cannot be read is told`() throws {
        let project = try TestProject.withAnnexation()
        try project.edit(TestProject.changeFile, ",5,6,882,", ",5,6,many,")
        try project.remove(TestProject.grownFile)
        #expect(
            project.load().2.map(\.rendered) == [
                """
                error[config.bad-list]: `many` is not a count
                 --> config/changes/2016-2021.csv:2:1
                  |
                2 | 6106023,Town,T,6106021,Village,VL,5,6,many,,,2018-01-01,1
                  | ^
                """
            ]
        )
    }
}

extension TestProject {
    static let grownFile = "config/places/grown.yaml"
    static let changeFile = "config/changes/2016-2021.csv"

    /// The small project with a list of changes, and a place on the land of the town of 2021.
    static func withAnnexation() throws -> TestProject {
        func list(_ town: Int, _ village: Int) -> String {
            """
            level,code,dguid,name_en,name_fr,type,within,land_area,population
            CSD,6106021,,Village,Village,VL,,,\(village)
            CSD,6106023,,Town,Town,T,,,\(town)
            PR,61,,Territory,Territoire,,,,

            """
        }
        return try TestProject([
            "config/geographies/2016.csv": list(19569, 3528),
            "config/geographies/2021.csv": list(20340, 3600),
            changeFile: """
            gaining,gaining_name,gaining_type,losing,losing_name,losing_type,change,\
            losing_change,people,dwellings,occupied_dwellings,date,file_number
            6106023,Town,T,6106021,Village,VL,5,6,882,,,2018-01-01,1

            """,
            grownFile: """
            id: grown
            kind: community
            status: confirmed
            collection: north
            names:
              - { en: grown, fr: grown }
            recipes:
              "2016":
                status: derived
                source: a test
                on-boundaries-of: "2021"
              "2021":
                status: verified
                source: a test
                members:
                  - { level: CSD, code: "6106023", name: Town }

            """,
        ])
    }
}
