import DataStore
import IndicatorModel
import PipelineEngine
import PipelineStages
import TestSupport
import Testing

@Suite struct PipelineRunTests {
    /// What happened to each partition, or `up to date`.
    private func changes(_ outcome: RunOutcome) -> [String: String] {
        guard case .published(_, _, let changes) = outcome.publishing else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: changes.map { ($0.key.name, $0.value.inWords) }
        )
    }

    @Test func `a first run publishes every partition as new`() async throws {
        let project = try TestProject()
        let outcome = try project.run()
        let expected = ["census-2006": "new", "census-2016": "new", "census-2021": "new"]
        #expect(changes(outcome) == expected)
        #expect(
            try project.read("data-clean/small/latest/CHANGES.md") == """
                # Changes in version 1 of small

                The first version.

                | partition | what happened | rows |
                |---|---|--:|
                | census-2006 | new | 40 |
                | census-2016 | new | 40 |
                | census-2021 | new | 40 |

                """
        )
    }

    @Test func `a second run publishes nothing`() async throws {
        let project = try TestProject()
        _ = try project.run()
        let outcome = try project.run()
        guard case .upToDate(let version) = outcome.publishing else {
            Issue.record("something was published")
            return
        }
        #expect(version == 1)
        #expect(!project.exists("data-clean/small/versions/2"))
    }

    @Test func `a census year is added and the older partitions stay byte for byte`() async throws {
        let project = try TestProject([
            "pipelines/small.yaml": TestProject.pipeline(["2006", "2016"])
        ])
        _ = try project.run()
        try project.write("pipelines/small.yaml", TestProject.pipeline(["2006", "2016", "2021"]))
        let outcome = try project.run()
        let carried = "carried: every row as it was, byte for byte"
        let expected = ["census-2006": carried, "census-2016": carried, "census-2021": "new"]
        #expect(changes(outcome) == expected)
        for name in ["census-2006", "census-2016"] {
            let before = try project.read("data-clean/small/versions/1/observations/\(name).csv")
            let after = try project.read("data-clean/small/versions/2/observations/\(name).csv")
            #expect(before == after)
        }
    }

    @Test func `a place is added and every old row stands`() async throws {
        let project = try TestProject()
        _ = try project.run()
        let before = try project.published("observations/census-2016", "")
        try project.write(
            "config/places/twin.yaml",
            TestProject.place("twin", "lip", ["CSD 6106023"])
        )
        let outcome = try project.run()
        let extended = "extended: 10 rows added, no old row changed"
        let expected = [
            "census-2006": extended, "census-2016": extended, "census-2021": extended,
        ]
        #expect(changes(outcome) == expected)
        let after = try project.published("observations/census-2016", "")
        #expect(before.allSatisfy(after.contains))
        #expect(after.filter { !before.contains($0) }.allSatisfy { $0.hasPrefix("twin,") })
    }

    @Test func `a changed figure is refused, with the rows`() async throws {
        let project = try TestProject()
        _ = try project.run()
        try project.edit("raw/2016.csv", "19569", "19570")
        let sums = try project.read("data-clean/small/latest/SHA256SUMS")
        #expect(
            project.failure() == """
                error[publish.revision]: 3 published rows of `census-2016` would change
                  - both,2016,population,total,total,total,23097,23097,23097,observed,sum,1,\
                non-response 3.5; flag 00101; CSD 6106021
                  + both,2016,population,total,total,total,23098,23098,23098,observed,sum,1,\
                non-response 3.5; flag 00101; CSD 6106021
                  - territory,2016,population,total,total,total,23097,23097,23097,observed,\
                sum-of-components,1,non-response 3.5; flag 00101; CSD 6106021
                  + territory,2016,population,total,total,total,23098,23098,23098,observed,\
                sum-of-components,1,non-response 3.5; flag 00101; CSD 6106021
                  - town,2016,population,total,total,total,19569,19569,19569,observed,published,1,\
                non-response 3.5; flag 00101; CSD 6106023
                  + town,2016,population,total,total,total,19570,19570,19570,observed,published,1,\
                non-response 3.5; flag 00101; CSD 6106023
                hint: nothing was published; if the change is right, run with \
                `--revise census-2016 --reason "..."`
                """
        )
        #expect(try project.read("data-clean/small/latest/SHA256SUMS") == sums)
        #expect(!project.exists("data-clean/small/versions/2"))
    }

    @Test func `a revision that is asked for is published with its reason`() async throws {
        let project = try TestProject()
        _ = try project.run()
        try project.edit("raw/2016.csv", "19569", "19570")
        let id = try #require(PartitionID("census-2016"))
        let outcome = try project.run {
            $0.permit = RevisionPermit(partitions: [id], reason: "a corrected count")
        }
        #expect(changes(outcome)["census-2016"] == "revised: 3 rows changed")
        let text = try project.read("data-clean/small/versions/2/CHANGES.md")
        #expect(text.contains("## Revised: census-2016\n\nReason: a corrected count\n"))
        #expect(
            try project.published("observations/census-2016", "town,2016,population").first
                == "town,2016,population,total,total,total,19570,19570,19570,observed,published,1,"
                + "non-response 3.5; flag 00101; CSD 6106023"
        )
        let old = try project.read("data-clean/small/versions/1/observations/census-2016.csv")
        #expect(old.contains("town,2016,population,total,total,total,19569,"))
    }

    @Test func `permission to revise one partition does not reach another`() async throws {
        let project = try TestProject()
        _ = try project.run()
        try project.edit("raw/2016.csv", "19569", "19570")
        let id = try #require(PartitionID("census-2021"))
        let error = #expect(throws: StepsFailed.self) {
            try project.run {
                $0.permit = RevisionPermit(partitions: [id], reason: "another")
            }
        }
        #expect(error?.failures.first?.error is RevisionRefused)
    }

    @Test func `a label is renamed and every observation stands`() async throws {
        let project = try TestProject()
        _ = try project.run()
        try project.edit("config/labels/categories.yaml", "\"immigrant\"", "\"Immigrants\"")
        let outcome = try project.run()
        let carried = "carried: every row as it was, byte for byte"
        #expect(Set(changes(outcome).values) == [carried])
        let names = try project.published("categories", "immigrant-status,immigrant")
        #expect(names == ["immigrant-status,immigrant,2,Immigrants,immigrant (fr)"])
    }

    @Test func `one period is made and the others are carried`() async throws {
        let project = try TestProject()
        _ = try project.run()
        try project.write(
            "config/places/twin.yaml",
            TestProject.place("twin", "lip", ["CSD 6106023"])
        )
        let outcome = try project.run { $0.period = Period("2021") }
        let carried = "carried: every row as it was, byte for byte"
        let expected = [
            "census-2006": carried, "census-2016": carried,
            "census-2021": "extended: 10 rows added, no old row changed",
        ]
        #expect(changes(outcome) == expected)
        let members = try project.published("members", "twin,")
        #expect(members.map { $0.split(separator: ",")[1] } == ["2021"])
        #expect(try project.published("sources", "census-2006,").count == 1)
    }

    @Test func `a partition that the pipeline no longer names is carried`() async throws {
        let project = try TestProject()
        _ = try project.run()
        try project.write("pipelines/small.yaml", TestProject.pipeline(["2016", "2021"]))
        try project.write(
            "config/places/twin.yaml",
            TestProject.place("twin", "lip", ["CSD 6106023"])
        )
        let outcome = try project.run()
        #expect(changes(outcome)["census-2006"] == "carried: every row as it was, byte for byte")
        #expect(try project.published("observations/census-2006", "town,").count == 10)
    }

    @Test func `a candidate is published only when the pipeline says so`() async throws {
        let project = try TestProject()
        _ = try project.run()
        #expect(try project.published("places", "hamlet").isEmpty)
        try project.edit("pipelines/small.yaml", "[north] }", "[north], also: [hamlet] }")
        _ = try project.run()
        #expect(try project.published("places", "hamlet").count == 1)
    }

    @Test func `a version is the same whatever the folder and the number of jobs`() async throws {
        let one = try TestProject()
        let other = try TestProject()
        _ = try one.run { $0.jobs = 1 }
        _ = try other.run { $0.jobs = 8 }
        let sums = "data-clean/small/versions/1/SHA256SUMS"
        #expect(try one.read(sums) == other.read(sums))
    }

    @Test func `two runs at once do not both publish`() async throws {
        let project = try TestProject()
        let lock = try DatasetLock(
            dataset: "small",
            state: project.path(".lip"),
            owner: LockOwner(run: "other", since: "2026-01-01T00:00:00Z"),
            files: FileLayer()
        )
        #expect(throws: DatasetIsLocked.self) { try project.run() }
        withExtendedLifetime(lock) {}
        #expect(!project.exists("data-clean/small"))
    }

    @Test(arguments: FileLayer.Operation.allCases)
    func `a disk that fails leaves what was published`(
        _ operation: FileLayer.Operation
    )
        async throws
    {
        let project = try TestProject()
        _ = try project.run()
        let sums = try project.read("data-clean/small/latest/SHA256SUMS")
        try project.write(
            "config/places/twin.yaml",
            TestProject.place("twin", "lip", ["CSD 6106023"])
        )
        let failing = FileLayer { now in
            if now == operation { throw Diagnostic("test.disk", "the disk is full") }
        }
        // Some operations are not needed to publish this version; then it is published whole.
        _ = try? project.run(files: failing)
        let releases = try project.read("data-clean/small/releases.jsonl").split(separator: "\n")
        if releases.count == 1 {
            #expect(try project.read("data-clean/small/latest/SHA256SUMS") == sums)
        }
        let outcome = try project.run()
        #expect(outcome.publishing?.version == 2)
        let store = ReleaseStore(root: project.path("data-clean/small"), files: FileLayer())
        for release in try store.releases() { #expect(try store.verify(release) == []) }
    }
}
