import IndicatorModel

extension PlaceSource {
    /// A count: the sum over the members, with worst-case bounds (design 5.1 to 5.3).
    func sum(_ expression: BoundExpression, within: Universe?) -> Estimate {
        let totals = bindTotals(within)
        var tally = MemberTally(self)
        var value = 0.0
        var bounds = Bounds.exact(0)
        var isExact = true
        var isWeighted = false
        for slot in slots {
            switch expression.evaluate(slot) {
            case .figure(let figure, let interval, let exact):
                tally.withFigure += 1
                value += slot.weight * figure
                isExact = isExact && exact
                isWeighted = isWeighted || slot.weight != 1
                // A part of a member can hold none or all of what is counted.
                let most = interval.high
                bounds =
                    bounds + (slot.weight == 1 ? interval : Bounds(low: 0, high: most))
            case .notApplicable:
                tally.notApplicable += 1
            case .missing(let reason):
                tally.miss(reason, atMost: expression.most(slot, totals))
                tally.isWithheld = tally.isWithheld && expression.withheld(slot) != nil
            case .absent:
                tally.absent += 1
            }
        }
        if let state = tally.stateWithoutFigure {
            var estimate = Estimate.noFigure(state, coverage: tally.coverage)
            if state == .suppressed, tally.isWithheld, let most = tally.mostMissing {
                (estimate.low, estimate.high) = (0, tidied(most))
            }
            return estimate
        }
        bounds = bounds + Bounds(low: 0, high: tally.mostMissing)
        let state: ValueState =
            if !tally.isComplete { .partial } else if isWeighted { .estimated } else if isExact {
                .observed
            } else { .rounded }
        return Estimate(
            value: tidied(max(0, value)),
            low: bounds.low.map { tidied(min(max(0, $0), max(0, value))) },
            high: bounds.high.map(tidied),
            state: state,
            method: sumMethod(expression),
            coverage: tally.coverage
        )
    }

    private func sumMethod(_ expression: BoundExpression) -> Method {
        if isOneGeography, expression.terms.count == 1 { return .published }
        return slots.contains { $0.componentOf != nil } ? .sumOfComponents : .sum
    }
}

/// A sum without the last digits that binary arithmetic adds to decimals.
func tidied(_ value: Double) -> Double {
    value == value.rounded() ? value : rounded(value, decimals: 6)
}
