import Glibc
import PipelineEngine
import Synchronization
import Testing

/// Limits, retries and stopping.
@Suite struct RunLoopTests {
    private struct Broken: Error {}

    @Test func `a step that fails is tried again as often as its stage says`() throws {
        var run = TestRun()
        run.policy = { _ in StepPolicy(retries: 2, backoff: .milliseconds(1)) }
        let result = try run.run([TestStep("a", doing: { _ in throw Broken() })])
        #expect(
            run.notes.all == [
                "started a", "again a 1", "started a", "again a 2", "started a", "failed a",
            ]
        )
        #expect(result.failures.map(\.attempts) == [3])
    }

    @Test func `a step that succeeds when it is tried again has succeeded`() throws {
        var run = TestRun()
        run.policy = { _ in StepPolicy(retries: 5, backoff: .milliseconds(1)) }
        let tries = Mutex(0)
        let result = try run.run([
            TestStep(
                "a",
                doing: { _ in
                    let number = tries.withLock { tries in
                        tries += 1
                        return tries
                    }
                    if number < 3 { throw Broken() }
                }
            ),
            TestStep("b", from: ["a"]),
        ])
        #expect(result.reports.map(\.state) == [.ran, .ran])
        #expect(result.reports.map(\.attempts) == [3, 1])
    }

    @Test func `what stays wrong is not tried again`() throws {
        var run = TestRun()
        run.policy = { _ in StepPolicy(retries: 5, backoff: .milliseconds(1)) }
        run.isPassing = { _ in false }
        try run.run([TestStep("a", doing: { _ in throw Broken() })])
        #expect(run.notes.all == ["started a", "failed a"])
    }

    @Test func `a step that waits to be tried again keeps no other from running`() throws {
        var run = TestRun()
        run.jobs = 1
        run.policy = { _ in StepPolicy(retries: 1, backoff: .milliseconds(50)) }
        try run.run([TestStep("a", doing: { _ in throw Broken() }), TestStep("b")])
        #expect(
            run.notes.all == [
                "started a", "again a 1", "started b", "ran b", "started a", "failed a",
            ]
        )
    }

    @Test func `a step that takes too long is ended and has failed`() throws {
        var run = TestRun()
        run.policy = { id in StepPolicy(timeout: id.subject == "a" ? .milliseconds(20) : nil) }
        let result = try run.run([
            TestStep(
                "a",
                doing: { context in
                    while true {
                        try context.checkpoint()
                        usleep(1_000)
                    }
                }
            ),
            TestStep("b", from: ["a"]), TestStep("c"),
        ])
        #expect(result.failures.map(\.id.subject) == ["a"])
        #expect(result.failures.first?.error as? StepStopped == StepStopped(.timedOut))
        #expect(result.reports.filter { $0.state == .ran }.map(\.id.subject) == ["c"])
        #expect(result.reports.filter { $0.state == .blocked }.map(\.id.subject) == ["b"])
    }

    @Test func `when the run is stopped, what runs is ended and nothing begins`() throws {
        var run = TestRun()
        run.jobs = 1
        let flag = Flag()
        run.isStopped = { flag.value }
        let result = try run.run([
            TestStep(
                "a",
                doing: { context in
                    flag.set()
                    while true {
                        try context.checkpoint()
                        usleep(1_000)
                    }
                }
            ),
            TestStep("b"), TestStep("c", from: ["a"]),
        ])
        #expect(result.isStopped)
        #expect(run.notes.all.filter { $0.hasPrefix("started") } == ["started a"])
        #expect(run.notes.all.contains("stopping"))
        #expect(
            Set(result.reports.map { "\($0.id.subject) \($0.state.rawValue)" })
                == ["a stopped", "b stopped", "c blocked"]
        )
    }

    @Test func `a stopped run is continued by the next`() throws {
        var run = TestRun()
        run.jobs = 1
        let flag = Flag()
        run.isStopped = { flag.value }
        let steps = [
            TestStep("a"), TestStep("b", from: ["a"], doing: { _ in flag.set() }),
            TestStep("c", from: ["b"]),
        ]
        try run.run(steps)
        run.isStopped = { false }
        let result = try run.run(steps)
        #expect(result.reports.map(\.id.subject) == ["c"])
    }

    @Test func `a memory that cannot be written to ends the run`() throws {
        let (store, book) = (MemoryStore(), MemoryBook(failsAfter: 1))
        let steps = [TestStep("a"), TestStep("b"), TestStep("c", from: ["b"])]
        let plan = try Plan(StepGraph(steps), book, store)
        #expect(throws: MemoryBook.Full.self) { try Runner(jobs: 1).run(plan, book, store) }
        #expect(book.reports.map(\.id.subject) == ["a"])
    }

    @Test func `a memory that fails while a step waits to be tried again ends the run`() throws {
        let (store, book) = (MemoryStore(), MemoryBook(failsAfter: 0))
        let steps = [TestStep("a", doing: { _ in throw Broken() }), TestStep("b")]
        let plan = try Plan(StepGraph(steps), book, store)
        let policy = StepPolicy(retries: 1, backoff: .seconds(3600))
        let runner = Runner(jobs: 1, policy: { _ in policy })
        #expect(throws: MemoryBook.Full.self) { try runner.run(plan, book, store) }
    }

    @Test func `what a step counts is in its report`() throws {
        let result = try TestRun().run([
            TestStep(
                "a",
                doing: { context in
                    context.count { $0.rows = 3 }
                    context.count { $0.bytes += 10 }
                }
            )
        ])
        #expect(result.reports.map(\.counts.rows) == [3])
        #expect(result.reports.map(\.counts.bytes) == [10])
    }
}

/// A flag that steps raise.
private final class Flag: Sendable {
    private let raised = Atomic(false)

    func set() { raised.store(true, ordering: .relaxed) }

    var value: Bool { raised.load(ordering: .relaxed) }
}
