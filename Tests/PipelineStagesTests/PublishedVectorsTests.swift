import CSVKernel
import DataStore
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// All vectors of two cities' dissemination areas of 2021, beside what is published of the cities.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct PublishedVectorsTests {
    /// A vector that counts something, and so adds.
    private struct Vector {
        let id: String
        let form: CensusForm
    }

    private static func rows(_ name: String) throws -> [[String]] {
        try delimitedRows(RealFiles.path("census/2021/cancensus/\(name)"))
    }

    /// The vectors whose unit is a number, by what the vector list says of them.
    private static func counting() throws -> [Vector] {
        let list = try rows("vectors_list_2021.csv")
        return list.dropFirst().compactMap { row in
            let (id, label, unit, details) = (row[0], row[1], row[2], row[3])
            // Money and percentages, whose unit the list calls a number too, do not add.
            guard unit == "Number", !label.contains("$)"), !label.hasPrefix("%") else {
                return nil
            }
            return Vector(id: id, form: details.contains("25%") ? .long : .short)
        }
    }

    /// What the areas of a city add up to, beside the published figure.
    private struct Comparison {
        let vector: Vector
        let published: Double
        let sum: RoundedFigure
        let missing: Double

        var isInBounds: Bool {
            let high = (sum.bounds.high ?? .infinity) + missing
            return (sum.bounds.low ?? 0)...high ~= published
        }

        var isInBand: Bool {
            // The published figure is rounded itself: it has a variance like any other count.
            var both = sum
            both.variance += CountRounding.random5.variance(of: published)
            both.bounds = both.bounds + Bounds(low: -4, high: 4)
            let band = both.band(missing: missing)
            return (band.low ?? 0)...(band.high ?? .infinity) ~= published
        }
    }

    private static func comparisons(_ city: String, _ rounding: ListRounding) throws -> [Comparison]
    {
        let areas = try rows("\(city)_21.csv")
        let published = try rows("published-city/\(city)_21.csv")
        func columns(_ header: [String]) -> [String: Int] {
            Dictionary(
                header.enumerated().map { (String($0.element.prefix { $0 != ":" }), $0.offset) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        let (ours, theirs) = (columns(areas[0]), columns(published[0]))
        let population = try #require(ours["Population"])
        return try counting().compactMap { vector in
            guard let column = ours[vector.id], let there = theirs[vector.id],
                let truth = Double(published[1][there])
            else { return nil }
            var sum = RoundedFigure.zero
            var missing = 0.0
            for area in areas.dropFirst() {
                if let printed = Double(area[column]) {
                    sum += rounding.figure(printed, vector.form)
                } else {
                    missing += Double(area[population]) ?? 0
                }
            }
            return Comparison(vector: vector, published: truth, sum: sum, missing: missing)
        }
    }

    @Test(arguments: ["Calgary", "Winnipeg"])
    func
        `what is published of a city is within the bounds of its areas, and mostly in the band`(
            _ city: String
        ) throws
    {
        let configuration = Configuration.read(in: RealFiles.project, Report())
        let rounding = try #require(configuration.lists[ListID(known: "cancensus-2021")]?.rounding)
        let comparisons = try Self.comparisons(city, rounding)
        #expect(comparisons.count >= 80)
        for comparison in comparisons where !comparison.isInBounds {
            Issue.record("\(comparison.vector.id): \(comparison)")
        }
        let inBand = comparisons.count(where: \.isInBand)
        #expect(Double(inBand) >= 0.93 * Double(comparisons.count), "\(inBand)")
        // Of persons and households counted in full, and given for all areas but some tiny ones,
        // nothing but rounding is left.
        let plain = comparisons.filter { $0.vector.form == .short && $0.missing < 100 }
        let plainInBand = plain.count(where: \.isInBand)
        #expect(plain.count >= 14)
        #expect(Double(plainInBand) >= 0.9 * Double(plain.count), "\(plainInBand)")
    }
}
