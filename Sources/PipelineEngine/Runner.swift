/// How long a step of a stage may take, and how often it is tried.
package struct StepPolicy: Hashable, Sendable {
    package let timeout: Duration?
    package let retries: Int
    /// The time before the first retry; it doubles before each further one.
    package let backoff: Duration

    package init(timeout: Duration? = nil, retries: Int = 0, backoff: Duration = .seconds(1)) {
        self.timeout = timeout
        self.retries = retries
        self.backoff = backoff
    }
}

/// What became of a run: every step that was not found current, in the order of their ends.
package struct RunResult: Sendable {
    package let reports: [StepReport]
    /// How many steps were found current.
    package let current: Int
    package let isStopped: Bool

    package var failures: [StepReport] { reports.filter { $0.state == .failed } }
}

/// Runs the steps of a plan that have to run, as many at a time as it is told.
package struct Runner {
    let jobs: Int
    let policy: @Sendable (StepID) -> StepPolicy
    /// Whether an error may be gone when the step is tried again.
    let isPassing: @Sendable (any Error) -> Bool
    /// Whether the run is to stop; asked often.
    let isStopped: @Sendable () -> Bool
    /// The most memory the process has used so far, in bytes.
    let peakMemory: @Sendable () -> Int
    /// Called on the thread that called `run`, never from two threads at a time.
    let report: (RunEvent) -> Void

    package init(
        jobs: Int,
        policy: @escaping @Sendable (StepID) -> StepPolicy = { _ in StepPolicy() },
        isPassing: @escaping @Sendable (any Error) -> Bool = { _ in true },
        isStopped: @escaping @Sendable () -> Bool = { false },
        peakMemory: @escaping @Sendable () -> Int = { 0 },
        report: @escaping (RunEvent) -> Void = { _ in }
    ) {
        self.jobs = max(1, jobs)
        self.policy = policy
        self.isPassing = isPassing
        self.isStopped = isStopped
        self.peakMemory = peakMemory
        self.report = report
    }

    /// Runs what the plan says; a step that fails keeps only those from running that read from it.
    ///
    /// Each step's end is noted in `book` before any step that reads from it begins.
    ///
    /// - Throws: What `book` throws, after the steps that run have ended.
    package func run(
        _ plan: Plan,
        in workspace: Workspace = Workspace(),
        _ book: any RecordBook,
        _ store: any ArtifactStore
    ) throws -> RunResult {
        var loop = RunLoop(self, plan, workspace, book, store)
        return try loop.run()
    }
}
