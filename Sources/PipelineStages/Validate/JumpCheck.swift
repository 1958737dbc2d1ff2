import Glibc
package import IndicatorModel

/// Holds the change of a place between two periods against the changes of the other places.
///
/// Changes are compared as logarithms of ratios, in which doubling and halving are as far from no
/// change. The middle and the spread are those of the other places' (the median, and the distance
/// between the quartiles or a declared quantile), so that an odd place does not hide itself.
/// A change is a jump only when every change that rounding allows is beyond the limit.
package struct JumpCheck {
    private let check: Check
    private let dataset: String
    private let indicators: [IndicatorID: Indicator]
    private let places: [PlaceID: Place]

    /// Places are those that change their definition: a change across is no jump.
    package init(
        _ check: Check,
        dataset: String,
        indicators: [Indicator],
        places: [Place] = []
    ) {
        self.check = check
        self.dataset = dataset
        self.places = Dictionary(places.map { ($0.id, $0) }) { first, _ in first }
        self.indicators = indicators.byID
    }

    /// The periods of an indicator that are compared: each with the latest one before it that
    /// compares (A or B).
    static func pairs(_ indicator: Indicator, _ periods: [Period]) -> [PeriodPair] {
        periods.sorted().compactMap { to in
            periods.sorted().reversed().compactMap { PeriodPair(from: $0, to: to) }.first { pair in
                switch indicator.comparability[pair]?.code {
                case .compare?, .compareWithNote?: true
                case .directionOnly?, .doNotCompare?, nil: false
                }
            }
        }
    }

    /// The observations of each period are sorted by key.
    package func result(
        _ observations: [Period: [Observation]],
        _ checkpoint: () throws -> Void = {}
    ) throws -> CheckResult {
        let partitions = observations.mapValues { ObservationIndex($0, indicators) }
        guard case .jump(let limit) = check.limit else { return CheckResult(check: check.id) }
        var tally = CheckTally(check, dataset: dataset)
        let periods = Array(partitions.keys)
        for id in indicators.keys.sorted() {
            guard let indicator = indicators[id], check.scope.contains(indicator),
                check.kind.canJudge(indicator)
            else { continue }
            try checkpoint()
            let pairs = Self.pairs(indicator, periods).filter { check.scope.contains($0.to) }
            if pairs.isEmpty { tally.skip(.noPair) }
            for pair in pairs {
                guard let before = partitions[pair.from], let after = partitions[pair.to] else {
                    continue
                }
                for series in changes(indicator, pair, before, after, &tally) {
                    judge(series, limit, pair, &tally)
                }
            }
        }
        return tally.result
    }

    /// A place's figures in both periods.
    fileprivate struct Change {
        let before: Observation
        let after: Observation
        /// The logarithm of the ratio of the figures.
        let ratio: Double
    }

    /// The changes of all places, by what they are changes of.
    private func changes(
        _ indicator: Indicator,
        _ pair: PeriodPair,
        _ before: ObservationIndex,
        _ after: ObservationIndex,
        _ tally: inout CheckTally
    ) -> [[Change]] {
        var order: [RowKey] = []
        var series: [RowKey: [Change]] = [:]
        for run in after.runs where run.indicator.id == indicator.id && run.period == pair.to {
            if places[run.place]?.definitionChange(from: pair.from, to: pair.to) != nil { continue }
            let old = before.rows(run.place, indicator.id, pair.from)
            for observation in run.rows {
                let key = RowKey(observation.key)
                guard let value = observation.estimate.value, let earlier = old[key],
                    let first = earlier.estimate.value
                else { continue }
                guard value > 0, first > 0 else {
                    tally.skip(.zero)
                    continue
                }
                if series[key] == nil { order.append(key) }
                series[key, default: []].append(
                    Change(before: earlier, after: observation, ratio: log(value / first))
                )
            }
        }
        return order.compactMap { series[$0] }
    }

    private func judge(
        _ series: [Change],
        _ limit: JumpLimit,
        _ pair: PeriodPair,
        _ tally: inout CheckTally
    ) {
        let ratios = series.map(\.ratio).sorted()
        for change in series where check.scope.contains(change.after.key.place) {
            guard series.count > limit.placesNeeded else {
                tally.skip(.tooFewPlaces, number: series.count - 1)
                continue
            }
            var others = ratios
            if let own = others.firstIndex(of: change.ratio) { others.remove(at: own) }
            let middle = quantile(0.5, of: others)
            let fence = limit.fence(others, around: middle)
            guard let possible = change.possibleRatios else {
                tally.skip(.noBounds)
                continue
            }
            let passes =
                possible.upperBound >= fence.lowerBound && possible.lowerBound <= fence.upperBound
            tally.judge(change.after, passes: passes) {
                CheckTexts.expectedChange(
                    fence,
                    middle,
                    others.count,
                    from: change.before.estimate.value ?? 0,
                    in: pair.from
                )
            }
        }
    }
}

extension JumpCheck.Change {
    /// The logarithms of all ratios that the bounds of both figures allow; nil where one of them
    /// is not bounded.
    fileprivate var possibleRatios: ClosedRange<Double>? {
        guard let old = before.estimate.possible, let new = after.estimate.possible else {
            return nil
        }
        // Of a count that can be 0 the ratio can be anything.
        let least =
            new.lowerBound > 0 ? log(new.lowerBound / old.upperBound) : -Double.infinity
        let most = old.lowerBound > 0 ? log(new.upperBound / old.lowerBound) : Double.infinity
        return least...most
    }
}

extension Estimate {
    /// What the true figure can be: a printed one without bounds is taken as it is.
    fileprivate var possible: ClosedRange<Double>? {
        guard let value else { return nil }
        if let low, let high { return low...high }
        let isPrinted = low == nil && high == nil && state != .partial && state != .estimated
        return isPrinted ? value...value : nil
    }
}

extension JumpLimit {
    /// How many other places must have figures; a quantile needs one place beyond it.
    var placesNeeded: Int {
        switch spread {
        case .timesIQR: placesAtLeast
        case .quantile(let share):
            max(placesAtLeast, Int((1 / (1 - share)).rounded(.up)))
        }
    }

    /// The changes that are no jumps; `others` are sorted.
    func fence(_ others: [Double], around middle: Double) -> ClosedRange<Double> {
        let (low, high) =
            switch spread {
            case .timesIQR(let times): spreadOfQuartiles(others, times, around: middle)
            case .quantile(let share):
                (quantile(1 - share, of: others), quantile(share, of: others))
            }
        let least = log(1 + leastChange)
        return min(low, middle - least)...max(high, middle + least)
    }

    private func spreadOfQuartiles(
        _ others: [Double],
        _ times: Double,
        around middle: Double
    ) -> (Double, Double) {
        let width = times * (quantile(0.75, of: others) - quantile(0.25, of: others))
        return (middle - width, middle + width)
    }
}

/// A quantile of sorted numbers, of which there is at least one; between two of them it is
/// interpolated.
///
/// Source: Hyndman and Fan, "Sample quantiles in statistical packages", definition 7.
func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let position = share * Double(sorted.count - 1)
    let below = Int(position.rounded(.down))
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
}
