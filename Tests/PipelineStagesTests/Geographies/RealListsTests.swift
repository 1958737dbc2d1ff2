import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// The lists of the project are what the command makes of Statistics Canada's files.
@Suite(.enabled(if: RealFiles.areAtHand, "\(RealFiles.comment)"))
struct RealListsTests {
    private static func path(_ name: String) -> String { RealFiles.path("geo/\(name)") }

    private static func committed(_ name: String) throws -> String {
        let path = "\(RealFiles.project)/config/geographies/\(name)"
        return String(decoding: try readFile(path), as: UTF8.self)
    }

    @Test func `the list of 2016 is made of the boundary table, the SGC and the counts`() throws {
        let result = try SmallFiles().build(
            "2016",
            [
                (.boundaries, Self.path("lcsd000b16a_e.dbf")),
                (.boundaries, Self.path("2016_census_divisions.dbf")),
                (.structure, Self.path("SGC-CGT-2016-Structure-eng.csv")),
                (.counts, Self.path("T301EN.CSV")),
            ]
        )
        #expect(
            String(decoding: result.list.csv, as: UTF8.self) == (try Self.committed("2016.csv"))
        )
        // No two of the four files disagree about anything.
        #expect(!result.lines.contains { $0.contains("have another") })
        #expect(result.lines.last == "2016: 35,151,728 persons in Canada")
    }

    @Test func `the list of 2021 is made of boundary tables, counts and members`() throws {
        let result = try SmallFiles().build(
            "2021",
            [
                (.boundaries, Self.path("lcsd000b21a_e.dbf:utf-8")),
                (.boundaries, Self.path("lcma000b21a_e.dbf:utf-8")),
                (.boundaries, Self.path("lpr_000b21a_e.dbf:utf-8")),
                (.counts, RealFiles.path("statcan-tables/98100002-eng.zip")),
                (.members, "\(RealFiles.project)/config/geographies/members/2021.csv"),
            ]
        )
        #expect(
            String(decoding: result.list.csv, as: UTF8.self) == (try Self.committed("2021.csv"))
        )
        #expect(!result.lines.contains { $0.contains("have another") })
        #expect(result.lines.last == "2021: 36,991,981 persons in Canada")
    }

    @Test func `the table with the one curly apostrophe gives the names of the other`() throws {
        let files = try SmallFiles()
        let names = try ["lcsd000b21a_e.dbf:utf-8", "csd2021_simplified_TestReduced.dbf"].map {
            try files.build("2021", [(.boundaries, Self.path($0))]).rows("CSD")
        }
        #expect(names[0].count == 5_161)
        #expect(names[0] == names[1])
    }

    @Test func `a table of another census is refused`() throws {
        let told = try SmallFiles().errors(
            "2016",
            [
                (.boundaries, Self.path("lcsd000b16a_e.dbf")),
                (.boundaries, Self.path("csd2021_simplified_TestReduced.dbf")),
            ]
        )
        #expect(
            told.contains(
                "`lcsd000b16a_e.dbf` has 142 CSD that `csd2021_simplified_TestReduced.dbf`"
            )
        )
        #expect(told.contains("has 141 CSD that `lcsd000b16a_e.dbf` has not"))
    }
}
