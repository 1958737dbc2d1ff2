import DataStore
import Foundation
import IndicatorModel
import TestSupport
import Testing

/// What becomes of a file that is not as the contract of its source says.
@Suite struct UpstreamContractTests {
    /// The small project, with a contract for its file of 2016.
    private func upstream(_ mode: String, fallback: Fallback = .none) throws -> UpstreamProject {
        try UpstreamProject(
            more: """
                contract:
                  mode: \(mode)
                  columns:
                    - { name: CENSUS_YEAR, type: year }
                    - { name: GEO_CODE*, type: code }
                    - { name: GEO_LEVEL, type: integer }
                    # Places may be renamed, but not come unnoticed.
                    - { name: GEO_NAME, type: text, labels: [Town, Village] }
                    - { name: GNR, type: figure }
                    - { name: GNR_LF, type: figure }
                    - { name: DATA_QUALITY_FLAG, type: text }
                    - { name: CSD_TYPE_NAME, type: text, optional: true }
                    - { name: ALT_GEO_CODE, type: text }
                    - { name: "DIM: *", type: code }
                    - { name: "Member ID: *", type: integer }
                    - { name: "Notes: *", type: text }
                    - { name: "*[1]: Total - Sex", type: figure }
                    - { name: "*[2]: Male", type: figure }
                    - { name: "*[3]: Female", type: figure }

                """,
            fallback: fallback
        )
    }

    /// The file with a place that the contract does not name, and with a figure that is none.
    private func withHamlet(_ upstream: UpstreamProject) -> String {
        upstream.content
            + TestProject.block2016(
                "6106099",
                "Hamlet",
                ["100,...,...", "100,50,50", "20,10,10", "30000,...,...", "0,0,0"]
            )
    }

    private static let patch = """
        --- a/config/sources/profile-2016.yaml
        +++ b/config/sources/profile-2016.yaml

        """

    @Test func `a file that keeps its contract is used`() throws {
        let upstream = try upstream("quarantine")
        _ = try upstream.run()
        #expect(try upstream.verdicts == ["new"])
    }

    @Test(arguments: ["quarantine", "fail"])
    func `a label that is new is suspicious, and the patch that takes it in is shown`(
        _ mode: String
    ) throws {
        let upstream = try upstream(mode, fallback: mode == "fail" ? .lastGood : .none)
        _ = try upstream.run()
        try upstream.serve(withHamlet(upstream), etag: "\"v2\"")
        let result = try upstream.run(status: 69)
        #expect(
            result.talk.contains(
                "error[fetch.suspicious]: `2016.csv` of `profile-2016` looks wrong: line 12: "
                    + "\"Hamlet\" is not among the labels (column `GEO_NAME`, 5 rows)\n"
            ),
            "\(result.talk)"
        )
        #expect(try upstream.verdicts == ["new", "suspicious"])
        // Taken as it is shown, the patch makes the file fit.
        let start = try #require(result.talk.firstRange(of: Self.patch)?.lowerBound)
        let lines = result.talk[start...].split(separator: "\n", omittingEmptySubsequences: false)
        let patch = lines.prefix { line in
            line.first.map { "-+ @".contains($0) } ?? false
        }
        try upstream.project.write("label.patch", patch.joined(separator: "\n") + "\n")
        let applied = try CommandLineTool.run(
            ["git", "apply", "label.patch"],
            program: "/usr/bin/env",
            in: upstream.project.root
        )
        #expect(applied.status == 0, "\(applied.talk)\n\(patch.joined(separator: "\n"))")
        let yaml = try upstream.project.read("config/sources/profile-2016.yaml")
        #expect(yaml.contains("# Places may be renamed, but not come unnoticed."))
        _ = try lip(upstream.project, ["check"])
        _ = try upstream.run(["--stage", "fetch"])
        #expect(try upstream.verdicts == ["new", "suspicious", "changed"])
    }

    @Test func `a source may take what is new, with a warning and the patch`() throws {
        let upstream = try upstream("accept-new")
        _ = try upstream.run()
        try upstream.serve(withHamlet(upstream), etag: "\"v2\"")
        let result = try upstream.run(["--stage", "fetch"])
        #expect(
            result.talk.contains(
                "warning: fetch/profile-2016/north: `2016.csv` has what its contract does not: "
                    + "line 12: \"Hamlet\" is not among the labels (column `GEO_NAME`, 5 rows)"
            ),
            "\(result.talk)"
        )
        #expect(result.talk.contains(Self.patch))
        #expect(try upstream.verdicts == ["new", "changed"])
    }

    @Test(arguments: ["quarantine", "accept-new"])
    func `a column that is gone or holds something else is never taken`(_ mode: String) throws {
        let upstream = try upstream(mode, fallback: .lastGood)
        _ = try upstream.run()
        let other = upstream.content.replacing("\"GNR\"", with: "\"TNR\"")
            .replacing(",19569,", with: ",about 19569,")
        try upstream.serve(other, etag: "\"v2\"")
        let result = try upstream.run()
        #expect(result.talk.contains("looks wrong:\n  - "), "\(result.talk)")
        #expect(result.talk.contains("column `GNR` is called `TNR` now"))
        #expect(result.talk.contains("`about 19569`") || result.talk.contains("\"about 19569\""))
        #expect(result.talk.contains("; the last good file is used ("))
        #expect(try upstream.verdicts == ["new", "suspicious"])
    }
}
