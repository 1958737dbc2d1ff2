import IndicatorModel

/// Bounds of counts, narrowed by what adds up.
///
/// Before rounding a whole is the sum of its parts. So a part is at most what the highest whole
/// leaves over when all others are lowest, a whole at least the sum of its lowest parts, and so on.
/// Bounds only ever become narrower, and a value stays within them.
struct Tightening {
    private var estimates: [Estimate]
    private let index: [RowKey: Int]

    private init(_ observations: ArraySlice<Observation>) {
        estimates = observations.map(\.estimate)
        index = Dictionary(
            observations.enumerated().map { (RowKey($1.key), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The observations of one place, sorted by key, with bounds that fit each other.
    static func tightened(
        _ observations: [Observation],
        _ wholes: [IndicatorID: Indicator]
    ) -> [Observation] {
        var result = observations
        var start = 0
        while start < observations.count {
            let id = observations[start].key.indicator
            let end =
                observations[start...].firstIndex { $0.key.indicator != id } ?? observations.count
            let own = start..<end
            // Where nothing has bounds there is nothing to narrow.
            if let indicator = wholes[id], observations[own].contains(where: \.hasBounds) {
                var tightening = Tightening(observations[own])
                tightening.tighten(indicator)
                for (offset, estimate) in tightening.estimates.enumerated() {
                    let old = observations[start + offset]
                    result[start + offset] = Observation(
                        key: old.key,
                        estimate: estimate,
                        lineage: old.lineage
                    )
                }
            }
            start = end
        }
        return result
    }

    private mutating func tighten(_ indicator: Indicator) {
        for group in indicator.groups {
            for gender in indicator.genders {
                func place(_ category: CategoryID) -> Int? {
                    index[RowKey(category: category, group: group, gender: gender)]
                }
                let partitions = indicator.partitions.compactMap { partition in
                    place(partition.whole).map { ($0, partition.parts.map(place)) }
                }
                // What a part learns from its whole, its own parts learn in the second round.
                for _ in 0..<2 {
                    for (whole, parts) in partitions { tighten(whole, parts) }
                }
            }
        }
    }

    private mutating func tighten(_ whole: Int, _ parts: [Int?]) {
        let places = parts.compactMap(\.self)
        // A part without a row would be taken for nothing.
        guard places.count == parts.count else { return }
        let bounds = places.map { estimates[$0].bounds }
        let total = estimates[whole].bounds
        let lows = bounds.reduce(0) { $0 + ($1.low ?? 0) }
        let highs = bounds.reduce(Double?(0)) { sum, next in
            sum.flatMap { a in next.high.map { a + $0 } }
        }
        for (place, own) in zip(places, bounds) {
            var limit = Bounds.none
            limit.high = total.high.map { max(0, $0 - (lows - (own.low ?? 0))) }
            if let low = total.low, let highs, let high = own.high {
                limit.low = low - (highs - high)
            }
            estimates[place].tighten(limit)
        }
        estimates[whole].tighten(Bounds(low: lows, high: highs))
    }
}

extension Observation {
    fileprivate var hasBounds: Bool { estimate.low != nil && estimate.high != nil }
}

extension Estimate {
    /// Narrows the bounds, and the band with them, to what a limit leaves; a limit that would leave
    /// nothing, or not the value, is not followed further than that.
    fileprivate mutating func tighten(_ limit: Bounds) {
        // Where nothing is known there are no bounds to narrow.
        guard let low, let high else { return }
        let newLow = min(max(low, limit.low ?? low), value ?? high)
        let newHigh = max(min(high, limit.high ?? high), value ?? low)
        guard newLow <= newHigh else { return }
        self.low = newLow
        self.high = newHigh
        low95 = low95.map { max($0, newLow) }
        high95 = high95.map { min($0, newHigh) }
    }
}
