import PipelineEngine
import Testing

@Suite struct StepTests {
    @Test func `a step is called by its stage and subject`() {
        #expect(StepID(stage: "extract", subject: "a.b").description == "extract/a.b")
    }

    @Test func `steps are ordered by stage first`() {
        let ids = [("fetch", "a"), ("extract", "b"), ("extract", "a")]
            .map { StepID(stage: $0.0, subject: $0.1) }
        #expect(ids.sorted().map(\.description) == ["extract/a", "extract/b", "fetch/a"])
    }
}
