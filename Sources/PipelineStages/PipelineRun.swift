package import DataStore
import FoundationEssentials
package import IndicatorModel
package import PipelineConfig
package import PipelineEngine

/// What a run is told on the command line.
package struct RunOptions: Sendable {
    /// The project's folder, which holds config/ and pipelines/.
    package var root: String
    package var dataRaw: String
    package var dataClean: String
    package var state: String
    package var mirror: String?
    /// Only the partitions of this period are made; the others are carried.
    package var period: Period?
    package var jobs: Int
    package var permit: RevisionPermit?

    package init(root: String) {
        self.root = root
        dataRaw = "\(root)/data-raw"
        dataClean = "\(root)/data-clean"
        state = "\(root)/.lip"
        jobs = 2
    }
}

/// A part that is not at hand.
package struct MissingPart: Hashable, Sendable {
    package let source: SourceID
    package let part: PartID
    package let file: String
}

/// Steps that failed, in the order of the plan.
package struct StepsFailed: Error {
    package let failures: [(step: StepID, error: any Error)]
}

/// How a run ended.
package struct RunOutcome: Sendable {
    package let dataset: String
    package let publishing: PublishOutcome
    package let missing: [MissingPart]
    /// The figures that the pipeline ends with.
    package let highlights: [(highlight: Highlight, name: String, label: String, value: Double?)]
    package let observations: Int
}

