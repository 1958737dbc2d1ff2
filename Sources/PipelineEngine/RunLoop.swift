import Dispatch

/// One run of a plan: starts steps as what they read is made, and waits for their ends.
///
/// Everything is decided on one thread; each step runs on a thread of its own, because a step may
/// block for as long as it likes.
struct RunLoop {
    /// What a step's thread sends when the step has ended.
    struct End: Sendable {
        let index: Int
        let result: Result<String, any Error>
    }

    /// A step that runs.
    private struct Running {
        let context: StepContext
        let reasons: [StaleReason]
        let settings: [Setting]
        let inputs: [ArtifactID: String]
        /// When the step began, and when this attempt did.
        let began: ContinuousClock.Instant
        let attemptBegan: ContinuousClock.Instant
        let attempts: Int

        /// The next attempt of the same step.
        func again(_ context: StepContext) -> Running {
            Running(
                context: context,
                reasons: reasons,
                settings: settings,
                inputs: inputs,
                began: began,
                attemptBegan: .now,
                attempts: attempts + 1
            )
        }
    }

    private let runner: Runner
    private let plan: Plan
    private let workspace: Workspace
    private let book: any RecordBook
    private let store: any ArtifactStore

    private let mailbox = Mailbox<End>()
    private let queue = DispatchQueue(label: "steps", attributes: .concurrent)
    private let start = ContinuousClock.now

    private let consumers: [[Int]]
    /// By position: producers that have not ended, consumers that have not.
    private var waits: [Int]
    private var uses: [Int]
    private var outputs: [String?]
    /// Positions of steps whose producers have all succeeded, the next one last.
    private var ready: [Int] = []
    private var blockers: [Int: [StepID]] = [:]
    private var running: [Int: Running] = [:]
    /// Steps that wait to be tried again, and since when they may be.
    private var delayed: [Int: (step: Running, since: ContinuousClock.Instant)] = [:]
    private var reports: [StepReport] = []
    private var current = 0
    private var isStopping = false
    private var bookError: (any Error)?

    init(
        _ runner: Runner,
        _ plan: Plan,
        _ workspace: Workspace,
        _ book: any RecordBook,
        _ store: any ArtifactStore
    ) {
        self.runner = runner
        self.plan = plan
        self.workspace = workspace
        self.book = book
        self.store = store
        consumers = plan.graph.consumers
        waits = plan.graph.producers.map(\.count)
        uses = consumers.map(\.count)
        outputs = Array(repeating: nil, count: plan.graph.steps.count)
    }

    mutating func run() throws -> RunResult {
        ready = waits.indices.reversed().filter { waits[$0] == 0 }
        while true {
            startReadySteps()
            if running.isEmpty, delayed.isEmpty { break }
            if let end = mailbox.take(within: .milliseconds(50)) { receive(end) }
            checkTimeouts()
            if runner.isStopped() { stop() }
            runner.report(.tick)
        }
        if let bookError { throw bookError }
        return RunResult(reports: reports, current: current, isStopped: isStopping)
    }

    // MARK: - Beginning

    private mutating func startReadySteps() {
        if runner.isStopped() { stop() }
        let now = ContinuousClock.now
        for (index, waiting) in delayed.sorted(by: { $0.key < $1.key }) where waiting.since <= now {
            guard running.count < runner.jobs else { break }
            delayed[index] = nil
            launch(index, waiting.step.again(StepContext(workspace)))
        }
        while let index = ready.last, running.count < runner.jobs {
            ready.removeLast()
            consider(index)
        }
    }

