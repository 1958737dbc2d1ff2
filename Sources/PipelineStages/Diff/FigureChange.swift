import IndicatorModel

/// How one published figure stands to another: difference and ratio, each with what it can be.
///
/// The figures are of two periods of a place, or of two places in a period.
package struct FigureChange: Encodable, Hashable, Sendable {
    package let difference: Double
    /// The least and the most that the true difference can be; nil where it is not bounded.
    package let low: Double?
    package let high: Double?
    /// What the true difference lies within 95 times in 100 at least, as far as rounding goes.
    package let low95: Double?
    package let high95: Double?
    /// The difference as a percentage of the first figure, to one decimal; nil for figures that are
    /// percentages themselves, and where the first is not above 0.
    package let percent: Double?
    package let percentLow: Double?
    package let percentHigh: Double?

    /// Nil when one of the two has no value.
    package init?(from old: PublishedFigure, to new: PublishedFigure, isPercent: Bool) {
        guard let before = old.value, let after = new.value else { return nil }
        let bounds = new.bounds - old.bounds
        // Both bands together hold both figures less often than each of them, but the errors rarely
        // add up: the difference of the bands is wider than that of independent errors.
        let band = new.band - old.band
        difference = Self.exact(after - before)
        low = bounds.low.map(Self.exact)
        high = bounds.high.map(Self.exact)
        low95 = band.low.map(Self.exact)
        high95 = band.high.map(Self.exact)
        guard !isPercent, before > 0 else {
            (percent, percentLow, percentHigh) = (nil, nil, nil)
            return
        }
        percent = Self.percent(after, of: before, .toNearestOrAwayFromZero)
        percentLow = Self.percent(new.low, of: old.high, .down)
        percentHigh = Self.percent(new.high, of: old.low, .up)
    }

    private static func percent(
        _ new: Double?,
        of old: Double?,
        _ rule: FloatingPointRoundingRule
    ) -> Double? {
        guard let new, let old, old > 0 else { return nil }
        return rounded(exact(100 * (new - old) / old), decimals: 1, rule)
    }

    /// Takes away what binary fractions add to a difference of published decimals.
    private static func exact(_ value: Double) -> Double { rounded(value, decimals: 8) }
}

extension PublishedFigure {
    /// The 95 % band; an exact figure is its own, and what has bounds only has none.
    fileprivate var band: Bounds {
        if low95 != nil || high95 != nil { return Bounds(low: low95, high: high95) }
        return low != nil && low == high ? bounds : .none
    }
}
