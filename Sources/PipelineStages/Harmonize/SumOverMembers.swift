import IndicatorModel

extension PlaceSource {
    /// A count: the sum over the members, with worst-case bounds and the 95 % band of rounding
    /// (design 5.1 to 5.3).
    func sum(_ expression: BoundExpression, limits: MissingLimits) -> Estimate {
        var tally = MemberTally(self)
        var sum = RoundedFigure.zero
        var isWeighted = false
        for slot in slots {
            switch expression.evaluate(slot) {
            case .figure(let figure):
                tally.withFigure += 1
                var figure = figure.scaled(by: slot.weight)
                if slot.weight != 1 {
                    isWeighted = true
                    // A part of a member can hold none or all of what is counted.
                    figure.bounds = Bounds(
                        low: 0,
                        high: figure.bounds.high.map { $0 / slot.weight }
                    )
                }
                sum += figure
            case .notApplicable:
                tally.notApplicable += 1
            case .missing(let reason, let most):
                tally.miss(reason, atMost: limits.most(slot, own: most))
            case .absent:
                tally.absent += 1
            }
        }
        if let state = tally.stateWithoutFigure {
            // What a row of several geographies counts is the most that one of them has.
            let isInRow = tally.absent == 0 && slots.contains(where: \.isPartOfRow)
            return tally.noCount(state, isBounded: state.isWithheld || isInRow)
        }
        let state: ValueState =
            if !tally.isComplete { .partial } else if isWeighted {
                .estimated
            } else if sum.isExact { .observed } else { .rounded }
        var estimate = tally.count(sum, isWhole: !isWeighted)
        estimate.state = state
        estimate.method = sumMethod(expression)
        return estimate
    }

    private func sumMethod(_ expression: BoundExpression) -> Method {
        if isOneGeography, expression.terms.count == 1 { return .published }
        return slots.contains { $0.componentOf != nil } ? .sumOfComponents : .sum
    }
}

extension MemberTally {
    /// A count that is known in part, or wholly, with its bounds and band.
    fileprivate func count(_ sum: RoundedFigure, isWhole: Bool) -> Estimate {
        let value = max(0, sum.value)
        let bounds = sum.bounds + Bounds(low: 0, high: mostMissing)
        var estimate = Estimate(
            value: tidied(value),
            low: bounds.low.map { tidied(min(max(0, $0), value)) },
            high: bounds.high.map(tidied),
            state: .rounded,
            coverage: coverage
        )
        // A member that belongs to the place in part is no matter of rounding.
        guard !sum.isExact, isWhole else { return estimate }
        let band = sum.band(missing: mostMissing)
        estimate.setBand(low: tidied(band.low ?? 0), high: band.high.map(tidied))
        return estimate
    }

    /// A count that nobody knows; what is withheld has bounds, where something limits it.
    fileprivate func noCount(_ state: ValueState, isBounded: Bool) -> Estimate {
        var estimate = Estimate.noFigure(state, coverage: coverage)
        if isBounded, let mostMissing {
            estimate.low = 0
            estimate.high = tidied(mostMissing)
        }
        return estimate
    }
}

extension Estimate {
    /// Sets the 95 % band; it never leaves the worst case.
    mutating func setBand(low: Double, high: Double?) {
        guard let value else { return }
        low95 = min(value, max(low, self.low ?? low))
        high95 = high.map { max(value, min($0, self.high ?? $0)) }
    }
}

/// A sum without the last digits that binary arithmetic adds to decimals.
func tidied(_ value: Double) -> Double {
    value == value.rounded() ? value : rounded(value, decimals: 6)
}
