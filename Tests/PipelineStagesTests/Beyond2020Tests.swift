import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// An export of one area, and what is known of it.
struct AreaExport: Sendable, CustomTestStringConvertible {
    let part: String
    let file: String
    let code: String
    let population: Double
    let immigrants: Double
    let nonPermanent: Double

    var testDescription: String { file }
    var path: String { RealFiles.path("census/2006/97-555-XCB2006057/\(file)") }
    var geography: Geography { Geography(level: .censusDivision, code: code) }

    init(_ part: String, _ file: String, _ code: String, _ figures: [Double]) {
        self.part = part
        self.file = file
        self.code = code
        population = figures[0]
        immigrants = figures[1]
        nonPermanent = figures[2]
    }

    static let all = [
        AreaExport("ottawa", "Ottawa.csv", "3506", [801_270, 178_545, 7890]),
        AreaExport("peel", "Peel.csv", "3521", [1_154_065, 561_240, 10_950]),
        AreaExport("thunder-bay", "Thunder Bay.csv", "3558", [147_105, 14_110, 390]),
        AreaExport("toronto", "Toronto.csv", "3520", [2_476_565, 1_237_720, 54_610]),
        AreaExport("waterloo", "Waterloo.csv", "3530", [473_260, 105_375, 4090]),
        AreaExport("york", "York.csv", "3519", [887_345, 380_530, 7175]),
    ]
}

@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct Beyond2020Tests {
    /// Writes Peel's export with a text replaced, and says what is told of it.
    private func refusalOfPeel(_ text: String, _ replacement: String) throws -> String {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/Peel.csv"
        let latin = String(
            String.UnicodeScalarView(try readFile(AreaExport.all[1].path).map { .init($0) })
        )
        let wrong = latin.replacing(text, with: replacement)
        #expect(wrong != latin)
        let bytes = wrong.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        try FileLayer().replace(path, with: bytes)
        return try Reading(source: "profile-97-555-2006").refusal(path, part: "peel")
    }

    @Test(arguments: AreaExport.all)
    func `830 rows are read by position, of the total mother tongue`(_ area: AreaExport) throws {
        let table = try Reading(source: "profile-97-555-2006").read(area.path, part: area.part)
        #expect(table.geographies.map(\.geography) == [area.geography])
        #expect(table.rowsRead == 830)
        #expect(table.value("1", of: area.geography) == area.population)
        #expect(table.value("369", of: area.geography) == area.immigrants)
        #expect(table.value("402", of: area.geography) == area.nonPermanent)
        #expect(table.cell("369", of: area.geography)?.line == 374)
        #expect(table.labels[CharacteristicID("369")] == "Immigrants")
        #expect(table.cell("830", of: area.geography) != nil)
        #expect(table.cell("369", .men, of: area.geography) == nil)
    }

    @Test func `an export of another area is refused`() throws {
        #expect(
            try Reading(source: "profile-97-555-2006")
                .refusal(AreaExport.all[5].path, part: "peel") == """
                    error[extract.wrong-geography]: the export is of `York`, expected `Peel`
                     --> Peel.csv:2:1
                    hint: correct `geography:` of part `peel`, or export again
                    """
        )
    }

    @Test func `an export of one age group is refused`() throws {
        #expect(
            try refusalOfPeel("= Total - Age groups", "= 15 to 24 years") == """
                error[extract.not-a-total]: the export is of `Age groups (8A) = 15 to 24 years`, \
                expected a total
                 --> Peel.csv:3:1
                hint: fetch the file again, or correct its source in config/sources
                """
        )
    }

    @Test func `an export whose first column is not the total is refused`() throws {
        #expect(
            try refusalOfPeel("\"Total - Mother tongue [2]\"", "\"English\"") == """
                error[extract.missing-column]: expected the first column of figures to be a \
                total, found `English`
                 --> Peel.csv:5:1
                hint: fetch the file again, or correct its source in config/sources
                """
        )
    }

    @Test func `an export that lacks a row is refused`() throws {
        #expect(
            try refusalOfPeel("\"  0 to 4 years\",75965,47005,400,150 \r\n", "") == """
                error[extract.label-differs]: characteristic `2` is `5 to 9 years` here, \
                expected `0 to 4 years`
                 --> Peel.csv:7:1
                hint: the file numbers its characteristics otherwise: correct the mapping in \
                config/indicators, or `characteristics:` of source `profile-97-555-2006`
                """
        )
    }
}
