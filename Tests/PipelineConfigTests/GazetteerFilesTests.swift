import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct GazetteerFilesTests {
    private static let header =
        "level,code,dguid,name_en,name_fr,type,within,land_area,population\n"
    private static let town = "CSD,6106023,2016A00056106023,Yellowknife,Yellowknife,CY,"

    /// A project with a list of 2016 in which the town of its places is.
    private static func project(_ lines: String) throws -> TestProject {
        let project = try TestProject()
        try project.write("config/geographies/2016.csv", "\(header)\(lines)")
        return project
    }

    private static func read(_ text: String) throws -> Gazetteer {
        var reader = GazetteerReader(try #require(Period("2016")))
        let list = reader.read(Array(text.utf8))
        try #require(reader.problems.isEmpty, "\(reader.problems)")
        return list
    }

    @Test func `a record has names, type, parents, area and count`() throws {
        let list = try Self.read(
            Self.header
                + "CSD,3553005,2016A00053553005,Greater Sudbury,Grand Sudbury,CV,"
                + "ER 3590;CMA 580,3228.35,161531\n"
                + "CSD,2467802,,Kahnawake,,IRI,,50.39,\n"
        )
        let city = Geography(level: .censusSubdivision, code: "3553005")
        let expected = GazetteerEntry(
            geography: city,
            names: BilingualText(en: "Greater Sudbury", fr: "Grand Sudbury"),
            type: "CV",
            dguid: "2016A00053553005",
            within: [
                Geography(level: .metropolitanArea, code: "580"),
                Geography(level: .economicRegion, code: "3590"),
            ],
            landArea: 3228.35,
            population: 161_531
        )
        #expect(list[city] == expected)
        // A reserve that was not enumerated has no count; French is English where it is not told.
        let reserve = list[Geography(level: .censusSubdivision, code: "2467802")]
        #expect(reserve?.population == nil)
        #expect(reserve?.names.fr == "Kahnawake")
    }

    @Test func `a list of three columns, as a person writes it, is read too`() throws {
        let list = try Self.read("level,code,name\nHR,5912,\"North, East\"\nHR,5911,South\n")
        #expect(list.entries.map(\.names.en) == ["South", "North, East"])
        #expect(list.levels == [.healthRegion])
    }

    static let mistakes: [(String, String)] = [
        (
            "\(town)CMA 995;,,\nCSD,610602,,Short,,,,,\n",
            """
            error[config.bad-list]: `610602` is not a code of level CSD, which has 7 digits
             --> config/geographies/2016.csv:3:1
              |
            3 | CSD,610602,,Short,,,,,
              | ^
            """
        ),
        (
            "\(town),105.47\n",
            """
            error[config.bad-list]: expected 9 columns \
            `level,code,dguid,name_en,name_fr,type,within,land_area,population`, found 8
             --> config/geographies/2016.csv:2:1
              |
            2 | CSD,6106023,2016A00056106023,Yellowknife,Yellowknife,CY,,105.47
              | ^
            """
        ),
        (
            "\(town)995,,\n",
            """
            error[config.bad-list]: expected `within` like `CMA 825;ER 4830`, found `995`
             --> config/geographies/2016.csv:2:1
              |
            2 | CSD,6106023,2016A00056106023,Yellowknife,Yellowknife,CY,995,,
              | ^
            """
        ),
        (
            "\(town),,19569.5\n",
            """
            error[config.bad-list]: expected a whole number in `population`, found `19569.5`
             --> config/geographies/2016.csv:2:1
              |
            2 | CSD,6106023,2016A00056106023,Yellowknife,Yellowknife,CY,,,19569.5
              | ^
            """
        ),
        (
            "\(town),-1,\n",
            """
            error[config.bad-list]: expected a number in `land_area`, found `-1`
             --> config/geographies/2016.csv:2:1
              |
            2 | CSD,6106023,2016A00056106023,Yellowknife,Yellowknife,CY,,-1,
              | ^
            """
        ),
        (
            "CS,6106023,,Yellowknife,,,,,\n",
            """
            error[config.bad-list]: `CS` is no level of the census; known are `CAN`, `PR`, `CD`, \
            `CSD`, `CMA`, `CMAP`, `DPL`, `POPCTR`, `DA`, `ER` and `HR`
             --> config/geographies/2016.csv:2:1
              |
            2 | CS,6106023,,Yellowknife,,,,,
              | ^
            """
        ),
        (
            "\(town),,\nPR,61,,NT,,,,,\n\(town),,\n",
            """
            error[config.bad-list]: `CSD 6106023` stands twice in the list
             --> config/geographies/2016.csv:4:1
              |
            4 | CSD,6106023,2016A00056106023,Yellowknife,Yellowknife,CY,,,
              | ^
            """
        ),
        (
            "\(town),,\nPR,61,,\"NT,,,,,\n",
            """
            error[config.bad-list]: this is not CSV: a quoted field that begins in this record \
            never ends
             --> config/geographies/2016.csv:3:1
              |
            3 | PR,61,,"NT,,,,,
              | ^
            """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake in a list is told with its line`(_ lines: String, _ expected: String) throws {
        let project = try Self.project(lines)
        // What a wrong line leaves out may be missed elsewhere: the first message is of the line.
        #expect(project.told.hasPrefix(expected), "\(project.told)")
    }

    @Test func `a list of something else is told once, by its header`() throws {
        let project = try TestProject()
        try project.write("config/geographies/2016.csv", "code,name\n61,NT\n62,NU\n")
        #expect(
            project.told
                == """
                error[config.bad-list]: expected the columns \
                `level,code,dguid,name_en,name_fr,type,within,land_area,population`
                 --> config/geographies/2016.csv:1:1
                  |
                1 | code,name
                  | ^

                """
                .dropLast()
        )
    }

    @Test func `a code that the census does not have is told with that of the name`() throws {
        let project = try Self.project(
            "CSD,6106024,,Town,,CY,,,\nCSD,6106025,,TOWN,,T,,,\nPR,61,,North,,,,,\n"
        )
        #expect(project.told.contains("there is no `CSD 6106023` in the census of 2016"))
        #expect(project.told.contains("is `6106024` or `6106025` in 2016"), "\(project.told)")
    }

    @Test func `levels that a list does not hold are not checked`() throws {
        let project = try Self.project("PR,61,,North,,,,,\n")
        #expect(project.told == "")
    }

    @Test(arguments: [("2016", 5_162, 76), ("2021", 5_161, 0)])
    func `the lists of the project have the published numbers of geographies`(
        _ vintage: String,
        _ subdivisions: Int,
        _ regions: Int
    ) throws {
        let report = Report()
        let lists = Gazetteer.readAll(in: RealFiles.project, report)
        #expect(report.diagnostics.isEmpty)
        let period = try #require(Period(vintage))
        let list = try #require(lists[period])
        let counts = [
            GeographyLevel.country: 1, .province: 13, .censusDivision: 293,
            .censusSubdivision: subdivisions, .metropolitanArea: 152, .metropolitanAreaPart: 156,
            .economicRegion: regions,
        ]
        for (level, count) in counts { #expect(list.entries(of: level).count == count) }
    }

    @Test(arguments: [("2016", 35_151_728), ("2021", 36_991_981)])
    func `components of a whole add up to it, and all of them to Canada`(
        _ vintage: String,
        _ persons: Int
    ) throws {
        let lists = Gazetteer.readAll(in: RealFiles.project, Report())
        let period = try #require(Period(vintage))
        let list = try #require(lists[period])
        #expect(list[.canada]?.population == persons)
        let wholes: [GeographyLevel] = [
            .country, .province, .censusDivision, .metropolitanArea, .metropolitanAreaPart,
            .economicRegion,
        ]
        for whole in wholes.flatMap({ list.entries(of: $0) }) {
            let parts = list.components(of: whole.geography, by: .censusSubdivision)
            let sum = parts.compactMap { list[$0]?.population }.reduce(0, +)
            #expect(whole.population == sum, "\(whole.geography) \(whole.names.en)")
        }
        // And every subdivision is in one division, one province, and at most one CMA.
        for entry in list.entries(of: .censusSubdivision) {
            let levels = list.parents(of: entry.geography).map(\.level)
            #expect(Set(levels).count == levels.count)
            #expect(levels.contains(.censusDivision) && levels.contains(.province))
        }
    }

    @Test(arguments: [
        ("825", 1_481_806), ("835", 1_418_118), ("602", 834_678), ("810", 123_847),
        ("505", 1_488_307), ("535", 6_202_225), ("462", 4_291_732), ("933", 2_642_825),
    ])
    func `CMAs of 2021 have the counts that were published for them`(
        _ code: String,
        _ persons: Int
    ) throws {
        let lists = Gazetteer.readAll(in: RealFiles.project, Report())
        let period = try #require(Period("2021"))
        let list = try #require(lists[period])
        #expect(list[Geography(level: .metropolitanArea, code: code)]?.population == persons)
    }
}
