/// How an indicator's figures combine over the members of a place (design 5.2).
package enum IndicatorKind: String, CaseIterable, Sendable {
    /// Counts add.
    case count
    /// 100 times the sum of numerators over the sum of denominators.
    case share, rate
    /// Weighted by its own count.
    case average
    /// Published where a place is exactly one geography, else interpolated or not additive.
    case median
    /// 100 times the sum of numerators over the sum of denominators, or as it is published.
    case index
    /// The sum of numerators over the sum of denominators.
    case ratio

    /// What a computed quotient is multiplied by.
    package var scale: Double { isShareOfWhole || self == .index ? 100 : 1 }

    /// Whether what is counted above the line is counted below it too.
    package var isShareOfWhole: Bool { self == .share || self == .rate }
}

/// Which of the two census forms asked: it chooses the non-response rate that applies.
package enum CensusForm: String, CaseIterable, Sendable {
    case short, long
}

/// A total that no part of the same geography can exceed.
package enum Universe: String, CaseIterable, Sendable {
    case persons, households, dwellings
}

/// A characteristic as a mapping names it, with the label expected there.
package struct MappedCharacteristic: Hashable, Sendable {
    package let id: CharacteristicID
    package let label: String
    /// The characteristic of men, in lists where it has an id of its own (cancensus vectors).
    package let men: CharacteristicID?
    package let women: CharacteristicID?

    package init(
        id: CharacteristicID,
        label: String,
        men: CharacteristicID? = nil,
        women: CharacteristicID? = nil
    ) {
        self.id = id
        self.label = label
        self.men = men
        self.women = women
    }

    /// Where the figure of a gender stands: a characteristic and a column.
    ///
    /// Nil when the list has vectors by gender and this characteristic has none for it.
    package func key(_ gender: Gender, gendersAreCharacteristics: Bool) -> CellKey? {
        guard gendersAreCharacteristics, gender != .total else {
            return CellKey(characteristic: id, column: gender.column)
        }
        let own = gender == .men ? men : women
        return own.map { CellKey(characteristic: $0, column: gender.column) }
    }
}

/// A column of a characteristic: what an extract keeps a row of cells for.
package struct CellKey: Hashable, Comparable, Sendable {
    package let characteristic: CharacteristicID
    package let column: CellColumn
    /// When it was, in files that print many periods side by side; nil in those of one census.
    package let time: Period?

    package init(characteristic: CharacteristicID, column: CellColumn, time: Period? = nil) {
        self.characteristic = characteristic
        self.column = column
        self.time = time
    }

    /// The same at another time.
    package func at(_ time: Period?) -> CellKey {
        CellKey(characteristic: characteristic, column: column, time: time)
    }

    package static func < (a: CellKey, b: CellKey) -> Bool {
        (a.characteristic.name, a.column.rawValue, a.time?.name ?? "")
            < (b.characteristic.name, b.column.rawValue, b.time?.name ?? "")
    }
}

/// How one category is made from characteristics of one list: a sum, less a sum.
package struct ValueExpression: Hashable, Sendable {
    package let plus: [MappedCharacteristic]
    package let minus: [MappedCharacteristic]

    package init(plus: [MappedCharacteristic], minus: [MappedCharacteristic] = []) {
        self.plus = plus
        self.minus = minus
    }
}

/// A category of an indicator, for one group.
package struct CategoryKey: Hashable, Comparable, Sendable {
    package let group: GroupID
    package let category: CategoryID

    package init(group: GroupID, category: CategoryID) {
        self.group = group
        self.category = category
    }

    package static func < (a: CategoryKey, b: CategoryKey) -> Bool {
        (a.category, a.group) < (b.category, b.group)
    }
}

/// A category of another indicator that a quotient is made of.
package struct CategoryReference: Hashable, Sendable {
    package let indicator: IndicatorID
    package let key: CategoryKey

    package init(indicator: IndicatorID, key: CategoryKey) {
        self.indicator = indicator
        self.key = key
    }
}

/// The parts of a computed share, rate, ratio or average.
package struct Quotient: Hashable, Sendable {
    package let numerator: [CategoryReference]
    package let denominator: [CategoryReference]

    package init(numerator: [CategoryReference], denominator: [CategoryReference]) {
        self.numerator = numerator
        self.denominator = denominator
    }
}

/// Where an indicator's figures of one period come from, or why there are none.
package enum PeriodMapping: Hashable, Sendable {
    /// By list of characteristics, then by category.
    case lists([ListID: [CategoryKey: ValueExpression]])
    /// The id of the reason in config/labels/reasons.yaml.
    case notAvailable(reason: String)
}

