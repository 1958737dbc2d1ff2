package import IndicatorModel

extension PlaceSource {
    /// A share, rate, ratio or index: summed numerators over summed denominators, of the members
    /// that have both (design 5.2).
    func quotient(
        _ numerator: BoundExpression,
        over denominator: BoundExpression,
        kind: IndicatorKind,
        limits: MissingLimits
    ) -> Estimate {
        var tally = MemberTally(self)
        var top = RoundedFigure.zero
        var bottom = RoundedFigure.zero
        for slot in slots {
            let below = denominator.evaluate(slot)
            switch (numerator.evaluate(slot), below) {
            case (.absent, _), (_, .absent):
                tally.absent += 1
            case (.figure(let a), .figure(let b)):
                tally.withFigure += 1
                top += a.scaled(by: slot.weight)
                bottom += b.scaled(by: slot.weight)
            case (.missing(let reason, _), .figure(let b)) where kind.isShareOfWhole:
                // A part of a share is never more than what it is a share of.
                tally.miss(reason, atMost: limits.most(slot, own: b.bounds.high))
            case (.missing(let reason, _), _), (_, .missing(let reason, _)):
                tally.miss(reason, atMost: limits.most(slot))
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
        let bounds = quotientBounds(top.bounds, bottom.bounds, missing: tally.mostMissing, kind)
        let isExact = top.isExact && bottom.isExact
        let state: ValueState =
            if !tally.isComplete { .partial } else if isExact { .observed } else { .rounded }
        var estimate = Estimate(
            value: rounded(kind.scale * top.value / bottom.value, decimals: quotientDecimals),
            low: bounds.low.map { rounded($0, decimals: quotientDecimals, .down) },
            high: bounds.high.map { rounded($0, decimals: quotientDecimals, .up) },
            state: state,
            method: .quotientOfSums,
            coverage: tally.coverage
        )
        if !isExact {
            let half = kind.scale * quotientHalfWidth(top, bottom)
            let missing = quotientBounds(
                top.open,
                bottom.open,
                missing: tally.mostMissing,
                kind
            )
            estimate.setBand(missing, half)
        }
        return estimate
    }
}

extension Estimate {
    /// Sets the 95 % band of a computed quotient or mean: what missing members leave open, widened
    /// by what rounding does.
    mutating func setBand(_ open: Bounds, _ half: Double) {
        guard let low = open.low, let high = open.high else { return }
        setBand(
            low: rounded(low - half, decimals: quotientDecimals, .down),
            high: rounded(high + half, decimals: quotientDecimals, .up)
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
    let isShare = kind.isShareOfWhole
    guard let low = top.low, let bottomHigh = bottom.high, let high = top.high,
        let bottomLow = bottom.low, let missing
    else { return isShare ? Bounds(low: 0, high: 100) : .none }
    guard isShare else {
        guard missing == 0 else { return .none }
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
