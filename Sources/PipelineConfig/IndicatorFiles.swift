import IndicatorModel

extension ConfigReader {
    /// Reads config/indicators: a file a tab.
    mutating func readIndicators() {
        for document in documents(in: "config/indicators") {
            guard let mapping = document.mapping(required: ["tab", "indicators"]),
                let tabValue = mapping["tab"], let tab: TabID = tabValue.identifier("a tab")
            else { continue }
            requireLabel(.tabs, tabValue)
            for value in mapping["indicators"]?.list ?? [] {
                if let indicator = readIndicator(value, tab: tab) {
                    configuration.indicators.append(indicator)
                }
            }
        }
    }

    private mutating func readIndicator(_ value: YAMLValue, tab: TabID) -> Indicator? {
        guard
            let mapping = value.mapping(
                required: ["id", "kind", "unit", "universe", "sample", "categories"],
                optional: [
                    "within", "genders", "groups", "classification", "periods", "from", "series",
                    "series-comparability",
                    "weighted-by", "adds-up", "classes", "interpolated-from",
                    "constant-dollars", "comparability",
                ]
            ),
            let idValue = mapping["id"],
            let id: IndicatorID = idValue.identifier("an indicator"),
            define("indicator", id.name, idValue)
        else { return nil }
        indicatorValues[id] = idValue
        keep("indicator", id.name, value)
        requireLabel(.indicators, idValue)
        requireLabel(.units, mapping["unit"])
        requireLabel(.universes, mapping["universe"])
        guard let kind: IndicatorKind = mapping["kind"]?.choice("kind"),
            let form: CensusForm = mapping["sample"]?.choice("sample"),
            let unit = mapping["unit"]?.string, let universe = mapping["universe"]?.string
        else { return nil }
        let within: Universe? = mapping["within"].flatMap { $0.choice("universe") }
        let names = readNames(mapping)
        let indicator = Indicator(
            id: id,
            tab: tab,
            kind: kind,
            unit: unit,
            universe: universe,
            form: form,
            within: within,
            genders: names.genders,
            groups: names.groups,
            categories: names.categories,
            classification: readClassification(mapping),
            periods: readPeriods(mapping["periods"], names),
            series: mapping["series"].map { readLists($0, nil, names) } ?? [:],
            seriesComparability: mapping["series-comparability"].flatMap(readComparabilityCode),
            quotients: readQuotients(mapping["from"], names),
            weight: mapping["weighted-by"].flatMap { readReference($0, group: .total) },
            partitions: readPartitions(mapping["adds-up"], names),
            classes: readClasses(mapping["classes"], names),
            interpolation: readInterpolation(mapping["interpolated-from"], names),
            constantDollars: readConstantDollars(mapping["constant-dollars"]),
            comparability: readComparability(mapping["comparability"])
        )
        checkShape(indicator, mapping)
        return indicator
    }

    /// The names an indicator declares, which its mappings may use.
    struct Names {
        var genders: [Gender]
        var groups: [GroupID]
        var categories: [CategoryID]
    }

    private func readNames(_ mapping: YAMLMapping) -> Names {
        let genders: [Gender]? = mapping["genders"]?.list.compactMap { $0.choice("gender") }
        let groups: [GroupID]? = mapping["groups"]?.list.compactMap { value in
            requireLabel(.groups, value)
            return value.identifier("a group")
        }
        let categories: [CategoryID]? = mapping["categories"]?.list.compactMap { value in
            requireLabel(.categories, value)
            return value.identifier("a category")
        }
        return Names(
            genders: genders ?? [.total],
            groups: groups ?? [.total],
            categories: categories ?? []
        )
    }

    // MARK: - Mappings

    private func readPeriods(_ value: YAMLValue?, _ names: Names) -> [Period: PeriodMapping] {
        var periods: [Period: PeriodMapping] = [:]
        for (key, value) in value?.entries ?? [] {
            guard let period = key.period else { continue }
            periods[period] = readPeriod(value, period, names)
        }
        return periods
    }

    private func readPeriod(
        _ value: YAMLValue,
        _ period: Period,
        _ names: Names
    )
        -> PeriodMapping?
    {
        let entries = value.entries
        if value.isMapping(withOnlyKey: "not-available") {
            requireLabel(.reasons, entries[0].value)
            return entries[0].value.string.map { .notAvailable(reason: $0) }
        }
        return .lists(readLists(value, period, names))
    }

    /// Reads mappings by list; `period` is nil for those of a series.
    private func readLists(
        _ value: YAMLValue,
        _ period: Period?,
        _ names: Names
    ) -> [ListID: [CategoryKey: ValueExpression]] {
        var lists: [ListID: [CategoryKey: ValueExpression]] = [:]
        for (key, value) in value.entries {
            guard let list: ListID = key.identifier("a list") else { continue }
            guard let known = configuration.lists[list] else {
                let names = configuration.lists.keys.map(\.name)
                report.add(.unknownName(key, what: "list", known: names))
                continue
            }
            if known.period != period {
                report.add(.wrongPeriod(of: known, key, expected: period))
            }
            lists[list] = readExpressions(value, list, names)
        }
        return lists
    }

    private func readExpressions(
        _ value: YAMLValue,
        _ list: ListID,
        _ names: Names
    )
        -> [CategoryKey: ValueExpression]
    {
        var expressions: [CategoryKey: ValueExpression] = [:]
        for (key, value) in value.entries {
            guard let category = readCategoryKey(key, names) else { continue }
            expressions[category] = readExpression(value, list)
        }
        return expressions
    }

