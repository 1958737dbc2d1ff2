import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Changes between two years, over places that are made up.
@Suite struct JumpCheckTests {
    private static func indicator(_ code: Comparability.Code) throws -> Indicator {
        let from = try #require(Period("2016"))
        let to = try #require(Period("2021"))
        let pair = try #require(PeriodPair(from: from, to: to))
        return Indicator(
            id: IndicatorID(known: "people"),
            tab: TabID(known: "tab"),
            kind: .count,
            unit: "persons",
            universe: "everybody",
            form: .short,
            within: .persons,
            genders: [.total],
            groups: [.total],
            categories: [.total],
            periods: [:],
            quotients: [:],
            weight: nil,
            comparability: [pair: Comparability(code: code, note: nil)]
        )
    }

    private static func check(
        _ spread: JumpLimit.Spread,
        places: Int = 8,
        least: Double = 0.01
    ) -> Check {
        Check(
            id: CheckID(known: "jumps"),
            kind: .jump,
            severity: .warning,
            title: BilingualText(en: "Changes", fr: "Variations"),
            limit: .jump(
                JumpLimit(spread: spread, placesAtLeast: places, leastChange: least)
            )
        )
    }

    private static func observations(
        _ year: String,
        _ figures: [Double],
        isRounded: Bool
    ) throws -> [Observation] {
        let period = try #require(Period(year))
        return try figures.enumerated().map { index, value in
            let bounds = isRounded ? CountRounding.random5.bounds(of: value) : .exact(value)
            let name = String(index + 1000)
            return Observation(
                key: ObservationKey(
                    place: try #require(PlaceID("place-\(name)")),
                    period: period,
                    indicator: IndicatorID(known: "people"),
                    category: .total,
                    group: .total,
                    gender: .total
                ),
                estimate: Estimate(
                    value: value,
                    low: bounds.low,
                    high: bounds.high,
                    state: .rounded,
                    method: .published,
                    coverage: 1
                ),
                lineage: []
            )
        }
    }

    private static func result(
        _ check: Check,
        _ before: [Double],
        _ after: [Double],
        _ code: Comparability.Code = .compare,
        isRounded: Bool = true,
        places: [Place] = []
    ) throws -> CheckResult {
        let years = try [
            #require(Period("2016")): observations("2016", before, isRounded: isRounded),
            #require(Period("2021")): observations("2021", after, isRounded: isRounded),
        ]
        let indicators = try [indicator(code)]
        return try JumpCheck(check, dataset: "test", indicators: indicators, places: places)
            .result(years)
    }

    private static let sizes = (1...40).map { Double($0 * $0 * 10) }
    static let spreads: [JumpLimit.Spread] = [.timesIQR(3), .quantile(0.9), .quantile(0.95)]

    @Test func `a place whose definition changes is no jump, and no measure for others`() throws {
        let from = try #require(Period("2016"))
        let periods = try #require(Period("2021").flatMap { PeriodPair(from: from, to: $0) })
        let reason = BilingualText(en: "Wider.", fr: "Plus large.")
        let place = Place(
            id: try #require(PlaceID("place-1009")),
            kind: .lip,
            status: .confirmed,
            collection: "north",
            parent: nil,
            names: [],
            recipes: [:],
            notDefined: [:],
            definitionChanges: [DefinitionChange(periods: periods, reason: reason)]
        )
        var grown = Self.sizes
        grown[9] *= 20
        let check = Self.check(.timesIQR(3))
        let without = try Self.result(check, Self.sizes, grown)
        let with = try Self.result(check, Self.sizes, grown, places: [place])
        #expect(without.failed == 1)
        #expect(with.failed == 0)
        #expect(with.lookedAt == without.lookedAt - 1)
    }

    @Test(arguments: spreads, [0.5, 1, 1.1, 4])
    func `a growth that is the same everywhere is no jump`(
        _ spread: JumpLimit.Spread,
        _ growth: Double
    ) throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<50 {
            let after = Self.sizes.map { size in
                let count = Int((size * growth).rounded())
                let rest = count % 5
                let isUp = Int.random(in: 0..<5, using: &generator) < rest
                return Double(count - rest + (isUp ? 5 : 0))
            }
            let result = try Self.result(Self.check(spread), Self.sizes, after)
            #expect(result.lookedAt == 40)
            #expect(result.failed == 0)
        }
    }

    @Test(arguments: [JumpLimit.Spread.timesIQR(3), .quantile(0.9)], [0.4, 2.5])
    func `one place that changes otherwise is told, with what was expected`(
        _ spread: JumpLimit.Spread,
        _ growth: Double
    ) throws {
        var after = Self.sizes.enumerated().map { $1 * (1.05 + 0.001 * Double($0)) }
        after[30] = (Self.sizes[30] * growth).rounded()
        let result = try Self.result(
            Self.check(spread, least: 0.2),
            Self.sizes,
            after,
            isRounded: false
        )
        #expect(result.failed == 1)
        #expect(result.findings.map { $0.subject[0] } == ["place-1030"])
        let text = result.findings.first?.expected.en ?? ""
        #expect(text.hasPrefix("from 9610 in 2016, expected a change of "), "\(text)")
        #expect(text.contains("(the median of 39 other places is +6.9 %)"), "\(text)")
    }

    @Test func `a small count may change as far as rounding goes`() throws {
        var (before, after) = (Self.sizes, Self.sizes)
        // 5 to 15 is three times as many, or 9 to 11.
        before[0] = 5
        after[0] = 15
        let check = Self.check(.timesIQR(3), least: 0.25)
        #expect(try Self.result(check, before, after).failed == 0)
        before[20] = 500
        after[20] = 1500
        #expect(try Self.result(check, before, after).failed == 1)
    }

    @Test(arguments: [Comparability.Code.directionOnly, .doNotCompare])
    func `years that do not compare are not compared`(_ code: Comparability.Code) throws {
        let after = Self.sizes.map { $0 * 9 }
        let result = try Self.result(Self.check(.timesIQR(3)), Self.sizes, after, code)
        #expect(result.lookedAt == 0)
        #expect(result.notMade[.noPair]?.count == 1)
    }

    @Test func `with few places it is not made, and says how many there were`() throws {
        let few = Array(Self.sizes.prefix(6))
        let result = try Self.result(Self.check(.timesIQR(3)), few, few)
        #expect(result.lookedAt == 0)
        #expect(result.notMade[.tooFewPlaces]?.count == 6)
        #expect(result.notMade[.tooFewPlaces]?.most == 5)
        // A quantile of 0.999 needs a thousand.
        let extremes = try Self.result(Self.check(.quantile(0.999)), Self.sizes, Self.sizes)
        #expect(extremes.notMade[.tooFewPlaces]?.count == 40)
    }

    @Test func `from nothing there is no relative change`() throws {
        var before = Self.sizes
        before[3] = 0
        let result = try Self.result(Self.check(.timesIQR(3)), before, Self.sizes)
        #expect(result.lookedAt == 39)
        #expect(result.notMade[.zero]?.count == 1)
    }
}
