import TestSupport
import Testing

/// What users see of a series.
@Suite struct SeriesCommandTests {
    private func published() throws -> TestProject {
        let project = try TestProject.withSeries()
        try project.edit("config/labels/notes.yaml", "en: \"a-note\"", "en: \"People who came.\"")
        _ = try lip(project, ["run", "small"])
        return project
    }

    @Test func `years stand side by side, with the note of the series`() throws {
        let output = try lip(
            try published(),
            ["compare", "small", "town", "village", "--indicator", "admissions"]
        ).output
        try expectGolden(output, "compare-series.txt")
    }

    @Test func `a month is traced to its line`() throws {
        let output = try lip(
            try published(),
            [
                "trace", "small", "--place", "both", "--indicator", "admissions",
                "--period", "2024-02",
            ]
        ).output
        try expectGolden(output, "trace-series.txt")
    }

    @Test func `all observations of a series are what their lines give`() throws {
        let project = try published()
        let output = try lip(project, ["trace", "small", "--all-observations", "--json"]).output
        #expect(output.contains("admissions-2024"))
    }

    @Test func `one year of a series is made alone`() throws {
        let project = try published()
        try project.edit(
            "raw/admissions.csv",
            "2023,CSD,6106023,2016,1,total,120",
            "2023,CSD,6106023,2016,1,total,125"
        )
        try project.edit(
            "raw/admissions.csv",
            "2024-02,CSD,6106023,2016,1,total,30",
            "2024-02,CSD,6106023,2016,1,total,35"
        )
        _ = try lip(project, ["run", "small", "--period", "2024"])
        let old = "town,2023,admissions,total,total,total,120,118,122,rounded,published,1,"
        let new = "town,2024-02,admissions,total,total,total,35,33,37,rounded,published,1,"
        #expect(try project.published("observations/admissions-2023", "town") == [old])
        #expect(try project.published("observations/admissions-2024", "town,2024-02") == [new])
    }
}
