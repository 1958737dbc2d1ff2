import IndicatorModel
import PipelineStages
import Testing

/// A generator whose numbers are the same in every run.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

/// Rounds a count as Statistics Canada does: to one of the two multiples of 5 around it, the
/// nearer the likelier.
private func randomlyRounded(_ count: Int, _ generator: inout SeededGenerator) -> Int {
    let rest = count % 5
    let isUp = Int.random(in: 0..<5, using: &generator) < rest
    return count - rest + (isUp ? 5 : 0)
}

@Suite struct BoundsOfAggregatesTests {
    @Test func `the truth lies within the bounds of a sum of rounded counts`() {
        var generator = SeededGenerator(1)
        for _ in 0..<2_000 {
            var truth = 0
            var published = 0.0
            var bounds = Bounds.exact(0)
            let members = Int.random(in: 1...200, using: &generator)
            for _ in 0..<members {
                let count = Int.random(in: 0...60, using: &generator)
                let printed = Double(randomlyRounded(count, &generator))
                truth += count
                published += printed
                bounds = bounds + CountRounding.random5.bounds(of: printed)
            }
            let low = bounds.low ?? .infinity
            let high = bounds.high ?? -.infinity
            #expect((low...high).contains(Double(truth)))
            #expect(low >= max(0, published - 4 * Double(members)))
            #expect(high == published + 4 * Double(members))
        }
    }

    @Test func `the truth lies within the bounds of a share`() {
        var generator = SeededGenerator(2)
        for _ in 0..<5_000 {
            var (part, whole, missing) = (0, 0, 0)
            var top = Bounds.exact(0)
            var bottom = Bounds.exact(0)
            for _ in 0..<Int.random(in: 1...20, using: &generator) {
                let members = Int.random(in: 1...300, using: &generator)
                let counted = Int.random(in: 0...members, using: &generator)
                part += counted
                whole += members
                if Int.random(in: 0..<4, using: &generator) == 0 {
                    missing += members
                } else {
                    top =
                        top
                        + CountRounding.random5.bounds(
                            of: Double(randomlyRounded(counted, &generator))
                        )
                    bottom =
                        bottom
                        + CountRounding.random5.bounds(
                            of: Double(randomlyRounded(members, &generator))
                        )
                }
            }
            let bounds = quotientBounds(top, bottom, missing: Double(missing), .share)
            let truth = 100 * Double(part) / Double(whole)
            #expect((bounds.low ?? 100) <= truth + 1e-9)
            #expect((bounds.high ?? 0) >= truth - 1e-9)
            #expect((bounds.low ?? -1) >= 0 && (bounds.high ?? 101) <= 100)
        }
    }

    @Test func `the truth lies within the bounds of a weighted mean`() {
        var generator = SeededGenerator(3)
        for _ in 0..<2_000 {
            var members: [(value: Double, weight: Double, bounds: Bounds)] = []
            var sum = 0.0
            var people = 0
            for _ in 0..<Int.random(in: 1...30, using: &generator) {
                let count = Int.random(in: 1...80, using: &generator)
                let value = Double(Int.random(in: 20_000...90_000, using: &generator))
                let printed = Double(randomlyRounded(count, &generator))
                members.append((value, printed, CountRounding.random5.bounds(of: printed)))
                sum += value * Double(count)
                people += count
            }
            let bounds = meanBounds(members)
            let truth = sum / Double(people)
            #expect((bounds.low ?? .infinity) <= truth + 1e-6)
            #expect((bounds.high ?? -.infinity) >= truth - 1e-6)
        }
    }

    @Test func `a missing member never narrows the bounds`() {
        let top = Bounds(low: 100, high: 108)
        let bottom = Bounds(low: 400, high: 408)
        var before = quotientBounds(top, bottom, missing: 0, .share)
        for missing in stride(from: 10.0, through: 1_000, by: 10) {
            let after = quotientBounds(top, bottom, missing: missing, .share)
            #expect((after.low ?? 0) <= (before.low ?? 0))
            #expect((after.high ?? 100) >= (before.high ?? 100))
            before = after
        }
    }

    @Test func `a share with a gap that is not bounded lies between 0 and 100`() {
        let bounds = quotientBounds(.exact(3), .exact(4), missing: nil, .share)
        #expect(bounds == Bounds(low: 0, high: 100))
    }
}
