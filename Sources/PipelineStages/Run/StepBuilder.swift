import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineConfig
import PipelineEngine

/// Makes the steps of a pipeline, each with the settings that its output depends on.
///
/// A definition is a setting of a step without the keys that the step does not look at, so that a
/// new key makes steps run too often rather than not at all.
struct StepBuilder {
    let pipeline: Pipeline
    let configuration: Configuration
    let options: RunOptions
    let files: FileLayer
    let locator: PartLocator
    let time: String
    let run: String
    let redactor: Redactor
    /// The day of the run in UTC, on which consent must hold.
    let today: CalendarDay

    /// The partitions that this run makes.
    var partitions: [PipelinePartition] {
        pipeline.partitions.filter { options.period == nil || $0.period == options.period }
    }

    func steps() -> [any Step] {
        let places = pipeline.published(of: configuration.places)
        let makers = commandOutputs
        var steps: [any Step] = []
        var fetched: Set<SourceID> = []
        for partition in partitions {
            let sources = sources(of: partition)
            for entry in sources where fetched.insert(entry.source.id).inserted {
                steps += fetchSteps(entry.source, makers)
                steps += extractSteps(entry, partition, places)
            }
            steps += partitionSteps(partition, sources, places)
            steps += rankSteps(partition)
        }
        if let source = prices, fetched.insert(source.id).inserted {
            steps += fetchSteps(source, makers) + priceSteps(source)
        }
        for source in pipeline.keep.compactMap({ configuration.sources[$0] })
        where fetched.insert(source.id).inserted {
            steps += fetchSteps(source, makers)
        }
        if let source = boundarySource, fetched.insert(source.id).inserted {
            steps += fetchSteps(source, makers)
        }
        steps += boundarySteps(places)
        steps += localSteps(places)
        let store = ReleaseStore(
            root: "\(options.dataClean)/\(pipeline.dataset)",
            files: files
        )
        steps.append(validateAllStep(store))
        steps.append(publishStep(places, store))
        return steps + commandSteps
    }

    private func sources(of partition: PipelinePartition) -> [ReadSource] {
        partition.sources.compactMap { id in
            configuration.sources[id].flatMap { ReadSource($0, configuration) }
        }
    }

    /// The source of the price index.
    private var prices: Source? {
        pipeline.prices.flatMap { configuration.sources[$0] }.flatMap {
            $0.prices == nil ? nil : $0
        }
    }

    // MARK: - Parts

    private func fetchSteps(_ source: Source, _ makers: [String: ArtifactID]) -> [any Step] {
        configuration.wantedParts(of: source).map { wanted in
            let path: String? = if case .local(let path) = wanted.file { path } else { nil }
            return FetchStep(wanted: wanted, locator: locator, maker: path.flatMap { makers[$0] })
        }
    }

    private func extractSteps(
        _ entry: ReadSource,
        _ partition: PipelinePartition,
        _ places: [Place]
    ) -> [any Step] {
        let (source, list) = (entry.source, entry.list)
        let times = pipeline.times(of: source)
        let wanted = WantedCells(configuration, list: list, times: times)
        let counts = entry.reading.withholdBelow == nil ? [] : [countSettings()]
        let parts = AreaParts(configuration, partition.recipes, places)
        let members = places.flatMap { $0.recipes[partition.recipes]?.members ?? [] }
        let geographies = Set(members.map(\.geography) + parts.all(entry.reading.layout))
        let shared =
            definitions(["source \(source.id)"], without: Self.describing + Self.fetching)
            + definitions(["list \(list.id)"], without: ["title"])
            + [mappings(list), geographySettings(partition.recipes, places)] + counts
            + (times.isEmpty
                ? [] : [.option("times", times.map(\.name).joined(separator: "\n"))])
            + (entry.names.map { [nameSettings($0)] } ?? []) + partSettings(parts, [entry])
        return source.parts.map { part in
            ExtractStep(
                entry: entry,
                part: part,
                wanted: wanted,
                geographies: geographies,
                fixedSettings: shared
                    + definitions(["part \(source.id)/\(part.id)"], without: ["url", "resource"])
            )
        }
    }

