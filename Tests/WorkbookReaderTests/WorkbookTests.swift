import TestSupport
import Testing
import WorkbookReader

@Suite struct WorkbookTests {
    @Test func `shared and inline texts, numbers and results of formulas come as texts`() throws {
        let book = TestBook(
            """
            <row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t>in</t></is></c>
            <c r="C1"><v>12915</v></c><c r="D1" t="n"><v>0.1</v></c></row>
            <row r="3"><c r="B3" t="str"><f>A1&amp;"x"</f><v>Calgary x</v></c>
            <c r="C3" t="b"><v>1</v></c><c r="D3" t="e"><v>#N/A</v></c><c r="E3" s="4"/></row>
            """,
            strings: "<si><t>Toronto</t></si><si><t>Calgary</t></si>"
        )
        #expect(
            try book.rows() == [
                "1: A=Calgary B=in C=12915 D=0.1", "3: B=Calgary x C=TRUE D=#N/A",
            ]
        )
    }

    @Test func `runs of rich text are joined, and how a text is pronounced is left out`() throws {
        let book = TestBook(
            """
            <row><c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r>
            <rPh sb="0" eb="1"><t>never</t></rPh></is></c></row>
            """,
            strings: """
                <si><r><rPr><b/></rPr><t>St. </t></r><r><t>John's</t></r>
                <rPh sb="0" eb="1"><t>never</t></rPh></si>
                """
        )
        #expect(try book.rows() == ["1: A=St. John's B=a b"])
    }

    @Test func `cells and rows without a reference follow the one before`() throws {
        let book = TestBook(
            """
            <row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>
            <row r="7"><c><v>4</v></c></row><row><c><v>5</v></c></row>
            """
        )
        #expect(try book.rows() == ["1: A=1 D=2 E=3", "7: A=4", "8: A=5"])
    }

    @Test func `an empty text is a cell, and a cell with only a style is none`() throws {
        let book = TestBook(
            "<row><c t=\"s\"><v>0</v></c><c s=\"1\"/><c t=\"inlineStr\"><is><t/></is></c></row>",
            strings: "<si><t/></si>"
        )
        #expect(try book.rows() == ["1: A= C="])
    }

    @Test func `characters that XML cannot hold are read as what they stand for`() throws {
        let book = TestBook(
            "<row><c t=\"s\"><v>0</v></c></row>",
            strings: "<si><t>a_x0041__x00e9_ _x005F_x0042_ _x12_ 10 &lt; 20&#10;é</t></si>"
        )
        #expect(try book.rows() == ["1: A=aAé _x0042_ _x12_ 10 < 20\né"])
    }

    @Test func `a sheet is found by its name, and is the first where none is named`() throws {
        var book = TestBook("<row><c><v>1</v></c></row>")
        book.sheets.append(("PR - CSD", "<row><c><v>2</v></c></row>"))
        #expect(try book.rows() == ["1: A=1"])
        #expect(try book.rows(sheet: "PR - CSD") == ["1: A=2"])
    }

    @Test func `prefixes of names do not matter, and elements of other namespaces are no cells`()
        throws
    {
        let book = TestBook(
            """
            <?xml version="1.0"?><x:worksheet xmlns:x="\(TestBook.main)" xmlns:o="urn:other">
            <x:sheetData><x:row><x:c><x:v>1</x:v></x:c><o:c><o:v>9</o:v></o:c></x:row>
            </x:sheetData><o:sheetData><o:row/></o:sheetData></x:worksheet>
            """
        )
        #expect(try book.rows() == ["1: A=1"])
    }

    @Test(arguments: [
        ("A1", CellReference(column: 1, row: 1)), ("Z9", CellReference(column: 26, row: 9)),
        ("AA10", CellReference(column: 27, row: 10)),
        ("XFD1048576", CellReference(column: 16_384, row: 1_048_576)),
        ("XFE1", nil), ("A1048577", nil), ("A0", nil), ("1A", nil), ("A1B", nil), ("", nil),
        ("A", nil), ("a1", nil), ("A99999999999999999999", nil), ("$A$1", nil),
    ])
    func `references are read`(_ text: String, _ expected: CellReference?) {
        #expect(CellReference(text) == expected)
        if let expected { #expect(expected.description == text) }
    }

    @Test func `a row is asked by column`() throws {
        var row: WorkbookRow?
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/b.xlsx"
        let xml = "<row><c r=\"B1\"><v>1</v></c><c r=\"E1\"><v>2</v></c></row>"
        try writeBytes(TestBook(xml).bytes, path)
        try Workbook(path, name: "b.xlsx").forEachRow { row = $0 }
        let found = try #require(row)
        #expect((0...6).map { found[$0] ?? "-" } == ["-", "-", "1", "-", "-", "2", "-"])
    }
}
