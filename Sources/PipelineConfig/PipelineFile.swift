import FoundationEssentials
package import IndicatorModel

extension Pipeline {
    /// Reads a pipeline file; what is wrong with it, also against `configuration`, is reported.
    package static func read(
        _ name: String,
        in root: String,
        _ configuration: Configuration,
        _ report: Report
    ) -> Pipeline? {
        if report.diagnostics.contains(where: { $0.code == "config.no-project" }) { return nil }
        let root = URL(filePath: root, directoryHint: .isDirectory)
        guard let file = TextFile.read(name, in: root, report),
            let document = YAMLValue.document(of: file, report),
            let mapping = document.mapping(
                required: ["dataset", "title", "description", "places", "partitions"],
                optional: [
                    "keep", "fallback", "prices", "highlights", "boundaries", "local", "stages",
                    "commands", "notify",
                    "metrics",
                ]
            ),
            let datasetValue = mapping["dataset"],
            let dataset: Identifier<PipelineTag> = datasetValue.identifier("a dataset"),
            let title = mapping["title"]?.bilingual,
            let description = mapping["description"]?.bilingual,
            let placesValue = mapping["places"],
            let places = placesValue.mapping(
                required: ["collections"],
                optional: ["candidates", "also"]
            )
        else { return nil }
        let reader = PipelineReader(
            configuration: configuration,
            report: report,
            dataset: dataset.name
        )
        let partitions = reader.readPartitions(mapping["partitions"])
        let pipeline = Pipeline(
            dataset: dataset.name,
            title: title,
            description: description,
            collections: reader.readCollections(places["collections"]),
            publishesCandidates: places["candidates"]?.bool ?? false,
            also: reader.readAlso(places["also"]),
            partitions: partitions,
            keep: reader.readKeep(mapping["keep"], beside: partitions),
            fallback: mapping["fallback"].flatMap { $0.choice("fallback") } ?? .none,
            prices: mapping["prices"].flatMap(reader.readPrices),
            highlights: (mapping["highlights"]?.list ?? []).compactMap(reader.readHighlight),
            boundaries: mapping["boundaries"].flatMap(reader.readBoundaries),
            local: mapping["local"].flatMap(reader.readLocal),
            stages: reader.readStages(mapping["stages"]),
            commands: reader.readCommands(mapping["commands"], feeding: partitions),
            notifications: reader.readNotifications(mapping["notify"]),
            metrics: mapping["metrics"].flatMap(reader.readMetrics)
        )
        if pipeline.published(of: configuration.places).isEmpty {
            report.add(.general("no-place", "the pipeline publishes no place", placesValue))
        }
        return pipeline
    }
}

private enum PipelineTag {}

/// Reads the parts of one pipeline file, and holds them against the configuration.
struct PipelineReader {
    let configuration: Configuration
    let report: Report
    let dataset: String

    func readCollections(_ value: YAMLValue?) -> [String] {
        let known = Set(configuration.places.map(\.collection))
        return (value?.list ?? []).compactMap { item in
            guard let name = item.string else { return nil }
            if !known.contains(name) {
                report.add(.unknownName(item, what: "collection", known: known.sorted()))
            }
            return name
        }
    }

    func readAlso(_ value: YAMLValue?) -> [PlaceID] {
        let known = Set(configuration.places.map(\.id))
        return (value?.list ?? []).compactMap { item in
            guard let id: PlaceID = item.identifier("a place") else { return nil }
            if !known.contains(id) {
                report.add(.unknownName(item, what: "place", known: known.map(\.name)))
            }
            return id
        }
    }

    func readHighlight(_ value: YAMLValue) -> Highlight? {
        guard
            let mapping = value.mapping(
                required: ["place", "period", "indicator"],
                optional: ["category"]
            ),
            let placeValue = mapping["place"],
            let place: PlaceID = placeValue.identifier("a place"),
            let period = mapping["period"]?.period,
            let indicatorValue = mapping["indicator"],
            let indicator: IndicatorID = indicatorValue.identifier("an indicator")
        else { return nil }
        let category: CategoryID? = mapping["category"].flatMap { $0.identifier("a category") }
        let places = configuration.places.map(\.id.name)
        if !places.contains(place.name) {
            report.add(.unknownName(placeValue, what: "place", known: places))
        }
        if let found = configuration.indicator(indicator) {
            let known = found.categories.map(\.name)
            if !known.contains((category ?? .total).name) {
                let value = mapping["category"] ?? indicatorValue
                let name = (category ?? .total).name
                report.add(.unknownName(value, name, what: "category", known: known))
            }
        } else {
            let known = configuration.indicators.map(\.id.name)
            report.add(.unknownName(indicatorValue, what: "indicator", known: known))
        }
        return Highlight(
            place: place,
            period: period,
            indicator: indicator,
            category: category ?? .total
        )
    }

    func readSource(_ value: YAMLValue) -> (SourceID, Source)? {
        guard let id: SourceID = value.identifier("a source") else { return nil }
        if let source = configuration.sources[id] { return (id, source) }
        // What is wrong with the source itself has been reported.
        if report.hasErrors(in: "config/sources/\(id).yaml") { return nil }
        let known = configuration.sources.keys.map(\.name)
        report.add(.unknownName(value, what: "source", known: known))
        return nil
    }

    /// The sources whose files are only taken in.
    func readKeep(_ value: YAMLValue?, beside partitions: [PipelinePartition]) -> [SourceID] {
        var ids: [SourceID] = []
        for item in value?.list ?? [] {
            guard let (id, _) = readSource(item) else { continue }
            if ids.contains(id) {
                report.add(.general("duplicate-id", "source `\(id)` is kept twice", item))
                continue
            }
            if let partition = partitions.first(where: { $0.sources.contains(id) }) {
                let message = "source `\(id)` is one of partition `\(partition.id)` already"
                let hint = "remove it here: what is read is kept too"
                report.add(.general("kept-twice", message, item, hints: [hint]))
            }
            ids.append(id)
        }
        return ids
    }

    /// The price index.
    func readPrices(_ value: YAMLValue) -> SourceID? {
        guard let (id, source) = readSource(value) else { return nil }
        if source.prices == nil {
            let message = "source `\(id)` has no `prices`: no price index is read from it"
            report.add(.general("no-prices", message, value))
        }
        return id
    }
}