/// One run of a pipeline, from its sources to a published version.
package struct PipelineRun: Sendable {
    package let pipeline: Pipeline
    package let configuration: Configuration
    package let options: RunOptions
    package let files: FileLayer

    package init(
        _ pipeline: Pipeline,
        _ configuration: Configuration,
        _ options: RunOptions,
        files: FileLayer = FileLayer()
    ) {
        self.pipeline = pipeline
        self.configuration = configuration
        self.options = options
        self.files = files
    }

    /// Runs all stages; publishes at the end, or leaves everything as it was.
    ///
    /// - Throws: `DatasetIsLocked`, `StepsFailed`, `RevisionRefused`, `WriteFailure`, `Diagnostic`.
    package func run(report: @escaping @Sendable (RunEvent) -> Void) async throws -> RunOutcome {
        let lock = try DatasetLock(dataset: pipeline.dataset, state: options.state, files: files)
        defer { withExtendedLifetime(lock) {} }
        let time = Date.now.formatted(.iso8601)
        let workspace = Workspace()
        let plan = try Plan(try steps(time: time))
        let failures = await Runner(jobs: options.jobs, report: report).run(plan, in: workspace)
        if !failures.isEmpty {
            throw StepsFailed(failures: failures.map { (step: $0.0, error: $0.1) })
        }
        return try publish(workspace, time: time)
    }

    /// The partitions that this run makes.
    package var partitions: [PipelinePartition] {
        pipeline.partitions.filter { options.period == nil || $0.period == options.period }
    }

    // MARK: - Steps

    private func steps(time: String) throws -> [any Step] {
        let places = pipeline.published(of: configuration.places)
        let locator = PartLocator(
            root: options.root,
            mirror: try options.mirror.map(Mirror.init),
            store: SnapshotStore(root: options.dataRaw, files: files),
            time: time
        )
        var steps: [any Step] = []
        for partition in partitions {
            let geographies = Set(
                places.flatMap { $0.recipes[partition.period]?.members ?? [] }.map(\.geography)
            )
            let sources = sources(of: partition)
            for (source, list) in sources {
                let wanted = WantedCells(configuration, list: list)
                if let labels = source.labels {
                    steps.append(
                        FetchStep(source: source, part: .labels, file: labels, locator: locator)
                    )
                }
                for part in source.parts {
                    steps.append(
                        FetchStep(source: source, part: part.id, file: part.file, locator: locator)
                    )
                    steps.append(
                        ExtractStep(
                            source: source,
                            part: part,
                            list: list,
                            wanted: wanted,
                            geographies: geographies
                        )
                    )
                }
            }
            steps.append(NormalizeStep(partition: partition, places: places, sources: sources))
            steps.append(HarmonizeStep(partition: partition, configuration: configuration))
            steps.append(ValidateStep(partition: partition.id))
        }
        return steps
    }

    private func sources(
        of partition: PipelinePartition
    )
        -> [(source: Source, list: CharacteristicList)]
    {
        partition.sources.compactMap { id in
            guard let source = configuration.sources[id],
                let list = configuration.lists[source.list]
            else { return nil }
            return (source, list)
        }
    }

    // MARK: - Publishing

    private func publish(_ workspace: Workspace, time: String) throws -> RunOutcome {
        var tables: [PartitionTables] = []
        var missing: [MissingPart] = []
        var highlights: [ObservationKey: Double?] = [:]
        let wanted = Set(pipeline.highlights.map(key))
        for partition in partitions {
            let made = try partitionTables(partition, workspace)
            tables.append(made.tables)
            missing += made.missing
            for observation in made.observations where wanted.contains(observation.key) {
                highlights[observation.key] = observation.estimate.value
            }
        }
        workspace.removeAll()
        let publisher = Publisher(
            pipeline: pipeline,
            configuration: configuration,
            store: ReleaseStore(root: "\(options.dataClean)/\(pipeline.dataset)", files: files),
            files: files,
            permit: options.permit,
            remarks: missing.map { part in
                "`\(part.file)` (source `\(part.source)`) was not at hand: what only it has is "
                    + "`not-available`."
            }
        )
        let outcome = try publisher.publish(
            tables,
            time: time,
            run:
                "\(time.replacing(":", with: "").replacing("-", with: ""))-\(ProcessInfo.processInfo.processIdentifier)"
        )
        return RunOutcome(
            dataset: pipeline.dataset,
            publishing: outcome,
            missing: missing,
            highlights: pipeline.highlights.map { highlight in
                let place = configuration.places.first { $0.id == highlight.place }
                let label = configuration.labels.text(.indicators, highlight.indicator.name)
                let category = configuration.labels.text(.categories, highlight.category.name)
                let isTotal = highlight.category == .total
                let what = isTotal ? "" : ": \(category?.en ?? highlight.category.name)"
                return (
                    highlight: highlight,
                    name: place?.names.last?.text.en ?? highlight.place.name,
                    label: (label?.en ?? highlight.indicator.name) + what,
                    value: highlights[key(highlight)] ?? nil
                )
            },
            observations: tables.reduce(0) { $0 + $1.observations.rowCount }
        )
    }

    private func key(_ highlight: Highlight) -> ObservationKey {
        ObservationKey(
            place: highlight.place,
            period: highlight.period,
            indicator: highlight.indicator,
            category: highlight.category,
            group: .total,
            gender: .total
        )
    }

    private func partitionTables(
        _ partition: PipelinePartition,
        _ workspace: Workspace
    ) throws
        -> (tables: PartitionTables, observations: [Observation], missing: [MissingPart])
    {
        let observations = try workspace.value(
            .observations(partition.id),
            as: [Observation].self
        )
        let places = try workspace.value(.placeCells(partition.id), as: [PlaceCells].self)
        var parts: [(Source, SourcePart, Snapshot?, CellTable?)] = []
        var missing: [MissingPart] = []
        for (source, _) in sources(of: partition) {
            for part in source.parts {
                let fetched = try workspace.value(.fetched(source.id, part.id), as: Fetched.self)
                let cells = try workspace.value(.cells(source.id, part.id), as: Extracted.self)
                parts.append((source, part, fetched.part?.snapshot, cells.table))
                if fetched.part == nil {
                    missing.append(
                        MissingPart(source: source.id, part: part.id, file: part.file.name)
                    )
                }
            }
        }
        let tables = PartitionTables(
            id: partition.id,
            period: partition.period,
            observations: .observations(observations, name: "observations/\(partition.id)"),
            lineage: .lineage(observations, name: "lineage/\(partition.id)"),
            members: .members(places, partition.period),
            sources: .sources(partition.id, parts)
        )
        return (tables, observations, missing)
    }
}
