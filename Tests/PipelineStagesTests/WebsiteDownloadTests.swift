import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct WebsiteDownloadTests {
    private static let canada2016 = "census/2016/CensusProfile2016-Canada-website-download.csv"
    private static let vancouverA =
        "census/2021/CensusProfile2021-ProfilRecensement2021-20260205015247.csv"
    private static let britishColumbia =
        "census/2021/CensusProfile2021-British-Columbia-resaved.csv"

    private func reading2021(_ geography: Geography, _ name: String) throws -> Reading {
        let part = SourcePart.ofTest("download.csv", geography: geography, name: name)
        let list = try Reading.list("census-profile-2021")
        return Reading(.websiteDownload2021, list, part, level: nil)
    }

    @Test func `Canada of 2016 is read by position, the second copy beside it is not`() throws {
        var reading = try Reading(source: "census-profile-2016-canada")
        let others = Set(Self.calledOtherwise)
        let labels = try Reading.labels(of: reading.list)
        reading.characteristics = labels.keys.map(\.name).filter { !others.contains($0) }
        let table = try reading.read(RealFiles.path(Self.canada2016))
        #expect(table.geographies.map(\.geography) == [.canada])
        #expect(table.rowsRead == 2247)
        #expect(table.value("1", of: .canada) == 35_151_728)
        #expect(table.cell("1", .men, of: .canada)?.state == .notApplicable)
        #expect(table.value("40", of: .canada) == 41.2)
        #expect(table.value("852", .women, of: .canada) == 2_566_740)
        #expect(table.value("1142", of: .canada) == 7_540_830)
        #expect(table.value("1149", .men, of: .canada) == 582_175)
        #expect(table.cell("2247", of: .canada)?.line == 2250)
    }

    /// Rows that the page calls otherwise than the bulk files do; two of them stand in each
    /// other's place, which would go unseen without the labels.
    private static let calledOtherwise = ["984", "1103", "1122", "1614", "1615", "1897", "2219"]

    @Test func `a row that stands elsewhere than in the bulk files is refused by its label`()
        throws
    {
        var reading = try Reading(source: "census-profile-2016-canada")
        reading.characteristics = ["1614"]
        #expect(
            reading.refusal(RealFiles.path(Self.canada2016)) == """
                error[extract.label-differs]: characteristic `1614` is `Polynesian; n.o.s.` here, \
                expected `Samoan`
                 --> CensusProfile2016-Canada-website-download.csv:1617:1
                hint: the file numbers its characteristics otherwise: correct the mapping in \
                config/indicators, or `characteristics:` of source `census-profile-2016-canada`
                """
        )
    }

    @Test(arguments: calledOtherwise)
    func `a row with another label is refused`(_ id: String) throws {
        var reading = try Reading(source: "census-profile-2016-canada")
        reading.characteristics = [id]
        let refusal = reading.refusal(RealFiles.path(Self.canada2016))
        #expect(refusal.hasPrefix("error[extract.label-differs]: characteristic `\(id)` is "))
    }

    @Test func `a municipality of 2021 is read with its genders`() throws {
        let area = Geography.subdivision("5915020")
        let reading = try reading2021(area, "Metro Vancouver A")
        let table = try reading.read(RealFiles.path(Self.vancouverA))
        #expect(table.rowsRead == 2631)
        #expect(table.value("1", of: area) == 18_612)
        #expect(table.value("40", of: area) == 31.4)
        #expect(table.value("1529", of: area) == 7860)
        #expect(table.value("1529", .men, of: area) == 3505)
        #expect(table.value("1536", .women, of: area) == 935)
        #expect(table.cell("1", of: area)?.line == 5)
        #expect(table.cell("2631", of: area)?.line == 2635)
        #expect(table.count(.notApplicable) == 3 + 230 + 230)
        #expect(table.count(.suppressed) == 0)
    }

    @Test func `a download that another program saved again has no genders`() throws {
        let province = Geography.province("59")
        let reading = try reading2021(province, "British Columbia")
        let table = try reading.read(RealFiles.path(Self.britishColumbia))
        #expect(table.rowsRead == 2631)
        #expect(table.value("1", of: province) == 5_000_879)
        #expect(table.value("1529", of: province) == 1_425_710)
        #expect(table.value("2631", of: province) == 608_040)
        #expect(table.cell("1529", .men, of: province) == nil)
    }

    @Test func `a download of another geography is refused`() throws {
        let reading = try reading2021(.province("48"), "Alberta")
        #expect(
            reading.refusal(RealFiles.path(Self.britishColumbia)) == """
                error[extract.wrong-geography]: the file is of `British Columbia [Province]`, \
                expected `Alberta`
                 --> download.csv:2:1
                hint: correct `geography:` of part `all`, or download again
                """
        )
    }

    @Test func `a download that is cut short is refused`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/cut.csv"
        let lines = try readFile(RealFiles.path(Self.canada2016))
            .split(separator: UInt8(ascii: "\n"))
        try FileLayer().replace(path, with: Array(lines[..<1003].joined(separator: [0x0A])))
        var reading = try Reading(source: "census-profile-2016-canada")
        reading.characteristics = ["1"]
        #expect(
            reading.refusal(path) == """
                error[extract.short-block]: geography `CAN 01` has 1,000 rows, expected 2,247
                 --> CensusProfile2016-Canada-website-download.csv:1003:1
                hint: the file is cut short or damaged: download it again
                """
        )
    }

    @Test func `a download of another census is refused by its labels`() throws {
        var reading = try Reading(source: "census-profile-2016-canada")
        let list = try Reading.list("census-profile-2021")
        let part = reading.source.parts[0]
        reading = Reading(.websiteDownload2021, list, part, level: nil)
        #expect(
            reading.refusal(RealFiles.path(Self.canada2016)) == """
                error[extract.label-differs]: characteristic `1` is `Population; 2016` here, \
                expected `Population, 2021`
                 --> CensusProfile2016-Canada-website-download.csv:4:1
                hint: the file numbers its characteristics otherwise: correct the mapping in \
                config/indicators, or `characteristics:` of source `a-test`
                """
        )
    }
}
