import DataStore
import IndicatorModel
import PipelineConfig
import PipelineEngine

/// Publishes a version of the dataset, when it would differ from the one that stands.
struct PublishStep: Step {
    let pipeline: Pipeline
    let configuration: Configuration
    let store: ReleaseStore
    let files: FileLayer
    let permit: RevisionPermit?
    /// The partitions that are made; the others are carried.
    let partitions: [PartitionID]
    /// Those of them whose countries or languages are ranked.
    let ranked: [PartitionID]
    /// What other stages add to the version.
    let supplements: [PartitionID]
    let standIns: @Sendable () throws -> [StandIn]
    let time: String
    let run: String
    let fixedSettings: [Setting]

    let version = 6
    var id: StepID { StepID(stage: "publish", subject: pipeline.dataset) }
    var inputs: [ArtifactID] {
        partitions.map { .tables($0) } + ranked.map { .rankings($0) } + [.checks(pipeline.dataset)]
            + supplements.map { .supplement($0) }
    }
    var output: ArtifactID { .release(pipeline.dataset) }
    var isEndResult: Bool { true }

    func settings() -> [Setting] { fixedSettings }

    func run(in context: StepContext) throws -> Published {
        let tabulated = try partitions.map { id in
            try context.input(.tables(id), as: Tabulated.self)
        }
        let tables = tabulated.compactMap(\.tables)
        // The price index belongs to every partition, and is missed once.
        var named: Set<MissingPart> = []
        let added = try supplements.map { id in
            try context.input(.supplement(id), as: Supplement.self)
        }
        let missing = (tabulated.flatMap(\.missing) + added.flatMap(\.missing))
            .filter { named.insert($0).inserted }
        if tables.isEmpty {
            throw Diagnostic(
                "fetch.nothing-at-hand",
                "none of the files of `\(pipeline.dataset)` is at hand: "
                    + listed(missing.map(\.file)),
                hints: ["give the folder that holds them with `--mirror`, or run with a network"]
            )
        }
        let publisher = Publisher(
            pipeline: pipeline,
            configuration: configuration,
            store: store,
            files: files,
            permit: permit,
            missing: missing,
            standIns: try standIns(),
            checks: try context.input(.checks(pipeline.dataset), as: ValidationReport.self).results,
            checkpoint: context.checkpoint
        )
        var rankings: [PartitionID: Table] = [:]
        for id in ranked where tables.contains(where: { $0.id == id }) {
            rankings[id] = try context.input(.rankings(id), as: Rankings.self).table
        }
        let outcome = try publisher.publish(tables, rankings, added, time: time, run: run)
        let observations = tables.reduce(0) { $0 + $1.observations.rowCount }
        context.count { $0.rows = observations }
        return Published(
            version: outcome.version,
            sums: try store.releases().first { $0.version == outcome.version }?.sha256sums ?? "",
            missing: missing,
            highlights: tabulated.flatMap(\.highlights),
            observations: observations,
            outcome: outcome
        )
    }

    func outputStands(_ digest: String, in store: any ArtifactStore) -> Bool {
        guard let published = try? load(digest, from: store) else { return false }
        return self.store.stands(published.version, sums: published.sums)
    }
}

/// What a publish step made: the version that stands, and what a run says at its end.
struct Published: Artifact {
    let version: Int
    /// The digest of the version's SHA256SUMS.
    let sums: String
    let missing: [MissingPart]
    let highlights: [HighlightFigure]
    let observations: Int
    /// What the step did; nil when it was an earlier run.
    let outcome: PublishOutcome?

    init(
        version: Int,
        sums: String,
        missing: [MissingPart],
        highlights: [HighlightFigure],
        observations: Int,
        outcome: PublishOutcome?
    ) {
        self.version = version
        self.sums = sums
        self.missing = missing
        self.highlights = highlights
        self.observations = observations
        self.outcome = outcome
    }

    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(version)
        writer.write(sums)
        writer.write(missing) { $0.write($1) }
        writer.write(highlights) { $0.write($1) }
        writer.write(observations)
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        version = try reader.number()
        sums = try reader.text()
        missing = try reader.items { try $0.missingPart() }
        highlights = try reader.items { try $0.highlightFigure() }
        observations = try reader.number()
        outcome = nil
        try reader.end()
    }
}

extension ArtifactID {
    static func release(_ dataset: String) -> ArtifactID { ArtifactID("release/\(dataset)") }
}
