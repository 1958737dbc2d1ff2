import CSVKernel
import DataStore
import Foundation
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Cities that are summed from their dissemination areas, beside what Statistics Canada publishes
/// of the cities themselves.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct PublishedCityTests {
    /// The published figures of a city by vector; population, dwellings and households by name.
    private static func published(_ city: String) throws -> [String: Double] {
        let path = RealFiles.path("census/2021/cancensus/published-city/\(city)_21.csv")
        let rows = try delimitedRows(path)
        try #require(rows.count == 2)
        let pairs = zip(rows[0], rows[1]).compactMap { name, text -> (String, Double)? in
            let vector = name.prefix { $0 != ":" }
            return Double(text).map { (String(vector), $0) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The categories of counts that are one vector of the extracts: key of the row, and vector.
    private static func counts() throws -> [(row: String, vector: String)] {
        let configuration = Configuration.read(in: RealFiles.project, Report())
        let period = try #require(Period("2021"))
        let list = ListID(known: "cancensus-2021")
        var counts: [(row: String, vector: String)] = []
        // Land area counts nothing: it has no bounds.
        for indicator in configuration.indicators
        where indicator.kind == .count && indicator.within != nil {
            guard case .lists(let lists)? = indicator.periods[period] else { continue }
            for (key, expression) in (lists[list] ?? [:]).sorted(by: { $0.key < $1.key })
            where expression.plus.count == 1 && expression.minus.isEmpty {
                let row = "2021,\(indicator.id),\(key.category),\(key.group),total"
                counts.append((row, expression.plus[0].id.name))
            }
        }
        return counts
    }

    @Test(arguments: [("calgary-city", "Calgary"), ("winnipeg-city", "Winnipeg")])
    func `every published count of a city lies within the bounds of its sum`(
        _ place: String,
        _ city: String
    ) throws {
        let starter = try StarterRun.shared.get()
        let published = try Self.published(city)
        var held = 0
        for (row, vector) in try Self.counts() {
            guard let truth = published[vector] else { continue }
            let fields = try starter.row("\(place),\(row)")
            let bounds = "\(place),\(row): \(fields), published \(truth)"
            let low = try #require(Double(fields[1]), "\(bounds)")
            let high = try #require(Double(fields[2]), "\(bounds)")
            #expect(low <= truth && truth <= high, "\(bounds)")
            held += 1
        }
        #expect(held >= 40)
        for (name, indicator) in [
            ("Population", "population"), ("Dwellings", "dwellings"), ("Households", "households"),
        ] {
            let fields = try starter.row("\(place),2021,\(indicator),total,total,total")
            #expect(Double(fields[0]) == published[name], "\(name)")
        }
    }
}
