import CSVKernel
import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct DBFReaderTests {
    private static let rows = [
        ["2402015", "Grande-Rivière", "12.5"], ["2402028", "Chandler", ""],
        ["6104006", "Sambaa K'e", "118"],
    ]

    private static func reader(
        _ bytes: [UInt8],
        _ encoding: TextEncoding = .windows1252,
        piece: Int = .max
    ) throws -> DBFReader {
        try DBFReader(MemoryByteSource(bytes, piece: piece), file: "a.dbf", encoding: encoding)
    }

    private static func texts(_ reader: inout DBFReader) throws -> [[String]] {
        var all: [[String]] = []
        while try reader.next() {
            all.append(try reader.fields.indices.map { try reader.text($0) })
        }
        return all
    }

    @Test(arguments: [1, 7, 4096])
    func `fields and records are read, in whatever pieces the bytes come`(_ piece: Int) throws {
        let bytes = SmallFiles.dbf(["CSDUID", "CSDNAME", "LANDAREA"], Self.rows)
        var reader = try Self.reader(bytes, piece: piece)
        #expect(reader.recordCount == 3)
        #expect(reader.fields.map(\.name) == ["CSDUID", "CSDNAME", "LANDAREA"])
        #expect(reader.fields.map(\.kind) == ["C", "C", "N"])
        #expect(reader.fields.map(\.length) == [7, 14, 4])
        #expect(reader.index(of: "csdname") == 1)
        #expect(reader.index(of: "CDUID") == nil)
        #expect(try Self.texts(&reader) == Self.rows)
    }

    @Test func `records that are marked as deleted are passed over`() throws {
        var reader = try Self.reader(
            SmallFiles.dbf(["CSDUID"], [["1"], ["2"], ["3"]], deleted: [1])
        )
        #expect(try Self.texts(&reader) == [["1"], ["3"]])
        #expect(reader.recordNumber == 3)
    }

    @Test func `texts that zeros fill up are read without them`() throws {
        let bytes = SmallFiles.dbf(["A", "B"], [["ab\0\0", "c"], ["abcd", "d"]])
        var reader = try Self.reader(bytes)
        #expect(try Self.texts(&reader) == [["ab", "c"], ["abcd", "d"]])
    }

    @Test func `UTF-8 is read as what it is when that is said, and refused as such when not`()
        throws
    {
        let bytes = SmallFiles.dbf(["N"], [["Québec"]]) { Array($0.utf8) }
        var reader = try Self.reader(bytes, .utf8)
        #expect(try Self.texts(&reader) == [["Québec"]])
        var official = try Self.reader(SmallFiles.dbf(["N"], [["Québec"]]), .utf8)
        #expect(try official.next())
        let error = #expect(throws: Diagnostic.self) { try official.text(0) }
        #expect(
            error?.rendered == """
                error[geographies.not-text]: `N` of record 1 is not UTF-8 text
                 --> a.dbf:1:1
                hint: tell how the file is written: `a.dbf:windows-1252` or `a.dbf:utf-8`
                """
        )
    }

    private static let whole = SmallFiles.dbf(["CSDUID", "CSDNAME", "LANDAREA"], rows)

    private static func changed(_ index: Int, _ byte: UInt8) -> [UInt8] {
        var bytes = whole
        bytes[index] = byte
        return bytes
    }

    @Test(arguments: [
        ([], "the file ends in the header"),
        (Array(whole.prefix(40)), "the file ends in the header"),
        (Array("PK\u{3}\u{4}".utf8) + whole, "the file does not begin like a dBASE table"),
        (changed(10, 99), "the fields have 26 bytes, the records 99"),
        (changed(10, 0), "the header tells of records of 0 bytes"),
        (changed(32, 0x0D), "the header tells of no field"),
        (changed(32 + 3 * 32 + 1, 65), "record 1 does not begin with a space or `*`"),
        (Array(whole.dropLast(10)), "the table ends in record 3 of 3"),
        (changed(4, 4), "the table ends in record 4 of 4"),
    ])
    func `a table that is none is refused`(_ bytes: [UInt8], _ reason: String) {
        let error = #expect(throws: Diagnostic.self) {
            var reader = try Self.reader(bytes)
            _ = try Self.texts(&reader)
        }
        #expect(error?.message == "this is no dBASE table that can be read: \(reason)")
    }

    @Test(
        .enabled(if: RealFiles.areAtHand, "\(RealFiles.comment)"),
        arguments: [
            ("lcsd000b16a_e.dbf", TextEncoding.windows1252, 5_162, 18),
            ("lcsd000b21a_e.dbf", .utf8, 5_161, 6), ("lcma000b21a_e.dbf", .utf8, 156, 8),
            ("csd2021_simplified_TestReduced.dbf", .windows1252, 5_161, 6),
            ("2016_census_divisions.dbf", .windows1252, 293, 5),
            ("lpr_000b21a_e.dbf", .utf8, 13, 8),
        ]
    )
    func `the real tables have the records and fields that they are known to have`(
        _ name: String,
        _ encoding: TextEncoding,
        _ records: Int,
        _ fields: Int
    ) throws {
        let bytes = try readFile(RealFiles.path("geo/\(name)"))
        var reader = try Self.reader(bytes, encoding)
        #expect(reader.fields.count == fields)
        let texts = try Self.texts(&reader)
        #expect(texts.count == records)
        #expect(texts.allSatisfy { $0[0].allSatisfy(\.isNumber) })
    }

    @Test(.enabled(if: RealFiles.areAtHand, "\(RealFiles.comment)"))
    func `the one curly apostrophe of 2021 is read from both of its encodings`() throws {
        for (name, encoding) in [
            ("csd2021_simplified_TestReduced.dbf", TextEncoding.windows1252),
            ("lcsd000b21a_e.dbf", .utf8),
        ] {
            var reader = try Self.reader(try readFile(RealFiles.path("geo/\(name)")), encoding)
            let texts = try Self.texts(&reader).first { $0[0] == "6104006" }
            #expect(texts?[2] == "Sambaa K\u{2019}e")
        }
    }
}
