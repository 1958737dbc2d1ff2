import DataStore
import IndicatorModel
import PipelineConfig
import PipelineStages
import TestSupport
import Testing

/// The contracts of the project's sources, held against the official files that are at hand.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct SourceContractTests {
    @Test func `every official file at hand keeps the contract of its source`() throws {
        let configuration = Configuration.read(in: RealFiles.project, Report())
        let mirror = try MirrorFolder(RealFiles.folder)
        var held = 0
        for source in configuration.sources.values.sorted(by: { $0.id < $1.id }) {
            guard let contract = source.contract else { continue }
            for part in source.parts {
                guard case .official(let name, _) = part.file, let path = try mirror.file(name)
                else { continue }
                let inspector = Inspector(
                    limits: source.archives,
                    contract: contract,
                    member: part.member
                )
                let report = try inspector.check(contract, path, name: name, member: part.member)
                #expect(
                    report.differences.map(\.text) == [],
                    "\(source.id)/\(part.id): \(name)"
                )
                held += 1
            }
        }
        #expect(held >= 8)
    }
}
