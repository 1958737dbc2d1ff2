import CSVKernel
import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Two sources of the same cities: figures that are printed of a city, and its dissemination areas.
@Suite struct RealSourcesTests {
    private static let cities = [
        ("calgary", "Calgary", "4806016"), ("winnipeg", "Winnipeg", "4611040"),
    ]

    /// The published figures of a city as a tidy file, of the vectors that the starter has.
    private static func figures(_ city: String, _ code: String) throws -> String {
        let rows = try delimitedRows(
            RealFiles.path("census/2021/cancensus/published-city/\(city)_21.csv")
        )
        try #require(rows.count == 2)
        let labels = "\(RealFiles.project)/data-raw/starter/labels-cancensus-2021.csv"
        var known = Set(try delimitedRows(labels).compactMap(\.first))
        var lines = [
            "period,level,code,vintage,characteristic,column,value,symbol",
            "2021,CSD,\(code),2021,@name,total,\(city),",
        ]
        for (name, value) in zip(rows[0], rows[1]) where name.hasPrefix("v_CA21") {
            let vector = String(name.prefix { $0 != ":" })
            // Some vectors stand in the extract twice.
            if Double(value) != nil, known.remove(vector) != nil {
                lines.append("2021,CSD,\(code),2021,\(vector),total,\(value),")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let pipeline = """
        dataset: cities
        title: { en: "Cities", fr: "Villes" }
        description: { en: "Two sources of two cities.", fr: "Deux sources de deux villes." }
        places: { collections: [], also: [calgary-city, winnipeg-city] }
        partitions:
          - { id: census-2021, period: "2021", sources: [cities-2021, starter-2021-cancensus] }

        """

    private static let source = """
        id: cities-2021
        publisher: Statistics Canada
        title: { en: "Cities", fr: "Villes" }
        period: "2021"
        layout: tidy
        characteristics: cancensus-2021
        labels: data-raw/starter/labels-cancensus-2021.csv
        licence: { name: Statistics Canada Open Licence, url: "https://www.statcan.gc.ca" }
        attribution: { en: "Statistics Canada.", fr: "Statistique Canada." }
        parts:

        """

    @Test(.enabled(if: RealFiles.areAtHand, "\(RealFiles.comment)"))
    func `the figures of two cities can be the sums of their dissemination areas`() throws {
        let folder = try TemporaryFolder()
        let files = FileManager.default
        for name in ["config", "data-raw/starter"] {
            let target = "\(folder.path)/\(name)"
            try files.createDirectory(
                atPath: String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)]),
                withIntermediateDirectories: true
            )
            try files.copyItem(atPath: "\(RealFiles.project)/\(name)", toPath: target)
        }
        var parts = ""
        var texts = ["pipelines/cities.yaml": Self.pipeline]
        for (id, city, code) in Self.cities {
            texts["raw/\(id).csv"] = try Self.figures(city, code)
            parts += "  - { id: \(id), path: raw/\(id).csv }\n"
        }
        texts["config/sources/cities-2021.yaml"] = Self.source + parts
        for (name, text) in texts {
            let path = "\(folder.path)/\(name)"
            try files.createDirectory(
                atPath: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: URL(filePath: path))
        }
        var options = RunOptions(root: folder.path)
        options.arguments = "test"
        _ = try PipelineRun("pipelines/cities.yaml", options).run()
        let table = try readFile("\(folder.path)/data-clean/cities/latest/checks.csv")
        let row = String(decoding: table, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("sources-agree,") }
        let fields = try #require(row).split(separator: ",", omittingEmptySubsequences: false)
        // looked_at, failed, excepted: behind titles without commas.
        let lookedAt = try #require(Int(fields[8]))
        #expect(lookedAt > 50, "\(lookedAt) figures were compared")
        #expect(fields[9] == "0", "\(row ?? "")")
    }
}
