import CSVKernel
import DataStore
import Foundation
import IndicatorModel
import TestSupport
import Testing

/// Population, dwellings and households of four cities, summed from their dissemination areas,
/// beside table 98-10-0002.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct CityCountsTests {
    /// The row of a census subdivision: texts between quotes, as the table writes all of them.
    private static func row(_ code: String) throws -> [String] {
        let archive = try ZIPArchive(RealFiles.path("statcan-tables/98100002-eng.zip"))
        let member = try archive.member(matching: "98100002.csv")
        let source = try archive.open(member)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = try source.read(into: &buffer, at: 0), count > 0 {
            bytes += buffer[..<count]
        }
        let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .first { $0.contains("\"2021A0005\(code)\"") }
        return try #require(line).split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\"\r")) }
    }

    @Test(
        arguments: [
            ("calgary-city", "4806016"), ("edmonton-city", "4811061"), ("regina-city", "4706027"),
            ("winnipeg-city", "4611040"),
        ]
    )
    func `population, dwellings and households of a city are those that are published`(
        _ place: String,
        _ code: String
    ) throws {
        let starter = try StarterRun.shared.get()
        let row = try Self.row(code)
        for (indicator, column) in [("population", 4), ("dwellings", 10), ("households", 16)] {
            for (year, offset) in [("2021", 0), ("2016", 2)] {
                let ours = try starter.row("\(place),\(year),\(indicator),total,total,total")
                let published = try #require(Double(row[column + offset]))
                let value = try #require(Double(ours[0]))
                if row[column + offset + 1] == "r" {
                    // Edmonton took in 542 people of Leduc County in 2019 (interim list of
                    // changes), and the table has 2016 on the boundaries of 2021.
                    #expect(place == "edmonton-city" && year == "2016")
                    if indicator == "population" { #expect(published - value == 542) }
                } else {
                    #expect(value == published, "\(place) \(year) \(indicator)")
                }
                #expect(ours[0] == ours[1] && ours[0] == ours[2])
            }
        }
    }
}
