/// The distribution that quantiles are interpolated from, where none is printed for the place.
package struct Interpolation: Hashable, Sendable {
    /// The count whose categories have class limits.
    package let distribution: IndicatorID
    /// By category, the share of the counted that lies below it: 0.5 is the median.
    package let quantiles: [CategoryID: Double]

    package init(distribution: IndicatorID, quantiles: [CategoryID: Double]) {
        self.distribution = distribution
        self.quantiles = quantiles
    }
}

/// Figures in current dollars that are restated in dollars of one year.
package struct ConstantDollars: Hashable, Sendable {
    package let indicator: IndicatorID
    /// The year whose prices they are restated in.
    package let year: Period
    /// By period, the year whose prices its figures are in: the income of a census is that of the
    /// year before, a rent is that of the census year.
    package let priceYears: [Period: Period]

    package init(indicator: IndicatorID, year: Period, priceYears: [Period: Period]) {
        self.indicator = indicator
        self.year = year
        self.priceYears = priceYears
    }
}
