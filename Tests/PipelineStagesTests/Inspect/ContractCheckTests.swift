import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// What is told of a file that is not as its contract says.
@Suite struct ContractCheckTests {
    private static let header = "YEAR,GEO,GENDER,TOTAL"

    private func contract(
        _ columns: [ContractColumn],
        encoding: FileEncoding = .utf8,
        delimiter: Delimiter = .comma,
        headerLine: Int = 1
    ) -> SchemaContract {
        SchemaContract(
            mode: .quarantine,
            encoding: encoding,
            delimiter: delimiter,
            headerLine: headerLine,
            columns: columns
        )
    }

    private func column(
        _ name: String,
        _ type: ColumnType = .text,
        optional: Bool = false,
        labels: [String]? = nil
    ) -> ContractColumn {
        ContractColumn(name: name, type: type, isOptional: optional, labels: labels)
    }

    private var columns: [ContractColumn] {
        [
            column("YEAR", .year), column("GEO", .code),
            column("GENDER", labels: ["Female", "Male"]),
            column("TOTAL", .figure),
        ]
    }

    private func report(
        _ bytes: [UInt8],
        _ contract: SchemaContract,
        name: String = "a.csv",
        member: String? = nil
    ) throws -> ContractReport {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/object"
        try FileLayer().write(bytes, to: path)
        return try Inspector().check(contract, path, name: name, member: member)
    }

    /// What is told of a text: breaches first, and what is only new behind `new:`.
    private func told(_ text: String, _ contract: SchemaContract) throws -> [String] {
        let report = try report(Array(text.utf8), contract)
        return report.breaches.map(\.text) + report.newThings.map { "new: \($0.text)" }
    }

    private func told(_ text: String) throws -> [String] { try told(text, contract(columns)) }

    @Test func `a file as the contract says has no differences`() throws {
        let text = "\(Self.header)\r\n2024,4806016,Female,\"1,205\"\r\n2024,4706027,Male,--\r\n\r\n"
        let report = try report(Array(text.utf8), contract(columns))
        #expect(report.differences == [])
        #expect(report.rows == 2)
        #expect(report.file == "a.csv")
        #expect(report.fitting.columns.map(\.column) == columns)
        #expect(report.fitting.columns.map(\.origin) == [0, 1, 2, 3])
    }