    /// A price index is read from the one file of its source.
    private func priceSteps(_ source: Source) -> [any Step] {
        guard let reading = source.prices, let part = source.parts.first else { return [] }
        let settings =
            definitions(["source \(source.id)"], without: Self.describing + Self.fetching)
            + definitions(["part \(source.id)/\(part.id)"], without: ["url", "resource"])
        return [
            PriceStep(source: source, part: part, reading: reading, fixedSettings: settings)
        ]
    }

    /// Keys of a source that say what it is, and not how it is read.
    private static let describing = [
        "publisher", "title", "page", "licence", "licence-note", "attribution",
    ]

    /// Keys of a source that say how its files come, and what is asked of them then.
    private static let fetching = [
        "parts", "language", "optional", "fetch", "archives", "thresholds", "contract", "package",
    ]

    /// The cells that indicators want of a list.
    private func mappings(_ list: CharacteristicList) -> Setting {
        let key = list.period.map { "periods.\($0).\(list.id)" } ?? "series.\(list.id)"
        let members = indicators().compactMap { indicator -> Setting? in
            guard indicator.parts.keys.contains(where: { $0 == key || $0.hasPrefix("\(key).") })
            else { return nil }
            return .definition(indicator) {
                $0 == key || $0.hasPrefix("\(key).") || $0 == "genders"
            }
        }
        return .group("indicators of list \(list.id)", members)
    }

    /// Which indicators count, for sources that withhold small counts.
    private func countSettings() -> Setting {
        let members = indicators().map { Setting.definition($0) { $0 == "within" } }
        return .group("what indicators count", members)
    }

    /// What areas are the sum of, where recipes name areas that a source may print in parts.
    private func partSettings(_ parts: AreaParts, _ sources: [ReadSource]) -> [Setting] {
        let text = parts.text(sources.map(\.reading.layout))
        return text.isEmpty ? [] : [.derived("parts of areas", text, origin: nil)]
    }

    /// What names of places are matched against, for sources that print no codes.
    private func nameSettings(_ names: ReadSource.Names) -> Setting {
        let known = names.gazetteer.entries.map {
            "\($0.geography) \($0.names.en) / \($0.names.fr)"
        }
        let others = names.synonyms.map { synonym in
            [synonym.level.rawValue, synonym.province, synonym.division, synonym.name]
                + synonym.codes
        }
        return .derived(
            "names of \(names.gazetteer.period)",
            (known + others.map { $0.joined(separator: "\t") }).joined(separator: "\n"),
            origin: nil
        )
    }

    private func geographySettings(_ period: Period, _ places: [Place]) -> Setting {
        let members = places.compactMap { place -> Setting? in
            guard let recipe = place.recipes[period] else { return nil }
            return .derived(
                "place \(place.id)",
                recipe.members.map(\.geography.description).joined(separator: "\n"),
                origin: configuration.definitions["place \(place.id)"]?.file
            )
        }
        return .group("geographies of \(period)", members)
    }

    // MARK: - Partitions

    private func partitionSteps(
        _ partition: PipelinePartition,
        _ sources: [ReadSource],
        _ places: [Place]
    ) -> [any Step] {
        let order = Setting.option(
            "sources of partition \(partition.id)",
            partition.sources.map(\.name).joined(separator: "\n")
        )
        let parts = sources.flatMap { entry in
            entry.source.parts.map { "part \(entry.source.id)/\($0.id)" }
        }
        let keys = pipeline.highlights.map(key)
        let areaParts = AreaParts(configuration, partition.recipes, places)
        return [
            NormalizeStep(
                partition: partition,
                places: places,
                sources: sources,
                placeIDs: configuration.places.map(\.id),
                fixedSettings: [order, recipes(partition.recipes, places)]
                    + otherPlaces(sources, places)
                    + definitions(parts) { $0 == "covers" || $0.hasPrefix("covers.") }
                    + partSettings(areaParts, sources),
                areaParts: areaParts
            ),
            HarmonizeStep(
                partition: partition,
                configuration: configuration,
                sources: sources,
                prices: prices?.id,
                fixedSettings: [
                    order, indicators(of: partition),
                    provinces(partition.recipes, places),
                ]
                    + definitions(sources.map { "list \($0.list.id)" }, without: ["title"])
            ),
            ValidateStep(
                partition: partition,
                dataset: pipeline.dataset,
                configuration: configuration,
                places: places,
                fixedSettings: checks(of: partition, places)
            ),
            TabulateStep(
                partition: partition,
                sources: sources,
                prices: prices,
                highlights: keys,
                fixedSettings: [
                    order,
                    .option(
                        "highlights",
                        keys.map { $0.fields.joined(separator: ",") }.joined(separator: "\n")
                    ),
                ]
                    + definitions(sources.map { "source \($0.source.id)" }, without: Self.fetching)
                    + definitions(parts) { $0 == "file" || $0 == "path" }
            ),
        ]
    }

