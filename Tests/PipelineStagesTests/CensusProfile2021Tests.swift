import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// No multi-area file of 2021 is at hand: see Tests/Fixtures/README.md for what is real here.
@Suite struct CensusProfile2021Tests {
    private static let file =
        "\(RealFiles.project)/Tests/Fixtures/census-profile-2021-two-geographies.csv"
    private static let labels = [
        "Population, 2021", "Population, 2016", "Population percentage change, 2016 to 2021",
        "Total - Place of birth for the immigrant population in private households",
        "Côte d’Ivoire",
    ]
    private static let town = Geography.subdivision("6199999")

    private func read(_ path: String = file, labels: [String] = labels) throws -> CellTable {
        let period = try #require(Period("2021"))
        let list = CharacteristicList(
            id: ListID(known: "five"),
            period: period,
            vintage: "2021",
            rows: 5,
            totals: [:],
            unrounded: [],
            zeroRules: []
        )
        let part = SourcePart.ofTest("98-401-X2021024_English_CSV_data.csv")
        let reading = Reading(.censusProfile2021, list, part, level: nil)
        let ids = labels.indices.map { CharacteristicID("\($0 + 1)") }
        let keys = ids.flatMap { id in
            CellColumn.allCases.map { CellKey(characteristic: id, column: $0) }
        }
        let table = try CellTable.read(
            part,
            of: reading.entry,
            at: path,
            wanted: WantedCells(
                Set(keys),
                labels: Dictionary(uniqueKeysWithValues: zip(ids, labels))
            ),
            geographies: [.canada, Self.town]
        )
        return try #require(table)
    }

    @Test func `level and code are those of the DGUID`() throws {
        let table = try read()
        #expect(table.rowsRead == 10)
        #expect(table.geographies.map(\.geography) == [.canada, Self.town])
        #expect(table.geographies.map(\.name) == ["Canada", "Synthéville, Ville (V)"])
        #expect(table.geographies.map(\.quality.flag) == ["20000", "05090"])
        #expect(table.geographies.map(\.quality.nonResponse) == [3.1, 7.5])
        #expect(table.geographies.map(\.quality.nonResponseLongForm) == [4.3, 12.5])
        #expect(table.value("1", of: .canada) == 36_991_981)
        #expect(table.cell("1", of: .canada)?.line == 2)
    }

    @Test func `a name in Windows-1252 is read without its indentation`() throws {
        #expect(try read().labels[CharacteristicID("5")] == "Côte d’Ivoire")
    }

    @Test func `a count, its rate and the genders stand in columns of their own`() throws {
        let table = try read()
        let row = CellColumn.allCases.map { table.value("5", $0, of: .canada) }
        #expect(row == [20_000, 9500, 10_500, 0.3, 0.2, 0.3])
        #expect(table.cell("5", of: .canada)?.symbol == .useWithCaution)
        #expect(table.cell("5", .women, of: .canada)?.symbol == .revised)
        #expect(table.cell("4", .men, of: Self.town)?.symbol == .revisedUseWithCaution)
        #expect(table.cell("4", .men, of: Self.town)?.state == .observed)
    }

    /// Characteristic, column and state of cells that have no figure.
    static let withoutFigure: [(String, CellColumn, ValueState)] = [
        ("5", .total, .suppressed), ("5", .men, .suppressed), ("5", .women, .unreliable),
        ("5", .rateTotal, .suppressed), ("2", .total, .notAvailable),
        ("3", .rateTotal, .notAvailable), ("1", .men, .notApplicable),
    ]

    @Test(arguments: withoutFigure)
    func `an empty field is what the symbol beside it says`(
        _ id: String,
        _ column: CellColumn,
        _ state: ValueState
    ) throws {
        let cell = try #require(try read().cell(id, column, of: Self.town))
        #expect(cell.value == nil)
        #expect(cell.state == state)
    }

    /// The second of the rows that are known verbatim; four more make a block of it.
    @Test func `an aggregate dissemination area is passed over`() throws {
        let start =
            "2021,\"2021S051610010001\",\"10010001\",\"Aggregate dissemination area\","
            + "\"10010001\",3.1,4.6,\"00000\","
        let rows = Self.labels.enumerated().map { index, label in
            "\(start)\(index + 1),\"\(label.replacing("’", with: "'"))\",,-4.9,\"\",,\"...\",,"
                + "\"...\",-4.9,\"\",,\"...\",,\"...\"\r\n"
        }
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/three.csv"
        let bytes = try readFile(Self.file) + Array(rows.joined().utf8)
        try FileLayer().replace(path, with: bytes)
        let table = try read(path)
        #expect(table.rowsRead == 15)
        #expect(table.geographies.map(\.geography) == [.canada, Self.town])
    }

    @Test func `a characteristic that is called otherwise is refused`() throws {
        var labels = Self.labels
        labels[4] = "Ivory Coast"
        let error = #expect(throws: Diagnostic.self) { try read(labels: labels) }
        #expect(
            error?.rendered == """
                error[extract.label-differs]: characteristic `5` is `Côte d’Ivoire` here, \
                expected `Ivory Coast`
                 --> 98-401-X2021024_English_CSV_data.csv:6:1
                hint: the file numbers its characteristics otherwise: correct the mapping in \
                config/indicators, or `characteristics:` of source `a-test`
                """
        )
    }
}
