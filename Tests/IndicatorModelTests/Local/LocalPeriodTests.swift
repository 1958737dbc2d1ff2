import IndicatorModel
import Testing

@Suite struct LocalPeriodTests {
    @Test(arguments: [
        ("2023", LocalPeriod.Kind.year, "2023"), ("2023-24", .fiscalYear, "2023-24"),
        ("2023-2024", .fiscalYear, "2023-24"), ("1999-00", .fiscalYear, "1999-00"),
        ("2011-2012", .fiscalYear, "2011-12"), ("2023-Q2", .quarter, "2023-Q2"),
        ("2023-04", .month, "2023-04"), ("2011-M12", .month, "2011-12"),
        ("2023-M04", .month, "2023-04"),
    ])
    func `a period is read, and published in one form`(
        _ text: String,
        _ kind: LocalPeriod.Kind,
        _ name: String
    ) throws {
        let period = try #require(LocalPeriod(text))
        #expect(period.kind == kind)
        #expect(period.name == name)
    }

    @Test(arguments: [
        "", "23", "2023-25", "2023-13", "2023-00", "2023-Q5", "2023-q2", "2023-4", "Apr-23",
        "2023/04", "2023-M13", "2023-04-01", "20234", "2011-12", "2000-01", "2023-2025",
    ])
    func `what is none of the forms, or two of them, is no period`(_ text: String) {
        #expect(LocalPeriod(text) == nil)
    }

    @Test(arguments: [
        ("2011-12", true), ("2000-01", true), ("2012-13", false), ("2023-24", false),
        ("2023-04", false),
    ])
    func `some texts are a month and a fiscal year`(_ text: String, _ isAmbiguous: Bool) {
        #expect(LocalPeriod.isAmbiguous(text) == isAmbiguous)
    }

    @Test func `a fiscal year is made up of quarters and months from April to March`() throws {
        let year = try #require(LocalPeriod("2023-24"))
        #expect(
            year.parts.map { $0.map(\.name) } == [
                ["2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1"],
                [
                    "2023-04", "2023-05", "2023-06", "2023-07", "2023-08", "2023-09", "2023-10",
                    "2023-11", "2023-12", "2024-01", "2024-02", "2024-03",
                ],
            ]
        )
    }
}
