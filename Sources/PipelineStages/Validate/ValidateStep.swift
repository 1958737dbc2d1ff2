import IndicatorModel
import PipelineEngine

/// Checks what must hold of every observation, whatever it is about.
struct ValidateStep: Step {
    let partition: PartitionID

    let version = 1
    var id: StepID { StepID(stage: "validate", subject: partition.name) }
    var inputs: [ArtifactID] { [.observations(partition)] }
    var output: ArtifactID { .report(partition) }

    func settings() -> [Setting] { [] }

    func run(in context: StepContext) throws -> ValidationReport {
        let observations = try context.input(.observations(partition), as: Observations.self).all
        var problems: [Diagnostic] = []
        var last: ObservationKey?
        for observation in observations {
            // They are sorted, so that the same key can only follow itself.
            if observation.key == last {
                problems.append(.badObservation(observation, "stands twice"))
            }
            last = observation.key
            if let problem = observation.estimate.contradiction {
                problems.append(.badObservation(observation, problem))
            }
        }
        if !problems.isEmpty { throw Diagnostics(problems) }
        context.count { $0.rows = observations.count }
        return ValidationReport(observations: observations.count)
    }
}

extension Estimate {
    /// What cannot be true of an estimate; nil when nothing is wrong.
    package var contradiction: String? {
        let statesWithFigure: Set<ValueState> = [
            .observed, .rounded, .partial, .estimated, .masked,
        ]
        if value == nil, statesWithFigure.contains(state) {
            return "is `\(state.rawValue)` and has no figure"
        }
        if value != nil, !statesWithFigure.contains(state) {
            return "is `\(state.rawValue)` and has a figure"
        }
        guard let value else {
            // What a source withholds because it is small lies between 0 and its threshold.
            if state == .suppressed, let low, let high, low <= high { return nil }
            return low == nil && high == nil ? nil : "has bounds and no figure"
        }
        if !value.isFinite { return "is not a number" }
        if let low, low > value { return "is below its lower bound" }
        if let high, high < value { return "is above its upper bound" }
        if let coverage, !(0...1).contains(coverage) { return "has a coverage outside 0 to 1" }
        if state == .partial, coverage == 1 { return "is partial and covers everything" }
        return nil
    }
}

extension Diagnostic {
    fileprivate static func badObservation(
        _ observation: Observation,
        _ problem: String
    )
        -> Diagnostic
    {
        let name = observation.key.fields.joined(separator: ",")
        return Diagnostic(
            "validate.contradiction",
            "observation `\(name)` \(problem)",
            hints: ["this is a mistake in Lipline or in an indicator's mapping: report it"]
        )
    }
}