/// A harmonized measure.
package struct Indicator: Sendable {
    package let id: IndicatorID
    package let tab: TabID
    package let kind: IndicatorKind
    package let unit: String
    package let universe: String
    package let form: CensusForm
    package let within: Universe?
    package let genders: [Gender]
    package let groups: [GroupID]
    package let categories: [CategoryID]
    /// The master list that its categories stand in.
    package let classification: ClassificationID?
    package let periods: [Period: PeriodMapping]
    /// Where its figures of every year, quarter and month come from, by list and category.
    package let series: [ListID: [CategoryKey: ValueExpression]]
    /// Whether any two periods of the series may be compared.
    package let seriesComparability: Comparability?
    package let quotients: [CategoryKey: Quotient]
    package let weight: CategoryReference?
    /// Which categories add up to which, in a group and gender.
    package let partitions: [CategoryPartition]
    /// The limits of the categories of a distribution over a number; others have none.
    package let classes: [CategoryID: ValueClass]
    /// The distribution that a place of several members has its quantiles from.
    package let interpolation: Interpolation?
    /// What the figures are that this one restates in dollars of one year.
    package let constantDollars: ConstantDollars?
    package let comparability: [PeriodPair: Comparability]

    package init(
        id: IndicatorID,
        tab: TabID,
        kind: IndicatorKind,
        unit: String,
        universe: String,
        form: CensusForm,
        within: Universe?,
        genders: [Gender],
        groups: [GroupID],
        categories: [CategoryID],
        classification: ClassificationID? = nil,
        periods: [Period: PeriodMapping],
        series: [ListID: [CategoryKey: ValueExpression]] = [:],
        seriesComparability: Comparability? = nil,
        quotients: [CategoryKey: Quotient],
        weight: CategoryReference?,
        partitions: [CategoryPartition] = [],
        classes: [CategoryID: ValueClass] = [:],
        interpolation: Interpolation? = nil,
        constantDollars: ConstantDollars? = nil,
        comparability: [PeriodPair: Comparability]
    ) {
        self.id = id
        self.tab = tab
        self.kind = kind
        self.unit = unit
        self.universe = universe
        self.form = form
        self.within = within
        self.genders = genders
        self.groups = groups
        self.categories = categories
        self.classification = classification
        self.periods = periods
        self.series = series
        self.seriesComparability = seriesComparability
        self.quotients = quotients
        self.weight = weight
        self.partitions = partitions
        self.classes = classes
        self.interpolation = interpolation
        self.constantDollars = constantDollars
        self.comparability = comparability
    }

    /// The categories of each group that any period has, in the order of the configuration.
    package var keys: [CategoryKey] {
        groups.flatMap { group in
            categories.map { CategoryKey(group: group, category: $0) }.filter(isMapped)
        }
    }

    private func isMapped(_ key: CategoryKey) -> Bool {
        if quotients[key] != nil || constantDollars != nil { return true }
        if interpolation?.quantiles[key.category] != nil { return true }
        if series.values.contains(where: { $0[key] != nil }) { return true }
        return periods.values.contains { mapping in
            guard case .lists(let lists) = mapping else { return false }
            return lists.values.contains { $0[key] != nil }
        }
    }

    /// Whether two periods may be compared; nil where nothing is said of them.
    package func comparability(_ pair: PeriodPair) -> Comparability? {
        if let own = comparability[pair] { return own }
        return pair.from.kind == pair.to.kind ? seriesComparability : nil
    }

    /// How a category is read from a list in a period, when it is.
    package func expression(
        _ key: CategoryKey,
        in list: ListID,
        period: Period
    )
        -> ValueExpression?
    {
        if let own = series[list] { return own[key] }
        guard case .lists(let lists) = periods[period] else { return nil }
        return lists[list]?[key]
    }
}

extension [Indicator] {
    /// By id; of two with one id, which is an error of the configuration, the first.
    package var byID: [IndicatorID: Indicator] {
        Dictionary(map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension [IndicatorID: Indicator] {
    /// Whether an indicator has figures of every year, and not of a census: it maps a series, or is
    /// made of what does.
    package func isSeries(_ indicator: Indicator) -> Bool {
        if !indicator.periods.isEmpty { return false }
        if !indicator.series.isEmpty { return true }
        let parts = indicator.quotients.values.flatMap { $0.numerator + $0.denominator }
        return !parts.isEmpty
            && parts.allSatisfy { self[$0.indicator].map { !$0.series.isEmpty } ?? false }
    }
}
