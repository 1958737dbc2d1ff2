/// What happens to a step in a run.
package enum RunEvent: Sendable {
    case started(StepID)
    case finished(StepID, Duration)
    case failed(StepID, any Error)
    /// Not started, because a step it reads from failed.
    case skipped(StepID)
}

/// Runs the steps of a plan, as many at a time as it is told.
package struct Runner: Sendable {
    private let jobs: Int
    private let report: @Sendable (RunEvent) -> Void

    package init(jobs: Int, report: @escaping @Sendable (RunEvent) -> Void) {
        self.jobs = max(1, jobs)
        self.report = report
    }

    /// Runs every step; one that fails keeps only those from running that read from it.
    ///
    /// - Returns: What failed, in the order of the plan.
    package func run(_ plan: Plan, in workspace: Workspace) async -> [(StepID, any Error)] {
        var waiting = plan.steps
        var done: Set<StepID> = []
        var failures: [StepID: any Error] = [:]
        var skipped: Set<StepID> = []
        await withTaskGroup(of: (StepID, (any Error)?).self) { group in
            var running = 0
            while true {
                var index = 0
                while index < waiting.count, running < jobs {
                    let step = waiting[index]
                    let needed = plan.producers[step.id] ?? []
                    if needed.contains(where: { failures[$0] != nil || skipped.contains($0) }) {
                        skipped.insert(step.id)
                        report(.skipped(step.id))
                        waiting.remove(at: index)
                    } else if needed.allSatisfy(done.contains) {
                        waiting.remove(at: index)
                        running += 1
                        group.addTask { (step.id, run(step, in: workspace)) }
                    } else {
                        index += 1
                    }
                }
                guard running > 0, let (id, error) = await group.next() else { break }
                running -= 1
                if let error { failures[id] = error } else { done.insert(id) }
            }
        }
        return plan.steps.compactMap { step in failures[step.id].map { (step.id, $0) } }
    }

    private func run(_ step: any Step, in workspace: Workspace) -> (any Error)? {
        report(.started(step.id))
        let clock = ContinuousClock()
        let start = clock.now
        do {
            try step.run(in: workspace)
            report(.finished(step.id, clock.now - start))
            return nil
        } catch {
            report(.failed(step.id, error))
            return error
        }
    }
}
