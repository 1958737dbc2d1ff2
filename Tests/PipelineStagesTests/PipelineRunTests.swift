import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct PipelineRunTests {
    @Test func `a first run publishes every partition as new`() async throws {
        let project = try TestProject()
        let outcome = try await project.run()
        guard case .published(let version, _, let changes) = outcome.publishing else {
            Issue.record("nothing was published")
            return
        }
        #expect(version == 1)
        #expect(changes.keys.map(\.name).sorted() == ["census-2006", "census-2016", "census-2021"])
        for change in changes.values {
            guard case .new = change else {
                Issue.record("\(change) is not new")
                return
            }
        }
    }
}