    /// Starts a step whose producers have ended, unless it is current or cannot run.
    private mutating func consider(_ index: Int) {
        let step = plan.graph.steps[index]
        if let blockers = blockers[index] {
            guard plan.decisions[index].mayRun else { return settle(index, output: nil) }
            return end(index, .blocked, blockers: Array(Set(blockers)).sorted())
        }
        let reasons: [StaleReason]
        let settings: [Setting]
        let inputs = inputs(of: index)
        do {
            (reasons, settings) = try reasonsToRun(index, inputs)
        } catch {
            return end(index, .failed, error: error)
        }
        if reasons.isEmpty, let output = plan.records[index]?.output {
            if plan.decisions[index] != .outside {
                current += 1
                runner.report(.current(step.id))
            }
            offer(step, output)
            return settle(index, output: output)
        }
        if plan.decisions[index] == .outside { return settle(index, output: nil) }
        if isStopping { return end(index, .stopped, reasons) }
        let now = ContinuousClock.now
        launch(
            index,
            Running(
                context: StepContext(workspace),
                reasons: reasons,
                settings: settings,
                inputs: inputs,
                began: now,
                attemptBegan: now,
                attempts: 1
            )
        )
    }

    private func inputs(of index: Int) -> [ArtifactID: String] {
        var inputs: [ArtifactID: String] = [:]
        for producer in plan.graph.producers[index] {
            inputs[plan.graph.steps[producer].output] = outputs[producer]
        }
        return inputs
    }

    /// Why a step runs, now that all its inputs are known; nothing when it does not.
    private func reasonsToRun(
        _ index: Int,
        _ inputs: [ArtifactID: String]
    ) throws -> ([StaleReason], [Setting]) {
        let step = plan.graph.steps[index]
        switch plan.decisions[index] {
        case .outside: return ([], [])
        // A step before it may have run after all, because its output was lost.
        case .current where plan.records[index]?.inputs == inputs: return ([], [])
        case .stale(let reasons): return (reasons, try settings(index))
        case .current, .waiting:
            let settings = try settings(index)
            guard let record = plan.records[index] else { return ([.neverRan], settings) }
            let reasons = record.reasons(step, settings: settings, inputs: inputs, book)
            return (reasons + (try step.reasons(since: record)), settings)
        }
    }

    /// The settings of a step; a step before it may have written a file that is one of them.
    private func settings(_ index: Int) throws -> [Setting] {
        let isFirst = plan.graph.producers[index].isEmpty
        return isFirst ? plan.allSettings[index] : try plan.graph.steps[index].settings()
    }

    private func offer(_ step: any Step, _ output: String) {
        let store = store
        workspace.offer(step.output) { try load(step, output, store) }
    }

    private mutating func launch(_ index: Int, _ running: Running) {
        self.running[index] = running
        let (step, workspace, store, mailbox) = (plan.graph.steps[index], workspace, store, mailbox)
        let context = running.context
        runner.report(.started(step.id, running.reasons, context))
        queue.async {
            let result = Result { try perform(step, context, workspace, store) }
            mailbox.put(End(index: index, result: result))
        }
    }

    // MARK: - Ending

    private mutating func receive(_ end: End) {
        guard let step = running[end.index] else { return }
        switch end.result {
        case .success(let output):
            let made = plan.graph.steps[end.index]
            let settings =
                made.changesItsSettings
                ? (try? made.settings()) ?? step.settings : step.settings
            let record = StepRecord(
                version: made.version,
                settings: Dictionary(
                    settings.map { ($0.name, $0.digest) },
                    uniquingKeysWith: { $1 }
                ),
                inputs: step.inputs,
                output: output,
                duration: ContinuousClock.now - step.attemptBegan
            )
            self.end(end.index, .ran, step.reasons, record: record)
        case .failure(let error):
            if step.context.stopReason == .stopped {
                return self.end(end.index, .stopped, step.reasons, error: error)
            }
            if delay(end.index, step, error) { return }
            self.end(end.index, .failed, step.reasons, error: error)
        }
    }

