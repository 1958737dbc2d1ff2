import IndicatorModel
import PipelineEngine
import PipelineStages
import TestSupport
import Testing

/// A book read, matched, added up and published.
@Suite struct BookRunTests {
    /// A row whose months are all alike, and whose quarters and years are their sums.
    private static func row(
        _ depth: Int,
        _ label: String,
        _ month: Int?,
        first: [Int] = []
    ) -> [String?] {
        func text(_ months: Int) -> String {
            guard let month else { return "--" }
            let count = months * month
            return count < 1_000
                ? "\(count)" : "\(count / 1_000),\(String(count % 1_000 + 1_000).dropFirst())"
        }
        let quarter = [1, 1, 1, 3]
        let months = quarter + quarter + quarter + quarter + [12] + quarter + quarter + [1, 1, 7]
        return SmallBook.row(depth, label, "", first: first).prefix(3) + months.map { text($0) }
    }

    /// Yellowknife has 100 a month, Hay River 20 in a row of two, Fort Smith less than 5.
    static let book: SmallBook = {
        var book = SmallBook()
        book.table.replaceSubrange(
            5..<15,
            with: [
                row(3, "Yellowknife", 100, first: [1, 2]), row(3, "Hay River", 20),
                row(3, "Fort Smith", nil), row(3, "New Hay", 5), row(2, "Region 6", 125),
                row(1, "Northwest Territories Total", 125), row(1, "Total", 125),
            ]
        )
        return book
    }()

    private static let source = """
        id: admissions
        publisher: A test
        title: { en: "Admissions", fr: "Admissions" }
        times: [year, quarter, month]
        layout: ircc-book
        characteristics: admissions
        by-name: { columns: [province, division, subdivision], synonyms: names }
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        parts:
          - { id: north, path: raw/book.xlsx }

        """

    private static let gazetteer = """
        level,code,name
        CD,6106,Region 6
        CSD,6106021,Hay River
        CSD,6106022,Hay River
        CSD,6106023,Yellowknife
        CSD,6106024,Fort Smith
        PR,61,Northwest Territories

        """

    private static let synonyms = """
        level,province,division,name,codes,note
        CSD,Northwest Territories,Region 6,New Hay,6106021,a part of 6106021 that became a place

        """

    private static func project(_ book: SmallBook = book) throws -> TestProject {
        let project = try TestProject.withSeries([
            "pipelines/small.yaml": TestProject.pipeline([]),
            "config/sources/admissions.yaml": source,
            "config/geographies/2016.csv": gazetteer,
            "config/synonyms/names.csv": synonyms,
            "config/places/both-rivers.yaml": TestProject.place(
                "both-rivers",
                "lip",
                ["CSD 6106021", "CSD 6106022"]
            ),
            "config/places/smith.yaml": TestProject.place("smith", "lip", ["CSD 6106024"]),
        ])
        for file in ["config/characteristics/admissions.csv", "config/indicators/immigration.yaml"]
        {
            try project.edit(file, "Admitted", "Total")
        }
        try project.write("raw/book.xlsx", bytes: book.bytes)
        return project
    }

    /// Runs the project, and hands over what its steps warn of.
    private static func warnings(_ project: TestProject) throws -> [String] {
        var warnings: [String] = []
        _ = try PipelineRun("pipelines/small.yaml", RunOptions(root: project.root)).run { news in
            guard case .ended(_, let reports) = news else { return }
            warnings += reports.flatMap(\.warnings)
        }
        return warnings
    }

