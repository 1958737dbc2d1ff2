import IndicatorModel
import TestSupport
import Testing

@Suite struct BoundsTests {
    @Test(arguments: [(0, 0, 4), (5, 1, 9), (10, 6, 14), (3_290_350, 3_290_346, 3_290_354)])
    func `a rounded count is off by 4 at most, and never below 0`(
        _ count: Int,
        _ low: Int,
        _ high: Int
    ) {
        let bounds = CountRounding.random5.bounds(of: Double(count))
        #expect(bounds == Bounds(low: Double(low), high: Double(high)))
    }

    @Test func `every true count lies in the bounds of what it is rounded to`() {
        for count in 0...2_000 {
            let below = count / 5 * 5
            for rounded in Set([below, count == below ? below : below + 5]) {
                let bounds = CountRounding.random5.bounds(of: Double(rounded))
                if !holds(bounds, Double(count)) { Issue.record("\(bounds) lacks \(count)") }
            }
        }
    }

    @Test func `every true sum and difference lies in the bounds of the rounded parts`() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            var sum = 0
            var sumBounds = Bounds.exact(0)
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                let count = Int.random(in: 0...300, using: &generator)
                sum += count
                sumBounds =
                    sumBounds + CountRounding.random5.bounds(of: randomlyRounded(count, &generator))
            }
            let less = Int.random(in: 0...300, using: &generator)
            let difference =
                sumBounds - CountRounding.random5.bounds(of: randomlyRounded(less, &generator))
            if !holds(sumBounds, Double(sum)) { Issue.record("\(sumBounds) lacks \(sum)") }
            if !holds(difference, Double(sum - less)) {
                Issue.record("\(difference) lacks \(sum - less)")
            }
            let half = sumBounds.scaled(by: 0.5)
            if !holds(half, Double(sum) / 2) { Issue.record("\(half) lacks half of \(sum)") }
        }
    }

    /// Random rounding as Statistics Canada does it: to one of the two multiples of 5 around.
    private func randomlyRounded(_ count: Int, _ generator: inout SeededGenerator) -> Double {
        let rest = count % 5
        let goesUp = Int.random(in: 0..<5, using: &generator) < rest
        return Double(count - rest + (goesUp ? 5 : 0))
    }

    private func holds(_ bounds: Bounds, _ value: Double) -> Bool {
        guard let low = bounds.low, let high = bounds.high else { return false }
        return low <= value && value <= high
    }

    @Test func `an exact figure is its own bounds`() {
        #expect(Bounds.exact(7) == Bounds(low: 7, high: 7))
        #expect(Bounds.exact(7) + .exact(3) == .exact(10))
        #expect(Bounds.exact(7) - .exact(3) == .exact(4))
    }

    @Test func `an end that is not bounded stays so`() {
        let open = Bounds(low: 2, high: nil)
        let closed = Bounds(low: 1, high: 3)
        #expect(open + closed == Bounds(low: 3, high: nil))
        #expect(closed + open == Bounds(low: 3, high: nil))
        #expect(open - closed == Bounds(low: -1, high: nil))
        #expect(closed - open == Bounds(low: nil, high: 1))
        #expect(open.scaled(by: 3) == Bounds(low: 6, high: nil))
    }
}
