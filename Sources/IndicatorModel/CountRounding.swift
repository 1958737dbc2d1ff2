/// How a publisher rounds counts, and so how far a printed count can be from the true one.
package enum CountRounding: String, CaseIterable, Sendable {
    /// Up or down to one of the two multiples of 5 around the true count, at random and without
    /// bias, each count on its own. Counts of all persons or households.
    /// Source: Guide to the Census of Population, 98-304-X, chapter 9, random rounding.
    case random5 = "random-5"
    /// The same, but a count below 10 becomes 0 or 10. Counts estimated from a sample.
    /// Source: Statistics Canada, Data quality and confidentiality standards and guidelines
    /// (public), appendix A: weighted frequencies below 10 are rounded to base 10.
    case random5or10 = "random-5-or-10"
    /// To the nearest multiple of 5, and counts between 0 and 5 masked: a printed 0 is none.
    /// Source: IRCC open data, notes of the permanent residents data sets; in the books of December
    /// 2024 months meet their quarter and year in all of 33,710 rows when 0 is taken as exact.
    case nearest5 = "nearest-5"
    /// Printed as counted.
    case none

    /// The interval that a true count lies in whose printed one is `value`.
    package func bounds(of value: Double) -> Bounds {
        if self == .random5or10, value == 0 { return Bounds(low: 0, high: 9) }
        if self == .random5or10, value == 10 { return Bounds(low: 1, high: 14) }
        // Counts that could be rounded to 0 are masked instead.
        if self == .nearest5, value == 0 { return .exact(0) }
        return Bounds(low: max(0, value - largestError), high: value + largestError)
    }

    /// The most that rounding moves a count of 15 and above, and of all counts where small ones
    /// have no rule of their own.
    package var largestError: Double {
        switch self {
        case .random5, .random5or10: 4
        case .nearest5: 2
        case .none: 0
        }
    }

    /// The variance of the error of a printed count, when the last digits of true counts are spread
    /// evenly.
    ///
    /// Unbiased random rounding to base b moves a count with remainder r by -r or b - r and has
    /// variance r (b - r): 4 on average for b = 5, 16.5 for b = 10. The error of the nearest
    /// multiple of 5 is one of -2 to 2, each as likely: its variance is 2.
    package func variance(of value: Double) -> Double {
        switch self {
        case .random5: 4
        case .random5or10: value <= 10 ? 16.5 : 4
        case .nearest5: value == 0 ? 0 : 2
        case .none: 0
        }
    }
}

/// How the counts of a list of characteristics are rounded.
package struct ListRounding: Hashable, Sendable {
    /// Counts of all persons, households or dwellings.
    package let complete: CountRounding
    /// Counts estimated from the sample that had the long form.
    package let sample: CountRounding
    /// The most that a printed 0 of the sample stands for, where a publisher prints 0 for counts of
    /// few respondents; nil where a 0 is rounded like other counts.
    package let sampleZeroHides: Double?

    package init(
        complete: CountRounding = .random5,
        sample: CountRounding = .random5or10,
        sampleZeroHides: Double? = nil
    ) {
        self.complete = complete
        self.sample = sample
        self.sampleZeroHides = sampleZeroHides
    }

    package static let none = ListRounding(complete: .none, sample: .none)

    /// A printed count with what rounding leaves open.
    package func figure(_ printed: Double, _ form: CensusForm) -> RoundedFigure {
        if form == .long, printed == 0, let hidden = sampleZeroHides {
            return RoundedFigure(
                value: 0,
                bounds: Bounds(low: 0, high: hidden),
                variance: 0,
                hidden: Bounds(low: 0, high: hidden)
            )
        }
        return RoundedFigure(printed: printed, form == .long ? sample : complete)
    }
}

/// The most that a masked cell of IRCC can be: `--` is 0 to 5.
package let largestMaskedCount = 5.0
