import DataStore
import IndicatorModel
import PipelineEngine

/// Writes the observations of a partition, and all that is said of them, as tables.
struct TabulateStep: Step {
    let partition: PipelinePartition
    let sources: [(source: Source, list: CharacteristicList)]
    /// The observations whose figures the run ends with.
    let highlights: [ObservationKey]

    var id: StepID { StepID(stage: "tabulate", subject: partition.id.name) }
    var output: ArtifactID { .tables(partition.id) }
    var inputs: [ArtifactID] {
        [.observations(partition.id), .placeCells(partition.id), .report(partition.id)]
            + sources.flatMap { entry in
                entry.source.parts.flatMap { part in
                    [.fetched(entry.source.id, part.id), .cells(entry.source.id, part.id)]
                }
            }
    }

    func run(in workspace: Workspace) throws {
        let observations = try workspace.value(
            .observations(partition.id),
            as: [Observation].self
        )
        let places = try workspace.value(.placeCells(partition.id), as: [PlaceCells].self)
        let parts = try parts(in: workspace)
        let tables = PartitionTables(
            id: partition.id,
            period: partition.period,
            observations: .observations(observations, name: "observations/\(partition.id)"),
            lineage: .lineage(observations, name: "lineage/\(partition.id)"),
            members: .members(places, partition.period),
            sources: .sources(partition.id, parts)
        )
        let wanted = Set(highlights)
        var figures: [ObservationKey: Double] = [:]
        for observation in observations where wanted.contains(observation.key) {
            figures[observation.key] = observation.estimate.value
        }
        let missing = parts.filter { $0.snapshot == nil }.map { part in
            MissingPart(source: part.source.id, part: part.part.id, file: part.part.file.name)
        }
        let tabulated = Tabulated(
            tables: missing.count < parts.count ? tables : nil,
            missing: missing,
            highlights: figures
        )
        workspace.put(tabulated, as: output)
    }

    private func parts(
        in workspace: Workspace
    ) throws
        -> [(source: Source, part: SourcePart, snapshot: Snapshot?, table: CellTable?)]
    {
        var parts: [(source: Source, part: SourcePart, snapshot: Snapshot?, table: CellTable?)] = []
        for (source, _) in sources {
            for part in source.parts {
                let fetched = try workspace.value(.fetched(source.id, part.id), as: Fetched.self)
                let cells = try workspace.value(.cells(source.id, part.id), as: Extracted.self)
                parts.append((source, part, fetched.part?.snapshot, cells.table))
            }
        }
        return parts
    }
}

/// What a tabulate step made.
struct Tabulated: Sendable {
    /// Nil when no part of the partition is at hand: nothing is said from nothing.
    let tables: PartitionTables?
    let missing: [MissingPart]
    let highlights: [ObservationKey: Double]
}

extension ArtifactID {
    static func tables(_ partition: PartitionID) -> ArtifactID {
        ArtifactID("tables/\(partition)")
    }
}