    /// Reads `category` or `group:category`, both of which the indicator must declare.
    private func readCategoryKey(_ value: YAMLValue, _ names: Names) -> CategoryKey? {
        guard let text = value.string else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let groupName = parts.count > 1 ? parts[0] : GroupID.total.name
        let categoryName = parts.last ?? ""
        guard let group = names.groups.first(where: { $0.name == groupName }) else {
            let known = names.groups.map(\.name)
            report.add(.unknownName(value, groupName, what: "group", known: known))
            return nil
        }
        return readCategory(value, categoryName, names).map {
            CategoryKey(group: group, category: $0)
        }
    }

    /// Reads a category that the indicator must declare.
    func readCategory(_ value: YAMLValue, _ names: Names) -> CategoryID? {
        value.string.flatMap { readCategory(value, $0, names) }
    }

    private func readCategory(_ value: YAMLValue, _ name: String, _ names: Names) -> CategoryID? {
        if let category = names.categories.first(where: { $0.name == name }) { return category }
        let known = names.categories.map(\.name)
        report.add(.unknownName(value, name, what: "category", known: known))
        return nil
    }

    private func readExpression(_ value: YAMLValue, _ list: ListID) -> ValueExpression? {
        let isSum = value.entries.contains { $0.key.rawText == "sum" }
        guard isSum else {
            return readCharacteristic(value, list).map { ValueExpression(plus: [$0]) }
        }
        guard let mapping = value.mapping(required: ["sum"], optional: ["minus"]) else {
            return nil
        }
        let plus = (mapping["sum"]?.list ?? []).compactMap { readCharacteristic($0, list) }
        let minus = (mapping["minus"]?.list ?? []).compactMap { readCharacteristic($0, list) }
        return plus.isEmpty ? nil : ValueExpression(plus: plus, minus: minus)
    }

    private func readCharacteristic(_ value: YAMLValue, _ list: ListID) -> MappedCharacteristic? {
        guard let mapping = value.mapping(required: ["id", "label"], optional: ["men", "women"]),
            let idValue = mapping["id"], let id = idValue.string.map(CharacteristicID.init),
            let labelValue = mapping["label"], let label = labelValue.string
        else { return nil }
        if let known = characteristicLabels[list] {
            if let expected = known[id], expected != label {
                report.add(.labelDiffers(labelValue, id: id, list: list, expected: expected))
            }
            for value in [idValue, mapping["men"], mapping["women"]] {
                requireCharacteristic(value, in: list)
            }
        }
        return MappedCharacteristic(
            id: id,
            label: label,
            men: mapping["men"]?.string.map(CharacteristicID.init),
            women: mapping["women"]?.string.map(CharacteristicID.init)
        )
    }

    // MARK: - Quotients

    private mutating func readQuotients(
        _ value: YAMLValue?,
        _ names: Names
    )
        -> [CategoryKey: Quotient]
    {
        var quotients: [CategoryKey: Quotient] = [:]
        for (key, value) in value?.entries ?? [] {
            guard let category = readCategoryKey(key, names),
                let mapping = value.mapping(required: ["numerator", "denominator"])
            else { continue }
            let group = category.group
            let numerator = readReferences(mapping["numerator"], group: group)
            let denominator = readReferences(mapping["denominator"], group: group)
            guard !numerator.isEmpty, !denominator.isEmpty else { continue }
            quotients[category] = Quotient(numerator: numerator, denominator: denominator)
        }
        return quotients
    }

    private mutating func readReferences(
        _ value: YAMLValue?,
        group: GroupID
    )
        -> [CategoryReference]
    {
        var references: [CategoryReference] = []
        if let value, value.isEmptyList {
            report.add(.wrongShape(value, expected: "at least one `indicator/category`"))
        }
        for item in value?.list ?? [] {
            if let reference = readReference(item, group: group) { references.append(reference) }
        }
        return references
    }

    /// Reads `indicator/category` or `indicator/group:category`.
    private mutating func readReference(
        _ value: YAMLValue,
        group: GroupID
    )
        -> CategoryReference?
    {
        guard let text = value.string else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let names = (parts.last ?? "").split(separator: ":").map(String.init)
        guard parts.count == 2, let indicator = IndicatorID(parts[0]),
            let category = names.last.flatMap(CategoryID.init),
            let group = names.count > 1 ? GroupID(names[0]) : group
        else {
            report.add(.wrongShape(value, expected: "`indicator/category`"))
            return nil
        }
        let reference = CategoryReference(
            indicator: indicator,
            key: CategoryKey(group: group, category: category)
        )
        references.append((reference, value))
        return reference
    }

    // MARK: - Comparability

    private func readComparability(_ value: YAMLValue?) -> [PeriodPair: Comparability] {
        var comparability: [PeriodPair: Comparability] = [:]
        for (key, value) in value?.entries ?? [] {
            let years = (key.string ?? "").split(separator: "-").compactMap { Period(String($0)) }
            guard years.count == 2, let pair = PeriodPair(from: years[0], to: years[1]) else {
                report.add(.wrongShape(key, expected: "two years such as `2006-2016`"))
                continue
            }
            comparability[pair] = readComparabilityCode(value)
        }
        return comparability
    }

    private func readComparabilityCode(_ value: YAMLValue) -> Comparability? {
        guard let mapping = value.mapping(required: ["code"], optional: ["note"]),
            let code: Comparability.Code = mapping["code"]?.choice("comparability code")
        else { return nil }
        requireLabel(.notes, mapping["note"])
        if code != .compare, mapping["note"] == nil {
            let message = "code `\(code.rawValue)` needs a `note`"
            report.add(.general("missing-note", message, value))
        }
        return Comparability(code: code, note: mapping["note"]?.string)
    }
}
