/// What an observation is about.
package struct ObservationKey: Hashable, Sendable {
    package let place: PlaceID
    package let period: Period
    package let indicator: IndicatorID
    package let category: CategoryID
    package let group: GroupID
    package let gender: Gender

    package init(
        place: PlaceID,
        period: Period,
        indicator: IndicatorID,
        category: CategoryID,
        group: GroupID,
        gender: Gender
    ) {
        self.place = place
        self.period = period
        self.indicator = indicator
        self.category = category
        self.group = group
        self.gender = gender
    }

    /// Reads a key as it is published; nil when a word cannot be a name.
    package init?(fields: [String]) {
        guard fields.count == 6, let place = PlaceID(fields[0]), let period = Period(fields[1]),
            let indicator = IndicatorID(fields[2]), let category = CategoryID(fields[3]),
            let group = GroupID(fields[4]), let gender = Gender(rawValue: fields[5])
        else { return nil }
        self.init(
            place: place,
            period: period,
            indicator: indicator,
            category: category,
            group: group,
            gender: gender
        )
    }

    /// The key as it is published, in the order of the columns.
    package var fields: [String] {
        [place.name, period.name, indicator.name, category.name, group.name, gender.rawValue]
    }
}

/// How a published figure was made.
package enum Method: String, CaseIterable, Sendable {
    /// The figure of one geography, as printed.
    case published
    /// A sum over the members of the recipe, or of several characteristics.
    case sum
    /// A sum over all the smaller geographies that make up a member.
    case sumOfComponents = "sum-of-components"
    /// Summed numerators over summed denominators.
    case quotientOfSums = "quotient-of-sums"
    /// An average over members, weighted by its own count.
    case weightedMean = "weighted-mean"
    /// A quantile of several members, read from the classes that they are printed in.
    case interpolated
    /// A published or computed figure in dollars of one year.
    case constantDollars = "constant-dollars"
    /// No figure was made.
    case none
}

/// A figure with what makes it publishable: bounds, state, method, coverage, quality.
package struct Estimate: Hashable, Sendable {
    package var value: Double?
    /// The worst-case interval the true figure lies in; nil where it is not bounded.
    package var low: Double?
    package var high: Double?
    /// The band that holds the true figure 95 times in 100, as far as rounding goes.
    ///
    /// Nil where no count was rounded. Members without a figure widen it as they widen the worst
    /// case.
    package var low95: Double?
    package var high95: Double?
    package var state: ValueState
    package var method: Method
    /// The share of the place's members that have a figure, 0 to 1; nil when none was looked at.
    package var coverage: Double?
    package var quality: String

    package init(
        value: Double? = nil,
        low: Double? = nil,
        high: Double? = nil,
        low95: Double? = nil,
        high95: Double? = nil,
        state: ValueState,
        method: Method = .none,
        coverage: Double? = nil,
        quality: String = ""
    ) {
        self.value = value
        self.low = low
        self.high = high
        self.low95 = low95
        self.high95 = high95
        self.state = state
        self.method = method
        self.coverage = coverage
        self.quality = quality
    }

    package var bounds: Bounds { Bounds(low: low, high: high) }

    /// An observation without a figure.
    package static func noFigure(_ state: ValueState, coverage: Double? = nil) -> Estimate {
        Estimate(state: state, coverage: coverage)
    }
}

/// Source lines that an observation was made of.
package struct LineageEntry: Hashable, Sendable {
    /// The part that the lines play in the arithmetic.
    package enum Role: String, Sendable {
        case term, minus, numerator, denominator, weight
        /// A class of the distribution that a quantile is read from.
        case classCount = "class"
        /// The price index that dollars are restated with.
        case index
    }

    package let role: Role
    package let source: SourceID
    package let part: PartID
    package let characteristic: CharacteristicID
    package let column: CellColumn
    /// Lines of the part in the order of the members, runs as `2-1595`.
    package let lines: String
    /// The members, such as `CSD 6106023; CSD 6106021` or `CSD 4806016 by DA`.
    package let members: String
    /// The members' weights, when one of them is not 1.
    package let weights: String

    package init(
        role: Role,
        source: SourceID,
        part: PartID,
        characteristic: CharacteristicID,
        column: CellColumn,
        lines: String,
        members: String,
        weights: String
    ) {
        self.role = role
        self.source = source
        self.part = part
        self.characteristic = characteristic
        self.column = column
        self.lines = lines
        self.members = members
        self.weights = weights
    }
}

/// One published figure, and where it came from.
package struct Observation: Sendable {
    package let key: ObservationKey
    package let estimate: Estimate
    package let lineage: [LineageEntry]

    package init(key: ObservationKey, estimate: Estimate, lineage: [LineageEntry]) {
        self.key = key
        self.estimate = estimate
        self.lineage = lineage
    }

    /// The columns of a published observation, in order (design 4).
    package static let columns = [
        "place", "period", "indicator", "category", "group", "gender", "value", "low", "high",
        "state", "method", "coverage", "quality",
    ]
}
