import IndicatorModel

extension ConfigReader {
    /// Reads `scope`; a name that nothing has is reported.
    func readScope(_ value: YAMLValue?) -> CheckScope {
        var scope = CheckScope()
        guard let value,
            let mapping = value.mapping(
                required: [],
                optional: ["indicators", "tabs", "kinds", "units", "places", "periods"]
            )
        else { return scope }
        scope.indicators = names(mapping["indicators"], "an indicator", indicator)
        scope.tabs = names(mapping["tabs"], "a tab") { tab($0, $1) }
        scope.places = names(mapping["places"], "a place", place)
        scope.kinds = Set((mapping["kinds"]?.list ?? []).compactMap { $0.choice("kind") })
        scope.periods = Set((mapping["periods"]?.list ?? []).compactMap(period))
        let units = Set(configuration.indicators.map(\.unit))
        for item in mapping["units"]?.list ?? [] {
            guard let unit = item.string else { continue }
            if !units.contains(unit) {
                report.add(.unknownName(item, what: "unit", known: units.sorted()))
            }
            scope.units.insert(unit)
        }
        return scope
    }

    private func names<Tag>(
        _ value: YAMLValue?,
        _ what: String,
        _ check: (YAMLValue, Identifier<Tag>) -> Void
    ) -> Set<Identifier<Tag>> {
        var names: Set<Identifier<Tag>> = []
        for item in value?.list ?? [] {
            guard let id: Identifier<Tag> = item.identifier(what) else { continue }
            check(item, id)
            names.insert(id)
        }
        return names
    }

    private func indicator(_ value: YAMLValue, _ id: IndicatorID) {
        // What is wrong with the indicator itself has been reported.
        if indicatorValues[id] != nil { return }
        let known = configuration.indicators.map(\.id.name)
        report.add(.unknownName(value, what: "indicator", known: known))
    }

    private func tab(_ value: YAMLValue, _ id: TabID) {
        let known = Set(configuration.indicators.map(\.tab.name))
        if known.contains(id.name) { return }
        report.add(.unknownName(value, what: "tab", known: known.sorted()))
    }

    private func place(_ value: YAMLValue, _ id: PlaceID) {
        if definitions["place"]?[id.name] != nil { return }
        let known = configuration.places.map(\.id.name)
        report.add(.unknownName(value, what: "place", known: known))
    }

    private func period(_ value: YAMLValue) -> Period? {
        guard let period = value.period else { return nil }
        let lists = configuration.lists.values
        let known = Set(lists.compactMap(\.period))
        // A series may have figures of any year.
        if !known.contains(period), !lists.contains(where: { $0.period == nil }) {
            report.add(.unknownName(value, what: "period", known: known.sorted().map(\.name)))
        }
        return period
    }

    /// Reads one entry of `except`: it needs a day and a reason, and something that it is about.
    func readException(_ value: YAMLValue) -> CheckException? {
        let about = ["place", "period", "indicator", "category"]
        guard
            let mapping = value.mapping(
                required: ["date", "reason"],
                optional: about + ["dataset"]
            ),
            let dateValue = mapping["date"], let date = dateValue.string,
            let reason = mapping["reason"]?.bilingual
        else { return nil }
        if !isDay(date) {
            report.add(.wrongShape(dateValue, expected: "a day such as \"2025-06-30\""))
        }
        if about.allSatisfy({ mapping[$0] == nil }) {
            let expected = "at least one of \(listed(about, conjunction: "or"))"
            report.add(.wrongShape(value, expected: expected))
            return nil
        }
        let placeID: PlaceID? = mapping["place"]?.identifier("a place")
        if let placeID, let item = mapping["place"] { place(item, placeID) }
        let indicatorID: IndicatorID? = mapping["indicator"]?.identifier("an indicator")
        if let indicatorID, let item = mapping["indicator"] { indicator(item, indicatorID) }
        return CheckException(
            dataset: mapping["dataset"]?.string,
            place: placeID,
            period: mapping["period"].flatMap(period),
            indicator: indicatorID,
            category: mapping["category"].flatMap { category($0, of: indicatorID) },
            date: date,
            reason: reason,
            span: value.span
        )
    }

    private func category(_ value: YAMLValue, of indicator: IndicatorID?) -> CategoryID? {
        guard let id: CategoryID = value.identifier("a category") else { return nil }
        let indicators = configuration.indicators.filter { indicator == nil || $0.id == indicator }
        let known = Set(indicators.flatMap(\.categories))
        if !known.isEmpty, !known.contains(id) {
            report.add(.unknownName(value, what: "category", known: known.map(\.name).sorted()))
        }
        return id
    }

    /// Whether a text is a day of the calendar, year first.
    private func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ Int($0) != nil }),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }

    /// Reports a check that can never look at anything.
    func checkScope(_ check: Check, _ value: YAMLValue) {
        // Where some indicator could not be read, it may have been the one that is looked for.
        if configuration.indicators.count < indicatorValues.count { return }
        let indicators = configuration.indicators.filter(check.scope.contains)
        if indicators.contains(where: check.kind.canJudge) { return }
        let message = "no indicator in the scope of `\(check.id)` \(check.kind.needs)"
        report.add(.general("nothing-to-check", message, value))
    }
}

extension CheckKind {
    fileprivate var needs: String {
        switch self {
        case .partsAndTotal: "has `adds-up`"
        case .menAndWomen: "is a count with the genders men and women"
        case .placeAndParent, .publishedAndSum: "is a count"
        case .monthsAndYear: "is a count of a series"
        case .jump: "has two years that compare"
        case .range, .coverage: "is there"
        }
    }
}
