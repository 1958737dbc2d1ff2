/// What keeps steps from being ordered.
package enum PlanError: Error, Hashable {
    case twoProducers(of: ArtifactID, StepID, StepID)
    case twoSteps(called: StepID)
    case noProducer(of: ArtifactID, neededBy: StepID)
    /// The steps of the circle, the first again at the end.
    case cycle([StepID])
}

extension PlanError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .twoProducers(let artifact, let a, let b):
            "`\(artifact)` is made by both `\(a)` and `\(b)`"
        case .twoSteps(let id):
            "two steps are called `\(id)`"
        case .noProducer(let artifact, let step):
            "no step makes `\(artifact)`, which `\(step)` reads"
        case .cycle(let path):
            "steps wait for each other: "
                + path.map { "`\($0)`" }.joined(separator: " -> ")
        }
    }
}

/// The steps of a run in an order in which every step follows what it reads.
package struct Plan: Sendable {
    package let steps: [any Step]
    /// The steps whose output each step reads.
    let producers: [StepID: [StepID]]

    /// Orders `steps`; ties are broken by name, so that equal input gives an equal plan.
    package init(_ steps: [any Step]) throws(PlanError) {
        let sorted = steps.sorted { $0.id < $1.id }
        for (step, next) in zip(sorted, sorted.dropFirst()) where step.id == next.id {
            throw .twoSteps(called: step.id)
        }
        var producer: [ArtifactID: any Step] = [:]
        for step in sorted {
            if let other = producer.updateValue(step, forKey: step.output) {
                throw .twoProducers(of: step.output, other.id, step.id)
            }
        }

        var ordered: [any Step] = []
        var producers: [StepID: [StepID]] = [:]
        var path: [StepID] = []
        func visit(_ step: any Step) throws(PlanError) {
            if producers[step.id] != nil { return }
            if let start = path.firstIndex(of: step.id) {
                throw .cycle(Array(path[start...]) + [step.id])
            }
            path.append(step.id)
            var needed: [StepID] = []
            for input in step.inputs.sorted() {
                guard let upstream = producer[input] else {
                    throw .noProducer(of: input, neededBy: step.id)
                }
                try visit(upstream)
                needed.append(upstream.id)
            }
            path.removeLast()
            producers[step.id] = needed
            ordered.append(step)
        }
        for step in sorted { try visit(step) }
        self.steps = ordered
        self.producers = producers
    }
}
