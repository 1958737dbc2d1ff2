import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// A starter file in the tidy layout, and the official file it was made from.
struct StarterFile: Sendable, CustomTestStringConvertible {
    let starter: String
    let official: String
    let part: String
    let officialFile: String
    /// The path of the official source's vector list, below the folder of government files.
    var vectors: String?
    let geographies: Int

    var testDescription: String { "\(official) \(part)" }

    static let all = [
        StarterFile(
            starter: "starter-2016-profile",
            official: "census-profile-2016-csd",
            part: "nt",
            officialFile: "census/2016/98-401-X2016072_eng_CSV.zip",
            geographies: 41
        ),
        StarterFile(
            starter: "starter-2016-cancensus",
            official: "cancensus-2016",
            part: "calgary",
            officialFile: "census/2016/cancensus/Calgary_16.csv",
            vectors: "census/2016/cancensus/vectors_list_2016.csv",
            geographies: 1594
        ),
    ]
}

/// The files of data-raw/starter are what the official files say, in another layout.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct StarterFilesTests {
    /// The cells that indicators use, of a declared source.
    private func read(
        _ name: String,
        part: String,
        _ path: String,
        labels: String?
    ) throws
        -> CellTable
    {
        let reading = try Reading(source: name)
        let declared = reading.source.parts.first { $0.id.name == part }
        let table = try CellTable.read(
            try #require(declared),
            of: reading.entry,
            at: path,
            labels: labels,
            wanted: WantedCells(Reading.configuration, list: reading.list),
            geographies: []
        )
        return try #require(table)
    }

    @Test(arguments: StarterFile.all)
    func `a starter file has the cells of the official file, each with its state`(
        _ file: StarterFile
    ) throws {
        let official = try read(
            file.official,
            part: file.part,
            RealFiles.path(file.officialFile),
            labels: file.vectors.map(RealFiles.path)
        )
        let folder = "\(RealFiles.project)/data-raw/starter"
        let starter = try read(
            file.starter,
            part: file.part,
            "\(folder)/\(file.official)-\(file.part).csv.gz",
            labels: "\(folder)/labels-\(official.list).csv"
        )
        #expect(official.geographies.count == file.geographies)
        #expect(starter.keys == official.keys)
        #expect(Set(starter.rows.keys) == Set(official.rows.keys))
        var differences: [String] = []
        for (geography, row) in official.rows {
            let other = try #require(starter.rows[geography])
            let about = official.geographies[row]
            #expect(starter.geographies[other].name == about.name)
            #expect(starter.geographies[other].quality == about.quality)
            for key in official.keys {
                let a = official.cell(key, row: row)
                let b = starter.cell(key, row: other)
                let isSame =
                    a?.value == b?.value && a?.state == b?.state && a?.symbol == b?.symbol
                if !isSame { differences.append("\(geography) \(key.characteristic)") }
            }
        }
        #expect(differences == [])
    }
}
