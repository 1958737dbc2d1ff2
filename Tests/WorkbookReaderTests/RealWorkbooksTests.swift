import TestSupport
import Testing
import WorkbookReader

/// The books of IRCC, as published and as other people saved them again.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct RealWorkbooksTests {
    struct Book: Sendable, CustomTestStringConvertible {
        let file: String
        let sheets: Int
        let first: String
        let rows: Int
        let cells: Int
        var testDescription: String { file }
    }

    @Test(arguments: [
        Book(
            file: "EN_ODP-PR-CSD_2024-12.xlsx",
            sheets: 1,
            first: "PR - CSD",
            rows: 2_672,
            cells: 455_734
        ),
        Book(
            file: "EN_ODP-PR-CMA_2024-12.xlsx",
            sheets: 1,
            first: "PR - CMA",
            rows: 196,
            cells: 32_046
        ),
        Book(
            file: "EN_ODP-PR-ProvImmCat_2024-12.xlsx",
            sheets: 1,
            first: "PR - ImmCat",
            rows: 385,
            cells: 64_478
        ),
        Book(
            file: "EN_ODP-PR-ProvImmCat_2023-02.xlsx",
            sheets: 8,
            first: "PR - ImmCat",
            rows: 364,
            cells: 46_675
        ),
    ])
    func `every cell of a book is read`(_ book: Book) throws {
        let workbook = try Workbook(RealFiles.path("ircc/\(book.file)"), name: book.file)
        var rows = 0
        var cells = 0
        try workbook.forEachRow { row in
            rows += 1
            cells += row.cells.count
        }
        #expect(workbook.sheetNames.count == book.sheets)
        #expect(workbook.sheetNames.first == book.first)
        #expect(rows == book.rows)
        #expect(cells == book.cells)
    }
}
