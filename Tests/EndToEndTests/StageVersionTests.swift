import DataStore
import Foundation
import TestSupport
import Testing

/// A stage whose output changes has a new version, or what earlier runs kept is taken for current.
@Suite struct StageVersionTests {
    @Test func `a stage that makes something else has another version`() throws {
        let project = try TestProject()
        try project.add(
            """
            commands:
              - id: copy
                program: [cp, "{inputs.table}", "{outputs.copy}"]
                inputs: { table: raw/2021.csv }
                outputs: { copy: local/2021.csv }

            """
        )
        let result = try CommandLineTool.run(["run", "small"], in: project.root)
        try #require(result.status == 0, "\(result.talk)")
        let name = "stage-versions.txt"
        let actual = try text(of: project)
        let golden = "\(RealFiles.project)/Tests/EndToEndTests/Golden/\(name)"
        let expected = steps((try? String(contentsOfFile: golden, encoding: .utf8)) ?? "")
        for (step, now) in steps(actual) {
            guard let before = expected[step], before.version == now.version else { continue }
            let stage = step.prefix { $0 != "/" }
            #expect(
                before.output == now.output,
                """
                \(step) makes something else, and stage \(stage) has still version \
                \(now.version): users who run the new Lipline would keep what the old one made. \
                Raise `version` of the step in Sources/PipelineStages, then write \(name) again \
                with UPDATE_GOLDEN=1.
                """
            )
        }
        try expectGolden(actual, name)
    }

    /// A line for each step: its name, the version of its stage, the digest of what it made.
    private func text(of project: TestProject) throws -> String {
        let rows = try DatasetDatabase.query(
            project.path(".lip/ledger.sqlite"),
            "SELECT step, version, output FROM step_record ORDER BY step"
        )
        return try rows.map { row in
            // The release of SQLite decides on bytes of the database, so it is left out.
            let output =
                row[0] == "publish/small"
                ? SHA256.digest(
                    Array(
                        try project.read("data-clean/small/versions/1/SHA256SUMS")
                            .split(separator: "\n").filter { !$0.hasSuffix(".sqlite") }
                            .joined(separator: "\n").utf8
                    )
                ) : row[2]
            return "\(row[0]) \(row[1]) \(output)\n"
        }.joined()
    }

    private func steps(_ text: String) -> [String: (version: Substring, output: Substring)] {
        var steps: [String: (Substring, Substring)] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            if fields.count == 3 { steps[String(fields[0])] = (fields[1], fields[2]) }
        }
        return steps
    }
}
