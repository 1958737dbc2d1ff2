import IndicatorModel
import TestSupport
import Testing

@Suite struct RoundedFigureTests {
    /// Rounds a count as Statistics Canada does: to one of the two multiples of the base around it,
    /// the nearer the likelier.
    private static func rounded(
        _ count: Int,
        _ rounding: CountRounding,
        _ generator: inout SeededGenerator
    ) -> Double {
        let base = rounding == .random5or10 && count < 10 ? 10 : 5
        let rest = count % base
        let isUp = Int(truncatingIfNeeded: generator.next() >> 33) % base < rest
        return Double(count - rest + (isUp ? base : 0))
    }

    private static func count(below limit: Int, _ generator: inout SeededGenerator) -> Int {
        Int(truncatingIfNeeded: generator.next() >> 33) % limit
    }

    @Test
    func
        `the truth of 10,000 populations is within the bounds, and 95 in 100 within the band`()
    {
        var generator = SeededGenerator(seed: 5)
        var outside = 0
        var inBand = 0
        let populations = 10_000
        for _ in 0..<populations {
            // Every digit is as likely as any other in counts of 0 to 59 that are not cut at 0.
            let members = 1 + Self.count(below: 2_000, &generator)
            var truth = 0
            var sum = RoundedFigure.zero
            for _ in 0..<members {
                let count = Self.count(below: 60, &generator)
                truth += count
                let printed = Self.rounded(count, .random5, &generator)
                sum += RoundedFigure(printed: printed, .random5)
            }
            let low = sum.bounds.low ?? .infinity
            let high = sum.bounds.high ?? -.infinity
            if !(low...high).contains(Double(truth)) { outside += 1 }
            let band = sum.band()
            if (band.low ?? .infinity)...(band.high ?? -.infinity) ~= Double(truth) { inBand += 1 }
        }
        #expect(outside == 0)
        let share = Double(inBand) / Double(populations)
        #expect((0.93...0.97).contains(share), "\(share)")
    }

    @Test func `a band of few counts never holds less than 95 of 100`() {
        // Exactly: the error of one count has a triangle for its distribution.
        let one = (-4...4).map { Double(5 - abs($0)) / 25 }
        var errors = [1.0]
        for members in 1...200 {
            var next = [Double](repeating: 0, count: errors.count + 8)
            for (index, share) in errors.enumerated() {
                for (step, chance) in one.enumerated() { next[index + step] += share * chance }
            }
            errors = next
            let sum = RoundedFigure(
                value: 1_000_000,
                bounds: .none,
                variance: 4 * Double(members)
            )
            let half = Int(1_000_000 - (sum.band().low ?? 0))
            let middle = 4 * members
            let held = errors[max(0, middle - half)...min(errors.count - 1, middle + half)]
                .reduce(0, +)
            #expect(held >= 0.95 && held <= 1.000001, "\(members): \(held)")
        }
    }

    @Test func `the band of a share holds the truth 95 times in 100`() {
        var generator = SeededGenerator(seed: 6)
        var inBand = 0
        let populations = 2_000
        for _ in 0..<populations {
            var top = RoundedFigure.zero
            var bottom = RoundedFigure.zero
            var (part, whole) = (0, 0)
            for _ in 0..<(1 + Self.count(below: 200, &generator)) {
                let counted = 20 + Self.count(below: 80, &generator)
                let all = counted + 100 + Self.count(below: 100, &generator)
                part += counted
                whole += all
                top += RoundedFigure(
                    printed: Self.rounded(counted, .random5, &generator),
                    .random5
                )
                bottom += RoundedFigure(printed: Self.rounded(all, .random5, &generator), .random5)
            }
            let value = top.value / bottom.value
            let half = quotientHalfWidth(top, bottom)
            if abs(Double(part) / Double(whole) - value) <= half { inBand += 1 }
        }
        let share = Double(inBand) / Double(populations)
        #expect((0.93...0.97).contains(share), "\(share)")
    }

    @Test(arguments: CountRounding.allCases)
    func `the truth is never outside the bounds of what it is printed as`(
        _ rounding: CountRounding
    ) {
        var generator = SeededGenerator(seed: 7)
        for count in 0..<200 {
            for _ in 0..<20 {
                let printed: Double =
                    switch rounding {
                    case .none: Double(count)
                    case .nearest5: Double((count + 2) / 5 * 5)
                    case .random5, .random5or10: Self.rounded(count, rounding, &generator)
                    }
                // Counts of 0 to 5 are masked where counts go to the nearest multiple.
                if rounding == .nearest5, count <= 5 { continue }
                let bounds = rounding.bounds(of: printed)
                #expect((bounds.low ?? 0)...(bounds.high ?? 0) ~= Double(count))
            }
        }
    }

    @Test func `of a sample 0 stands for 0 to 9, 10 for 1 to 14, and more for 4 more or less`() {
        func bounds(_ printed: Double) -> [Double?] {
            let bounds = CountRounding.random5or10.bounds(of: printed)
            return [bounds.low, bounds.high]
        }
        #expect(bounds(0) == [0, 9])
        #expect(bounds(10) == [1, 14])
        #expect(bounds(15) == [11, 19])
    }

    @Test
    func `a zero that hides few respondents widens the band upward, and is not taken for noise`() {
        let rounding = ListRounding(sampleZeroHides: 24)
        var sum = RoundedFigure.zero
        for printed in [0.0, 0, 40] { sum += rounding.figure(printed, .long) }
        #expect(sum.bounds == Bounds(low: 36, high: 92))
        #expect(sum.band() == Bounds(low: 36, high: 92))
        #expect(rounding.figure(0, .short).bounds == Bounds(low: 0, high: 4))
    }

    @Test func `what is missing widens the band by all that it can be, or leaves it open`() {
        var sum = RoundedFigure.zero
        for _ in 0..<100 { sum += RoundedFigure(printed: 50, .random5) }
        #expect(sum.band() == Bounds(low: 4961, high: 5039))
        #expect(sum.band(missing: 25) == Bounds(low: 4961, high: 5064))
        #expect(sum.band(missing: nil) == Bounds(low: 4961, high: nil))
    }
}
