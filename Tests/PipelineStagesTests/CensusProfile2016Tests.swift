import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// A ZIP of every census subdivision of a territory, and what is known of it.
struct TerritoryZIP: Sendable, CustomTestStringConvertible {
    let product: String
    let territory: String
    let geographies: Int
    /// Cells that are printed `x`; census-files.md gives the same numbers.
    let suppressed: Int
    /// Cells that are printed `...`, and zeros of low income.
    let notApplicable: Int
    let city: String
    let name: String
    let lineOfPopulation: Int
    let population: Double
    let immigrants: Double
    let recent: Double

    var testDescription: String { product }
    var path: String { RealFiles.path("census/2016/\(product)_eng_CSV.zip") }

    static let all = [
        TerritoryZIP(
            product: "98-401-X2016071",
            territory: "60",
            geographies: 36,
            suppressed: 73_996,
            notApplicable: 15_503 + 675,
            city: "6001009",
            name: "Whitehorse",
            lineOfPopulation: 11_237,
            population: 25_085,
            immigrants: 3120,
            recent: 905
        ),
        TerritoryZIP(
            product: "98-401-X2016072",
            territory: "61",
            geographies: 41,
            suppressed: 49_184,
            notApplicable: 17_832 + 1035,
            city: "6106023",
            name: "Yellowknife",
            lineOfPopulation: 87_635,
            population: 19_569,
            immigrants: 2870,
            recent: 695
        ),
        TerritoryZIP(
            product: "98-401-X2016073",
            territory: "62",
            geographies: 31,
            suppressed: 32_939,
            notApplicable: 13_652 + 1035,
            city: "6204003",
            name: "Iqaluit",
            lineOfPopulation: 2249,
            population: 7740,
            immigrants: 555,
            recent: 105
        ),
    ]
}

@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct CensusProfile2016Tests {
    private static let sample = RealFiles.path("census/2016/98-401-X2016058_first-5000-lines.csv")

    private func reading(
        _ file: String,
        _ level: GeographyLevel,
        cover: Cover? = nil
    ) throws
        -> Reading
    {
        let part = SourcePart.ofTest(file, member: "*_English_CSV_data.csv", cover: cover)
        let list = try Reading.list("census-profile-2016")
        return Reading(.censusProfile2016, list, part, level: level)
    }

    @Test(arguments: TerritoryZIP.all)
    func `every cell of a territory is read out of its ZIP`(_ zip: TerritoryZIP) throws {
        let cover = Cover(whole: .province(zip.territory), by: .censusSubdivision)
        let reading = try reading("\(zip.product)_eng_CSV.zip", .censusSubdivision, cover: cover)
        let table = try reading.read(zip.path)
        #expect(table.geographies.count == zip.geographies)
        #expect(table.rowsRead == zip.geographies * 2247)
        #expect(table.count(.suppressed) == zip.suppressed)
        #expect(table.count(.notApplicable) == zip.notApplicable)
        #expect(table.count(.notAvailable) == 0)
        let all = [ValueState.observed, .suppressed, .notApplicable].map(table.count)
        #expect(all.reduce(0, +) == zip.geographies * 2247 * 3)

        let city = Geography.subdivision(zip.city)
        let row = try #require(table.rows[city])
        #expect(table.geographies[row].name == zip.name)
        #expect(table.geographies[row].quality.flag == "00101")
        #expect(table.cell("1", of: city)?.line == zip.lineOfPopulation)
        #expect(table.value("1", of: city) == zip.population)
        #expect(table.cell("1", .men, of: city)?.state == .notApplicable)
        #expect(table.value("1142", of: city) == zip.immigrants)
        #expect(table.value("1149", of: city) == zip.recent)
        #expect(table.cell("852", of: city)?.state == .notApplicable)
        #expect(table.cell("852", of: city)?.text == "0")
        #expect(table.cell("857", of: city)?.state == .notApplicable)
    }

    @Test func `a ZIP in which several members fit is refused`() throws {
        let list = try Reading.list("census-profile-2016")
        let part = SourcePart.ofTest("98-401-X2016072_eng_CSV.zip")
        let reading = Reading(.censusProfile2016, list, part, level: .censusSubdivision)
        #expect(
            reading.refusal(TerritoryZIP.all[1].path) == """
                error[archive.no-member]: `98-401-X2016072_eng_CSV.zip` has more than one member \
                `*.csv`: `98-401-X2016072_English_CSV_data.csv` and `Geo_starting_row_CSV.csv`
                 --> 98-401-X2016072_eng_CSV.zip:1:1
                hint: correct `member:` in config/sources, or fetch the file again
                """
        )
    }

    @Test func `non-response rates are those of the geography, and none where nobody lives`() throws
    {
        let cover = Cover(whole: .province("61"), by: .censusSubdivision)
        var reading = try reading("98-401-X2016072_eng_CSV.zip", .censusSubdivision, cover: cover)
        reading.characteristics = ["1"]
        let table = try reading.read(TerritoryZIP.all[1].path)
        let row = try #require(table.rows[.subdivision("6106023")])
        let yellowknife = table.geographies[row].quality
        #expect(yellowknife.nonResponse == 6.4)
        #expect(yellowknife.nonResponseLongForm == 8.9)
        #expect(table.geographies.count { $0.quality.nonResponse == nil } == 7)
    }

    @Test func `the form with 14 columns has Canada and provinces in one file`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/two.csv"
        let lines = try readFile(Self.sample).split(separator: UInt8(ascii: "\n"))
        let two = lines[..<(1 + 2 * 2247)].joined(separator: [0x0A])
        try FileLayer().replace(path, with: Array(two))
        var reading = try reading("98-401-X2016058.csv", .province)
        reading.geographies = [.canada, .province("10")]
        let table = try reading.read(path)
        #expect(table.geographies.map(\.geography) == [.canada, .province("10")])
        #expect(table.value("1", of: .canada) == 35_151_728)
        #expect(table.value("1", of: .province("10")) == 519_716)
        #expect(table.value("1142", of: .province("10")) == 12_075)
        #expect(table.value("1142", .men, of: .province("10")) == 6230)
        #expect(table.cell("1142", of: .province("10"))?.line == 3390)
    }

    @Test func `a file cut within its third geography is refused, though nobody wants that one`()
        throws
    {
        var reading = try reading("98-401-X2016058_first-5000-lines.csv", .province)
        reading.geographies = [.canada, .province("10")]
        #expect(
            reading.refusal(Self.sample) == """
                error[extract.short-block]: geography `1011` has 505 rows, expected 2,247
                 --> 98-401-X2016058_first-5000-lines.csv:4496:1
                hint: the file is cut short or damaged: fetch it again
                """
        )
    }
}
