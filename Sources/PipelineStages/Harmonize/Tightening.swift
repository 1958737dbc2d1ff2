import IndicatorModel

/// Bounds of counts, narrowed by what adds up.
///
/// Before rounding a whole is the sum of its parts. So a part is at most what the highest whole
/// leaves over when all others are lowest, a whole at least the sum of its lowest parts, and so on.
/// Bounds only ever become narrower, and a value stays within them.
struct Tightening {
    private var estimates: [Estimate]
    private let index: [ObservationKey: Int]

    init(_ observations: [Observation]) {
        estimates = observations.map(\.estimate)
        index = Dictionary(
            observations.enumerated().map { ($0.element.key, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The observations of one place, with bounds that fit each other.
    static func tightened(_ observations: [Observation], _ indicators: [Indicator]) -> [Observation]
    {
        let wholes = indicators.filter { $0.within != nil && !$0.partitions.isEmpty }
        guard !wholes.isEmpty, let first = observations.first?.key else { return observations }
        var tightening = Tightening(observations)
        for indicator in wholes {
            for group in indicator.groups {
                for gender in indicator.genders {
                    func key(_ category: CategoryID) -> ObservationKey {
                        ObservationKey(
                            place: first.place,
                            period: first.period,
                            indicator: indicator.id,
                            category: category,
                            group: group,
                            gender: gender
                        )
                    }
                    // What a part learns from its whole, its own parts learn in the second round.
                    for _ in 0..<2 {
                        for partition in indicator.partitions {
                            tightening.tighten(key(partition.whole), partition.parts.map(key))
                        }
                    }
                }
            }
        }
        return zip(observations, tightening.estimates).map {
            Observation(key: $0.key, estimate: $1, lineage: $0.lineage)
        }
    }

    private mutating func tighten(_ whole: ObservationKey, _ parts: [ObservationKey]) {
        let places = parts.compactMap { index[$0] }
        // A part without a row would be taken for nothing.
        guard let at = index[whole], places.count == parts.count else { return }
        let bounds = places.map { Bounds(low: estimates[$0].low, high: estimates[$0].high) }
        let total = Bounds(low: estimates[at].low, high: estimates[at].high)
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
        estimates[at].tighten(Bounds(low: lows, high: highs))
    }
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
