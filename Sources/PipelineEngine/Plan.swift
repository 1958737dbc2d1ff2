/// What a plan says of a step.
package enum Decision: Hashable, Sendable {
    /// Nothing that it depends on has changed.
    case current
    case stale([StaleReason])
    /// Whether it runs depends on what these steps make.
    case waiting(for: [StepID])
    /// Not asked for.
    case outside

    package var mayRun: Bool {
        switch self {
        case .stale, .waiting: true
        case .current, .outside: false
        }
    }
}

/// A step that is asked for alone and reads what was never made.
package struct MissingInput: Error, Hashable {
    package let step: StepID
    package let producer: StepID

    package init(step: StepID, producer: StepID) {
        self.step = step
        self.producer = producer
    }
}

/// What would run, and why.
package struct Plan: Sendable {
    package let graph: StepGraph
    /// By position in the graph.
    package private(set) var decisions: [Decision]
    /// What is wrong with steps outside the selection that selected ones read, or would follow.
    package private(set) var staleOutside: [StepID: [StaleReason]] = [:]
    let allSettings: [[Setting]]
    let records: [StepRecord?]
    /// Runs whether it is stale or not.
    let forced: Set<Int>

    /// Compares each step with what the book has of it.
    ///
    /// Steps outside `selection` do not run: what they made last is taken as it is.
    package init(
        _ graph: StepGraph,
        _ book: any RecordBook,
        _ store: any ArtifactStore,
        selection: (StepID) -> Bool = { _ in true },
        forces: Bool = false
    ) throws {
        self.graph = graph
        let steps = graph.steps
        allSettings = try steps.map { try $0.settings() }
        records = steps.map { book.record(of: $0.id) }
        let selected = steps.map { selection($0.id) }
        forced = forces ? Set(steps.indices.filter { selected[$0] }) : []
        decisions = []
        decisions.reserveCapacity(steps.count)
        // The digest of each output, as far as it can be told.
        var outputs: [String?] = []
        outputs.reserveCapacity(steps.count)
        for index in steps.indices {
            let decision = try decide(index, outputs, book, store)
            let isDecided = graph.producers[index].allSatisfy { outputs[$0] != nil }
            outputs.append(
                output(index, decision, isSelected: selected[index], isDecided: isDecided)
            )
            if !selected[index], case .stale(let reasons) = decision {
                staleOutside[steps[index].id] = reasons
            }
            decisions.append(selected[index] ? decision : .outside)
        }
        try regainLostOutputs(store)
    }

    private func decide(
        _ index: Int,
        _ outputs: [String?],
        _ book: any RecordBook,
        _ store: any ArtifactStore
    ) throws -> Decision {
        let step = graph.steps[index]
        if forced.contains(index) { return .stale([.forced]) }
        let waits = graph.producers[index].filter { outputs[$0] == nil }
        guard let record = records[index] else { return .stale([.neverRan]) }
        var inputs: [ArtifactID: String] = [:]
        for producer in graph.producers[index] {
            let id = graph.steps[producer].output
            // What is not known yet is taken to stay, so that all other reasons are found.
            inputs[id] = outputs[producer] ?? record.inputs[id]
        }
        var reasons = record.reasons(step, settings: allSettings[index], inputs: inputs, book)
        reasons += try step.reasons(since: record)
        if step.isEndResult, !step.outputStands(record.output, in: store) {
            reasons.append(.outputLost)
        }
        if !reasons.isEmpty { return .stale(reasons) }
        return waits.isEmpty ? .current : .waiting(for: waits.map { graph.steps[$0].id })
    }

    private func output(
        _ index: Int,
        _ decision: Decision,
        isSelected: Bool,
        isDecided: Bool
    ) -> String? {
        let record = records[index]
        if !isSelected { return record?.output }
        switch decision {
        case .current: return record?.output
        case .stale:
            return isDecided ? graph.steps[index].expectedOutput(allSettings[index]) : nil
        case .waiting, .outside: return nil
        }
    }

    /// Makes steps run whose output a step that runs needs, and that is not kept any more.
    private mutating func regainLostOutputs(_ store: any ArtifactStore) throws {
        for index in graph.steps.indices.reversed() where decisions[index].mayRun {
            for producer in graph.producers[index] {
                let step = graph.steps[producer]
                switch decisions[producer] {
                case .current:
                    guard let output = records[producer]?.output,
                        step.outputStands(output, in: store)
                    else {
                        decisions[producer] = .stale([.outputLost])
                        continue
                    }
                case .outside:
                    guard let output = records[producer]?.output,
                        step.outputStands(output, in: store)
                    else {
                        throw MissingInput(step: graph.steps[index].id, producer: step.id)
                    }
                case .stale, .waiting: break
                }
            }
        }
    }

    /// The steps that run or may run, with what is known of them.
    package var steps: [(step: any Step, decision: Decision)] {
        zip(graph.steps, decisions).map { ($0, $1) }
    }

    /// How many steps run, may run, and are current.
    package var counts: (stale: Int, waiting: Int, current: Int) {
        decisions.reduce(into: (0, 0, 0)) { counts, decision in
            switch decision {
            case .stale: counts.0 += 1
            case .waiting: counts.1 += 1
            case .current: counts.2 += 1
            case .outside: break
            }
        }
    }

    package func count(where fits: (Decision) -> Bool) -> Int {
        decisions.count(where: fits)
    }

    /// The steps that are not asked for and follow one that may run.
    package var staleAfterwards: [StepID] {
        var isBehind = Array(repeating: false, count: graph.steps.count)
        for index in graph.steps.indices {
            isBehind[index] = graph.producers[index].contains { producer in
                decisions[producer].mayRun || isBehind[producer]
            }
        }
        return graph.steps.indices
            .filter { isBehind[$0] && decisions[$0] == .outside }
            .map { graph.steps[$0].id }
    }

    package func settings(_ index: Int) -> [Setting] { allSettings[index] }

    /// The digest of what a step made last.
    package func lastOutput(_ index: Int) -> String? { records[index]?.output }

    /// How long each step took when it last ran; nil when that is not known.
    package func lastDuration(_ index: Int) -> Duration? { records[index]?.duration }
}
