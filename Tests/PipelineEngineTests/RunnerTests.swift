import Glibc
import PipelineEngine
import Synchronization
import Testing

@Suite struct RunnerTests {
    private struct Broken: Error, Equatable {
        let name: String
    }

    /// Runs steps; what happened is noted as `started a`, `finished a`, `failed a`, `skipped a`.
    private func run(
        _ steps: [TestStep],
        jobs: Int = 2,
        _ notes: Notes = Notes()
    ) async throws
        -> [(StepID, any Error)]
    {
        let runner = Runner(jobs: jobs) { event in
            switch event {
            case .started(let id): notes.add("started \(id.subject)")
            case .finished(let id, _): notes.add("finished \(id.subject)")
            case .failed(let id, _): notes.add("failed \(id.subject)")
            case .skipped(let id): notes.add("skipped \(id.subject)")
            }
        }
        return await runner.run(try Plan(steps), in: Workspace())
    }

    @Test(arguments: [1, 2, 8])
    func `a step runs when all it reads is made`(_ jobs: Int) async throws {
        let notes = Notes()
        let failures = try await run(
            [
                TestStep("raw") { $0.put(2, as: ArtifactID("raw")) },
                TestStep("double", from: ["raw"]) {
                    let raw = try $0.value(ArtifactID("raw"), as: Int.self)
                    $0.put(raw * 2, as: ArtifactID("double"))
                },
                TestStep("sum", from: ["raw", "double"]) {
                    let raw = try $0.value(ArtifactID("raw"), as: Int.self)
                    let double = try $0.value(ArtifactID("double"), as: Int.self)
                    notes.add("sum is \(raw + double)")
                },
            ],
            jobs: jobs,
            notes
        )
        #expect(failures.isEmpty)
        #expect(
            notes.all == [
                "started raw", "finished raw", "started double", "finished double",
                "started sum", "sum is 6", "finished sum",
            ]
        )
    }

    @Test(arguments: [-1, 0, 1, 2, 3, 8])
    func `no more steps run at a time than it is told`(_ jobs: Int) async throws {
        let running = Mutex((now: 0, most: 0, all: 0))
        let steps = (0..<24).map { number in
            TestStep("\(number)") { _ in
                running.withLock { state in
                    state.now += 1
                    state.all += 1
                    state.most = max(state.most, state.now)
                }
                usleep(1_000)
                running.withLock { $0.now -= 1 }
            }
        }
        #expect(try await run(steps, jobs: jobs).isEmpty)
        let most = running.withLock { $0.most }
        #expect(most >= 1)
        #expect(most <= max(1, jobs))
        #expect(running.withLock { $0.all } == 24)
    }

    @Test func `one at a time, steps run in the order of the plan`() async throws {
        let notes = Notes()
        let steps = [
            TestStep("c"), TestStep("a", from: ["c"]), TestStep("b"), TestStep("d", from: ["a"]),
        ]
        _ = try await run(steps, jobs: 1, notes)
        let started = notes.all.filter { $0.hasPrefix("started") }
        #expect(started == ["started c", "started a", "started b", "started d"])
    }

    @Test(arguments: [1, 2, 8])
    func `when a step fails, those that do not read from it finish`(_ jobs: Int) async throws {
        let notes = Notes()
        let failures = try await run(
            [
                TestStep("a") { _ in throw Broken(name: "a") }, TestStep("a-1", from: ["a"]),
                TestStep("a-2", from: ["a-1"]), TestStep("all", from: ["a-2", "b-1"]),
                TestStep("b"), TestStep("b-1", from: ["b"]), TestStep("c"),
            ],
            jobs: jobs,
            notes
        )
        #expect(failures.map(\.0.subject) == ["a"])
        #expect(failures.first?.1 as? Broken == Broken(name: "a"))
        #expect(
            Set(notes.all) == [
                "started a", "failed a", "skipped a-1", "skipped a-2", "skipped all",
                "started b", "finished b", "started b-1", "finished b-1", "started c",
                "finished c",
            ]
        )
        #expect(notes.all.count == 11)
    }

    @Test(arguments: [1, 4])
    func `failures come in the order of the plan, whichever step was first`(
        _ jobs: Int
    ) async throws {
        let steps = (0..<8).map { number in
            TestStep("\(number)") { _ in
                usleep(UInt32(8 - number) * 500)
                if number.isMultiple(of: 2) { throw Broken(name: "\(number)") }
            }
        }
        let failures = try await run(steps, jobs: jobs)
        #expect(failures.map(\.0.subject) == ["0", "2", "4", "6"])
        #expect(failures.compactMap { ($0.1 as? Broken)?.name } == ["0", "2", "4", "6"])
    }

    @Test func `no steps are done at once`() async throws {
        #expect(try await run([]).isEmpty)
    }

    @Test func `a step that made nothing is found by the one that reads it`() async throws {
        let failures = try await run([
            TestStep("a"),
            TestStep("b", from: ["a"]) { _ = try $0.value(ArtifactID("a"), as: Int.self) },
        ])
        #expect(failures.map(\.0.subject) == ["b"])
        #expect((failures.first?.1 as? MissingArtifact)?.id == ArtifactID("a"))
    }
}
