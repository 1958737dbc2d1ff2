/// How a publisher rounds counts, and so how far a printed count can be from the true one.
package enum CountRounding: String, CaseIterable, Sendable {
    /// Up or down to one of the two multiples of 5 around the true count, at random and without
    /// bias, each count on its own.
    /// Source: Guide to the Census of Population, 98-304-X, chapter 9, random rounding.
    case random5 = "random-5"
    /// To the nearest multiple of 5, and counts of 0 to 5 masked.
    /// Source: IRCC open data, notes of the permanent residents data sets.
    case nearest5 = "nearest-5"
    /// Printed as counted.
    case none

    /// The interval that a true count lies in whose printed one is `value`.
    package func bounds(of value: Double) -> Bounds {
        Bounds(low: max(0, value - largestError), high: value + largestError)
    }

    /// The most that rounding moves a count.
    package var largestError: Double {
        switch self {
        case .random5: 4
        case .nearest5: 2
        case .none: 0
        }
    }

    /// The variance of the error, when the last digits of true counts are spread evenly.
    ///
    /// Unbiased random rounding moves a count with remainder r by -r or 5 - r and has variance
    /// r (5 - r), which is 4 on average over r = 0 to 4. The error of the nearest multiple is one
    /// of -2 to 2, each as likely: its variance is 2.
    package var variance: Double {
        switch self {
        case .random5: 4
        case .nearest5: 2
        case .none: 0
        }
    }
}

/// The most that a masked cell of IRCC can be: `--` is 0 to 5.
package let largestMaskedCount = 5.0
