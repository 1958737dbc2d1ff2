import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Figures of every year, quarter and month beside those of censuses.
@Suite struct SeriesTests {
    @Test
    func `a year is a partition, with the quarters and months that its file has`() throws {
        let project = try TestProject.withSeries()
        _ = try project.run()
        let rows = try project.read("data-clean/small/latest/observations/admissions-2024.csv")
        #expect(
            rows == """
                place,period,indicator,category,group,gender,value,low,high,state,method,coverage,\
                quality
                both,2024,admissions,total,total,total,130,128,137,partial,sum,0.5,
                both,2024-01,admissions,total,total,total,100,98,107,partial,sum,0.5,
                both,2024-02,admissions,total,total,total,30,28,,partial,sum,0.5,
                both,2024-Q1,admissions,total,total,total,130,128,137,partial,sum,0.5,
                territory,2024,admissions,total,total,total,,,,not-available,none,,
                town,2024,admissions,total,total,total,130,128,132,rounded,published,1,
                town,2024-01,admissions,total,total,total,100,98,102,rounded,published,1,
                town,2024-02,admissions,total,total,total,30,28,32,rounded,published,1,
                town,2024-Q1,admissions,total,total,total,130,128,132,rounded,published,1,
                village,2024,admissions,total,total,total,,0,5,masked,none,0,
                village,2024-01,admissions,total,total,total,,0,5,masked,none,0,
                village,2024-02,admissions,total,total,total,,,,not-available,none,,
                village,2024-Q1,admissions,total,total,total,,0,5,masked,none,0,

                """
        )
        #expect(
            try project.published("observations/admissions-2023", "both")
                == ["both,2023,admissions,total,total,total,135,131,139,rounded,sum,1,"]
        )
    }

    @Test
    func `a census has no row of a series, and a series none of a census`() throws {
        let project = try TestProject.withSeries()
        _ = try project.run()
        let census = try project.read("data-clean/small/latest/observations/census-2016.csv")
        #expect(!census.contains("admissions"))
        let series = try project.read("data-clean/small/latest/observations/admissions-2024.csv")
        #expect(!series.contains("population"))
        // As without the series, to the byte.
        let plain = try TestProject()
        _ = try plain.run()
        let without = try plain.read("data-clean/small/latest/observations/census-2016.csv")
        #expect(census == without)
    }

    @Test
    func `places are made by the recipes that the partition names`() throws {
        let project = try TestProject.withSeries()
        _ = try project.run()
        #expect(
            try project.published("members", "both,2024")
                == [
                    "both,2024,CSD,6106021,both,2016,1,,verified,a test,code,",
                    "both,2024,CSD,6106023,both,2016,1,,verified,a test,code,",
                ]
        )
        #expect(
            try project.published("comparability", "admissions")
                == ["admissions,any,any,B,a-note,a-note (fr)"]
        )
    }

    @Test
    func `a new year leaves the partitions of other years as they are`() throws {
        let project = try TestProject.withSeries()
        _ = try project.run()
        try project.edit("pipelines/small.yaml", "years: 2023-2024", "years: 2023-2025")
        let more = TestProject.seriesRows + "2025-01,CSD,6106023,2016,1,total,40,\n"
        try project.write("raw/admissions.csv", more)
        _ = try project.run()
        let changes = try project.read("data-clean/small/latest/CHANGES.md")
        #expect(
            changes.split(separator: "\n").filter { $0.contains("| admissions") } == [
                "| admissions-2023 | carried: every row as it was, byte for byte | 4 |",
                "| admissions-2024 | carried: every row as it was, byte for byte | 13 |",
                "| admissions-2025 | new | 3 |",
            ]
        )
    }

    @Test
    func `a publisher that restates its history revises its own partitions, and no others`() throws
    {
        let project = try TestProject.withSeries()
        _ = try project.run()
        try project.edit("raw/admissions.csv", "total,120,", "total,125,")
        _ = try project.run()
        let changes = try project.read("data-clean/small/latest/CHANGES.md")
        #expect(
            changes.hasSuffix(
                """
                ## Revised: admissions-2023

                Reason: its publisher restates its history

                ```
                - both,2023,admissions,total,total,total,135,131,139,rounded,sum,1,
                + both,2023,admissions,total,total,total,140,136,144,rounded,sum,1,
                - town,2023,admissions,total,total,total,120,118,122,rounded,published,1,
                + town,2023,admissions,total,total,total,125,123,127,rounded,published,1,
                ```

                """
            )
        )
        try project.edit("raw/2006.csv", "18700", "18705")
        #expect(project.failure().contains("error[publish.revision]"))
    }

    @Test
    func `a period that is none is refused with its line`() throws {
        let project = try TestProject.withSeries()
        try project.edit("raw/admissions.csv", "2024-02,", "2024-13,")
        #expect(
            project.failure() == """
                error[extract.wrong-period]: expected a year, quarter or month such as `2024`, \
                `2024-Q1` or `2024-01`, found `2024-13`
                 --> admissions.csv:7:1
                hint: fetch the file again, or correct its source in config/sources
                """
        )
    }

    @Test(arguments: [
        ("2024", Period.Kind.year, "2024", 12), ("2024-Q3", .quarter, "2024", 3),
        ("2024-07", .month, "2024", 1),
    ])
    func `a period knows its kind, its year and its months`(
        _ name: String,
        _ kind: Period.Kind,
        _ year: String,
        _ months: Int
    ) throws {
        let period = try #require(Period(name))
        #expect(period.kind == kind)
        #expect(period.year.name == year)
        #expect(period.months.count == months)
        #expect(period.year.periods(kind).contains(period))
    }

    @Test(arguments: ["", "24", "2024-", "2024-13", "2024-00", "2024-Q5", "2024-1", "2024-01-01"])
    func `other texts are no period`(_ text: String) {
        #expect(Period(text) == nil)
    }

    @Test
    func `the quarter has its own months`() throws {
        let quarter = try #require(Period("2024-Q3"))
        #expect(quarter.months.map(\.name) == ["2024-07", "2024-08", "2024-09"])
    }
}
