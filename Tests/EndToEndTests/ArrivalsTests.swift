import Foundation
import TestSupport
import Testing

/// Permanent residents of the places of `pnt`, from IRCC's own books of December 2024.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct ArrivalsTests {
    /// Rows of the total of each place, by place, with the bounds they have.
    private struct Series: Equatable {
        var years = 0
        var quarters = 0
        var months = 0
        var bounds: Set<String> = []
    }

    private func published() throws -> (TemporaryFolder, CommandLineTool.Result) {
        let folder = try TemporaryFolder()
        let mirror = "\(folder.path)/mirror"
        try FileManager.default.createDirectory(
            atPath: mirror,
            withIntermediateDirectories: true
        )
        for book in ["CSD", "CMA", "ProvImmCat", "AgeGroup", "Gender"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(mirror)/EN_ODP-PR-\(book).xlsx",
                withDestinationPath: "\(RealFiles.folder)/ircc/EN_ODP-PR-\(book)_2024-12.xlsx"
            )
        }
        try FileManager.default.createSymbolicLink(
            atPath: "\(mirror)/17100155-eng.zip",
            withDestinationPath: "\(RealFiles.folder)/statcan-tables/17100155-eng.zip"
        )
        let result = try CommandLineTool.run(
            [
                "run", "pnt", "--offline", "--quiet", "--mirror", mirror,
                "--data-raw", "\(folder.path)/raw", "--data-clean", "\(folder.path)/clean",
                "--state", "\(folder.path)/state",
            ],
            patience: .seconds(900)
        )
        return (folder, result)
    }

    private func rows(_ folder: TemporaryFolder, _ partition: String) throws -> [[String]] {
        try String(
            contentsOfFile: "\(folder.path)/clean/pnt/latest/observations/\(partition).csv",
            encoding: .utf8
        )
        .split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test
    func `every place whose definition is known has ten years of months with bounds`() throws {
        let (folder, result) = try published()
        #expect(result.status == 69)
        var series: [String: Series] = [:]
        for year in 2015...2024 {
            for row in try rows(folder, "ircc-\(year)")
            where row[2] == "permanent-residents" && row[3] == "total" {
                let length = row[1].count
                let isQuarter = row[1].contains("Q")
                series[row[0], default: Series()].years += length == 4 ? 1 : 0
                series[row[0], default: Series()].quarters += isQuarter ? 1 : 0
                series[row[0], default: Series()].months += length == 7 && !isQuarter ? 1 : 0
                let bounds = (row[7].isEmpty ? "" : "low") + (row[8].isEmpty ? "" : "high")
                series[row[0], default: Series()].bounds.insert(bounds)
            }
        }
        #expect(series.count == 29)
        let whole = Series(years: 10, quarters: 40, months: 120, bounds: ["lowhigh"])
        // Of these, config/places says that parts of the definition have no code yet.
        let unknown = [
            "bow-valley": Series(years: 10, quarters: 40, months: 120, bounds: ["low"]),
            "pembina-valley": Series(years: 10, quarters: 40, months: 120, bounds: ["low"]),
            "jasper": Series(years: 10, bounds: [""]),
        ]
        for (place, found) in series {
            #expect(found == unknown[place] ?? whole, "\(place)")
        }
        let last = try rows(folder, "ircc-2024").map { $0.joined(separator: ",") }
        for row in [
            "calgary,2024,permanent-residents,total,total,total,31140,31138,31142,rounded,"
                + "published,1,",
            "calgary,2024-12,permanent-residents,total,total,total,2250,2248,2252,rounded,"
                + "published,1,",
            // The rural municipality and the city are one row of IRCC's.
            "portage-la-prairie,2024,permanent-residents,total,total,total,,0,262,not-available,"
                + "none,,",
            "alberta,2024,permanent-residents-by-category,refugee,total,total,15755,15753,15757,"
                + "rounded,published,1,",
        ] {
            #expect(last.contains(row), "\(row)")
        }
        let people = try rows(folder, "population-2021").filter { $0[0] == "calgary-city" }
        #expect(people.map { $0[6] } == ["1356293"])
    }
}
