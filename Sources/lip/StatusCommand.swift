import ArgumentParser
import DataStore
import IndicatorModel
import PipelineEngine
import PipelineStages

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how each pipeline stands: its version, its last run, what is stale.",
        discussion: """
            Reads only, and is never kept waiting by a run.

            Example: lip status starter
            """
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var published: PublishedOptions
    @OptionGroup var selected: SelectionOptions

    @Argument(help: "A pipeline, by name or path; all of them when left out.")
    var pipeline: String?

    @Flag(help: "Print the status as JSON.")
    var json = false

    func run() throws {
        do {
            let names = pipeline.map { [project.pipelinePath($0)] } ?? project.allPipelines()
            let all = try names.map(status)
            if json { return try Terminal.json(all) }
            for status in all { show(status) }
        } catch {
            throw fail(error)
        }
    }

    private struct Status: Encodable {
        let pipeline: String
        let dataset: String
        /// The version that readers see; nil before the first.
        let version: Int?
        let lastRun: RunRow?
        /// Who holds the dataset now.
        let holder: LockOwner?
        let current: Int
        let stale: [Stale]

        struct Stale: Encodable {
            let step: String
            let decision: String
            let reasons: [String]
        }

        enum CodingKeys: String, CodingKey {
            case pipeline, dataset, version, holder, current, stale
            case lastRun = "last_run"
        }
    }

    private func status(_ name: String) throws -> Status {
        var options = RunOptions(root: project.root)
        selected.apply(to: &options, project, published)
        let dataset: String
        var current = 0
        var stale: [Status.Stale] = []
        switch try PipelineRun(name, options).plan(isWhole: false) {
        case .upToDate(let steps, let name): (dataset, current) = (name, steps)
        case .planned(let plan, let name):
            dataset = name
            for (step, decision) in plan.steps {
                if decision == .current { current += 1 }
                guard decision.mayRun else { continue }
                stale.append(
                    Status.Stale(
                        step: step.id.description,
                        decision: decision.word,
                        reasons: decision.reasons.map(\.description)
                    )
                )
            }
        }
        let store = ReleaseStore(root: "\(options.dataClean)/\(dataset)", files: FileLayer())
        let lastRun = try Ledger.openIfThere(state: options.state)?
            .runs(dataset: dataset, limit: 1).first
        return Status(
            pipeline: name,
            dataset: dataset,
            version: try store.latest(),
            lastRun: lastRun,
            holder: DatasetLock.holder(dataset, options.state),
            current: current,
            stale: stale
        )
    }

    private func show(_ status: Status) {
        let version = status.version.map { "version \($0)" } ?? "never published"
        Terminal.result("\(status.dataset)  \(version)  (\(status.pipeline))")
        if let run = status.lastRun { Terminal.result("  last run  \(run.line)") }
        if let holder = status.holder {
            Terminal.result(
                "  held by   run \(holder.run) since \(holder.since), in \(holder.stage)"
            )
        }
        if status.stale.isEmpty {
            return Terminal.result("  steps     \(status.current) current")
        }
        Terminal.result("  steps     \(status.current) current, \(status.stale.count) not:")
        for step in status.stale.prefix(10) {
            let why = step.reasons.first ?? "waits for steps before it"
            Terminal.result("    \(step.decision)  \(step.step): \(why)")
        }
        if status.stale.count > 10 {
            Terminal.result(
                "    and \(grouped(status.stale.count - 10)) more; see `lip plan --why`"
            )
        }
    }
}
