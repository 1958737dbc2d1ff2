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

/// The steps of a pipeline in an order in which every step follows what it reads.
package struct StepGraph: Sendable {
    package let steps: [any Step]
    /// The position of the step that makes an artifact.
    let producer: [ArtifactID: Int]
    /// By position, the positions of the steps whose output a step reads.
    package let producers: [[Int]]

    /// Orders `steps`; ties are broken by name, so that equal input gives an equal plan.
    package init(_ steps: [any Step]) throws(PlanError) {
        let sorted = steps.sorted { $0.id < $1.id }
        for (step, next) in zip(sorted, sorted.dropFirst()) where step.id == next.id {
            throw .twoSteps(called: step.id)
        }
        var maker: [ArtifactID: any Step] = [:]
        for step in sorted {
            if let other = maker.updateValue(step, forKey: step.output) {
                throw .twoProducers(of: step.output, other.id, step.id)
            }
        }
        var order = Ordering(maker: maker)
        for step in sorted { try order.visit(step) }
        let producer = Dictionary(
            uniqueKeysWithValues: order.steps.enumerated().map { ($1.output, $0) }
        )
        self.steps = order.steps
        self.producer = producer
        producers = order.steps.map { $0.inputs.compactMap { producer[$0] } }
    }

    /// By position, the positions of the steps that read a step's output.
    var consumers: [[Int]] {
        var consumers: [[Int]] = Array(repeating: [], count: steps.count)
        for (index, producers) in producers.enumerated() {
            for producer in producers { consumers[producer].append(index) }
        }
        return consumers
    }

    package func index(of id: StepID) -> Int? { steps.firstIndex { $0.id == id } }
}

/// Depth first, with the way from the first step to the one that is looked at.
private struct Ordering {
    let maker: [ArtifactID: any Step]
    var steps: [any Step] = []
    private var done: Set<StepID> = []
    private var path: [StepID] = []

    init(maker: [ArtifactID: any Step]) {
        self.maker = maker
    }

    mutating func visit(_ step: any Step) throws(PlanError) {
        if done.contains(step.id) { return }
        if let start = path.firstIndex(of: step.id) {
            throw .cycle(Array(path[start...]) + [step.id])
        }
        path.append(step.id)
        for input in step.inputs.sorted() {
            guard let upstream = maker[input] else {
                throw .noProducer(of: input, neededBy: step.id)
            }
            try visit(upstream)
        }
        path.removeLast()
        done.insert(step.id)
        steps.append(step)
    }
}
