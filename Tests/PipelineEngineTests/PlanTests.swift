import PipelineEngine
import Synchronization
import Testing

/// What runs and why, over runs that follow each other.
@Suite struct PlanTests {
    private let run = TestRun()
    private let chain = [TestStep("a"), TestStep("b", from: ["a"]), TestStep("c", from: ["b"])]

    private func decisions(_ steps: [TestStep]) throws -> [Decision] {
        try run.plan(steps).decisions
    }

    @Test func `what never ran runs`() throws {
        #expect(try decisions(chain) == Array(repeating: .stale([.neverRan]), count: 3))
    }

    @Test func `a second run finds everything current`() throws {
        try run.run(chain)
        #expect(try decisions(chain) == [.current, .current, .current])
        let result = try run.run(chain)
        #expect(result.current == 3)
        #expect(result.reports.isEmpty)
    }

    @Test func `a changed setting makes its step run, and those behind it perhaps`() throws {
        try run.run(chain)
        var changed = chain
        changed[0].options = ["width": "2"]
        #expect(
            try decisions(changed) == [
                .stale([.settingAdded("width", origin: nil)]),
                .waiting(for: [changed[0].id]), .waiting(for: [changed[1].id]),
            ]
        )
    }

    @Test func `a step that comes out as it was does not make its followers run`() throws {
        try run.run(chain)
        var changed = chain
        changed[0].options = ["width": "2"]
        let result = try run.run(changed)
        #expect(result.reports.map(\.id.subject) == ["a"])
        #expect(result.reports.first?.isChanged == false)
        #expect(result.current == 2)
    }

    @Test func `a step that comes out otherwise makes its followers run, with the reason`() throws {
        try run.run(chain)
        var changed = [TestStep("a", making: { _ in "another" })] + chain[1...]
        changed[0].version = 2
        let result = try run.run(changed)
        #expect(result.reports.map(\.id.subject) == ["a", "b", "c"])
        #expect(
            result.reports.map { $0.reasons.map(\.description) } == [
                ["stage stage changed from version 1 to 2"],
                ["input a changed: a... to another..."],
                ["input b changed: b(a)... to b(anothe..."],
            ]
        )
    }

    @Test func `another version of one stage dirties no other stage`() throws {
        let steps = [TestStep("a", stage: "one"), TestStep("b", stage: "two")]
        try run.run(steps)
        var changed = steps
        changed[0].version = 2
        #expect(
            try decisions(changed) == [
                .stale([.versionChanged(stage: "one", from: 1, to: 2)]), .current,
            ]
        )
    }

    @Test func `an input that is no longer read is a reason, and so is a new one`() throws {
        try run.run([TestStep("a"), TestStep("b"), TestStep("c", from: ["a"])])
        let plan = try run.plan([TestStep("a"), TestStep("b"), TestStep("c", from: ["b"])])
        #expect(
            plan.decisions.last
                == .stale([.inputAdded(ArtifactID("b")), .inputRemoved(ArtifactID("a"))])
        )
    }

    @Test func `what is lost is made again only when a step needs it`() throws {
        try run.run(chain)
        run.store.lose("a")
        #expect(try decisions(chain) == [.current, .current, .current])
        var changed = chain
        changed[1].version = 2
        #expect(
            try decisions(changed) == [
                .stale([.outputLost]),
                .stale([.versionChanged(stage: "stage", from: 1, to: 2)]),
                .waiting(for: [changed[1].id]),
            ]
        )
        let result = try run.run(changed)
        #expect(result.reports.map(\.id.subject) == ["a", "b"])
    }

    @Test func `a lost result that people want is made again`() throws {
        var steps = chain
        steps[2].isEndResult = true
        try run.run(steps)
        run.store.lose("c(b(a))")
        #expect(try decisions(steps) == [.current, .current, .stale([.outputLost])])
    }

    @Test func `a step that failed runs again, and those that succeeded do not`() throws {
        struct Broken: Error {}
        let isBroken = Mutex(true)
        let steps = [
            TestStep("a"),
            TestStep(
                "b",
                from: ["a"],
                doing: { _ in
                    if isBroken.withLock({ $0 }) { throw Broken() }
                }
            ),
            TestStep("c", from: ["b"]),
        ]
        try run.run(steps)
        isBroken.withLock { $0 = false }
        let result = try run.run(steps)
        #expect(result.reports.map(\.id.subject) == ["b", "c"])
    }

    @Test func `a step alone takes what is before it as it is, and leaves the rest stale`() throws {
        try run.run(chain)
        var changed = chain
        changed[0].options = ["width": "2"]
        changed[1].version = 2
        let plan = try run.plan(changed) { $0.subject == "b" }
        #expect(
            plan.decisions == [
                .outside, .stale([.versionChanged(stage: "stage", from: 1, to: 2)]), .outside,
            ]
        )
        #expect(plan.staleOutside.keys.map(\.subject) == ["a"])
        #expect(plan.staleAfterwards.map(\.subject) == ["c"])
        let result = try run.run(changed) { $0.subject == "b" }
        #expect(result.reports.map(\.id.subject) == ["b"])
    }

    @Test func `a step alone without what it reads is refused`() throws {
        let error = #expect(throws: MissingInput.self) {
            try run.plan(chain) { $0.subject == "b" }
        }
        #expect(error == MissingInput(step: chain[1].id, producer: chain[0].id))
    }

    @Test func `a step that is forced runs though it is current`() throws {
        try run.run(chain)
        let result = try run.run(chain, forces: true) { $0.subject == "b" }
        #expect(result.reports.map { $0.reasons } == [[.forced]])
    }

    @Test func `of settings that stand for several, the reason names those that changed`() throws {
        struct Grouped: Step {
            let members: [String: String]
            let id = StepID(stage: "stage", subject: "a")
            let version = 1
            let inputs: [ArtifactID] = []
            let output = ArtifactID("a")
            func settings() -> [Setting] {
                let all = members.sorted { $0.key < $1.key }.map { name, digest in
                    Setting(.definition, name, digest: digest, origin: "config/\(name).yaml")
                }
                let digest = all.map { $0.name + $0.digest }.joined()
                return [Setting(.definition, "indicators", digest: digest, members: all)]
            }
            func run(in context: StepContext) -> Text { Text(text: "a") }
        }
        let (store, book) = (MemoryStore(), MemoryBook())
        func plan(_ members: [String: String]) throws -> Plan {
            try Plan(StepGraph([Grouped(members: members)]), book, store)
        }
        let first = try plan(["births": "1", "deaths": "1", "moves": "1"])
        _ = try Runner(jobs: 1).run(first, book, store)
        let changed = try plan(["births": "2", "deaths": "1", "stays": "1"])
        guard case .stale(let reasons) = changed.decisions[0] else {
            Issue.record("the step is not stale")
            return
        }
        #expect(
            reasons.map(\.description) == [
                "births edited in config/births.yaml", "stays added in config/stays.yaml",
                "moves removed",
            ]
        )
    }

    @Test func `digests of files are told by their beginnings`() {
        let reasons: [StaleReason] = [
            .fileChanged("file a.csv", from: "0123456789", to: "abcdef0123"),
            .fileChanged("file a.csv", from: Setting.absent, to: "abcdef0123"),
            .fileChanged("file a.csv", from: "abcdef0123", to: Setting.absent),
            .inputChanged(ArtifactID("snapshot/nt/all"), from: "0123456789", to: Setting.absent),
        ]
        #expect(
            reasons.map(\.description) == [
                "file a.csv changed: 01234567... to abcdef01...", "file a.csv is at hand now",
                "file a.csv is not at hand any more",
                "input snapshot nt/all changed: 01234567... to absent",
            ]
        )
    }
}
