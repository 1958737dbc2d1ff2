import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineConfig
import PipelineEngine

/// Makes the observations of a published partition again, from the bytes that the version names.
///
/// It runs the steps of a run, so that there is one arithmetic.
struct PartitionRereader {
    let partition: PipelinePartition
    let configuration: Configuration
    let store: SnapshotStore
    /// The source of the price index, when the pipeline has one.
    let prices: SourceID?
    /// What the version was made of.
    let files: [PublishedFile]

    /// What came out, with the cells it was made of.
    struct Result {
        let places: [PlaceCells]
        let prices: PriceTable?
        let observations: [Observation]
    }

    /// Reads the snapshots, and computes all observations of some places.
    ///
    /// - Throws: `trace.no-bytes` when bytes are not there, `trace.other-definition` when the
    ///   configuration has no such file, or reads it in another way.
    func reread(_ places: [Place]) throws -> Result {
        let sources = try self.sources()
        let workspace = Workspace()
        let areaParts = AreaParts(configuration, partition.recipes, places)
        let members = places.flatMap { $0.recipes[partition.recipes]?.members ?? [] }
        for entry in sources {
            let parts = areaParts.all(entry.reading.layout)
            let geographies = Set(members.map(\.geography) + parts)
            for part in entry.source.parts {
                workspace.put(
                    Extracted(table: try table(part, entry, geographies)),
                    as: .cells(entry.source.id, part.id)
                )
            }
        }
        let own = PipelinePartition(
            id: partition.id,
            period: partition.period,
            recipes: partition.recipes,
            isSeries: partition.isSeries,
            sources: sources.map(\.source.id)
        )
        let context = StepContext(workspace)
        let placements = try asConfigured {
            try NormalizeStep(
                partition: own,
                places: places,
                sources: sources,
                placeIDs: configuration.places.map(\.id),
                fixedSettings: [],
                areaParts: areaParts
            )
            .run(in: context)
        }
        workspace.put(placements, as: .placements(partition.id))
        let harmonize = HarmonizeStep(
            partition: own,
            configuration: configuration,
            sources: sources,
            prices: prices,
            fixedSettings: []
        )
        let table = try prices.flatMap(priceTable)
        if let prices { workspace.put(Prices(table), as: .prices(prices)) }
        return Result(
            places: placements.cells(sources, try context.tables(of: sources)),
            prices: table,
            observations: try harmonize.run(in: context).all
        )
    }

    /// The sources that the version names, in the order of the pipeline.
    private func sources() throws -> [ReadSource] {
        let named = Set(files.map(\.source))
        let sources = partition.sources.filter { named.contains($0.name) }.compactMap { id in
            configuration.sources[id].flatMap { ReadSource($0, configuration) }
        }
        for file in files where !file.sha256.isEmpty && file.source != prices?.name {
            let source = sources.first { $0.source.id.name == file.source }?.source
            if source?.parts.contains(where: { $0.id.name == file.part }) == true { continue }
            throw otherDefinition(
                "`\(partition.id)` was made of part `\(file.part)` of source `\(file.source)`, "
                    + "which the configuration does not read any more"
            )
        }
        return sources
    }

    private func table(
        _ part: SourcePart,
        _ entry: ReadSource,
        _ geographies: Set<Geography>
    ) throws -> CellTable? {
        let file = files.first { $0.source == entry.source.id.name && $0.part == part.id.name }
        guard let file, !file.sha256.isEmpty else { return nil }
        let path = try bytes(file)
        // What the labels of a source say is no figure: the file of today is as good.
        let labels = try store.latest(entry.source.id, .labels).flatMap { store.bytes($0.sha256) }
        return try asConfigured {
            try CellTable.read(
                part,
                of: entry,
                at: path,
                labels: labels,
                wanted: WantedCells(
                    configuration,
                    list: entry.list,
                    times: entry.reading.times.flatMap(partition.period.periods)
                ),
                geographies: geographies
            )
        }
    }

    private func priceTable(_ id: SourceID) throws -> PriceTable? {
        guard let source = configuration.sources[id],
            let file = files.first(where: { $0.source == id.name }), !file.sha256.isEmpty
        else { return nil }
        let path = try bytes(file)
        return try asConfigured { try PriceTable.read(source, at: path) }
    }

    /// The object with the bytes of a file, which are hashed again.
    private func bytes(_ file: PublishedFile) throws -> String {
        let what = "`\(file.name)` (part `\(file.part)` of source `\(file.source)`)"
        guard let path = store.bytes(file.sha256) else {
            throw Diagnostic(
                "trace.no-bytes",
                "the bytes of \(what) are not there: \(file.sha256)",
                hints: ["restore `\(store.object(file.sha256))` from a backup"]
            )
        }
        guard try SHA256.digest(ofFile: path).digest == file.sha256 else {
            throw Diagnostic(
                "trace.no-bytes",
                "the bytes of \(what) have changed since they came",
                hints: ["restore `\(path)` from a backup"]
            )
        }
        return path
    }

    /// What a file or a recipe is refused for now, it was not refused for then.
    private func asConfigured<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as Diagnostic {
            throw refusal(error)
        } catch let errors as Diagnostics {
            guard let first = errors.all.first else { throw errors }
            throw refusal(first)
        }
    }

    private func refusal(_ error: Diagnostic) -> Diagnostic {
        var refusal = otherDefinition(
            "what `\(partition.id)` was made of is refused now: \(error.message)"
        )
        refusal.span = error.span
        return refusal
    }
}

/// The configuration says something else than it did when a version was published.
func otherDefinition(_ message: String) -> Diagnostic {
    Diagnostic(
        "trace.other-definition",
        message,
        hints: [
            "explain it with the configuration that the version was published with, or publish "
                + "a new version and trace that"
        ]
    )
}
