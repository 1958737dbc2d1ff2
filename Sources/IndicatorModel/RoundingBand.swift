/// Half the width of the 95 % band that rounding leaves around a sum of rounded figures.
///
/// Errors of independently rounded counts add up like the steps of a random walk, so that a band
/// grows with the root of their number where the worst case grows with the number.
/// Whole counts get the least whole number that holds at least 95 %: `ceil(1.96 sd - 0.5)`,
/// the normal approximation with the correction for whole numbers.
package func roundingHalfWidth(variance: Double, isWhole: Bool) -> Double {
    let width = standardScore95 * variance.squareRoot()
    return isWhole ? max(0, (width - 0.5).rounded(.up)) : width
}

/// 95 % of a normal distribution lie within so many standard deviations of its mean.
package let standardScore95 = 1.959964