    @Test func `tells each difference once, with its first line and how many rows have it`() throws
    {
        let text = """
            YEAR,GEO,GENDER,TOTAL
            2024,1,Female,5
            n/a,2,Another gender,10
            24,,Another gender,many
            ,3,Not stated,none
            2024,4,Another gender,"1,20"
            """
        #expect(
            try told(text) == [
                "line 3: \"n/a\" is not a year (column `YEAR`, 3 rows)",
                "line 4: the field is empty, not a code (column `GEO`, 1 row)",
                "line 4: \"many\" is not a figure (column `TOTAL`, 3 rows)",
                "new: line 3: \"Another gender\" is not among the labels (column `GENDER`, 3 rows)",
                "new: line 5: \"Not stated\" is not among the labels (column `GENDER`, 1 row)",
            ]
        )
    }

    /// Headers, and what is told of them.
    @Test(
        arguments: [
            ("YEAR,GEO,GENDER", ["line 1: column `TOTAL` is missing"]),
            ("YEAR,GENDER,TOTAL", ["line 1: column `GEO` is missing"]),
            ("YEAR,GEO,SEX,TOTAL", ["line 1: column `GENDER` is called `SEX` now"]),
            ("YEAR,GEO,GENDER,Total", ["line 1: column `TOTAL` is called `Total` now"]),
            ("YEAR,MONTH,GEO,GENDER,TOTAL", ["new: line 1: column `MONTH` is new, after `YEAR`"]),
            ("ID,YEAR,GEO,GENDER,TOTAL", ["new: line 1: column `ID` is new, before all others"]),
            ("YEAR,GEO,GENDER,TOTAL,NOTE", ["new: line 1: column `NOTE` is new, after `TOTAL`"]),
            (
                "GEO,YEAR,GENDER,TOTAL",
                ["line 1: column `YEAR` stands in another place, after `GEO`"]
            ),
            (
                "TOTAL,YEAR,GEO,GENDER",
                ["line 1: column `TOTAL` stands in another place, before all others"]
            ),
            (
                "YEAR,PLACE,GENDER,MONTH",
                [
                    "line 1: column `GEO` is called `PLACE` now",
                    "line 1: column `TOTAL` is called `MONTH` now",
                ]
            ),
            (
                "YEAR,SEX,TOTAL,A,B",
                [
                    "line 1: column `GEO` is called `SEX` now",
                    "line 1: column `GENDER` is missing",
                    "new: line 1: column `A` is new, after `TOTAL`",
                    "new: line 1: column `B` is new, after `A`",
                ]
            ), (" YEAR , GEO,GENDER,TOTAL ", []),
        ] as [(String, [String])]
    )
    func `tells columns that are missing, new, renamed and moved`(
        _ header: String,
        _ expected: [String]
    ) throws {
        #expect(try told(header + "\n") == expected)
    }

    @Test func `optional columns, patterns and columns of one name`() throws {
        let profile = contract([
            column("CENSUS_YEAR", .year), column("CSD_TYPE_NAME", optional: true),
            column("DIM: Profile of * (2247)"), column("VALUE", .figure), column("SYMBOL"),
            column("VALUE", .figure), column("SYMBOL"),
        ])
        let rest = "VALUE,SYMBOL,VALUE,SYMBOL"
        let name = "DIM: Profile of Census Subdivisions (2247)"
        for header in ["CENSUS_YEAR,\(name),\(rest)", "CENSUS_YEAR,CSD_TYPE_NAME,\(name),\(rest)"] {
            #expect(try told(header + "\n", profile) == [])
        }
        #expect(
            try told("CENSUS_YEAR,\(name),VALUE,SYMBOL,VALUE\n", profile)
                == ["line 1: column `SYMBOL` is missing"]
        )
        #expect(
            try told("CENSUS_YEAR,CSD_TYPE,\(name),\(rest)\n", profile)
                == ["new: line 1: column `CSD_TYPE` is new, after `CENSUS_YEAR`"]
        )
    }

    /// Types, fields that fit them, and fields that do not; `|` stands between fields.
    @Test(
        arguments: [
            (.year, "2024| 2024 ", "24|20245|2024-01|\"\"|x"),
            (.integer, "0|-5|00012|\"\"", "1.5|\"1,205\"|--|1e3|-"),
            (
                .figure, "0|-4.9|4e+05|\"1,205\"|\"-12,345.6\"|\"\"|x|..|...|F|E|r|--|p|rE|  15",
                "n/a|\"1,20\"|\"12345,678\"|1.2.3|X|\"1,205,\"|\",5\"|\"1,2055\"|xx"
            ), (.code, "0|x|a b", "\"\"|\" \""), (.text, "\"\"|x|\"a,b\"", ""),
        ] as [(ColumnType, String, String)]
    )
    func `fields fit types or not`(_ type: ColumnType, _ fits: String, _ others: String) throws {
        for (fields, isFit) in [(fits, true), (others, false)] where !fields.isEmpty {
            for field in fields.split(separator: "|") {
                let found = try told(
                    "A,B\n\(field),\n",
                    contract([column("A", type), column("B")])
                )
                #expect(found.isEmpty == isFit, "\(field)")
            }
        }
    }

    @Test func `commas group thousands where no comma stands between fields`() throws {
        let columns = [column("A", .figure), column("B", .figure)]
        #expect(try told("A\tB\n1,205\t5\n", contract(columns, delimiter: .tab)) == [])
        #expect(
            try told("A;B\n1,205;\"1,205\"\n", contract(columns, delimiter: .semicolon))
                == ["line 2: \"1,205\" is not a figure (column `A`, 1 row)"]
        )
    }

    @Test func `the encoding is checked over all rows`() throws {
        let columns = [column("A"), column("B")]
        let latin = Array("A,B\nQu".utf8) + [0xE9] + Array("bec,1\nx,2\nL".utf8) + [0xE9, 0x0A]
        #expect(
            try report(latin + Array("y,z\n".utf8), contract(columns)).differences.map(\.text) == [
                "line 2: the text is not UTF-8 (2 rows)", "line 4: 1 field, not 2 (1 row)",
            ]
        )
        let whole = Array("A,B\nQu".utf8) + [0xE9] + Array("bec,1\n".utf8)
        let found = try report(whole, contract(columns, encoding: .windows1252))
        #expect(found.differences == [])
        #expect(try report(whole, contract(columns)).fitting.encoding == .windows1252)
        let unicode = Array("A,B\nx,1\nQuébec,1\nTrès-Saint,2\n".utf8)
        let wrong = try report(unicode, contract(columns, encoding: .windows1252))
        #expect(
            wrong.differences.map(\.text)
                == ["line 3: the text is UTF-8, not Windows-1252 (2 rows)"]
        )
        #expect(wrong.fitting.encoding == .utf8)
        let neither = Array("A,B\n".utf8) + [0x81, 0x2C, 0xE9, 0x0A]
        #expect(
            try report(neither, contract(columns, encoding: .windows1252)).differences.map(\.text)
                == ["line 2: the text is not Windows-1252 (1 row)"]
        )
    }

    @Test func `rows of another length, and what cannot be read, are told`() throws {
        #expect(
            try told("\(Self.header)\n2024,1,Male,5\n2024,1\n2024,1,Male,5,6\n\n") == [
                "line 3: 2 fields, not 4 (2 rows)"
            ]
        )
        #expect(
            try told("\(Self.header)\n2024,1,Male,5\n2024,1,\"Male,5\n") == [
                "line 3: a quoted field that begins in this record never ends"
            ]
        )
        #expect(
            try told("\(Self.header)\n", contract(columns, headerLine: 3)) == [
                "line 3: there is no header: the file ends before it"
            ]
        )
    }

    @Test func `a header may stand below other lines, and end with a comma`() throws {
        let columns = [column("Topic"), column("Total", .figure)]
        let text = "Census Profile\n,\"Calgary\",\n\"Topic\",\"Total\",\nAge, 5,\nSex,x,\n"
        #expect(try told(text, contract(columns, headerLine: 3)) == [])
    }

    @Test func `labels are told one by one up to a hundred`() throws {
        let text = "A,B\n" + (0..<150).map { "label \($0),1\n" }.joined()
        let report = try report(
            Array(text.utf8),
            contract([column("A", labels: ["label 0"]), column("B")])
        )
        #expect(report.newThings.count == 101)
        #expect(
            report.newThings.last?.text == "line 103: \"label 101\" and others are not among the "
                + "labels (column `A`, 49 rows)"
        )
        #expect(report.breaches == [])
        #expect(report.fitting.columns.first?.column.labels == nil)
    }

    @Test func `reads the member of an archive that a pattern names, and gzip`() throws {
        let text = Array("\(Self.header)\n24,1,Male,5\n".utf8)
        var archive = ZIPWriter()
        archive.add("README.csv", "x")
        archive.add("a_data.csv", text)
        let contract = contract(columns)
        let zipped = try report(archive.bytes, contract, name: "a.zip", member: "*_data.csv")
        #expect(zipped.file == "a.zip/a_data.csv")
        #expect(
            zipped.differences.map(\.text) == [
                "line 2: \"24\" is not a year (column `YEAR`, 1 row)"
            ]
        )
        #expect(
            try report(gzip(text), contract, name: "a.csv.gz").differences == zipped.differences
        )
        let error = #expect(throws: Diagnostic.self) {
            try report(archive.bytes, contract, name: "a.zip")
        }
        #expect(
            error?.rendered == """
                error[archive.no-member]: `a.zip` has more than one member `*.csv`: `README.csv` \
                and `a_data.csv`
                hint: correct `member:` in config/sources, or fetch the file again
                """
        )
    }
}

