import IndicatorModel

/// How a category is computed from the figures of one list.
struct Formula {
    enum Kind: Equatable {
        case sum, quotient, mean
        /// Printed for a whole geography, and not to be combined.
        case printed
        /// Read from a distribution: the value that this share lies below.
        case quantile(Double)
    }

    /// A count that is a part, with the other parts of the same whole.
    struct Whole {
        let whole: ValueExpression
        let others: [ValueExpression]
    }

    let kind: Kind
    /// The form that asked what `first` and the classes count; it says how they are rounded.
    let form: CensusForm
    /// What is summed, the numerator, the printed figure, or all that a distribution counts.
    let first: ValueExpression
    /// The denominator or the weight.
    var second: ValueExpression?
    var secondForm = CensusForm.short
    /// The classes of a distribution, the lowest first.
    var classes: [(limits: ValueClass, count: ValueExpression)] = []
    /// The total that bounds the counts of members without a figure.
    var within: Universe?
    /// The wholes that bound them too.
    var wholes: [Whole] = []
    /// Whether all that is added is counted; a measure, such as land area, has no bounds.
    var isCounted = true

    var isQuantile: Bool { if case .quantile = kind { true } else { false } }

    /// Whether the list has figures of the gender for all terms.
    func has(_ gender: Gender, _ list: CharacteristicList) -> Bool {
        [first, second].compactMap(\.self).flatMap(\.terms).allSatisfy { term in
            let isVector = list.gendersAreCharacteristics
            return term.mapped.key(gender, gendersAreCharacteristics: isVector) != nil
        }
    }
}

/// Reads formulas out of the indicators' mappings for one period.
struct FormulaReader {
    let period: Period
    let indicators: [IndicatorID: Indicator]

    /// The ways to compute a category from a list, the best first.
    func formulas(_ indicator: Indicator, _ key: CategoryKey, _ list: ListID) -> [Formula] {
        if let dollars = indicator.constantDollars {
            return indicators[dollars.indicator].map { formulas($0, key, list) } ?? []
        }
        return [formula(indicator, key, list), quantile(indicator, key, list)].compactMap(\.self)
    }

    private func formula(_ indicator: Indicator, _ key: CategoryKey, _ list: ListID) -> Formula? {
        if let own = indicator.expression(key, in: list, period: period) {
            return formula(indicator, key, own, list)
        }
        // A period with printed figures of its own does not use the quotient.
        guard indicator.periods[period] == nil, let quotient = indicator.quotients[key],
            let top = sum(quotient.numerator, list), let bottom = sum(quotient.denominator, list)
        else { return nil }
        return Formula(
            kind: .quotient,
            form: form(quotient.numerator),
            first: top,
            second: bottom,
            secondForm: form(quotient.denominator),
            within: quotient.numerator.first.flatMap { indicators[$0.indicator]?.within },
            isCounted: (quotient.numerator + quotient.denominator).allSatisfy {
                indicators[$0.indicator]?.within != nil
            }
        )
    }

    private func formula(
        _ indicator: Indicator,
        _ key: CategoryKey,
        _ own: ValueExpression,
        _ list: ListID
    )
        -> Formula
    {
        if indicator.kind == .count {
            return Formula(
                kind: .sum,
                form: indicator.form,
                first: own,
                within: indicator.within,
                wholes: wholes(of: indicator, key, list),
                isCounted: indicator.within != nil
            )
        }
        if indicator.kind == .average, let reference = indicator.weight,
            let weight = sum([reference], list)
        {
            return Formula(
                kind: .mean,
                form: indicator.form,
                first: own,
                second: weight,
                secondForm: form([reference])
            )
        }
        return Formula(kind: .printed, form: indicator.form, first: own)
    }

    /// The form of several counts that are added: that of the sample, if any is of the sample.
    private func form(_ references: [CategoryReference]) -> CensusForm {
        references.contains { indicators[$0.indicator]?.form == .long } ? .long : .short
    }

    /// The wholes that a category is a part of, where the list prints them.
    private func wholes(
        of indicator: Indicator,
        _ key: CategoryKey,
        _ list: ListID
    ) -> [Formula.Whole] {
        func expression(_ category: CategoryID) -> ValueExpression? {
            indicator.expression(
                CategoryKey(group: key.group, category: category),
                in: list,
                period: period
            )
        }
        return indicator.partitions.compactMap { partition in
            guard partition.parts.contains(key.category), let whole = expression(partition.whole)
            else { return nil }
            let others = partition.parts.filter { $0 != key.category }.compactMap(expression)
            return Formula.Whole(whole: whole, others: others)
        }
    }

    /// The quantile of a distribution whose classes the list prints without a gap.
    private func quantile(_ indicator: Indicator, _ key: CategoryKey, _ list: ListID) -> Formula? {
        guard let interpolation = indicator.interpolation,
            let share = interpolation.quantiles[key.category],
            let distribution = indicators[interpolation.distribution]
        else { return nil }
        var limits: [CategoryID: ValueClass] = [:]
        var counts: [CategoryID: ValueExpression] = [:]
        for (category, entry) in distribution.classes {
            let key = CategoryKey(group: key.group, category: category)
            guard let count = distribution.expression(key, in: list, period: period) else {
                continue
            }
            limits[category] = entry
            counts[category] = count
        }
        let chain = ValueClass.chain(limits) ?? []
        let classes = chain.compactMap { category in
            limits[category].flatMap { entry in counts[category].map { (entry, $0) } }
        }
        // One class says nothing of what lies in it.
        guard classes.count > 1 else { return nil }
        return Formula(
            kind: .quantile(share),
            form: distribution.form,
            first: .sum(classes.map(\.1)),
            classes: classes,
            within: distribution.within
        )
    }

    private func sum(_ references: [CategoryReference], _ list: ListID) -> ValueExpression? {
        var parts: [ValueExpression] = []
        for reference in references {
            guard
                let part = indicators[reference.indicator]?
                    .expression(reference.key, in: list, period: period)
            else { return nil }
            parts.append(part)
        }
        return .sum(parts)
    }
}
