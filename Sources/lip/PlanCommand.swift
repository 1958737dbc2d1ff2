import ArgumentParser
import DataStore
import IndicatorModel
import PipelineEngine
import PipelineStages

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what a run would do, and why; write nothing.",
        discussion: """
            A step runs when its settings, its inputs or its stage's code have changed since it \
            last succeeded. Steps that may run wait for what steps before them make: when that \
            comes out as it was, they do not run.

            Example: lip plan starter --why
            Example: lip plan starter --out plan.json && lip run starter --plan plan.json
            """
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var published: PublishedOptions
    @OptionGroup var selected: SelectionOptions

    @Argument(help: "The pipeline, by name or path.")
    var pipeline: String

    @Flag(help: "Say why each step would run, one line a reason.")
    var why = false

    @Flag(help: "List the steps that are current, too.")
    var all = false

    @Option(help: "Write the plan to this file, for `lip run --plan`.")
    var out: String?

    @Flag(help: "Print the plan as JSON.")
    var json = false

    func run() throws {
        do {
            var options = RunOptions(root: project.root)
            selected.apply(to: &options, project, published)
            // A plan in a file names every step.
            let name = project.pipelinePath(pipeline)
            let isWhole = out != nil || json || all
            switch try PipelineRun(name, options).plan(isWhole: isWhole) {
            case .upToDate(let steps, let dataset):
                Terminal.result("nothing to do: \(counted(steps, "step")) of \(dataset) current")
            case .planned(let plan, let dataset):
                guard out != nil || json else { return show(plan, dataset) }
                let saved = try SavedPlan(plan, dataset: dataset, pipeline: name, options)
                    .encoded()
                if let out { try FileLayer().replace(out, with: saved) }
                if json {
                    Terminal.result(String(decoding: saved.dropLast(), as: UTF8.self))
                } else {
                    show(plan, dataset)
                }
            }
        } catch {
            throw fail(error)
        }
    }

    private func show(_ plan: Plan, _ dataset: String) {
        for (step, decision) in plan.steps where all || decision.mayRun {
            switch decision {
            case .stale: Terminal.result("run      \(step.id)")
            case .waiting(let steps):
                let names = listed(steps.map(\.description), limit: 3)
                Terminal.result("may run  \(step.id)" + (why ? "" : "  (after \(names))"))
                if why { Terminal.result("           waits for \(names)") }
            case .current: Terminal.result("current  \(step.id)")
            case .outside: Terminal.result("-        \(step.id)")
            }
            if why {
                for reason in decision.reasons { Terminal.result("           \(reason)") }
            }
        }
        let (stale, waiting, current) = plan.counts
        if stale + waiting == 0 {
            return Terminal.result(
                "nothing to do: \(counted(current, "step")) of \(dataset) current"
            )
        }
        Terminal.result("\(stale) to run, \(waiting) may run, \(current) current")
    }
}
