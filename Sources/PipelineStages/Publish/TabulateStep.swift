import DataStore
package import IndicatorModel
import PipelineEngine

/// Writes the observations of a partition, and all that is said of them, as tables.
struct TabulateStep: Step {
    let partition: PipelinePartition
    let sources: [ReadSource]
    /// The source of the price index, when the pipeline has one.
    let prices: Source?
    /// The observations whose figures the run ends with.
    let highlights: [ObservationKey]
    let fixedSettings: [Setting]

    let version = 5
    var id: StepID { StepID(stage: "tabulate", subject: partition.id.name) }
    var output: ArtifactID { .tables(partition.id) }
    var inputs: [ArtifactID] {
        [.observations(partition.id), .placements(partition.id)]
            + (prices.map { source in
                [.prices(source.id)] + source.parts.map { .snapshot(source.id, $0.id) }
            } ?? [])
            + sources.flatMap { entry in
                entry.source.parts.flatMap { part in
                    [.snapshot(entry.source.id, part.id), .cells(entry.source.id, part.id)]
                }
            }
    }

    func settings() -> [Setting] { fixedSettings }

    func run(in context: StepContext) throws -> Tabulated {
        let observations = try context.input(
            .observations(partition.id),
            as: Observations.self
        ).all
        let placements = try context.input(.placements(partition.id), as: Placements.self).all
        let figures = try parts(in: context)
        let parts = figures + (try priceParts(in: context))
        try context.checkpoint()
        let tables = PartitionTables(
            id: partition.id,
            period: partition.period,
            vintage: partition.recipes,
            observations: .observations(observations, name: "observations/\(partition.id)"),
            bands: .bands(observations, name: "bands/\(partition.id)"),
            lineage: .lineage(observations, name: "lineage/\(partition.id)"),
            members: .members(placements, partition),
            sources: .sources(partition.id, parts)
        )
        let wanted = Set(highlights)
        let highlighted = observations.filter { wanted.contains($0.key) }.compactMap {
            observation in
            observation.estimate.value.map { HighlightFigure(key: observation.key, value: $0) }
        }
        let missing = parts.filter { $0.fetched == nil }.map { part in
            MissingPart(source: part.source.id, part: part.part.id, file: part.part.file.name)
        }
        context.count { $0.rows = observations.count }
        return Tabulated(
            tables: figures.contains { $0.fetched != nil } ? tables : nil,
            missing: missing,
            highlights: highlighted
        )
    }

    private func parts(in context: StepContext) throws -> [PartAtHand] {
        var parts: [PartAtHand] = []
        for entry in sources {
            let source = entry.source
            for part in source.parts {
                let fetched = try context.input(.snapshot(source.id, part.id), as: Fetched.self)
                let cells = try context.input(.cells(source.id, part.id), as: Extracted.self)
                parts.append(
                    PartAtHand(
                        source: source,
                        part: part,
                        period: partition.period,
                        layout: entry.reading.layout.rawValue,
                        fetched: fetched.part,
                        rows: cells.table.map(\.rowsRead),
                        rejects: cells.table.map(\.rejects.count),
                        geographies: cells.table.map(\.geographies.count)
                    )
                )
            }
        }
        return parts
    }

    private func priceParts(in context: StepContext) throws -> [PartAtHand] {
        guard let prices else { return [] }
        let table = try context.input(.prices(prices.id), as: Prices.self).table
        return try prices.parts.prefix(1).map { part in
            let fetched = try context.input(.snapshot(prices.id, part.id), as: Fetched.self)
            return PartAtHand(
                source: prices,
                part: part,
                period: partition.period,
                layout: "prices",
                fetched: fetched.part,
                rows: table.map { $0.series.values.reduce(0) { $0 + $1.index.count } },
                rejects: table.map { _ in 0 },
                geographies: table.map(\.series.count)
            )
        }
    }
}

/// A part of a source with what was read of it; nil where it is not at hand.
struct PartAtHand {
    let source: Source
    let part: SourcePart
    let period: Period
    let layout: String
    let fetched: FetchedPart?
    let rows: Int?
    let rejects: Int?
    let geographies: Int?
}

/// A part that is not at hand.
package struct MissingPart: Hashable, Sendable {
    package let source: SourceID
    package let part: PartID
    package let file: String
}

/// The figure of a highlight.
struct HighlightFigure: Sendable {
    let key: ObservationKey
    let value: Double
}

/// What a tabulate step made.
struct Tabulated: Sendable {
    /// Nil when no part of the partition is at hand: nothing is said from nothing.
    let tables: PartitionTables?
    let missing: [MissingPart]
    let highlights: [HighlightFigure]
}
