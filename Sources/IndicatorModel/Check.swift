/// What a check holds figures against.
package enum CheckKind: String, CaseIterable, Sendable {
    /// The categories that add up to another one, against that one.
    case partsAndTotal = "parts-and-total"
    /// The places below a place, against it.
    case placeAndParent = "place-and-parent"
    /// Men and women, against both together.
    case menAndWomen = "men-and-women"
    /// A figure, against declared limits.
    case range
    /// A place's change between two periods, against the changes of the other places.
    case jump
    /// How many of a place's members have a figure.
    case coverage
    /// A figure that one source prints, against the sum of what another prints of its parts.
    case publishedAndSum = "published-and-sum"
    /// The months of a quarter or a year and the quarters of a year, against it.
    case monthsAndYear = "months-and-year"

    /// Whether it needs more than one period.
    package var isAcrossPartitions: Bool { self == .jump }

    /// The kinds that compare counts which are the same before rounding.
    package var isWithinRounding: Bool {
        switch self {
        case .partsAndTotal, .placeAndParent, .menAndWomen, .publishedAndSum, .monthsAndYear: true
        case .range, .jump, .coverage: false
        }
    }
}

extension CheckKind {
    /// Whether it can say something of an indicator.
    package func canJudge(_ indicator: Indicator) -> Bool {
        switch self {
        case .partsAndTotal: !indicator.partitions.isEmpty
        case .menAndWomen:
            indicator.kind == .count && Set(indicator.genders).isSuperset(of: [.men, .women])
        case .placeAndParent, .publishedAndSum: indicator.kind == .count
        case .monthsAndYear: indicator.kind == .count && !indicator.series.isEmpty
        case .jump: !indicator.comparability.isEmpty
        case .range, .coverage: true
        }
    }
}

/// Whether what a check finds stops publishing.
package enum CheckSeverity: String, CaseIterable, Sendable {
    case error, warning
}

/// What a figure that passes is like.
package enum CheckLimit: Hashable, Sendable {
    /// Two counts can be the same before rounding: the intervals they lie in meet.
    case withinRounding
    case range(ValueRange)
    /// A share, 0 to 1.
    case atLeast(Double)
    case jump(JumpLimit)
}

/// Limits of a figure; those that are nil do not bound it.
package struct ValueRange: Hashable, Sendable {
    /// The least that it may be.
    package let low: Double?
    /// The most that it may be.
    package let high: Double?
    /// What it must be above.
    package let above: Double?

    package init(low: Double?, high: Double?, above: Double? = nil) {
        self.low = low
        self.high = high
        self.above = above
    }

    /// Whether some figure between two bounds is in the range.
    package func meets(low least: Double, high most: Double) -> Bool {
        if let low, most < low { return false }
        if let above, most <= above { return false }
        if let high, least > high { return false }
        return true
    }
}

/// How far a change may be from the changes of other places.
package struct JumpLimit: Hashable, Sendable {
    package enum Spread: Hashable, Sendable {
        /// So many times the distance between the quartiles from the median.
        case timesIQR(Double)
        /// Between the quantile and the one that mirrors it.
        case quantile(Double)
    }

    package let spread: Spread
    /// How many other places are needed to judge one.
    package let placesAtLeast: Int
    /// A change that differs less than this from the median's is no jump: 0.2 is 20 %.
    package let leastChange: Double

    package init(spread: Spread, placesAtLeast: Int, leastChange: Double) {
        self.spread = spread
        self.placesAtLeast = placesAtLeast
        self.leastChange = leastChange
    }
}

/// Which figures a check looks at; an empty set stands for all.
package struct CheckScope: Hashable, Sendable {
    package var indicators: Set<IndicatorID>
    package var tabs: Set<TabID>
    package var kinds: Set<IndicatorKind>
    package var units: Set<String>
    package var places: Set<PlaceID>
    package var periods: Set<Period>

    package init(
        indicators: Set<IndicatorID> = [],
        tabs: Set<TabID> = [],
        kinds: Set<IndicatorKind> = [],
        units: Set<String> = [],
        places: Set<PlaceID> = [],
        periods: Set<Period> = []
    ) {
        self.indicators = indicators
        self.tabs = tabs
        self.kinds = kinds
        self.units = units
        self.places = places
        self.periods = periods
    }

    package func contains(_ indicator: Indicator) -> Bool {
        (indicators.isEmpty || indicators.contains(indicator.id))
            && (tabs.isEmpty || tabs.contains(indicator.tab))
            && (kinds.isEmpty || kinds.contains(indicator.kind))
            && (units.isEmpty || units.contains(indicator.unit))
    }

    package func contains(_ place: PlaceID) -> Bool { places.isEmpty || places.contains(place) }

    package func contains(_ period: Period) -> Bool { periods.isEmpty || periods.contains(period) }
}

/// A known oddity of a source that a check does not fail for.
///
/// What is nil stands for all.
package struct CheckException: Hashable, Sendable {
    package let dataset: String?
    package let place: PlaceID?
    package let period: Period?
    package let indicator: IndicatorID?
    package let category: CategoryID?
    /// The day on which it was declared, such as `2025-06-30`.
    package let date: String
    package let reason: BilingualText
    package let span: SourceSpan?

    package init(
        dataset: String? = nil,
        place: PlaceID? = nil,
        period: Period? = nil,
        indicator: IndicatorID? = nil,
        category: CategoryID? = nil,
        date: String,
        reason: BilingualText,
        span: SourceSpan? = nil
    ) {
        self.dataset = dataset
        self.place = place
        self.period = period
        self.indicator = indicator
        self.category = category
        self.date = date
        self.reason = reason
        self.span = span
    }

    /// What it is about: place, period, indicator and category, as far as it names them.
    package var subject: [String?] { [place?.name, period?.name, indicator?.name, category?.name] }

    package func covers(_ key: ObservationKey) -> Bool {
        (place == nil || place == key.place) && (period == nil || period == key.period)
            && (indicator == nil || indicator == key.indicator)
            && (category == nil || category == key.category)
    }
}

/// What must hold of published figures, as a steward declares it (config/checks).
package struct Check: Sendable {
    package let id: CheckID
    package let kind: CheckKind
    package let severity: CheckSeverity
    /// What it says, as a sentence.
    package let title: BilingualText
    package let scope: CheckScope
    package let limit: CheckLimit
    package let exceptions: [CheckException]
    package let span: SourceSpan?

    package init(
        id: CheckID,
        kind: CheckKind,
        severity: CheckSeverity,
        title: BilingualText,
        scope: CheckScope = CheckScope(),
        limit: CheckLimit,
        exceptions: [CheckException] = [],
        span: SourceSpan? = nil
    ) {
        self.id = id
        self.kind = kind
        self.severity = severity
        self.title = title
        self.scope = scope
        self.limit = limit
        self.exceptions = exceptions
        self.span = span
    }
}
