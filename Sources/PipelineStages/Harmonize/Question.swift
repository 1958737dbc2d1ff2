import IndicatorModel

/// How a category is computed from the figures of one list.
struct Formula {
    enum Kind {
        case sum, quotient, mean
        /// Printed for a whole geography, and not to be combined.
        case printed
    }

    let kind: Kind
    /// What is summed, the numerator, or the printed figure.
    let first: ValueExpression
    /// The denominator or the weight.
    let second: ValueExpression?
    /// The total that bounds the counts of members without a figure.
    let within: Universe?
    /// Whether all that is added is counted; a measure, such as land area, has no bounds.
    let isCounted: Bool
}

/// One row that every place has: a category of an indicator, for a group and a gender.
struct Question {
    let indicator: Indicator
    let key: CategoryKey
    let gender: Gender
    /// By list; a list that cannot answer is not there.
    let formulas: [ListID: Formula]

    /// All rows of a period, sorted by indicator, category, group and gender.
    ///
    /// Total always has a row; men and women have one where some list can have a figure.
    static func all(
        _ period: Period,
        _ indicators: [Indicator],
        _ lists: [CharacteristicList]
    )
        -> [Question]
    {
        let sorted = indicators.sorted { $0.id < $1.id }
        let reader = FormulaReader(
            period: period,
            indicators: Dictionary(uniqueKeysWithValues: sorted.map { ($0.id, $0) })
        )
        var questions: [Question] = []
        for indicator in sorted {
            for key in indicator.keys.sorted() {
                var formulas: [ListID: Formula] = [:]
                for list in lists { formulas[list.id] = reader.formula(indicator, key, list.id) }
                for gender in indicator.genders.sorted(by: { $0.rawValue < $1.rawValue }) {
                    let able = lists.filter { list in
                        formulas[list.id].map { $0.has(gender, list) } ?? false
                    }
                    if gender != .total, able.isEmpty { continue }
                    let ids = Set(able.map(\.id))
                    questions.append(
                        Question(
                            indicator: indicator,
                            key: key,
                            gender: gender,
                            formulas: formulas.filter { ids.contains($0.key) }
                        )
                    )
                }
            }
        }
        return questions
    }
}

extension Formula {
    /// Whether the list has figures of the gender for all terms.
    fileprivate func has(_ gender: Gender, _ list: CharacteristicList) -> Bool {
        [first, second].compactMap(\.self).flatMap(\.terms).allSatisfy { term in
            let isVector = list.gendersAreCharacteristics
            return term.mapped.key(gender, gendersAreCharacteristics: isVector) != nil
        }
    }
}

/// Reads formulas out of the indicators' mappings for one period.
private struct FormulaReader {
    let period: Period
    let indicators: [IndicatorID: Indicator]

    func formula(_ indicator: Indicator, _ key: CategoryKey, _ list: ListID) -> Formula? {
        if let own = indicator.expression(key, in: list, period: period) {
            return formula(indicator, own, list)
        }
        // A period with printed figures of its own does not use the quotient.
        guard indicator.periods[period] == nil, let quotient = indicator.quotients[key],
            let top = sum(quotient.numerator, list), let bottom = sum(quotient.denominator, list)
        else { return nil }
        return Formula(
            kind: .quotient,
            first: top,
            second: bottom,
            within: quotient.numerator.first.flatMap { indicators[$0.indicator]?.within },
            isCounted: (quotient.numerator + quotient.denominator).allSatisfy {
                indicators[$0.indicator]?.within != nil
            }
        )
    }

    private func formula(
        _ indicator: Indicator,
        _ own: ValueExpression,
        _ list: ListID
    )
        -> Formula
    {
        if indicator.kind == .count {
            return Formula(
                kind: .sum,
                first: own,
                second: nil,
                within: indicator.within,
                isCounted: indicator.within != nil
            )
        }
        if indicator.kind == .average, let reference = indicator.weight,
            let weight = sum([reference], list)
        {
            return Formula(kind: .mean, first: own, second: weight, within: nil, isCounted: true)
        }
        return Formula(kind: .printed, first: own, second: nil, within: nil, isCounted: true)
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