    /// Puts a failed step off until it is tried again; false when it is not.
    private mutating func delay(_ index: Int, _ step: Running, _ error: any Error) -> Bool {
        let id = plan.graph.steps[index].id
        let policy = runner.policy(id)
        guard step.attempts <= policy.retries, !isStopping, runner.isPassing(error) else {
            return false
        }
        let wait = policy.backoff * (1 << min(step.attempts - 1, 16))
        delayed[index] = (step, ContinuousClock.now + wait)
        running[index] = nil
        runner.report(.retrying(id, error, attempt: step.attempts, after: wait))
        return true
    }

    /// Notes a step's end, and lets those go on that wait for it.
    private mutating func end(
        _ index: Int,
        _ state: StepState,
        _ reasons: [StaleReason] = [],
        record: StepRecord? = nil,
        error: (any Error)? = nil,
        blockers: [StepID] = []
    ) {
        let step = running.removeValue(forKey: index)
        let now = ContinuousClock.now
        var counts = step?.context.progress ?? StepCounts()
        counts.peakMemory = counts.peakMemory ?? runner.peakMemory()
        let report = StepReport(
            id: plan.graph.steps[index].id,
            output: plan.graph.steps[index].output,
            state: state,
            reasons: reasons,
            began: (step?.began ?? now) - start,
            duration: step.map { now - $0.began } ?? .zero,
            attempts: step?.attempts ?? 0,
            counts: counts,
            warnings: step?.context.warnings ?? [],
            record: record,
            groups: (step?.settings ?? []).filter { !$0.members.isEmpty },
            isChanged: record?.output != plan.records[index]?.output,
            error: error,
            blockers: blockers
        )
        reports.append(report)
        do {
            if bookError == nil { try book.note(report) }
        } catch {
            bookError = error
            stop()
        }
        runner.report(.ended(report))
        settle(index, output: bookError == nil ? record?.output : nil)
    }

    /// Tells the steps that read from a step what it made; nil when it made nothing.
    private mutating func settle(_ index: Int, output: String?) {
        outputs[index] = output
        var made: [Int] = []
        for consumer in consumers[index] {
            if output == nil {
                blockers[consumer, default: []] += [plan.graph.steps[index].id]
            }
            waits[consumer] -= 1
            if waits[consumer] == 0 { made.append(consumer) }
        }
        // The order of the plan, from the end, where steps that follow others mostly belong.
        for consumer in made {
            let before = ready.lastIndex { $0 > consumer }
            ready.insert(consumer, at: before.map { $0 + 1 } ?? 0)
        }
        for producer in plan.graph.producers[index] {
            uses[producer] -= 1
            if uses[producer] == 0 { workspace.remove(plan.graph.steps[producer].output) }
        }
    }

    // MARK: - Limits

    private func checkTimeouts() {
        let now = ContinuousClock.now
        for (index, step) in running {
            let policy = runner.policy(plan.graph.steps[index].id)
            guard let timeout = policy.timeout, now - step.attemptBegan > timeout else { continue }
            step.context.requestStop(.timedOut)
        }
    }

    /// Ends what runs, and starts nothing more.
    private mutating func stop() {
        if isStopping { return }
        isStopping = true
        for step in running.values { step.context.requestStop(.stopped) }
        for (index, waiting) in delayed.sorted(by: { $0.key < $1.key }) {
            delayed[index] = nil
            running[index] = waiting.step
            end(index, .stopped, waiting.step.reasons)
        }
        runner.report(.stopping)
    }
}

/// Runs a step, keeps what it made, and hands it to the steps that read from it.
private func perform(
    _ step: some Step,
    _ context: StepContext,
    _ workspace: Workspace,
    _ store: any ArtifactStore
) throws -> String {
    try context.checkpoint()
    let output = try step.run(in: context)
    let digest = try step.save(output, in: store)
    workspace.put(output, as: step.output)
    return digest
}

private func load(
    _ step: some Step,
    _ digest: String,
    _ store: any ArtifactStore
) throws -> (any Sendable)? {
    try step.load(digest, from: store)
}