    /// The province or territory of each place, whose prices its dollars are restated with.
    private func provinces(_ period: Period, _ places: [Place]) -> Setting {
        let lines = places.map { place in
            let province = configuration.province(of: place.id, period)?.code
            return "\(place.id) \(province ?? "Canada")"
        }
        return .derived("provinces of \(period)", lines.joined(separator: "\n"), origin: nil)
    }

    /// The indicators that are ranked in a period, each with its master list.
    private func masters(of period: Period) -> [IndicatorID: Classification] {
        var masters: [IndicatorID: Classification] = [:]
        for indicator in configuration.indicators where indicator.kind == .count {
            guard let id = indicator.classification, case .lists? = indicator.periods[period]
            else { continue }
            masters[indicator.id] = configuration.classifications[id]
        }
        return masters
    }

    private func rankSteps(_ partition: PipelinePartition) -> [any Step] {
        let masters = masters(of: partition.period)
        if masters.isEmpty || partition.isSeries { return [] }
        let indicators = masters.keys.sorted().map { "indicator \($0)" }
        let lists = Set(masters.values.map(\.id)).sorted().map { "classification \($0)" }
        return [
            RankStep(
                partition: partition.id,
                masters: masters,
                fixedSettings: definitions(indicators) { ["kind", "classification"].contains($0) }
                    + definitions(lists, without: ["codes"])
            )
        ]
    }

    /// The places that only a file of layout tidy may name, because none of theirs are published.
    private func otherPlaces(_ sources: [ReadSource], _ places: [Place]) -> [Setting] {
        guard sources.contains(where: { $0.reading.layout == .tidy }) else { return [] }
        let published = Set(places.map(\.id))
        let others = configuration.places.map(\.id).filter { !published.contains($0) }
        let ids = others.map(\.name).joined(separator: "\n")
        return [.derived("places that are not published", ids, origin: nil)]
    }

    private func recipes(_ period: Period, _ places: [Place]) -> Setting {
        let key = "recipes.\(period)"
        let members = places.compactMap { configuration.definitions["place \($0.id)"] }.map {
            Setting.definition($0) { $0 == "id" || $0 == key || $0.hasPrefix("\(key).") }
        }
        return .group("places of \(period)", members)
    }

    private func indicators(of partition: PipelinePartition) -> Setting {
        let key = partition.isSeries ? "series" : "periods.\(partition.period)"
        let others = ["periods", "series"]
        let members = indicators().map { indicator in
            Setting.definition(indicator) { part in
                let top = part.prefix { $0 != "." }
                if ["unit", "universe", "comparability", "classification"].contains(top) {
                    return false
                }
                if top == "series-comparability" { return false }
                return !others.contains(String(top)) || part == key || part.hasPrefix("\(key).")
            }
        }
        return .group("indicators of \(partition.id)", members)
    }

    // MARK: - The version

