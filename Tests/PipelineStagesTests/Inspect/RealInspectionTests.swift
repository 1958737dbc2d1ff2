import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct RealInspectionTests {
    private func inspect(_ name: String) throws -> Inspection {
        try Inspector().inspect(
            RealFiles.path(name),
            name: String(name.split(separator: "/").last ?? "")
        )
    }

    @Test func `no government file is refused, and each text of theirs is a table`() throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: RealFiles.folder).sorted()
            .filter { $0.contains(".") && !$0.hasSuffix(".md") }
        #expect(files.count > 80)
        for file in files {
            let path = RealFiles.path(file)
            var isFolder = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder
            else { continue }
            let found = try inspect(file)
            #expect(found.content.count == 64)
            if file.hasSuffix(".csv") || file.hasSuffix("_eng_CSV.zip") {
                #expect(found.rows > 0, "\(file)")
            }
        }
    }

    @Test func `the profile of the Northwest Territories has 2,247 rows for 41 places`() throws {
        let found = try inspect("census/2016/98-401-X2016072_eng_CSV.zip")
        #expect(found.members.count == 4)
        let table = try #require(
            found.tables.first { $0.name == "98-401-X2016072_English_CSV_data.csv" }
        )
        #expect(table.rows == 2_247 * 41)
        #expect(table.columns.count == 15)
        #expect(table.columns[3].labels?.count == 41)
        #expect(table.columns[3].labels?.contains("Yellowknife") == true)
        // Two places have no population, and no rate of non-response.
        #expect(table.columns[4].filled == 34 * 2_247)
        let starts = try #require(found.tables.first { $0.name == "Geo_starting_row_CSV.csv" })
        #expect(starts.rows == 41)
        #expect(starts.columns.map(\.name) == ["Geo Code", "Geo Name", "Line Number"])
    }

    @Test func `tables of IRCC are between tabs, and name both languages`() throws {
        let found = try inspect("ircc/ODP-PR-Gender.csv")
        let table = try #require(found.tables.first)
        #expect(
            table.columns.map(\.name) == [
                "EN_YEAR", "EN_QUARTER", "EN_MONTH", "FR_ANNEÉ", "FR_TRIMESTRE", "FR_MOIS",
                "EN_PROVINCE_TERRITORY", "FR_PROVINCE_TERRITOIRE", "EN_GENDER", "FR_SEXE", "TOTAL",
            ]
        )
        #expect(table.columns[2].labels?.count == 12)
        #expect(table.columns[10].isNumeric)
    }

    @Test func `tables of Statistics Canada are read with their metadata`() throws {
        let found = try inspect("statcan-tables/17100155-eng.zip")
        let table = try #require(found.tables.first { $0.name == "17100155.csv" })
        #expect(table.columns.first?.name == "REF_DATE")
        #expect(table.columns.first?.isNumeric == true)
        #expect(found.members.map(\.name) == ["17100155.csv", "17100155_MetaData.csv"])
    }

    @Test func `a new edition of a file lacks nothing of the old one but what it lacks`() throws {
        let old = try inspect("ircc/ODP-PR-Citz_2024.csv")
        let new = try inspect("ircc/ODP-PR-Citz.csv")
        #expect(new.rows > old.rows)
        #expect(
            compare(old, new, DriftThresholds()).map(\.code).filter { $0 != "drift.fewer-labels" }
                == []
        )
    }
}
