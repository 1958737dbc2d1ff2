import IndicatorModel
import TestSupport
import Testing

@Suite struct DistributionTests {
    private func distribution(
        _ classes: [(low: Double?, high: Double?, count: Double)],
        error: Double = 0
    ) -> Distribution {
        Distribution(
            classes: classes.map {
                CountedClass(
                    limits: ValueClass(low: $0.low, high: $0.high),
                    count: $0.count,
                    bounds: Bounds(low: max(0, $0.count - error), high: $0.count + error)
                )
            }
        )
    }

    @Test func `a median is interpolated in the class that half of all lie below`() {
        let ages = distribution([(0, 15, 30), (15, 65, 50), (65, 85, 20)])
        // 50 of 100: 20 of the 50 in the class of 15 to 65.
        #expect(ages.quantile(0.5) == 35)
        #expect(ages.quantile(0.3) == 15)
        #expect(ages.quantile(0.25) == 12.5)
        #expect(ages.bounds(of: 0.5, missing: 0) == Bounds(low: 15, high: 65))
    }

    @Test func `in the open class above Pareto's law gives the value`() throws {
        // 40 above 50,000 and 10 above 100,000: a quarter when the value doubles.
        let incomes = distribution([(0, 50_000, 60), (50_000, 100_000, 30), (100_000, nil, 10)])
        let value = try #require(incomes.quantile(0.975))
        #expect(abs(value - 200_000) < 1e-6)
        #expect(incomes.bounds(of: 0.975, missing: 0) == Bounds(low: 100_000, high: nil))
    }

    @Test func `nothing is made up in a class that is open below, of nobody, or of one open class`()
    {
        #expect(distribution([(nil, 10, 90), (10, 20, 10)]).quantile(0.5) == nil)
        #expect(distribution([(0, 10, 0), (10, nil, 0)]).quantile(0.5) == nil)
        #expect(distribution([(0, nil, 5)]).quantile(0.5) == nil)
        #expect(distribution([(nil, 10, 90), (10, 20, 10)]).bounds(of: 0.5, missing: 0).low == nil)
    }

    @Test func `a class that rounding can move the median into is within the bounds`() {
        let close = distribution([(0, 10, 50), (10, 20, 49), (20, 30, 1)], error: 4)
        #expect(close.quantile(0.5) == 10)
        #expect(close.bounds(of: 0.5, missing: 0) == Bounds(low: 0, high: 20))
        let clear = distribution([(0, 10, 10), (10, 20, 80), (20, 30, 10)], error: 4)
        #expect(clear.bounds(of: 0.5, missing: 0) == Bounds(low: 10, high: 20))
    }

    @Test func `those who are missing can lie in any class`() {
        let clear = distribution([(0, 10, 10), (10, 20, 80), (20, 30, 10)])
        #expect(clear.bounds(of: 0.5, missing: 60) == Bounds(low: 10, high: 20))
        #expect(clear.bounds(of: 0.5, missing: 90) == Bounds(low: 0, high: 30))
        #expect(clear.bounds(of: 0.5, missing: nil) == .none)
    }

    @Test func `the true median is always within the bounds, however counts are rounded`() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<5_000 {
            let edges = (0...8).map { Double($0 * 10) }
            var truth = [Int](repeating: 0, count: 8)
            for index in truth.indices { truth[index] = Int.random(in: 0...40, using: &generator) }
            let missing = Int.random(in: 0...30, using: &generator)
            var all = truth
            for _ in 0..<missing { all[Int.random(in: 0..<8, using: &generator)] += 1 }
            guard all.reduce(0, +) > 0 else { continue }
            let printed = truth.map { count in
                let rest = count % 5
                let isUp = Int.random(in: 0..<5, using: &generator) < rest
                return Double(count - rest + (isUp ? 5 : 0))
            }
            let seen = distribution(
                printed.indices.map { (edges[$0], edges[$0 + 1], printed[$0]) },
                error: 4
            )
            let real = distribution(
                all.indices.map { (edges[$0], edges[$0 + 1], Double(all[$0])) }
            )
            let bounds = seen.bounds(of: 0.5, missing: Double(missing))
            let median = real.quantile(0.5) ?? -1
            #expect((bounds.low ?? 0)...(bounds.high ?? .infinity) ~= median)
            // What is read from the printed counts alone lies within the bounds too.
            if let value = seen.quantile(0.5) {
                #expect((bounds.low ?? 0)...(bounds.high ?? .infinity) ~= value)
            }
        }
    }

    @Test func `classes follow each other, the narrow ones first where both are there`() {
        let classes: [String: ValueClass] = [
            "under": ValueClass(low: nil, high: 10), "middle": ValueClass(low: 10, high: 50),
            "rest": ValueClass(low: 50, high: nil), "fifty": ValueClass(low: 50, high: 60),
            "sixty": ValueClass(low: 60, high: nil),
        ]
        #expect(ValueClass.chain(classes) == ["under", "middle", "fifty", "sixty"])
        var coarse = classes
        coarse["sixty"] = nil
        #expect(ValueClass.chain(coarse) == ["under", "middle", "rest"])
        coarse["middle"] = nil
        #expect(ValueClass.chain(coarse) == nil)
        #expect(ValueClass.chain([String: ValueClass]()) == nil)
    }
}
