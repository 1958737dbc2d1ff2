import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct CensusProfile2006Tests {
    private static let file = RealFiles.path("census/2006/92-591-XE-101-canada-provinces.csv")
    private static let provinces = ["10", "11", "12", "13", "24", "35"] + ["46", "47", "48", "59"]
    private static let territories = ["60", "61", "62"]

    private func reading() throws -> Reading {
        var reading = try Reading(source: "census-profile-2006")
        let codes = Self.provinces + Self.territories
        reading.geographies = Set(codes.map(Geography.province) + [.canada])
        return reading
    }

    /// Alberta and immigrants, as the anchors of the project have them.
    private func expectAlberta(_ table: CellTable, line: Int = 2513) throws {
        #expect(table.geographies.count == 14)
        #expect(table.rowsRead == 14 * 279)
        let alberta = Geography.province("48")
        #expect(table.value("1", of: alberta) == 3_290_350)
        #expect(table.cell("1", of: alberta)?.line == line)
        #expect(table.cell("1", of: alberta)?.symbol == .adjusted)
        #expect(table.cell("1", .men, of: alberta) == nil)
        #expect(table.value("116", of: alberta) == 527_030)
        #expect(table.value("116", .men, of: alberta) == 255_355)
        #expect(table.value("116", .women, of: alberta) == 271_675)
        #expect(table.value("119", of: alberta) == 103_680)
        #expect(table.value("1", of: .canada) == 31_612_897)
    }

    @Test func `fourteen geographies of 279 rows are read by position`() throws {
        try expectAlberta(try reading().read(Self.file))
    }

    @Test func `the title and the notes of the official form are left aside`() throws {
        let folder = try TemporaryFolder()
        let title = "\"2006 Community Profiles, 2006 Census, Catalogue no. 92-591-XE.\"\r\n\r\n"
        let notes = """
            \r
            Note(s):\r
            + adjusted; E use with caution\r
            1,"Population counts, see the Notes."\r
            2,"Private dwellings, ""occupied"" or not."\r
            "Source: Statistics Canada, 2006 Census of Population, 92-591-XE."\r

            """
        let path = "\(folder.path)/official.csv"
        let bytes = Array(title.utf8) + (try readFile(Self.file)) + Array(notes.utf8)
        try FileLayer().replace(path, with: bytes)
        try expectAlberta(try reading().read(path), line: 2515)
    }

    @Test func `low income in the territories is not applicable, not zero`() throws {
        let table = try reading().read(Self.file)
        for code in Self.territories {
            let cell = table.cell("276", of: .province(code))
            #expect(cell?.value == nil)
            #expect(cell?.text == "0")
            #expect(cell?.state == .notApplicable)
        }
        #expect(table.cell("276", of: .province("48"))?.state == .observed)
        #expect(table.count(.notApplicable) == 3 * 3 * 5)
    }

    @Test func `geographies that no recipe names are not kept`() throws {
        var reading = try reading()
        reading.geographies = [.province("48")]
        let table = try reading.read(Self.file)
        #expect(table.geographies.map(\.geography) == [.province("48")])
        #expect(table.geographies.map(\.name) == ["Alberta"])
        #expect(table.rowsRead == 14 * 279)
    }

    @Test func `a file that ends within a geography is refused`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/short.csv"
        let lines = try readFile(Self.file).split(separator: UInt8(ascii: "\n"))
        try FileLayer().replace(path, with: Array(lines[..<300].joined(separator: [0x0A])))
        #expect(
            try reading().refusal(path) == """
                error[extract.short-block]: geography `10` has 20 rows, expected 279
                 --> 92-591-XE-101-canada-provinces.csv:281:1
                hint: the file is cut short or damaged: fetch it again
                """
        )
    }
}
