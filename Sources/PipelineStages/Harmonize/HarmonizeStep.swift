import IndicatorModel
import PipelineConfig
import PipelineEngine

/// Makes the observations of a partition from the cells of its places.
struct HarmonizeStep: Step {
    let partition: PipelinePartition
    let configuration: Configuration
    let sources: [ReadSource]
    /// The source of the price index, when the pipeline has one.
    let prices: SourceID?
    let fixedSettings: [Setting]

    let version = 3
    var id: StepID { StepID(stage: "harmonize", subject: partition.id.name) }
    var inputs: [ArtifactID] {
        [.placements(partition.id)] + .cells(of: sources) + (prices.map { [.prices($0)] } ?? [])
    }
    var output: ArtifactID { .observations(partition.id) }

    func settings() -> [Setting] { fixedSettings }

    func run(in context: StepContext) throws -> Observations {
        let placements = try context.input(.placements(partition.id), as: Placements.self)
        let places = placements.cells(sources, try context.tables(of: sources))
        let table = try prices.flatMap { try context.input(.prices($0), as: Prices.self).table }
        let harmonizer = Harmonizer(partition, configuration, table)
        let times = partition.isSeries ? places.times(of: partition.period) : []
        var made = Observations()
        for place in places {
            try context.checkpoint()
            made.add(harmonizer.observations(of: place, at: times))
            let count = made.all.count
            context.count { $0.rows = count }
        }
        return made
    }
}
