import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct StatCanTableTests {
    private static let header =
        "\u{FEFF}\"REF_DATE\",\"GEO\",\"DGUID\",\"UOM\",\"UOM_ID\",\"SCALAR_FACTOR\",\"SCALAR_ID\","
        + "\"VECTOR\",\"COORDINATE\",\"VALUE\",\"STATUS\",\"SYMBOL\",\"TERMINATED\",\"DECIMALS\"\n"

    private static func row(
        _ date: String,
        _ name: String,
        _ dguid: String,
        _ coordinate: String,
        _ value: String,
        _ status: String = "",
        unit: String = "Persons",
        scale: String = "units "
    ) -> String {
        "\"\(date)\",\"\(name)\",\"\(dguid)\",\"\(unit)\",\"249\",\"\(scale)\",\"0\",\"v1\","
            + "\"\(coordinate)\",\"\(value)\",\"\(status)\",\"\",\"\",\"0\"\n"
    }

    private static let rows = [
        row("2024", "Canada", "2021A00001124", "1", "41288599"),
        row("2024", "Yellowknife (CY), Northwest Territories", "2021A00056106023", "3", "22000"),
        row(
            "2024-01",
            "Yellowknife (CY), Northwest Territories",
            "2021A00056106023",
            "3",
            "21990",
            "p"
        ),
        row("2024", "Under 5,000", "", "4", "12"),
        row("2024", "Hay River (T), Northwest Territories", "2021A00056106021", "5", "", ".."),
    ]

    private static var file: NamedFile {
        var file = NamedFile(.statcanTable)
        file.table = FullTableReading(unit: "Persons")
        file.rounding = .none
        return file
    }

    @Test func `rows are told by their identifiers, Canada's odd one among them`() throws {
        let table = try Self.file.read(Self.header + Self.rows.joined())
        #expect(
            Self.file.lines(table) == [
                "CAN 01 total 2024 = 41288599", "CSD 6106021 total 2024 = not-available",
                "CSD 6106023 total 2024 = 22000", "CSD 6106023 total 2024-01 = 21990",
            ]
        )
        #expect(table.rowsRead == 5)
    }

    @Test(arguments: [
        (
            rows[1] + rows[1],
            "3 extract.duplicate-cell: `total` of `CSD 6106023` stands here for the second "
                + "time; the first is on line 2"
        ),
        (
            row("2024", "A", "2021A00056106023", "3", "1", unit: "Dollars"),
            "2 extract.wrong-unit: the unit is `Dollars`, expected `Persons`"
        ),
        (
            row("2024", "A", "2021A00056106023", "3", "1", scale: "thousands"),
            "2 extract.wrong-unit: the figures are in `thousands`, expected `units`"
        ),
        (
            row("2024/2025", "A", "2021A00056106023", "3", "1"),
            "2 extract.wrong-period: `2024/2025` is no year or month"
        ),
        (
            row("2024", "A", "2021A00056106023", "3", "many"),
            "2 extract.unknown-symbol: `many` with status `` is neither a number nor a reason "
                + "for none"
        ),
        (
            row("2024", "A", "2021A00056106023", "3", "1", "?"),
            "2 extract.unknown-symbol: `1` with status `?` is neither a number nor a reason for "
                + "none"
        ),
        ("\"2024\",\"A\"\n", "2 extract.short-row: the row is no record of 14 fields in UTF-8"),
        ("", "2 extract.empty-file: the file has no rows"),
    ])
    func `a row that is not as declared is an error`(_ rows: String, _ error: String) {
        #expect(Self.file.error(Self.header + rows) == error)
    }

    @Test func `dimensions are labels, and each must be declared`() throws {
        let header = Self.header.replacing("\"DGUID\",", with: "\"DGUID\",\"Products\",")
        let rows =
            Self.rows[0].replacing("1124\",", with: "1124\",\"All-items\",")
            + Self.rows[0].replacing("1124\",", with: "1124\",\"Food\",")
        var file = Self.file
        file.labels = ["food": "Food"]
        file.table = FullTableReading(dimensions: ["Products"])
        #expect(file.lines(try file.read(header + rows)) == ["CAN 01 food 2024 = 41288599"])
        file.table = FullTableReading()
        #expect(
            file.error(header + rows)
                == "1 extract.missing-column: column `Products` is a dimension that "
                + "`dimensions:` of "
                + "the source lacks"
        )
    }

    @Test func `tables of the census are wide, each member with its symbols`() throws {
        let header =
            "\"REF_DATE\",\"GEO\",\"DGUID\",\"Coordinate\",\"Counts (2): Population, 2021 [1]\","
            + "\"Symbols\",\"Counts (2): Land area [2]\",\"Symbols\"\n"
        let text =
            header
            + "\"2021\",\"Yellowknife\",\"2021A00056106023\",\"1\",\"20340\",,\"103.37\",\n"
            + "\"2021\",\"Hay \"River\"\",\"2021A00056106021\",\"2\",,\"..\",\"1.5\",\"r,E\"\n"
        var file = Self.file
        file.isSeries = false
        file.labels = ["population": "Population, 2021", "area": "Land area"]
        #expect(
            file.lines(try file.read(text)) == [
                "CSD 6106021 area - = 1", "CSD 6106021 population - = not-available",
                "CSD 6106023 area - = 103", "CSD 6106023 population - = 20340",
            ]
        )
    }

    private static let metadata = """
        "Cube Title","Product Id"
        "Population",17100155

        "Dimension ID","Dimension name","Dimension Notes","Dimension Definitions"
        "1","Geography",,""

        "Dimension ID","Member Name","Classification Code","Member ID","Parent Member ID",Terminated
        "1","Under 5,000","","4","2",""
        "1","Yellowknife (CY), Northwest Territories","[6106023]","3","2",""
        "1","Canada","[11124]","1","",""
        "1","Hay River (T), Northwest Territories","[6106021]","5","2",""

        "Note ID",Note
        1,"a note with a "quote" that is not doubled"
        """

    private static func zip(_ metadata: String, _ rows: String) -> [UInt8] {
        var zip = ZIPWriter()
        zip.add("17100155.csv", header + rows)
        zip.add("17100155_MetaData.csv", metadata)
        return zip.bytes
    }

    @Test func `rows are held against the metadata beside them`() throws {
        var file = Self.file
        file.file = "17100155-eng.zip"
        file.member = "17100155.csv"
        let table = try file.read(Self.zip(Self.metadata, Self.rows.joined()))
        #expect(file.lines(table).count == 4)
        func refusal(_ metadata: String) -> String {
            do {
                return "\(try file.read(Self.zip(metadata, Self.rows.joined())).rowsRead) rows"
            } catch let error as Diagnostic {
                return error.message
            } catch {
                return "\(error)"
            }
        }
        #expect(
            refusal(Self.metadata.replacing("[6106023]", with: "[6106024]"))
                == "`Yellowknife (CY), Northwest Territories` has identifier `2021A00056106023` "
                + "here, and code `6106024` in the metadata"
        )
        #expect(
            refusal(Self.metadata.replacing("Hay River", with: "Hay Lake"))
                == "member 5 is `Hay River (T), Northwest Territories` here, and "
                + "`Hay Lake (T), Northwest Territories` in the metadata"
        )
        #expect(
            refusal(Self.metadata.replacing("\"4\",\"2\"", with: "\"9\",\"2\""))
                == "coordinate `4` is no member of the metadata"
        )
        #expect(
            refusal("nothing") == "in the metadata of the table, it lists no geographies"
        )
    }
}

