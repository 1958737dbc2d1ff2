package import DataStore
package import IndicatorModel
package import PipelineConfig

/// Takes published observations apart: reads their source lines again, computes them again by the
/// steps of a run, and holds them against what was published (design 5.9).
package struct Tracer {
    let version: TracedVersion
    let configuration: Configuration
    private let pipeline: Pipeline
    private let store: SnapshotStore

    /// `folder` is that of the version; `store` has the snapshots.
    package init(
        _ pipeline: Pipeline,
        _ configuration: Configuration,
        version: Int,
        in folder: String,
        store: SnapshotStore
    ) {
        self.pipeline = pipeline
        self.configuration = configuration
        self.store = store
        self.version = TracedVersion(
            dataset: pipeline.dataset,
            published: PublishedVersion(folder: folder, number: version)
        )
    }

    // MARK: - One observation

    /// Explains one observation.
    ///
    /// - Throws: `config.unknown-...` for names that the version does not have,
    ///   `trace.not-published` when it has no such row, `trace.differs` when what is computed is
    ///   not what was published, and what `PartitionRereader` throws.
    package func trace(_ wanted: ObservationName) throws -> Trace {
        let (id, table, index) = try find(wanted)
        guard let key = ObservationKey(wanted) else { throw notPublished(wanted) }
        let row = Array(table.row(index))
        let partition = try partition(id, period: key.period)
        let entries = try lineage(id, of: row.prefix(6))
        // Where counts add up, other figures of the place narrow the bounds of this one.
        let isAlone = configuration.indicator(key.indicator)?.partitions.isEmpty ?? true
        let later = isAlone ? sourcesNotAsked(partition, entries) : []
        let files = try version.files(id).filter { !later.contains($0.source) }
        let place = try place(key.place)
        try checkKind(key.indicator)
        let result = try rereader(partition, files).reread([place])
        guard let made = result.observations.first(where: { $0.key == key }) else {
            throw otherDefinition("the configuration has no such observation any more: \(key.text)")
        }
        try check([made], against: [row], entries, id)
        let explanation = Explanation(
            observation: made,
            cells: partition.isSeries ? result.places[0].at(key.period) : result.places[0],
            questions: questions(partition),
            prices: PriceLevel(of: key.place, configuration, key.period, result.prices),
            files: files
        )
        let published = Dictionary(uniqueKeysWithValues: zip(Observation.columns, row))
        return Trace(
            dataset: version.dataset,
            version: version.published.number,
            partition: id.name,
            published: published,
            labels: try version.labels(key, published),
            members: try members(of: key, partition),
            inputs: explanation.inputs,
            arithmetic: explanation.sentences,
            recomputed: PublishedFigure(made.estimate)
        )
    }

    /// The sources after the one that gave a figure: they are asked only when it has none, or has
    /// to interpolate one, and their files may be large.
    private func sourcesNotAsked(
        _ partition: PipelinePartition,
        _ lineage: [[String]]
    ) -> Set<String> {
        let column = Table.lineageColumns.firstIndex { $0.name == "source" } ?? 0
        let role = Table.lineageColumns.firstIndex { $0.name == "role" } ?? 0
        if lineage.first?[role] == LineageEntry.Role.classCount.rawValue { return [] }
        let used = lineage.first.map { $0[column] }
        guard let index = partition.sources.firstIndex(where: { $0.name == used }) else {
            return []
        }
        return Set(partition.sources[(index + 1)...].map(\.name))
    }

    private func questions(_ partition: PipelinePartition) -> [Question] {
        let lists = partition.sources.compactMap { configuration.sources[$0]?.reading }
            .compactMap { configuration.lists[$0.list] }
        return Question.all(partition, configuration.indicators, lists)
    }

    private func members(
        of key: ObservationKey,
        _ partition: PipelinePartition
    ) throws -> [Trace.Member] {
        try version.records("members")
            .filter {
                $0["place"] == key.place.name && $0["period"] == partition.period.name
                    && $0["vintage"] == partition.recipes.name
            }
            .map(Trace.Member.init)
    }

    // MARK: - All of them

    /// How many observations of a partition were computed again, all as published.
    package struct Checked: Encodable, Sendable {
        package let partition: String
        package let observations: Int
    }

    /// Computes all observations of a partition again.
    ///
    /// - Throws: What `trace` throws, at the first observation that is not as published.
    package func check(_ id: PartitionID) throws -> Checked {
        guard let table = try version.published.observations(id) else {
            return Checked(partition: id.name, observations: 0)
        }
        let rows = (0..<table.rowCount).map { Array(table.row($0)) }
        guard let period = rows.first.flatMap({ Period($0[1]) }) else {
            return Checked(partition: id.name, observations: 0)
        }
        let partition = try partition(id, period: period)
        let places = try Set(rows.map { $0[0] }).sorted().map { name in
            guard let id = PlaceID(name) else { throw otherDefinition("no place `\(name)`") }
            return try place(id)
        }
        for name in Set(rows.map({ $0[2] })).sorted() {
            if let id = IndicatorID(name) { try checkKind(id) }
        }
        let result = try rereader(partition, version.files(id)).reread(places)
        let lineage = try version.published.lineage(id)
        let entries = lineage.map { table in (0..<table.rowCount).map { Array(table.row($0)) } }
        try check(result.observations, against: rows, entries ?? [], id)
        return Checked(partition: id.name, observations: rows.count)
    }

    /// The partitions of the version.
    package func partitions() throws -> [PartitionID] { try version.published.partitions() }

    // MARK: - Computing again

    private func rereader(
        _ partition: PipelinePartition,
        _ files: [PublishedFile]
    ) -> PartitionRereader {
        PartitionRereader(
            partition: partition,
            configuration: configuration,
            store: store,
            prices: pipeline.prices,
            files: files
        )
    }

    private func partition(_ id: PartitionID, period: Period) throws -> PipelinePartition {
        guard let partition = pipeline.partitions.first(where: { $0.id == id }) else {
            throw otherDefinition(
                "pipeline `\(pipeline.dataset)` has no partition `\(id)` any more"
            )
        }
        guard partition.period == period.year else {
            throw otherDefinition("partition `\(id)` is of period `\(partition.period)` now")
        }
        return partition
    }

    private func place(_ id: PlaceID) throws -> Place {
        guard let place = configuration.places.first(where: { $0.id == id }) else {
            throw otherDefinition("the configuration has no place `\(id)` any more")
        }
        return place
    }

    /// What lineage does not show: how the figures of an indicator combine.
    private func checkKind(_ id: IndicatorID) throws {
        let old = try version.records("indicators").first { $0["indicator"] == id.name }?["kind"]
        guard let now = configuration.indicator(id)?.kind.rawValue else {
            throw otherDefinition("the configuration has no indicator `\(id)` any more")
        }
        guard old == now else {
            throw otherDefinition(
                "indicator `\(id)` was a \(old ?? "(nothing)") when the version was published, "
                    + "and is a \(now) now"
            )
        }
    }

    private func lineage(_ id: PartitionID, of key: ArraySlice<String>) throws -> [[String]] {
        guard let table = try version.published.lineage(id) else { return [] }
        return (0..<table.rowCount).filter { table.row($0).prefix(6).elementsEqual(key) }
            .map { Array(table.row($0)) }
    }

    /// Holds what was made against published rows and their lineage, field by field.
    private func check(
        _ made: [Observation],
        against rows: [[String]],
        _ lineage: [[String]],
        _ id: PartitionID
    ) throws {
        let now = byKey(Table.observations(made, name: "observations/\(id)"))
        let entries = Dictionary(grouping: lineage) { Array($0.prefix(6)) }
        let entriesNow = byKey(Table.lineage(made, name: "lineage/\(id)"))
        for row in rows {
            let key = Array(row.prefix(6))
            guard let again = now[key]?.first else {
                throw otherDefinition(
                    "the configuration has no such observation any more: "
                        + key.joined(separator: ",")
                )
            }
            if entries[key] ?? [] != entriesNow[key] ?? [] {
                throw otherLineage(key, entries[key] ?? [], entriesNow[key] ?? [])
            }
            if row != again { throw RowDiffers(partition: id, published: row, recomputed: again) }
        }
        try checkBands(made, Set(rows.map { Array($0.prefix(6)) }), id)
    }

    /// Holds 95 % bands against published ones; a version from before there were any has none.
    private func checkBands(
        _ made: [Observation],
        _ keys: Set<[String]>,
        _ id: PartitionID
    ) throws {
        guard let table = try version.published.bands(id) else { return }
        let now = byKey(Table.bands(made, name: table.name))
        let then = byKey(table)
        for key in keys {
            let (published, recomputed) = (then[key]?.first ?? [], now[key]?.first ?? [])
            if published != recomputed {
                throw RowDiffers(
                    partition: id,
                    published: published,
                    recomputed: recomputed,
                    names: Table.bandColumns.map(\.name)
                )
            }
        }
    }

    private func otherLineage(
        _ key: [String],
        _ then: [[String]],
        _ now: [[String]]
    ) -> Diagnostic {
        func text(_ entries: [[String]]) -> String {
            let texts = entries.map {
                $0.dropFirst(7).filter { !$0.isEmpty }.joined(separator: " ")
            }
            return texts.isEmpty ? "nothing" : texts.joined(separator: " and ")
        }
        var refusal = otherDefinition(
            "\(key.joined(separator: ",")) was made of \(text(then)), and would be made of "
                + "\(text(now)) now"
        )
        refusal.hints.append("`lip verify \(version.dataset)` says whether the version was edited")
        return refusal
    }
}

/// An observation that comes out differently when it is computed again.
package struct RowDiffers: Error {
    package let partition: PartitionID
    package let published: [String]
    package let recomputed: [String]
    /// The columns of the table that the row stands in.
    var names = Observation.columns

    var rendered: String {
        let columns = names.indices.filter { index in
            let both = [published, recomputed].map { $0.indices.contains(index) ? $0[index] : "" }
            return both[0] != both[1]
        }
        .map { names[$0] }
        return """
            error[trace.differs]: a published row of `\(partition)` is not what its source \
            lines give: \(listed(columns))
              published  \(published.joined(separator: ","))
              computed   \(recomputed.joined(separator: ","))
            hint: `lip verify` says whether the version was edited; if it was not, the \
            configuration has changed since it was published
            """
    }
}

/// The rows of observations or of lineage, by the six columns of an observation's key.
private func byKey(_ table: Table) -> [[String]: [[String]]] {
    Dictionary(grouping: (0..<table.rowCount).map { Array(table.row($0)) }) { Array($0.prefix(6)) }
}
