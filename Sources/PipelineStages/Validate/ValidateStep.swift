import IndicatorModel
import PipelineConfig
import PipelineEngine

/// Makes the checks that look at one partition.
///
/// What it finds does not end it: `ValidateAllStep` tells everything at once, and ends the run.
struct ValidateStep: Step {
    let partition: PipelinePartition
    let dataset: String
    let configuration: Configuration
    /// The places that are published.
    let places: [Place]
    let fixedSettings: [Setting]

    let version = 3
    var id: StepID { StepID(stage: "validate", subject: partition.id.name) }
    var inputs: [ArtifactID] { [.observations(partition.id)] }
    var output: ArtifactID { .report(partition.id) }

    func settings() -> [Setting] { fixedSettings }

    func run(in context: StepContext) throws -> ValidationReport {
        let observations = try context.input(.observations(partition.id), as: Observations.self)
        context.count { $0.rows = observations.all.count }
        let checks = PartitionChecks(
            dataset: dataset,
            period: partition.period,
            checks: configuration.checks,
            indicators: configuration.indicators,
            places: places
        )
        return ValidationReport([
            partition.id: try checks.results(
                observations.all,
                alternatives: observations.alternatives,
                context.checkpoint
            )
        ])
    }
}
