package import IndicatorModel

extension ConfigReader {
    /// Reports what one indicator lacks for its kind.
    func checkShape(_ indicator: Indicator, _ mapping: YAMLMapping) {
        let value = mapping["id"] ?? mapping.whole
        if indicator.categories.isEmpty {
            report.add(.general("no-category", "`\(indicator.id)` has no category", value))
        }
        if !indicator.genders.contains(.total) {
            let message = "`\(indicator.id)` must be published for gender `total`"
            report.add(.general("no-total-gender", message, mapping["genders"] ?? value))
        }
        switch indicator.kind {
        case .share, .rate, .ratio:
            if indicator.quotients.isEmpty, indicator.periods.isEmpty, indicator.series.isEmpty,
                indicator.constantDollars == nil
            {
                let message =
                    "neither `from` nor `periods` gives \(indicator.kind.rawValue) "
                    + "`\(indicator.id)` any figure"
                return report.add(.general("missing-key", message, value))
            }
        case .count, .average, .median, .index:
            break
        }
        let mapped = indicator.keys
        for category in indicator.categories
        where !mapped.contains(where: { $0.category == category }) {
            let message = "category `\(category)` of `\(indicator.id)` is mapped in no period"
            report.add(.general("unmapped-category", message, mapping["categories"] ?? value))
        }
        for group in indicator.groups where !mapped.contains(where: { $0.group == group }) {
            let message = "group `\(group)` of `\(indicator.id)` is mapped in no period"
            report.add(.general("unmapped-group", message, mapping["groups"] ?? value))
        }
    }

    /// Reports references to indicators, categories and places that do not exist.
    mutating func checkReferences() {
        let indicators = configuration.indicators.byID
        for (reference, value) in references {
            guard let indicator = indicators[reference.indicator] else {
                // What is wrong with the indicator itself has been reported.
                if indicatorValues[reference.indicator] != nil { continue }
                let known = indicators.keys.map(\.name)
                let name = reference.indicator.name
                report.add(
                    .general(
                        "unknown-indicator",
                        "unknown indicator `\(name)`",
                        value,
                        hints: closestMatch(to: name, among: known).map {
                            ["did you mean `\($0)`?"]
                        } ?? ["add it to config/indicators/"]
                    )
                )
                continue
            }
            if !indicator.keys.contains(reference.key) {
                let key = reference.key
                let name = key.group == .total ? key.category.name : "\(key.group):\(key.category)"
                let message = "indicator `\(indicator.id)` has no category `\(name)`"
                report.add(.general("unknown-category", message, value))
            } else if indicator.kind != .count {
                let message = "`\(indicator.id)` is a \(indicator.kind.rawValue), not a count"
                report.add(.general("not-a-count", message, value))
            }
        }
        let places = Set(configuration.places.map(\.id))
        for (parent, value) in parentValues where !places.contains(parent) {
            report.add(.unknownName(value, what: "place", known: places.map(\.name)))
        }
    }

    /// Every indicator says for each pair of its periods whether they may be compared.
    func checkComparability() {
        let indicators = configuration.indicators.byID
        for indicator in configuration.indicators {
            guard let value = indicatorValues[indicator.id] else { continue }
            if indicators.isSeries(indicator), indicator.seriesComparability == nil {
                let message = "`\(indicator.id)` does not say whether its periods compare"
                let hint = "add `series-comparability: { code: A }` (or B, C, X with a note)"
                report.add(.general("missing-comparability", message, value, hints: [hint]))
            }
            let periods = configuration.periodsWithFigures(indicator)
            var needed: Set<PeriodPair> = []
            for from in periods {
                for to in periods {
                    if let pair = PeriodPair(from: from, to: to) { needed.insert(pair) }
                }
            }
            for pair in needed.sorted() where indicator.comparability[pair] == nil {
                let message =
                    "`\(indicator.id)` does not say whether \(pair.from) and \(pair.to) compare"
                let hint = "add `\"\(pair)\": { code: A }` (or B, C, X with a note)"
                report.add(.general("missing-comparability", message, value, hints: [hint]))
            }
        }
    }
}

extension Configuration {
    /// The periods for which some list maps the indicator or all parts of its quotients.
    package func periodsWithFigures(_ indicator: Indicator) -> [Period] {
        if let dollars = indicator.constantDollars {
            return self.indicator(dollars.indicator).map(periodsWithFigures) ?? []
        }
        let known = Set(lists.values.compactMap(\.period)).sorted()
        return known.filter { period in
            indicator.keys.contains { hasFigures($0, indicator, period) }
        }
    }

    private func hasFigures(_ key: CategoryKey, _ indicator: Indicator, _ period: Period) -> Bool {
        switch indicator.periods[period] {
        case .lists(let lists)? where lists.values.contains { $0[key] != nil }: return true
        case .notAvailable?: return false
        default: break
        }
        if let interpolation = indicator.interpolation,
            interpolation.quantiles[key.category] != nil
        {
            return self.indicator(interpolation.distribution)
                .map { periodsWithFigures($0).contains(period) } ?? false
        }
        guard let quotient = indicator.quotients[key] else { return false }
        return (quotient.numerator + quotient.denominator).allSatisfy { reference in
            guard let other = self.indicator(reference.indicator),
                case .lists(let lists)? = other.periods[period]
            else { return false }
            return lists.values.contains { $0[reference.key] != nil }
        }
    }
}