    @Test func `a place of one row, of a row of two, of part of one, and of masked counts`() throws
    {
        let project = try Self.project()
        let warnings = try Self.warnings(project)
        let rows = try project.read("data-clean/small/latest/observations/admissions-2023.csv")
            .split(separator: "\n").filter { $0.contains(",2023,") || $0.contains(",2023-02,") }
        #expect(
            rows == [
                // Yellowknife with one of the two rivers: its own row, and what that may add.
                "both,2023,admissions,total,total,total,1260,1256,1506,partial,sum,0.666666,",
                "both,2023-02,admissions,total,total,total,105,101,131,partial,sum,0.666666,",
                // Both rivers: the row of both, and that of New Hay.
                "both-rivers,2023,admissions,total,total,total,300,296,304,rounded,sum,1,",
                "both-rivers,2023-02,admissions,total,total,total,25,21,29,rounded,sum,1,",
                "smith,2023,admissions,total,total,total,,0,5,masked,none,0,",
                "smith,2023-02,admissions,total,total,total,,0,5,masked,none,0,",
                "territory,2023,admissions,total,total,total,1500,1498,1502,rounded,published,1,",
                "territory,2023-02,admissions,total,total,total,125,123,127,rounded,published,1,",
                "town,2023,admissions,total,total,total,1200,1198,1202,rounded,published,1,",
                "town,2023-02,admissions,total,total,total,100,98,102,rounded,published,1,",
                "village,2023,admissions,total,total,total,60,58,304,partial,sum,0.5,",
                "village,2023-02,admissions,total,total,total,5,3,29,partial,sum,0.5,",
            ]
        )
        // 2024 has no year and no third quarter yet.
        let later = try project.read("data-clean/small/latest/observations/admissions-2024.csv")
        #expect(later.contains("town,2024-07,admissions,total,total,total,100,98,102,rounded"))
        #expect(later.contains("town,2024-Q2,"))
        #expect(!later.contains("2024-Q3"))
        #expect(!later.contains("town,2024,"))
        #expect(
            warnings == [
                "admissions/north: 1 name fits several geographies of 2016, whose figures are "
                    + "one row: `Northwest Territories, Region 6, Hay River` "
                    + "(CSD 6106021 and CSD 6106022)",
                "admissions/north: the 2024-Q3 total is left out: the book has not all of its "
                    + "months",
                "admissions/north: the 2024 total is left out: the book has not all of its months",
            ]
        )
    }

    @Test func `a name without a geography is told, and in no place`() throws {
        let project = try Self.project()
        try project.edit("config/synonyms/names.csv", "New Hay", "Old Hay")
        let warnings = try Self.warnings(project)
        #expect(
            warnings.first
                == "admissions/north: 1 name fits no geography of 2016, and its figures are in no "
                + "place: `Northwest Territories, Region 6, New Hay`"
        )
        #expect(
            try project.published("observations/admissions-2023", "both-rivers,2023,") == [
                "both-rivers,2023,admissions,total,total,total,240,238,242,rounded,published,1,"
            ]
        )
    }

    @Test func `another name in the table of names reads the book again`() throws {
        let project = try Self.project()
        _ = try project.run()
        try project.edit("config/synonyms/names.csv", "6106021,", "6106024,")
        _ = try project.run()
        let row = try project.published("observations/admissions-2023", "smith,2023-02,")
        #expect(row == ["smith,2023-02,admissions,total,total,total,5,3,12,partial,sum,0.5,"])
    }

    private static let check = """
        checks:
          - id: months
            kind: months-and-year
            severity: error
            title: { en: "Months add up", fr: "Les mois s’additionnent" }
            within: rounding

        """

    /// The book with another year of Yellowknife, and of all totals that add it.
    private static func changed(by difference: Int) -> SmallBook {
        var book = Self.book
        book.set(6, 20, "1,2\(difference)")
        for row in 10...12 { book.set(row, 20, "1,5\(difference)") }
        return book
    }

    @Test func `months are held against their quarter and year, within rounding`() throws {
        let right = try Self.project()
        try right.write("config/checks/months.yaml", Self.check)
        _ = try right.run()

        // Four quarters of 300 can be 1,210, and not 1,215.
        let within = try Self.project(Self.changed(by: 10))
        try within.write("config/checks/months.yaml", Self.check)
        _ = try within.run()

        let wrong = try Self.project(Self.changed(by: 15))
        try wrong.write("config/checks/months.yaml", Self.check)
        let told = wrong.failure()
        let lines: [String] = [
            "error[validate.months-and-year]: check `months` failed in 2 of 48 rows: Months add up",
            "  territory,2023,admissions,total,total,total: 1515 (1513 to 1517); its 4 quarters "
                + "together are 1492 to 1508\n",
            "  town,2023,admissions,total,total,total: 1215 (1213 to 1217); its 4 quarters "
                + "together are 1192 to 1208\n",
        ]
        for line in lines { #expect(told.contains(line)) }
    }
}