/// The tables as published.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct RealTablesTests {
    @Test func `130,025 rows of population estimates are read`() throws {
        var file = NamedFile(.statcanTable)
        file.table = FullTableReading(unit: "Persons")
        file.rounding = .none
        file.file = "17100155-eng.zip"
        file.member = "17100155.csv"
        file.times = ["2001", "2025"]
        let table = try file.read(at: RealFiles.path("statcan-tables/17100155-eng.zip"))
        #expect(table.rowsRead == 130_025)
        #expect(file.lines(table).contains("CAN 01 total 2001 = 31020855"))
        #expect(file.lines(table).contains("CSD 6106023 total 2025 = 22858"))
    }

    @Test func `the table of the census is read, with the line whose quotes are wrong`() throws {
        var file = NamedFile(.statcanTable)
        file.table = FullTableReading()
        file.rounding = .none
        file.isSeries = false
        file.file = "98100002-eng.zip"
        file.member = "98100002.csv"
        file.labels = ["population": "Population, 2021"]
        file.geographies.append(Geography(level: .censusSubdivision, code: "4803805"))
        let table = try file.read(at: RealFiles.path("statcan-tables/98100002-eng.zip"))
        #expect(file.lines(table).contains("CSD 4803805 population - = 16"))
        #expect(file.lines(table).contains("CSD 6106023 population - = 20340"))
    }
}
