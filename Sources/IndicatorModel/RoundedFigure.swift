/// A figure made of printed counts, with what rounding leaves open: the interval that the true one
/// lies in, and the variance of the error.
package struct RoundedFigure: Hashable, Sendable {
    package var value: Double
    package var bounds: Bounds
    /// 0 for a figure that is printed as counted.
    package var variance: Double
    /// What is not rounding, but left out on purpose: the band is wider by as much.
    package var hidden: Bounds

    package init(
        value: Double,
        bounds: Bounds,
        variance: Double,
        hidden: Bounds = .exact(0)
    ) {
        self.value = value
        self.bounds = bounds
        self.variance = variance
        self.hidden = hidden
    }

    /// A count as it is printed.
    package init(printed: Double, _ rounding: CountRounding) {
        self.init(
            value: printed,
            bounds: rounding.bounds(of: printed),
            variance: rounding.variance(of: printed)
        )
    }

    package static let zero = RoundedFigure(value: 0, bounds: .exact(0), variance: 0)

    /// Counts are rounded each on its own, so that variances add.
    package static func += (sum: inout RoundedFigure, other: RoundedFigure) {
        sum.value += other.value
        sum.bounds = sum.bounds + other.bounds
        sum.variance += other.variance
        sum.hidden = sum.hidden + other.hidden
    }

    package static func -= (sum: inout RoundedFigure, other: RoundedFigure) {
        sum.value -= other.value
        sum.bounds = sum.bounds - other.bounds
        sum.variance += other.variance
        sum.hidden = sum.hidden - other.hidden
    }

    /// The figure multiplied by a weight that is not negative.
    package func scaled(by weight: Double) -> RoundedFigure {
        RoundedFigure(
            value: value * weight,
            bounds: bounds.scaled(by: weight),
            variance: variance * weight * weight,
            hidden: hidden.scaled(by: weight)
        )
    }

    /// Whether it is made of figures that are printed as counted only.
    package var isExact: Bool { variance == 0 && hidden == .exact(0) }

    /// The interval that the figure lies in but for rounding.
    package var open: Bounds { .exact(value) + hidden }

    /// The band that holds the true sum 95 times in 100, as far as rounding goes.
    ///
    /// It never leaves the worst case. Members without a figure add 0 to `missing`, nil when
    /// nothing bounds them.
    ///
    /// Errors of independently rounded counts add up like the steps of a random walk, so that the
    /// band grows with the root of their number where the worst case grows with the number. Whole
    /// counts get the least whole number that holds at least 95 %: `ceil(1.96 sd - 0.5)`, the
    /// normal approximation with the correction for whole numbers.
    package func band(missing: Double? = 0) -> Bounds {
        let half = max(0, (standardScore95 * variance.squareRoot() - 0.5).rounded(.up))
        let (lowest, highest) = (open.low ?? value, open.high ?? value)
        let low = max(lowest - half, bounds.low ?? lowest - half)
        let high = min(highest + half, bounds.high ?? highest + half)
        return Bounds(low: max(0, low), high: missing.map { high + $0 })
    }
}

/// 95 % of a normal distribution lie within so many standard deviations of its mean.
package let standardScore95 = 1.959964

/// Half the width of the 95 % band of a quotient of two sums whose counts are rounded each on its
/// own, by the first order of its error.
///
/// var(a / b) = (var(a) + (a / b)^2 var(b)) / b^2 for independent errors.
/// Source: Cochran, Sampling Techniques, 3rd edition, chapter 6, the ratio estimate.
package func quotientHalfWidth(_ top: RoundedFigure, _ bottom: RoundedFigure) -> Double {
    let quotient = top.value / bottom.value
    let variance = top.variance + quotient * quotient * bottom.variance
    return standardScore95 * variance.squareRoot() / bottom.value
}
