import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// What is told of the tables in a file.
@Suite struct TableProfileTests {
    private let file: InspectedFile

    init() throws { file = try InspectedFile() }

    private func table(
        _ text: String,
        _ name: String = "a.csv",
        _ inspector: Inspector = Inspector()
    ) throws -> TableProfile? {
        try file.inspect(text, name, inspector).tables.first
    }

    @Test func `counts rows, what is filled, and labels`() throws {
        let text = """
            "REF_DATE","GEO","VALUE","STATUS",
            2021,"Calgary, Alberta",1392609,"",
            2021,Regina," ","..",
            2016,"Calgary, Alberta","x",,
            2016,"Regina","1,205.5","E",

            """
        #expect(
            try table(text)
                == TableProfile(
                    name: "",
                    rows: 4,
                    columns: [
                        ColumnProfile(name: "REF_DATE", filled: 4, isNumeric: true),
                        ColumnProfile(
                            name: "GEO",
                            filled: 4,
                            labels: ["Calgary, Alberta", "Regina"]
                        ),
                        ColumnProfile(name: "VALUE", filled: 3, isNumeric: true),
                        ColumnProfile(name: "STATUS", filled: 2),
                        ColumnProfile(name: "", filled: 0),
                    ]
                )
        )
    }

    @Test func `a column is numeric from half of its figures on, symbols apart`() throws {
        func column(_ fields: [String]) throws -> ColumnProfile? {
            try table("a,b\n" + fields.map { "1,\($0)\n" }.joined())?.columns.last
        }
        #expect(
            try column(["5", "10", "total", "all"])
                == ColumnProfile(name: "b", filled: 4, isNumeric: true)
        )
        #expect(
            try column(["5", "total", "all"])
                == ColumnProfile(name: "b", filled: 3, labels: ["5", "all", "total"])
        )
        #expect(
            try column(["--", "--", "--", "5"])
                == ColumnProfile(name: "b", filled: 4, isNumeric: true)
        )
        #expect(
            try column(["\"1,205\"", "-4.9", "4e+05", "1,20"])
                == ColumnProfile(name: "b", filled: 4, isNumeric: true)
        )
    }

    @Test func `more than 500 labels are not kept`() throws {
        let text = "id,name\n" + (0..<500).map { "\($0),name \($0)\n" }.joined()
        #expect(try table(text)?.columns[1].labels?.count == 500)
        let column = try table(text + "500,name 500\n")?.columns[1]
        #expect(column == ColumnProfile(name: "name", filled: 501))
        // Whether they are numbers is known all the same.
        let figures = "id,value\n" + (0..<2_000).map { "\($0),\($0 * 5)\n" }.joined()
        #expect(
            try table(figures)?.columns[1]
                == ColumnProfile(name: "value", filled: 2_000, isNumeric: true)
        )
    }

    /// Texts, the names of the columns that are found, and the number of rows.
    @Test(
        arguments: [
            ("a,b,c\n1,2,3\n", ["a", "b", "c"], 1),
            ("a\tb, c\n1\tCameroon, Federal Republic of\n", ["a", "b, c"], 1),
            ("a;b\n1;2,5\n", ["a", "b"], 1),
            ("a,b;c\n1,2;3\n4,5;6\n", ["a", "b;c"], 2),
            ("\u{FEFF}\"a\",\"b\"\r\n1,2\r\n\r\n", ["a", "b"], 1),
            // Lines above the header, which name the place; notes below.
            (
                "Profile\n,,,\"Regina\",\n,,,\"Counts\",\n\"Topic\",\"Name\",\"Note\",\"Total\",\n"
                    + "a,b,,1,\na,c,,2,\na,d,,3,\na,e,,4,\n\nNotes:\n",
                ["Topic", "Name", "Note", "Total", ""], 5
            ),
            ("\"a\nb\",c\n1,2\n", ["a b", "c"], 1),
            ("a,b\n1,2\n\n3,4\n\n\n", ["a", "b"], 2),
        ] as [(String, [String], Int)]
    )
    func `finds the header and what stands between fields`(
        _ text: String,
        _ columns: [String],
        _ rows: Int
    ) throws {
        let table = try table(text)
        #expect(table?.columns.map(\.name) == columns)
        #expect(table?.rows == rows)
    }

    @Test(arguments: [
        ("README.txt", "Data, notes\nand more\n"), ("a.csv", "one\ntwo\n"),
        ("meta.txt", "1\tPopulation, 2016\n2\tPopulation, 2011\n"),
        ("a.dbf", "a,b\n1,2\n"), ("a.csv", "a,b\n1\n2\n3\n"),
    ])
    func `finds no table where there is none`(_ name: String, _ text: String) throws {
        #expect(try table(text, name) == nil)
    }

    @Test func `a contract says where the table begins`() throws {
        let contract = SchemaContract(
            mode: .quarantine,
            encoding: .utf8,
            delimiter: .semicolon,
            headerLine: 3,
            columns: []
        )
        let text = "a,b\n1,2\nc;d\n3;4\n"
        let inspector = Inspector(contract: contract)
        #expect(try table(text, "a.csv", inspector)?.columns.map(\.name) == ["c", "d"])
        // In an archive only of the members that it speaks of.
        var archive = ZIPWriter()
        archive.add("a_data.csv", text)
        archive.add("b.csv", "a,b\n1,2\n")
        let inspection = try file.inspect(
            archive.bytes,
            "a.zip",
            Inspector(contract: contract, member: "*_data.csv")
        )
        #expect(inspection.tables.map { $0.columns.map(\.name) } == [["c", "d"], ["a", "b"]])
    }

    @Test func `reads names and labels of either encoding`() throws {
        let latin: [UInt8] = Array("province,n\nQu".utf8) + [0xE9] + Array("bec,1\n".utf8)
        #expect(try file.inspect(latin, "a.csv").tables[0].columns[0].labels == ["Québec"])
        #expect(try table("FR_ANNEÉ,n\nQuébec,1\n")?.columns.map(\.name) == ["FR_ANNEÉ", "n"])
    }

    @Test func `reads a table of many pieces whole`() throws {
        let rows = 200_000
        let text = "n,name\n" + (0..<rows).map { "\($0),\"name, \($0 % 7)\"\n" }.joined()
        let found = try table(text)
        #expect(found?.rows == rows)
        #expect(found?.columns.map(\.filled) == [rows, rows])
        #expect(found?.columns[1].labels == (0..<7).map { "name, \($0)" })
    }
}
