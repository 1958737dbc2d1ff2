package import IndicatorModel

extension PlaceSource {
    /// A figure that is printed for a whole geography and cannot be added: the median, the
    /// average or the percentage of the place itself, where the place is one geography.
    func printed(_ expression: BoundExpression) -> Estimate {
        guard isOneGeography, let slot = slots.first else { return notAdditive(expression) }
        switch expression.evaluate(slot) {
        case .figure(let figure):
            return Estimate(
                value: figure.value,
                state: .observed,
                method: .published,
                coverage: 1
            )
        case .notApplicable: return .noFigure(.notApplicable, coverage: 0)
        case .missing(let state, _): return .noFigure(state, coverage: 0)
        case .absent: return .noFigure(.notAvailable)
        }
    }

    /// Says that members have figures which do not combine, or why they have none.
    private func notAdditive(_ expression: BoundExpression) -> Estimate {
        var tally = MemberTally(self)
        for slot in slots {
            switch expression.evaluate(slot) {
            case .figure: tally.withFigure += 1
            case .notApplicable: tally.notApplicable += 1
            case .missing(let reason, _): tally.miss(reason, atMost: nil)
            case .absent: tally.absent += 1
            }
        }
        let state = tally.stateWithoutFigure ?? .notAdditive
        return .noFigure(state, coverage: tally.coverage)
    }

    /// An average over members, weighted by the count it is an average of.
    func mean(_ expression: BoundExpression, weightedBy weight: BoundExpression) -> Estimate {
        if isOneGeography { return printed(expression) }
        var tally = MemberTally(self)
        var members: [(value: Double, weight: Double, bounds: Bounds)] = []
        var variances: [Double] = []
        for slot in slots {
            switch (expression.evaluate(slot), weight.evaluate(slot)) {
            case (.absent, _), (_, .absent):
                tally.absent += 1
            case (.figure(let mean), .figure(let count)):
                tally.withFigure += 1
                let count = count.scaled(by: slot.weight)
                members.append((mean.value, count.value, count.bounds))
                variances.append(count.variance)
            case (.missing(let reason, _), _), (_, .missing(let reason, _)):
                tally.miss(reason, atMost: nil)
            case (.notApplicable, _), (_, .notApplicable):
                tally.notApplicable += 1
            }
        }
        if let state = tally.stateWithoutFigure {
            return .noFigure(state, coverage: tally.coverage)
        }
        let weights = members.reduce(0) { $0 + $1.weight }
        guard weights > 0 else { return .noFigure(.notApplicable, coverage: tally.coverage) }
        let value = members.reduce(0) { $0 + $1.value * $1.weight } / weights
        let bounds = tally.isComplete ? meanBounds(members) : .none
        var estimate = Estimate(
            value: rounded(value, decimals: quotientDecimals),
            low: bounds.low.map { rounded($0, decimals: quotientDecimals, .down) },
            high: bounds.high.map { rounded($0, decimals: quotientDecimals, .up) },
            state: tally.isComplete ? .rounded : .partial,
            method: .weightedMean,
            coverage: tally.coverage
        )
        // The mean moves by (its value - the mean) / (all weights) with each count of a weight.
        let variance = zip(members, variances).reduce(0) { sum, member in
            let pull = (member.0.value - value) / weights
            return sum + pull * pull * member.1
        }
        if tally.isComplete, variance > 0 {
            estimate.setBand(.exact(value), standardScore95 * variance.squareRoot())
        }
        return estimate
    }
}

/// The lowest and highest weighted mean that weights within their bounds allow.
///
/// The mean is highest when the members above some value have their largest weight and the others
/// their smallest, so it suffices to try each member as the border.
package func meanBounds(_ members: [(value: Double, weight: Double, bounds: Bounds)]) -> Bounds {
    let ascending = members.sorted { $0.value < $1.value }
    return Bounds(
        low: extremeMean(ascending, <),
        high: extremeMean(ascending.reversed(), >)
    )
}

private func extremeMean(
    _ members: [(value: Double, weight: Double, bounds: Bounds)],
    _ isBetter: (Double, Double) -> Bool
) -> Double? {
    var sum = 0.0
    var weights = 0.0
    for member in members {
        guard let low = member.bounds.low, member.bounds.high != nil else { return nil }
        sum += low * member.value
        weights += low
    }
    var best = weights > 0 ? sum / weights : nil
    for member in members {
        let more = (member.bounds.high ?? 0) - (member.bounds.low ?? 0)
        sum += more * member.value
        weights += more
        guard weights > 0 else { continue }
        let mean = sum / weights
        if best.map({ isBetter(mean, $0) }) ?? true { best = mean }
    }
    return best
}
