import PipelineEngine
import Testing

@Suite struct StepGraphTests {
    private func order(_ steps: [TestStep]) throws -> [String] {
        try StepGraph(steps).steps.map(\.id.subject)
    }

    @Test func `every step follows what it reads`() throws {
        let steps = [
            TestStep("publish", from: ["table-2", "table-1"]), TestStep("table-1", from: ["raw"]),
            TestStep("raw"), TestStep("table-2", from: ["raw", "table-1"]),
        ]
        #expect(try order(steps) == ["raw", "table-1", "table-2", "publish"])
    }

    @Test func `ties are broken by name, so that the order given does not matter`() throws {
        let steps = ["d", "b", "a", "c"].map { TestStep($0) } + [TestStep("0", from: ["c"])]
        let expected = ["c", "0", "a", "b", "d"]
        #expect(try order(steps) == expected)
        #expect(try order(steps.reversed()) == expected)
    }

    @Test func `steps are ordered by stage, then by subject`() throws {
        let steps = [
            TestStep("b", stage: "extract", output: "1"),
            TestStep("a", stage: "fetch", output: "2"),
            TestStep("a", stage: "extract", output: "3"),
        ]
        let ids = try StepGraph(steps).steps.map(\.id.description)
        #expect(ids == ["extract/a", "extract/b", "fetch/a"])
    }

    @Test func `no steps are a plan`() throws {
        #expect(try StepGraph([]).steps.isEmpty)
    }

    @Test func `a circle is named, step by step`() {
        let steps = [
            TestStep("a", from: ["c"]), TestStep("b", from: ["a"]), TestStep("c", from: ["b"]),
            TestStep("before", from: ["b"]),
        ]
        let error = #expect(throws: PlanError.self) { try StepGraph(steps) }
        #expect(
            error?.description
                == "steps wait for each other: `stage/a` -> `stage/c` -> `stage/b` -> `stage/a`"
        )
    }

    @Test func `a circle that is entered from outside is named without the way to it`() {
        let steps = [
            TestStep("a", from: ["b"]), TestStep("b", from: ["c"]), TestStep("c", from: ["b"]),
        ]
        let error = #expect(throws: PlanError.self) { try StepGraph(steps) }
        #expect(
            error?.description == "steps wait for each other: `stage/b` -> `stage/c` -> `stage/b`"
        )
    }

    @Test func `a step that reads what it makes is a circle`() {
        let error = #expect(throws: PlanError.self) { try StepGraph([TestStep("a", from: ["a"])]) }
        #expect(error?.description == "steps wait for each other: `stage/a` -> `stage/a`")
    }

    @Test func `two steps that make the same are both named`() {
        let steps = [TestStep("b", output: "table"), TestStep("a", output: "table")]
        let error = #expect(throws: PlanError.self) { try StepGraph(steps) }
        #expect(error?.description == "`table` is made by both `stage/a` and `stage/b`")
    }

    @Test func `a step that reads what nobody makes is named with it`() {
        let error = #expect(throws: PlanError.self) {
            try StepGraph([TestStep("a", from: ["raw"])])
        }
        #expect(error?.description == "no step makes `raw`, which `stage/a` reads")
        #expect(
            error
                == .noProducer(
                    of: ArtifactID("raw"),
                    neededBy: StepID(stage: "stage", subject: "a")
                )
        )
    }

    @Test func `two steps of one name are refused, because one of them would never run`() {
        let steps = [TestStep("a", output: "1"), TestStep("a", output: "2")]
        let error = #expect(throws: PlanError.self) { try StepGraph(steps) }
        #expect(error?.description == "two steps are called `stage/a`")
    }

    @Test func `a long chain is ordered`() throws {
        let steps = (0..<1_000).map { number in
            TestStep("\(number)", from: number == 0 ? [] : ["\(number - 1)"])
        }
        #expect(try order(steps.shuffled()) == (0..<1_000).map(String.init))
    }
}
