import DataStore
import FoundationEssentials
import IndicatorModel
package import PipelineEngine

/// A plan in a file, to be run exactly or not at all.
package struct SavedPlan: Codable, Sendable {
    /// A step as it was planned: what it would run with, and why.
    struct PlannedStep: Codable, Hashable {
        let step: String
        let decision: String
        let reasons: [String]
        /// The digest of the stage's version, the settings, and the output it left last.
        let world: String
    }

    let dataset: String
    let pipeline: String
    /// The steps it is about, as `all`, `stage extract`, `from extract` or `step extract/a/b`.
    let selection: String
    let period: String?
    let steps: [PlannedStep]

    package init(_ plan: Plan, dataset: String, pipeline: String, _ options: RunOptions) {
        self.dataset = dataset
        self.pipeline = pipeline
        selection = options.selection.text
        period = options.period?.name
        steps = plan.steps.enumerated().map { index, entry in
            PlannedStep(
                step: entry.step.id.description,
                decision: entry.decision.word,
                reasons: entry.decision.reasons.map(\.description),
                world: plan.world(index)
            )
        }
    }

    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + Array("\n".utf8)
    }

    package static func read(_ path: String) throws -> SavedPlan {
        let bytes = try readFile(path)
        do {
            return try JSONDecoder().decode(SavedPlan.self, from: Data(bytes))
        } catch {
            throw Diagnostic(
                "usage.bad-plan",
                "`\(path)` is not a plan that `lip plan --out` wrote"
            )
        }
    }

    /// Options with the steps that were planned, where they name none of their own.
    func applied(to options: RunOptions) -> RunOptions {
        var options = options
        if options.selection == .all, let planned = Selection(text: selection) {
            options.selection = planned
        }
        options.period = options.period ?? period.flatMap(Period.init)
        return options
    }

    /// Refuses a plan that is not, step by step, this one.
    func check(_ plan: Plan, dataset: String, _ options: RunOptions) throws {
        let now = SavedPlan(plan, dataset: dataset, pipeline: pipeline, options)
        var differences: [String] = []
        if dataset != self.dataset {
            differences.append("the plan is of dataset \(self.dataset), not of \(dataset)")
        }
        let planned = Dictionary(uniqueKeysWithValues: steps.map { ($0.step, $0) })
        for step in now.steps where planned[step.step] != step {
            guard let old = planned[step.step] else {
                differences.append("\(step.step) is new")
                continue
            }
            let why = step.reasons.filter { !old.reasons.contains($0) }
            differences.append(
                why.isEmpty
                    ? "\(step.step) was \(old.decision), is \(step.decision)"
                        + (old.world == step.world ? "" : ", and what it depends on has changed")
                    : "\(step.step): \(why.joined(separator: "; "))"
            )
        }
        let names = Set(now.steps.map(\.step))
        differences += steps.map(\.step).filter { !names.contains($0) }.map { "\($0) is gone" }
        if !differences.isEmpty { throw PlanMoved(differences: differences) }
    }
}

/// The world is not the one that was planned for.
package struct PlanMoved: Error, Hashable {
    package let differences: [String]

    package var rendered: String {
        var lines = ["error[config.plan-moved]: what was planned is not what would run now"]
        lines += differences.prefix(10).map { "  \($0)" }
        if differences.count > 10 { lines.append("  and \(grouped(differences.count - 10)) more") }
        lines.append("hint: look at `lip plan --why`, and plan again")
        return lines.joined(separator: "\n")
    }
}

extension Plan {
    /// All that decides what a step would make, as far as it is known.
    fileprivate func world(_ index: Int) -> String {
        let settings = settings(index).map { "\($0.name)\t\($0.digest)" }.sorted()
        let about = ["\(graph.steps[index].version)", lastOutput(index) ?? ""] + settings
        return String(SHA256.digest(Array(about.joined(separator: "\n").utf8)).prefix(32))
    }
}

extension Decision {
    /// `run`, `may run`, `current` or `not asked for`.
    package var word: String {
        switch self {
        case .current: "current"
        case .stale: "run"
        case .waiting: "may run"
        case .outside: "not asked for"
        }
    }

    package var reasons: [StaleReason] {
        if case .stale(let reasons) = self { reasons } else { [] }
    }
}
