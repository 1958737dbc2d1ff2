import Glibc
import PipelineEngine
import Synchronization
import Testing

@Suite struct RunnerTests {
    private struct Broken: Error, Equatable {
        let name: String
    }

    private func run(
        _ steps: [TestStep],
        jobs: Int = 2,
        _ run: TestRun = TestRun()
    ) throws
        -> [StepReport]
    {
        var run = run
        run.jobs = jobs
        return try run.run(steps).failures
    }

    @Test(arguments: [1, 2, 8])
    func `a step runs when all it reads is made`(_ jobs: Int) throws {
        let run = TestRun()
        let notes = run.notes
        let failures = try self.run(
            [
                TestStep("raw"), TestStep("double", from: ["raw"]),
                TestStep(
                    "sum",
                    from: ["raw", "double"],
                    doing: {
                        let double = try $0.input(ArtifactID("double"), as: Text.self)
                        notes.add("sum reads \(double.text)")
                    }
                ),
            ],
            jobs: jobs,
            run
        )
        #expect(failures.isEmpty)
        #expect(
            notes.all == [
                "started raw", "ran raw", "started double", "ran double", "started sum",
                "sum reads double(raw)", "ran sum",
            ]
        )
        #expect(run.store.contains("sum(raw double(raw))"))
    }

    @Test(arguments: [-1, 0, 1, 2, 3, 8])
    func `no more steps run at a time than it is told`(_ jobs: Int) throws {
        let running = Mutex((now: 0, most: 0, all: 0))
        let steps = (0..<24).map { number in
            TestStep(
                "\(number)",
                doing: { _ in
                    running.withLock { state in
                        state.now += 1
                        state.all += 1
                        state.most = max(state.most, state.now)
                    }
                    usleep(1_000)
                    running.withLock { $0.now -= 1 }
                }
            )
        }
        #expect(try self.run(steps, jobs: jobs).isEmpty)
        let most = running.withLock { $0.most }
        #expect(most >= 1)
        #expect(most <= max(1, jobs))
        #expect(running.withLock { $0.all } == 24)
    }

    @Test func `one at a time, steps run in the order of the plan`() throws {
        let run = TestRun()
        let notes = run.notes
        let steps = [
            TestStep("c"), TestStep("a", from: ["c"]), TestStep("b"), TestStep("d", from: ["a"]),
        ]
        _ = try self.run(steps, jobs: 1, run)
        let started = notes.all.filter { $0.hasPrefix("started") }
        #expect(started == ["started c", "started a", "started b", "started d"])
    }

    @Test(arguments: [1, 2, 8])
    func `when a step fails, those that do not read from it finish`(_ jobs: Int) throws {
        let run = TestRun()
        let notes = run.notes
        let failures = try self.run(
            [
                TestStep("a", doing: { _ in throw Broken(name: "a") }),
                TestStep("a-1", from: ["a"]),
                TestStep("a-2", from: ["a-1"]), TestStep("all", from: ["a-2", "b-1"]),
                TestStep("b"), TestStep("b-1", from: ["b"]), TestStep("c"),
            ],
            jobs: jobs,
            run
        )
        #expect(failures.map(\.id.subject) == ["a"])
        #expect(failures.first?.error as? Broken == Broken(name: "a"))
        #expect(
            Set(notes.all) == [
                "started a", "failed a", "blocked a-1", "blocked a-2", "blocked all",
                "started b", "ran b", "started b-1", "ran b-1", "started c",
                "ran c",
            ]
        )
        #expect(notes.all.count == 11)
    }

    @Test(arguments: [1, 4])
    func `every failure is told, whichever step was first`(_ jobs: Int) throws {
        let steps = (0..<8).map { number in
            TestStep(
                "\(number)",
                doing: { _ in
                    usleep(UInt32(8 - number) * 500)
                    if number.isMultiple(of: 2) { throw Broken(name: "\(number)") }
                }
            )
        }
        let failures = try self.run(steps, jobs: jobs)
        #expect(failures.map(\.id.subject).sorted() == ["0", "2", "4", "6"])
        #expect(
            failures.compactMap { ($0.error as? Broken)?.name }.sorted() == ["0", "2", "4", "6"]
        )
    }

    @Test func `no steps are done at once`() throws {
        #expect(try self.run([]).isEmpty)
    }
}
