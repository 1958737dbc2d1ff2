import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct IRCCBookTests {
    @Test func `rows get the groups whose labels follow them`() throws {
        let book = try SmallBook().read()
        #expect(
            book.rows.map { "\($0.line) \($0.labels.joined(separator: "/")) \($0.isTotal)" } == [
                "6 Northwest Territories/Region 6/Yellowknife false",
                "7 Northwest Territories/Region 6/Hay River false",
                "8 Northwest Territories/Region 6 true",
                "9 Northwest Territories/Census division not stated false",
                "10 Northwest Territories true",
                "11 Manitoba/Division No. 11/Winnipeg false", "12 Manitoba/Division No. 11 true",
                "13 Manitoba true", "14 Province/territory not stated false", "15  true",
            ]
        )
        #expect(book.date == "2024-07-31")
        #expect(book.title == SmallBook.title)
    }

    @Test func `totals of quarters and years that lack months are left out`() throws {
        let header = try SmallBook().read().header
        #expect(header.leftOut == ["2024-Q3 total", "2024 total"])
        #expect(header.periods.filter { $0.kind == .year }.map(\.name) == ["2023"])
        #expect(
            header.periods.filter { $0.kind == .quarter }.map(\.name) == [
                "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2",
            ]
        )
        #expect(header.periods.filter { $0.kind == .month }.count == 19)
        #expect(header.allColumns == Array(4...31))
    }

    @Test func `figures are numbers with commas, zeros, and masked counts`() throws {
        let rows = try SmallBook().read().rows
        let firsts = rows.compactMap(\.figures.first)
        #expect(firsts.map(\.value) == [10, nil, 15, 0, 15, 1205, 1205, 1205, nil, 1220])
        #expect(firsts[1].state == .masked)
        #expect(firsts[4].line == 10)
    }

    @Test func `a book of months without quarters, and one of years, are read too`() throws {
        let asylum: [[String?]] = [
            ["Claims"], ["Office", nil, "2023", nil, nil, "2024"],
            [nil, nil, "Nov", "Dec", "2023 Total", "Jan"],
            ["", "Quebec", "10", "15", "25", "5"], ["Airport - Total", nil, "10", "15", "25", "5"],
            ["Total ", nil, "10", "15", "25", "5"], ["Source: IRCC, January 31, 2024"],
        ]
        var book = SmallBook()
        book.table = asylum
        let months = try book.read(labelColumns: 2)
        #expect(months.header.periods.map(\.name) == ["2023-11", "2023-12", "2024-01"])
        #expect(months.header.leftOut == ["2023 total"])
        #expect(months.rows.map(\.labels) == [["Airport", "Quebec"], ["Airport"], []])

        book.table = [
            ["Holders on December 31"], [""], ["Gender", "2023", "2024"], ["Female", "10", "15"],
            ["Total", "10", "15"], ["Source: IRCC, December 31, 2024"],
        ]
        let years = try book.read(labelColumns: 1)
        #expect(years.header.periods.map(\.name) == ["2023", "2024"])
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout SmallBook) -> Void
        let error: String

        init(
            _ what: String,
            _ error: String,
            _ change: @escaping @Sendable (inout SmallBook) -> Void
        ) {
            testDescription = what
            self.error = error
            self.change = change
        }
    }

    private static let sheet = "of sheet `Sheet1`"

    @Test(arguments: [
        Change(
            "a figure that is none",
            "7 extract.unknown-symbol: row 7 \(sheet) has `x` in cell E7"
        ) { $0.set(7, 5, "x") },
        Change(
            "a comma in the wrong place",
            "7 extract.unknown-symbol: row 7 \(sheet) has `1,20` in cell E7"
        ) { $0.set(7, 5, "1,20") },
        Change(
            "a count that was not rounded",
            "7 extract.unknown-symbol: row 7 \(sheet) has `12` in cell E7, which is no multiple "
                + "of 5"
        ) { $0.set(7, 5, "12") },
        Change("a figure lost", "7 extract.book-row: row 7 \(sheet) has no figure in cell E7") {
            $0.set(7, 5, nil)
        },
        Change(
            "a figure under no header",
            "7 extract.book-row: row 7 \(sheet) has a figure in cell AF7, which is under no header"
        ) { $0.table[6].append("5") },
        Change(
            "a label lost",
            "7 extract.book-row: row 7 \(sheet) has 0 labels in its first 3 columns, expected 1"
        ) { $0.set(7, 3, nil) },
        Change(
            "two labels",
            "7 extract.book-row: row 7 \(sheet) has 2 labels in its first 3 columns, expected 1"
        ) { $0.set(7, 2, "Region 1") },
        Change(
            "a total of a division lost, and its figures",
            "11 extract.book-row: row 11 \(sheet) stands in a group that has no total"
        ) { $0.table.remove(at: 11) },
        Change(
            "rows without figures among the others",
            "8 extract.book-row: row 8 \(sheet) has figures below the row without any"
        ) { $0.table[6] = ["A note"] },
        Change(
            "no total of all",
            "14 extract.book-end: row 14 \(sheet) is the last, and it is not the total of all"
        ) { $0.table.remove(at: 14) },
        Change(
            "nothing of its day",
            "15 extract.book-end: row 15 \(sheet) is the last, and no line below tells the "
                + "source's day"
        ) { $0.table.removeLast() },
        Change(
            "years in another order",
            "3 extract.book-header: the header of sheet `Sheet1` has year 2026 after 2023 (cell U3)"
        ) { $0.set(3, 21, "2026") },
        Change(
            "a month of another quarter",
            "5 extract.book-header: the header of sheet `Sheet1` `Jul` stands in quarter 1 "
                + "(cell D5)"
        ) { $0.set(5, 4, "Jul") },
        Change(
            "a month twice",
            "6 extract.book-header: the header of sheet `Sheet1` has months of 2023 that are "
                + "not in their order (cell A6)"
        ) { $0.set(5, 5, "Jan") },
        Change(
            "a total of another year",
            "4 extract.book-header: the header of sheet `Sheet1` `2022 Total` stands under 2023 "
                + "(cell T4)"
        ) { $0.set(4, 20, "2022 Total") },
        Change(
            "a header that is no month",
            "5 extract.book-header: the header of sheet `Sheet1` `Juli` is no year, quarter or "
                + "month (cell L5)"
        ) { $0.set(5, 12, "Juli") },
        Change(
            "a title of other months",
            "1 extract.book-header: row 1 of sheet `Sheet1` has months 2023-01 to 2024-07, and "
                + "its title says 2023-01 to 2024-08"
        ) { $0.set(1, 1, "Canada - Admissions, January 2023 - August 2024") },
        Change(
            "no header at all",
            "1 extract.no-header: sheet `Sheet1` has no row of years above its figures"
        ) { $0.table.removeSubrange(2...4) },
    ])
    func `a book that is not whole is an error that says where`(_ change: Change) {
        var book = SmallBook()
        change.change(&book)
        #expect(book.error == change.error)
    }

    @Test(arguments: [
        ("Source: IRCC, December 31, 2024", "2024-12-31"),
        ("Source: IRCC, July 1, 2022 ", "2022-07-01"),
        ("Source: IRCC", nil), ("Source: IRCC, 31 janvier 2026", nil),
        ("Source: IRCC, July 32, 2022", nil),
    ])
    func `the last line tells the day`(_ text: String, _ day: String?) {
        var book = SmallBook()
        book.table[book.table.count - 1] = [text]
        #expect((try? book.read())?.date == day)
    }
}

