package import IndicatorModel

extension PlaceSource {
    /// A share, rate or ratio: summed numerators over summed denominators, of the members that
    /// have both (design 5.2).
    func quotient(
        _ numerator: BoundExpression,
        over denominator: BoundExpression,
        kind: IndicatorKind,
        within: Universe?
    ) -> Estimate {
        let totals = bindTotals(within)
        var tally = MemberTally(self)
        var top = (value: 0.0, bounds: Bounds.exact(0))
        var bottom = (value: 0.0, bounds: Bounds.exact(0))
        var isExact = true
        for slot in slots {
            switch (numerator.evaluate(slot), denominator.evaluate(slot)) {
            case (.absent, _), (_, .absent):
                tally.absent += 1
            case (.figure(let a, let aBounds, let aExact), .figure(let b, let bBounds, let bExact)):
                tally.withFigure += 1
                isExact = isExact && aExact && bExact
                top = (top.value + slot.weight * a, top.bounds + aBounds.scaled(by: slot.weight))
                bottom = (
                    bottom.value + slot.weight * b, bottom.bounds + bBounds.scaled(by: slot.weight)
                )
            case (.missing(let reason), _), (_, .missing(let reason)):
                tally.miss(reason, atMost: totals?.most(slot))
            case (.notApplicable, _), (_, .notApplicable):
                tally.notApplicable += 1
            }
        }
        if let state = tally.stateWithoutFigure {
            return .noFigure(state, coverage: tally.coverage)
        }
        // Nobody to take a share of: the share has no meaning.
        guard bottom.value > 0 else {
            return .noFigure(.notApplicable, coverage: tally.coverage)
        }
        let value = kind.scale * top.value / bottom.value
        let bounds = quotientBounds(top.bounds, bottom.bounds, missing: tally.mostMissing, kind)
        let state: ValueState =
            if !tally.isComplete { .partial } else if isExact { .observed } else { .rounded }
        return Estimate(
            value: rounded(value, decimals: quotientDecimals),
            low: bounds.low.map { rounded($0, decimals: quotientDecimals, .down) },
            high: bounds.high.map { rounded($0, decimals: quotientDecimals, .up) },
            state: state,
            method: .quotientOfSums,
            coverage: tally.coverage
        )
    }
}

/// The bounds of a quotient of two bounded sums.
///
/// `missing` is the most that members without a figure can add to both parts; in a share they add
/// to the denominator whatever they add to the numerator.
package func quotientBounds(
    _ top: Bounds,
    _ bottom: Bounds,
    missing: Double?,
    _ kind: IndicatorKind
)
    -> Bounds
{
    let isShare = kind == .share || kind == .rate
    guard let low = top.low, let bottomHigh = bottom.high, let high = top.high,
        let bottomLow = bottom.low, let missing
    else { return isShare ? Bounds(low: 0, high: 100) : Bounds(low: nil, high: nil) }
    guard isShare else {
        guard missing == 0 else { return Bounds(low: nil, high: nil) }
        return Bounds(
            low: bottomHigh > 0 ? kind.scale * low / bottomHigh : nil,
            high: bottomLow > 0 ? kind.scale * high / bottomLow : nil
        )
    }
    let most = bottomLow + missing
    return Bounds(
        low: bottomHigh + missing > 0 ? min(100, 100 * low / (bottomHigh + missing)) : 0,
        high: most > 0 ? min(100, 100 * (high + missing) / most) : 100
    )
}