@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct RealContractTests {
    @Test func `a contract of a table of IRCC fits both its editions`() throws {
        func text(_ name: String) -> ContractColumn {
            ContractColumn(name: name, type: .text, isOptional: false, labels: nil)
        }
        let contract = SchemaContract(
            mode: .quarantine,
            encoding: .utf8,
            delimiter: .tab,
            headerLine: 1,
            columns: [
                ContractColumn(name: "EN_YEAR", type: .year, isOptional: false, labels: nil),
                ContractColumn(
                    name: "EN_QUARTER",
                    type: .text,
                    isOptional: false,
                    labels: ["Q1", "Q2", "Q3", "Q4"]
                ), text("EN_MONTH"), text("FR_ANN*"), text("FR_TRIMESTRE"), text("FR_MOIS"),
                text("EN_COUNTRY_OF_CITIZENSHIP"), text("FR_PAYS_DE_CITOYENNET*"),
                ContractColumn(name: "TOTAL", type: .figure, isOptional: false, labels: nil),
            ]
        )
        for name in ["ODP-PR-Citz.csv", "ODP-PR-Citz_2024.csv"] {
            let report = try Inspector()
                .check(contract, RealFiles.path("ircc/\(name)"), name: name)
            #expect(report.differences.map(\.text) == [])
            #expect(report.rows > 10_000)
        }
    }

    @Test func `a contract of the 2016 profile fits all territories`() throws {
        func column(_ name: String, _ type: ColumnType = .text) -> ContractColumn {
            ContractColumn(name: name, type: type, isOptional: false, labels: nil)
        }
        let contract = SchemaContract(
            mode: .fail,
            encoding: .utf8,
            delimiter: .comma,
            headerLine: 1,
            columns: [
                column("CENSUS_YEAR", .year), column("GEO_CODE (POR)", .code),
                column("GEO_LEVEL", .integer), column("GEO_NAME", .code), column("GNR", .figure),
                column("GNR_LF", .figure), column("DATA_QUALITY_FLAG", .code),
                ContractColumn(name: "CSD_TYPE_NAME", type: .code, isOptional: true, labels: nil),
                column("ALT_GEO_CODE", .code), column("DIM: *", .code),
                column("Member ID: *", .integer), column("Notes: *"),
                column("Dim: Sex (3): Member ID: [1]: *", .figure),
                column("Dim: Sex (3): Member ID: [2]: *", .figure),
                column("Dim: Sex (3): Member ID: [3]: *", .figure),
            ]
        )
        for (product, places) in [("071", 36), ("072", 41), ("073", 31)] {
            let name = "98-401-X2016\(product)_eng_CSV.zip"
            let report = try Inspector().check(
                contract,
                RealFiles.path("census/2016/\(name)"),
                name: name,
                member: "*_English_CSV_data.csv"
            )
            #expect(report.differences.map(\.text) == [])
            #expect(report.rows == 2_247 * places)
        }
    }
}
