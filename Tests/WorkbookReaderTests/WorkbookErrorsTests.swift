import TestSupport
import Testing
import WorkbookReader

@Suite struct WorkbookErrorsTests {
    private static let again =
        "hint: fetch the file again, or save it again as an Excel workbook (.xlsx)"
    private static let sheet = "xl/worksheets/sheet1.xml in book.xlsx"

    @Test(arguments: [
        (
            "<row r=\"4\"><c r=\"C4\" t=\"s\"><v>2</v></c></row>",
            """
            error[workbook.no-string]: cell C4 of sheet `Sheet1` names shared text `2`; the \
            workbook has 1, numbered from 0
             --> book.xlsx:4:1
            """
        ),
        (
            "<row r=\"4\"><c r=\"C4\" t=\"s\"><v>-1</v></c></row>",
            """
            error[workbook.no-string]: cell C4 of sheet `Sheet1` names shared text `-1`; the \
            workbook has 1, numbered from 0
             --> book.xlsx:4:1
            """
        ),
        (
            "<row r=\"2\"><c r=\"C2\"><v>1</v></c><c r=\"B2\"><v>1</v></c></row>",
            """
            error[workbook.cell-order]: cell C2 of sheet `Sheet1` is followed by cell `B2`
             --> book.xlsx:2:1
            """
        ),
        (
            "<row r=\"2\"><c r=\"C3\"><v>1</v></c></row>",
            """
            error[workbook.cell-order]: cell A2 of sheet `Sheet1` is followed by cell `C3`
             --> book.xlsx:2:1
            """
        ),
        (
            "<row r=\"2\"/><row r=\"2\"/>",
            """
            error[workbook.row-order]: sheet `Sheet1` has row `2` after row 2
             --> book.xlsx:2:1
            """
        ),
        (
            "<row r=\"two\"/>",
            """
            error[workbook.row-order]: sheet `Sheet1` has row `two` after row 0
             --> book.xlsx:1:1
            """
        ),
        (
            "<row><c t=\"money\"><v>1</v></c></row>",
            """
            error[workbook.unknown-type]: cell A1 of sheet `Sheet1` is of type `money`, which \
            workbooks do not have
             --> book.xlsx:1:1
            """
        ),
        (
            "<row><c><v>1</v><v>2</v></c></row>",
            """
            error[workbook.two-values]: cell A1 of sheet `Sheet1` has two values
             --> book.xlsx:1:1
            """
        ),
    ])
    func `a wrong cell is an error that names it`(_ rows: String, _ expected: String) {
        let book = TestBook(rows, strings: "<si><t>a</t></si>")
        #expect(book.error() == "\(expected)\n\(Self.again)")
    }

    @Test func `a document type is refused before any entity is read`() {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">
            <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>
            """
        #expect(
            TestBook(bomb).error() == """
                error[workbook.doctype]: `\(Self.sheet)` declares a document type, which no \
                workbook does: its entities could become anything
                 --> book.xlsx:1:1
                \(Self.again)
                """
        )
    }

    @Test func `elements nest 64 deep at most`() {
        let deep = String(repeating: "<x>", count: 63) + String(repeating: "</x>", count: 63)
        #expect(
            TestBook(deep).error() == """
                error[workbook.too-deep]: `\(Self.sheet)` nests its elements more than 64 deep
                 --> book.xlsx:1:1
                \(Self.again)
                """
        )
    }

    @Test func `XML that is cut short is an error with its place`() {
        let whole = TestBook.sheet("<row><c><v>1</v></c></row>")
        let cut = "<?xml version=\"1.0\"?>" + whole.dropLast(12)
        #expect(
            TestBook(cut).error() == """
                error[workbook.not-xml]: `\(Self.sheet)` is not whole XML: no element found at \
                line 1, column 148
                 --> book.xlsx:1:1
                \(Self.again)
                """
        )
    }

    @Test func `a text longer than any of Excel is refused`() {
        let long = String(repeating: "a", count: 300_000)
        let cell = "<row><c t=\"inlineStr\"><is><t>\(long)</t></is></c></row>"
        var book = TestBook(cell)
        book.deflates = false
        #expect(
            book.error() == """
                error[workbook.too-large]: cell A1 of sheet `Sheet1` holds more than 262144 bytes
                 --> book.xlsx:1:1
                \(Self.again)
                """
        )
    }

    @Test func `a sheet that expands too much is refused by the checks of archives`() {
        let spaces = String(repeating: " ", count: 8 << 20)
        #expect(TestBook(spaces).error().hasPrefix("error[archive.expands]: `\(Self.sheet)` would"))
    }

    @Test func `a wrong CRC is an error, whatever was read before`() {
        var book = TestBook("<row><c><v>1</v></c></row>")
        book.wrongCRC = ["xl/worksheets/sheet1.xml"]
        #expect(book.error().hasPrefix("error[archive.wrong-crc]: "))
        #expect(book.error().contains("`\(Self.sheet)`"))
    }

    @Test func `a sheet that is not there is an error that lists those that are`() {
        #expect(
            TestBook("").error(sheet: "PR - CMA") == """
                error[workbook.no-sheet]: sheet `PR - CMA` of `book.xlsx` is not among its sheets \
                `Sheet1`
                 --> book.xlsx:1:1
                hint: correct `sheet:` of the source, or fetch the file again
                """
        )
    }

    @Test(arguments: [
        ("_rels/.rels", "it has no `_rels/.rels` that names its workbook"),
        ("xl/workbook.xml", "its part `xl/workbook.xml` names no sheet"),
        ("xl/_rels/workbook.xml.rels", "it has no `xl/_rels/workbook.xml.rels`"),
        ("xl/sharedStrings.xml", "its list of texts `xl/sharedStrings.xml` is missing"),
    ])
    func `an archive without a part of a workbook is none`(_ part: String, _ why: String) {
        var book = TestBook("", strings: "")
        book.leftOut = [part]
        #expect(
            book.error() == """
                error[workbook.not-workbook]: `book.xlsx` is no Excel workbook (.xlsx): \(why)
                 --> book.xlsx:1:1
                \(Self.again)
                """
        )
    }

    @Test func `a sheet without its member, and one without rows, are errors`() {
        var book = TestBook("")
        book.leftOut = ["xl/worksheets/sheet1.xml"]
        #expect(
            book.error().hasPrefix(
                "error[workbook.no-sheet]: sheet `Sheet1` of `book.xlsx` lies in "
                    + "`xl/worksheets/sheet1.xml`, which is missing\n"
            )
        )
        let other = TestBook("<?xml version=\"1.0\"?><worksheet/>")
        #expect(other.error().contains("sheet `Sheet1` of `book.xlsx` has no rows"))
    }
}
