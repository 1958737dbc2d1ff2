import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Checks of counts, over simulated counts that are rounded as the census rounds them.
@Suite struct RoundingCheckTests {
    private static let parts = ["a", "b", "c", "d"].compactMap(CategoryID.init)

    private static let indicator = Indicator(
        id: IndicatorID(known: "status"),
        tab: TabID(known: "tab"),
        kind: .count,
        unit: "persons",
        universe: "everybody",
        form: .long,
        within: .persons,
        genders: [.total, .men, .women],
        groups: [.total],
        categories: [.total] + parts,
        periods: [:],
        quotients: [:],
        weight: nil,
        partitions: [CategoryPartition(whole: .total, parts: parts)],
        comparability: [:]
    )

    /// `ceil(1.96 sd - 0.5)` of one count, whose error has variance 4.
    private static let bandOfOne = 4.0

    private static func check(_ kind: CheckKind) -> Check {
        Check(
            id: CheckID(known: "check"),
            kind: kind,
            severity: .error,
            title: BilingualText(en: "A check", fr: "Une vérification"),
            limit: .withinRounding
        )
    }

    /// One of the two multiples of 5 around a count, without bias.
    private static func rounded(_ count: Int, _ generator: inout SeededGenerator) -> Double {
        let rest = count % 5
        let isUp = Int.random(in: 0..<5, using: &generator) < rest
        return Double(count - rest + (isUp ? 5 : 0))
    }

    private static func observation(
        _ category: CategoryID,
        _ gender: Gender,
        _ value: Double
    ) throws -> Observation {
        let bounds = CountRounding.random5.bounds(of: value)
        return Observation(
            key: ObservationKey(
                place: PlaceID(known: "place"),
                period: try #require(Period("2016")),
                indicator: indicator.id,
                category: category,
                group: .total,
                gender: gender
            ),
            estimate: Estimate(
                value: value,
                low: bounds.low,
                high: bounds.high,
                low95: max(0, value - bandOfOne),
                high95: value + bandOfOne,
                state: .rounded,
                method: .published,
                coverage: 1
            ),
            lineage: []
        )
    }

    /// A place with true counts of each category by gender, each figure of it rounded for itself;
    /// `surplus` is added to the total before it is rounded.
    private static func observations(
        _ generator: inout SeededGenerator,
        surplus: Int = 0
    ) throws -> [Observation] {
        let most = [3, 20, 4000].randomElement(using: &generator) ?? 3
        let counts = parts.map { _ in
            (
                Int.random(in: 0...most, using: &generator),
                Int.random(in: 0...most, using: &generator)
            )
        }
        var observations: [Observation] = []
        let men = counts.reduce(0) { $0 + $1.0 }
        let women = counts.reduce(0) { $0 + $1.1 }
        let rows = zip(parts, counts).map { ($0, $1) } + [(CategoryID.total, (men, women))]
        for (category, count) in rows {
            let all = count.0 + count.1 + (category == .total ? surplus : 0)
            for (gender, value) in [(Gender.men, count.0), (.total, all), (.women, count.1)] {
                observations.append(
                    try observation(category, gender, rounded(value, &generator))
                )
            }
        }
        return observations
    }

    private static func result(
        _ kind: CheckKind,
        _ observations: [Observation]
    ) throws
        -> CheckResult
    {
        let checks = PartitionChecks(
            dataset: "test",
            period: try #require(Period("2016")),
            checks: [check(kind)],
            indicators: [indicator],
            places: []
        )
        let results = try checks.results(observations)
        #expect(results.first?.failed == 0)
        return try #require(results.last)
    }

    @Test(arguments: [CheckKind.partsAndTotal, .menAndWomen])
    func `rounding alone never fails a sum`(_ kind: CheckKind) throws {
        var generator = SeededGenerator(seed: 5)
        var lookedAt = 0
        for _ in 0..<10_000 {
            let result = try Self.result(kind, Self.observations(&generator))
            #expect(result.failed == 0)
            lookedAt += result.lookedAt
        }
        #expect(lookedAt == 10_000 * (kind == .partsAndTotal ? 3 : 5))
    }

    @Test(arguments: [CheckKind.partsAndTotal, .menAndWomen])
    func `at least 95 of 100 sums lie within the band of rounding`(_ kind: CheckKind) throws {
        var generator = SeededGenerator(seed: 8)
        var (lookedAt, within) = (0, 0)
        for _ in 0..<2000 {
            let result = try Self.result(kind, Self.observations(&generator))
            lookedAt += result.lookedAt
            within += result.withinBand
        }
        #expect(within > lookedAt * 95 / 100)
        #expect(within < lookedAt)
    }

    @Test(arguments: [CheckKind.partsAndTotal, .menAndWomen])
    func `what rounding cannot explain fails every time`(_ kind: CheckKind) throws {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<1000 {
            // Five figures are off by 4 each at most.
            let result = try Self.result(
                kind,
                Self.observations(&generator, surplus: 45)
            )
            #expect(result.failed == 1)
        }
    }
}