    private func publishStep(_ places: [Place], _ store: ReleaseStore) -> any Step {
        let order = configuration.indicators.map { "\($0.tab)/\($0.id)" }.joined(separator: "\n")
        let about = [
            pipeline.title.en, pipeline.title.fr, pipeline.description.en, pipeline.description.fr,
        ]
        let settings: [Setting] = [
            .option("order of indicators", order),
            .derived("pipeline \(pipeline.dataset)", about.joined(separator: "\n"), origin: nil),
            .group(
                "indicators",
                indicators().map {
                    .definition(
                        $0,
                        without: ["periods", "series", "within", "weighted-by", "from"]
                    )
                }
            ),
            .group(
                "places",
                places.compactMap { configuration.definitions["place \($0.id)"] }.map {
                    .definition($0, without: ["recipes", "collection"])
                }
            ),
            .group(
                "labels",
                configuration.definitions.values.filter { $0.name.hasPrefix("label ") }
                    .sorted { $0.name < $1.name }.map { .definition($0) }
            ),
            .group("classifications", classifications()),
            .group("boundary changes", boundaryChanges(places)),
            .group("checks", definitions(of: configuration.checks, without: [])),
        ]
        return PublishStep(
            pipeline: pipeline,
            configuration: configuration,
            store: store,
            files: files,
            permit: options.permit,
            partitions: partitions.map(\.id),
            ranked: partitions.filter { !$0.isSeries && !masters(of: $0.period).isEmpty }
                .map(\.id),
            supplements: supplements,
            standIns: { try standIns() },
            time: time,
            run: run,
            fixedSettings: settings
        )
    }

    /// How places changed between censuses, where lists of changes say so.
    private func boundaryChanges(_ places: [Place]) -> [Setting] {
        ReferenceTables(configuration: configuration, places: places).boundaryChangeTables.map {
            .derived($0.name, $0.fields.joined(separator: "\n"), origin: nil)
        }
    }

    /// What stages other than those of partitions add to the version.
    private var supplements: [PartitionID] {
        (boundarySource == nil ? [] : [.boundaries]) + (pipeline.local == nil ? [] : [.local])
    }

    /// Files that stand in for newer ones of this run's sources that could not be used.
    private func standIns() throws -> [StandIn] {
        var standIns: [StandIn] = []
        for id in Set(partitions.flatMap(\.sources)).sorted() {
            guard let source = configuration.sources[id] else { continue }
            for (part, file) in source.files {
                let history = try locator.store.history(id, part)
                guard let trouble = history.trouble, let current = history.current else { continue }
                standIns.append(
                    StandIn(
                        source: id,
                        file: file.name,
                        sha256: current.sha256,
                        verdict: trouble.verdict
                    )
                )
            }
        }
        return standIns
    }

    // MARK: - Programs of the steward's

    /// Which program makes a file.
    private var commandOutputs: [String: ArtifactID] {
        let pairs = pipeline.commands.flatMap { command in
            command.outputs.values.map { ($0, ArtifactID.made(command.id)) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private var commandSteps: [any Step] {
        let makers = commandOutputs
        let published = "data-clean/\(pipeline.dataset)/"
        let state = absolute(options.state)
        return pipeline.commands.map { command in
            let made = command.inputs.values.compactMap { path in
                path.hasPrefix(published) ? .release(pipeline.dataset) : makers[path]
            }
            return CommandStep(
                command: command,
                root: options.root,
                workFolder: "\(state)/work/\(run).\(command.id)",
                log: "\(state)/logs/\(run).\(command.id).txt",
                files: files,
                digests: locator.digests,
                redactor: redactor,
                inputs: Set(made).sorted()
            )
        }
    }

    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }

    // MARK: - Definitions

    private func indicators() -> [Definition] {
        configuration.indicators.compactMap { configuration.definitions["indicator \($0.id)"] }
    }

    private func classifications() -> [Setting] {
        let names = configuration.classifications.keys.sorted().map { "classification \($0)" }
        return definitions(names, without: [])
    }

    func definitions(_ names: [String], without keys: [String]) -> [Setting] {
        names.compactMap { configuration.definitions[$0] }.map { .definition($0, without: keys) }
    }

    private func definitions(_ names: [String], where keeps: (String) -> Bool) -> [Setting] {
        names.compactMap { configuration.definitions[$0] }.map { .definition($0, where: keeps) }
    }

    private func key(_ highlight: Highlight) -> ObservationKey {
        ObservationKey(highlight)
    }
}

extension ObservationKey {
    init(_ highlight: Highlight) {
        self.init(
            place: highlight.place,
            period: highlight.period,
            indicator: highlight.indicator,
            category: highlight.category,
            group: .total,
            gender: .total
        )
    }
}
