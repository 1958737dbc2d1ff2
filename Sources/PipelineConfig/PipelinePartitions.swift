import IndicatorModel

extension PipelineReader {
    /// Reads the partitions; one with `years` stands for a partition of each year.
    func readPartitions(_ value: YAMLValue?) -> [PipelinePartition] {
        var partitions: [PipelinePartition] = []
        for item in value?.list ?? [] {
            guard
                let mapping = item.mapping(
                    required: ["id", "sources"],
                    optional: ["period", "years", "recipes", "restated"]
                ),
                let idValue = mapping["id"]
            else { continue }
            let made = mapping["years"].map { readSeries(mapping, idValue, $0) }
            for partition in made ?? readCensus(mapping, idValue).map({ [$0] }) ?? [] {
                if partitions.contains(where: { $0.id == partition.id }) {
                    let message = "partition `\(partition.id)` stands twice"
                    report.add(.general("duplicate-id", message, idValue))
                }
                partitions.append(partition)
            }
        }
        if let value, value.isEmptyList {
            report.add(.wrongShape(value, expected: "at least one partition"))
        }
        return partitions
    }

    /// A partition of one census.
    private func readCensus(_ mapping: YAMLMapping, _ idValue: YAMLValue) -> PipelinePartition? {
        guard let periodValue = mapping["period"] else {
            report.add(.missingKeys(["period"], in: mapping.whole))
            return nil
        }
        guard let id: PartitionID = idValue.identifier("a partition"),
            let period = periodValue.period
        else { return nil }
        if id == .local {
            let message = "`local` stands for what coordinators hand in, and cannot name one"
            report.add(.general("reserved-name", message, idValue))
        }
        if id == .all {
            let message = "`all` stands for all partitions, and cannot name one"
            report.add(.general("reserved-name", message, idValue))
        }
        for key in ["recipes", "restated"] {
            guard let value = mapping[key] else { continue }
            let message = "`\(key)` stands with `years` only"
            report.add(.general("unread-key", message, value))
        }
        let sources = readSources(mapping["sources"]) { source, reading in
            if reading.period == period { return nil }
            return reading.period.map { "source `\(source)` is of \($0), not of \(period)" }
                ?? "source `\(source)` has a series, not figures of \(period)"
        }
        checkMapped(period, sources, periodValue)
        return PipelinePartition(id: id, period: period, sources: sources)
    }

    /// The partitions of a series, one a year.
    private func readSeries(
        _ mapping: YAMLMapping,
        _ idValue: YAMLValue,
        _ yearsValue: YAMLValue
    ) -> [PipelinePartition] {
        if let period = mapping["period"] {
            let message = "a partition has a `period`, or one for each of its `years`"
            report.add(.general("one-choice", message, period))
        }
        guard let years = readYears(yearsValue), let template = idValue.string else { return [] }
        guard template.contains("{year}") else {
            let message = "the id of a partition with `years` needs `{year}`"
            let hint = "such as `ircc-{year}`"
            report.add(.general("no-placeholder", message, idValue, hints: [hint]))
            return []
        }
        guard let recipesValue = mapping["recipes"] else {
            report.add(.missingKeys(["recipes"], in: mapping.whole))
            return []
        }
        guard let recipes = recipesValue.period else { return [] }
        let sources = readSources(mapping["sources"]) { source, reading in
            if let period = reading.period {
                return "source `\(source)` is of \(period), and has no series"
            }
            guard let vintage = configuration.lists[reading.list]?.vintage,
                vintage != recipes.name
            else { return nil }
            return "source `\(source)` has codes of \(vintage), not of \(recipes)"
        }
        return years.compactMap { year in
            let name = template.replacing("{year}", with: year.name)
            guard let id = PartitionID(name) else {
                report.add(.badIdentifier(idValue, what: "a partition"))
                return nil
            }
            return PipelinePartition(
                id: id,
                period: year,
                recipes: recipes,
                isSeries: true,
                restated: mapping["restated"]?.string,
                sources: sources
            )
        }
    }

    /// Reads `2015-2024`.
    private func readYears(_ value: YAMLValue) -> [Period]? {
        let parts = (value.string ?? "").split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2, parts[0] <= parts[1], parts[1] - parts[0] < 200 else {
            report.add(.wrongShape(value, expected: "years such as \"2015-2024\""))
            return nil
        }
        let years = (parts[0]...parts[1]).compactMap { Period(String($0)) }
        return years.isEmpty ? nil : years
    }

    /// The sources of a partition; `wrong` says what is wrong with one.
    private func readSources(
        _ value: YAMLValue?,
        _ wrong: (SourceID, Reading) -> String?
    ) -> [SourceID] {
        if let value, value.isEmptyList {
            report.add(.wrongShape(value, expected: "at least one source"))
        }
        return (value?.list ?? []).compactMap { item in
            guard let (id, source) = readSource(item) else { return nil }
            guard let reading = source.reading else {
                let message = "source `\(id)` has no layout: no figures are read from it"
                let hint = "name it under `keep` of the pipeline, which takes its files in"
                report.add(.general("unread-source", message, item, hints: [hint]))
                return nil
            }
            if let message = wrong(id, reading) {
                report.add(.general("wrong-period", message, item))
            }
            return id
        }
    }

    /// Reports a period of which the configuration maps no indicator: it would be published empty.
    private func checkMapped(_ period: Period, _ sources: [SourceID], _ value: YAMLValue) {
        // What is wrong with the sources or the indicators themselves has been reported.
        let right = sources.compactMap { configuration.sources[$0]?.reading }
            .filter { $0.period == period }
        let lists = Set(right.map(\.list)).filter { configuration.lists[$0]?.period == period }
        if lists.isEmpty || report.hasErrors(below: "config/indicators/") { return }
        let isMapped = configuration.indicators.contains { indicator in
            guard case .lists(let mapped)? = indicator.periods[period] else { return false }
            return lists.contains { mapped[$0]?.isEmpty == false }
        }
        if isMapped { return }
        let names = listed(lists.map(\.name).sorted(), conjunction: "or")
        let message = "period `\(period)` has no mapping: no indicator maps \(names)"
        let hint = "map it in config/indicators/, under `periods` of each indicator that it has"
        report.add(.general("period-without-mapping", message, value, hints: [hint]))
    }
}
