import DataStore
import IndicatorModel
import PipelineEngine
import PipelineStages
import TestSupport
import Testing

/// What steps keep between runs: the same whenever it is written, and never a crash to read.
@Suite struct ArtifactTests {
    /// The artifacts that a run of the small project leaves, by digest.
    private func artifacts(_ project: TestProject) throws -> [String: [UInt8]] {
        let files = try project.tree(".lip/cache").compactMap { path, bytes in
            path.split(separator: "/").dropFirst().first.map { (String($0), bytes) }
        }
        return Dictionary(uniqueKeysWithValues: files)
    }

    @Test func `two projects with the same files leave the same artifacts`() throws {
        let (one, other) = (try TestProject(), try TestProject())
        _ = try one.run { $0.jobs = 1 }
        _ = try other.run { $0.jobs = 8 }
        let artifacts = try artifacts(one)
        #expect(artifacts.count == 17)
        #expect(try artifacts == self.artifacts(other))
    }

    @Test func `a stage run alone from what was kept makes what it made before`() throws {
        let project = try TestProject()
        _ = try project.run()
        let before = try artifacts(project)
        for stage in [Stage.normalize, .harmonize, .validate, .tabulate] {
            let outcome = try project.run {
                $0.selection = .stage(stage)
                $0.forces = true
            }
            #expect(outcome.run.ran == (stage == .validate ? 4 : 3))
        }
        #expect(try artifacts(project) == before)
        #expect(try project.run().run.ran == 0)
    }

    @Test(arguments: 0..<40)
    func `an artifact that is damaged is made again, and the version is the same`(
        _ seed: Int
    ) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let project = try TestProject()
        _ = try project.run()
        let sums = try project.read("data-clean/small/latest/SHA256SUMS")
        for (digest, bytes) in try artifacts(project).sorted(by: { $0.key < $1.key }) {
            guard Bool.random(using: &generator), !bytes.isEmpty else { continue }
            var damaged = bytes
            if Bool.random(using: &generator) {
                damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= 0xFF
            } else {
                damaged.removeLast(Int.random(in: 1...bytes.count, using: &generator))
            }
            try project.write(".lip/cache/\(digest.prefix(2))/\(digest)", bytes: damaged)
        }
        // The version is published again, from what was kept.
        try project.remove("data-clean")
        let outcome = try project.run()
        #expect(outcome.publishing?.version == 1)
        #expect(try project.read("data-clean/small/latest/SHA256SUMS") == sums)
    }
}