/// The books as published.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct RealBooksTests {
    private static func read(_ file: String, _ labelColumns: Int) throws -> IRCCBook {
        try IRCCBook.read(
            RealFiles.path("ircc/\(file)"),
            name: file,
            labelColumns: labelColumns,
            isRounded: true
        )
    }

    @Test func `the book of subdivisions has 2,342 of them, and 170 figures of each`() throws {
        let book = try Self.read("EN_ODP-PR-CSD_2024-12.xlsx", 3)
        #expect(book.rows.count == 2_662)
        #expect(book.rows.filter { $0.labels.count == 3 }.count == 2_342)
        #expect(book.rows.reduce(0) { $0 + $1.figures.count } == 452_540)
        #expect(book.header.leftOut == [])
        #expect(book.date == "2024-12-31")
        let total = try #require(book.rows.last)
        #expect(total.labels == [])
        #expect(total.figures.first?.value == 12_910)
    }

    @Test(arguments: [
        ("EN_ODP-PR-CMA_2024-12.xlsx", 2, 186, 170, 0),
        ("EN_ODP-PR-ProvImmCat_2024-12.xlsx", 4, 375, 170, 0),
        ("EN_ODP-PR-ProvImmCat_2023-02.xlsx", 4, 354, 128, 2),
        ("EN_ODP-PR-AgeGroup_2024-12.xlsx", 2, 96, 170, 0),
        ("EN_ODP-PR-Gender_2024-12.xlsx", 2, 52, 170, 0),
        ("EN_ODP-Asylum-OfficeType_Prov.xlsx", 2, 39, 137, 1),
    ])
    func `every book at hand is read whole`(
        _ file: String,
        _ labels: Int,
        _ rows: Int,
        _ periods: Int,
        _ leftOut: Int
    ) throws {
        let book = try Self.read(file, labels)
        #expect(book.rows.count == rows)
        #expect(book.header.columns.count == periods)
        #expect(book.header.leftOut.count == leftOut)
    }
}
