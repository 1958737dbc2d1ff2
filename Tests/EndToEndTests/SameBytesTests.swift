import Foundation
import TestSupport
import Testing

/// What must never change a byte of what is published.
@Suite struct SameBytesTests {
    /// The digests of version 1 as the command publishes it.
    private func sums(
        _ project: TestProject,
        _ arguments: [String] = [],
        _ environment: [String: String] = [:]
    ) throws -> String {
        let result = try CommandLineTool.run(
            ["run", "small"] + arguments,
            in: project.root,
            environment: environment
        )
        #expect(result.status == 0, "\(result.talk)")
        return try project.read("data-clean/small/versions/1/SHA256SUMS")
    }

    /// The project with its files made in another order, so that folders list them in another.
    private func shuffled(_ seed: UInt64) throws -> TestProject {
        var random = SeededGenerator(seed: seed)
        let project = try TestProject()
        for name in ["config", "raw", "pipelines"] { try project.remove(name) }
        for (path, text) in TestProject.files.sorted(by: { $0.key < $1.key })
            .shuffled(using: &random)
        {
            try project.write(path, text)
        }
        return project
    }

    @Test func `no order of files, jobs, locale, time zone or folder changes a byte`() throws {
        let expected = try sums(TestProject())
        #expect(expected.split(separator: "\n").count > 15)
        for seed in 1...6 { #expect(try sums(shuffled(UInt64(seed))) == expected) }
        for jobs in ["1", "2", "8"] {
            #expect(try sums(TestProject(), ["--jobs", jobs]) == expected, "jobs \(jobs)")
        }
        for environment in [
            ["LC_ALL": "C"], ["LC_ALL": "tr_TR.UTF-8"], ["LANG": "fr_CA.UTF-8", "LC_ALL": ""],
            ["LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"], ["LC_ALL": "C", "LANG": "C"],
            ["TZ": "Pacific/Auckland"], ["TZ": "America/St_Johns"], ["TZ": ""],
            ["HOME": "/nowhere", "USER": "nobody"], ["NO_COLOR": "1", "TERM": "dumb"],
        ] {
            #expect(try sums(TestProject(), [], environment) == expected, "\(environment)")
        }
    }

    @Test func `a version that was made a stage at a time is the same`() throws {
        let expected = try sums(TestProject())
        let project = try TestProject()
        for stage in [
            "fetch", "extract", "normalize", "harmonize", "validate", "tabulate", "publish",
        ] {
            let result = try CommandLineTool.run(
                ["run", "small", "--stage", stage, "--jobs", "3"],
                in: project.root
            )
            #expect(result.status == 0, "\(stage): \(result.talk)")
        }
        #expect(try project.read("data-clean/small/versions/1/SHA256SUMS") == expected)
    }
}
