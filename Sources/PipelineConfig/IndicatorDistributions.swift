import IndicatorModel

extension ConfigReader {
    // MARK: - Which categories add up

    /// Reads `adds-up`: a category, and those that it is made of; a list of lists where it is made
    /// of parts in several ways.
    func readPartitions(_ value: YAMLValue?, _ names: Names) -> [CategoryPartition] {
        var partitions: [CategoryPartition] = []
        for (key, value) in value?.entries ?? [] {
            guard let whole = readCategory(key, names) else { continue }
            let isSeveral = value.items.contains { !$0.items.isEmpty }
            for item in isSeveral ? value.list : [value] {
                let parts = item.list.compactMap { readCategory($0, names) }
                if parts.count < 2 || parts.contains(whole) || Set(parts).count < parts.count {
                    let expected = "at least two other categories, each once"
                    report.add(.wrongShape(item, expected: expected))
                } else {
                    partitions.append(CategoryPartition(whole: whole, parts: parts))
                }
            }
        }
        return partitions
    }

    // MARK: - Distributions

    /// Reads `classes`: the limits of categories, `from` and `below`.
    func readClasses(_ value: YAMLValue?, _ names: Names) -> [CategoryID: ValueClass] {
        var classes: [CategoryID: ValueClass] = [:]
        for (key, value) in value?.entries ?? [] {
            guard let category = readCategory(key, names),
                let mapping = value.mapping(required: [], optional: ["from", "below"])
            else { continue }
            let low = mapping["from"]?.number
            let high = mapping["below"]?.number
            if mapping["from"] == nil, mapping["below"] == nil {
                report.add(.wrongShape(value, expected: "`from`, `below` or both"))
            } else if let low, let high, low >= high {
                report.add(.wrongShape(value, expected: "`from` less than `below`"))
            } else {
                classes[category] = ValueClass(low: low, high: high)
            }
        }
        if let value, !classes.isEmpty, ValueClass.chain(classes) == nil {
            let message = "the classes leave a gap, or do not follow each other"
            let hint = "`below` of a class is `from` of the next one"
            report.add(.general("class-gap", message, value, hints: [hint]))
        }
        return classes
    }

    /// Reads `interpolated-from`: an indicator, whose median it is, or an indicator and quantiles.
    mutating func readInterpolation(_ value: YAMLValue?, _ names: Names) -> Interpolation? {
        guard let value else { return nil }
        let distribution: YAMLValue
        var quantiles: [CategoryID: Double] = [.total: 0.5]
        if value.isMapping {
            guard let mapping = value.mapping(required: ["indicator", "quantiles"]),
                let named = mapping["indicator"]
            else { return nil }
            distribution = named
            quantiles = [:]
            for (key, value) in mapping["quantiles"]?.entries ?? [] {
                guard let category = readCategory(key, names) else { continue }
                if let share = value.number, share > 0, share < 1 {
                    quantiles[category] = share
                } else {
                    report.add(.wrongShape(value, expected: "a number between 0 and 1"))
                }
            }
        } else {
            distribution = value
        }
        guard let id: IndicatorID = distribution.identifier("an indicator") else { return nil }
        distributions.append((id, distribution))
        return Interpolation(distribution: id, quantiles: quantiles)
    }

    // MARK: - Constant dollars

    /// Reads `constant-dollars`: of which indicator, in dollars of which year, and the year whose
    /// prices the figures of each period are in.
    mutating func readConstantDollars(_ value: YAMLValue?) -> ConstantDollars? {
        guard let value,
            let mapping = value.mapping(required: ["of", "year", "price-years"]),
            let indicatorValue = mapping["of"],
            let indicator: IndicatorID = indicatorValue.identifier("an indicator"),
            let year = mapping["year"]?.period
        else { return nil }
        var years: [Period: Period] = [:]
        for (key, value) in mapping["price-years"]?.entries ?? [] {
            if let period = key.period, let year = value.period { years[period] = year }
        }
        return ConstantDollars(indicator: indicator, year: year, priceYears: years)
    }

    // MARK: - Across indicators

    /// Reports distributions and current dollars that do not exist or do not fit.
    func checkDerivations() {
        let indicators = configuration.indicators.byID
        for (id, value) in distributions {
            guard let distribution = require(id, value, among: indicators) else { continue }
            if distribution.kind != .count || distribution.classes.isEmpty {
                let message = "`\(id)` is no count with `classes`: no quantile can be read from it"
                report.add(.general("no-classes", message, value))
            }
        }
        for indicator in configuration.indicators {
            guard let dollars = indicator.constantDollars,
                let value = indicatorValues[indicator.id],
                let base = require(dollars.indicator, value, among: indicators)
            else { continue }
            for problem in problems(of: indicator, dollars, from: base) {
                report.add(.general("constant-dollars", problem, value))
            }
        }
    }

    private func require(
        _ id: IndicatorID,
        _ value: YAMLValue,
        among indicators: [IndicatorID: Indicator]
    ) -> Indicator? {
        if let indicator = indicators[id] { return indicator }
        // What is wrong with the indicator itself has been reported.
        if indicatorValues[id] == nil {
            let known = indicators.keys.map(\.name)
            report.add(.unknownName(value, id.name, what: "indicator", known: known))
        }
        return nil
    }

    private func problems(
        of indicator: Indicator,
        _ dollars: ConstantDollars,
        from base: Indicator
    ) -> [String] {
        var problems: [String] = []
        let (id, other) = (indicator.id, base.id)
        if !indicator.periods.isEmpty || !indicator.quotients.isEmpty {
            problems.append("`\(id)` restates `\(other)` and cannot have `periods` or `from`")
        }
        if base.constantDollars != nil {
            problems.append("`\(other)`, which `\(id)` restates, is in constant dollars itself")
        }
        if indicator.kind != base.kind {
            problems.append(
                "`\(id)` is a \(indicator.kind.rawValue), and `\(other)`, which it restates, a "
                    + base.kind.rawValue
            )
        }
        let mine = Set(indicator.keys)
        if !mine.isSubset(of: base.keys) || !Set(indicator.genders).isSubset(of: base.genders) {
            problems.append("`\(id)` has categories, groups or genders that `\(other)` has not")
        }
        for period in configuration.periodsWithFigures(base)
        where dollars.priceYears[period] == nil {
            problems.append(
                "`\(id)` does not say the prices of which year `\(other)` is in for \(period)"
            )
        }
        return problems
    }
}
