import DataStore
import Foundation
import IndicatorModel
import PipelineEngine
import PipelineStages
import TestSupport
import Testing

@Suite struct LocalRunTests {
    /// A run on a day, which is 1 May 2026 where a test does not say.
    private func run(
        _ project: TestProject,
        on day: String = "2026-05-01",
        revising reason: String? = nil
    ) throws -> RunOutcome {
        let end = try #require(CalendarDay(day)).endInSecondsSince1970
        var options = RunOptions(root: project.root)
        options.permit = reason.map { RevisionPermit(partitions: [.local], reason: $0) }
        return try PipelineRun(
            "pipelines/small.yaml",
            options,
            clock: { (end - 3600) * 1_000_000_000 }
        ).run()
    }

    private func failure(_ project: TestProject) -> String {
        do {
            _ = try run(project)
            return "(the run succeeded)"
        } catch {
            return errorTexts(error).joined(separator: "\n")
        }
    }

    private func steps(of outcome: RunOutcome, _ project: TestProject) throws -> Set<String> {
        let ledger = try #require(try Ledger.openIfThere(state: project.path(".lip")))
        return Set(try ledger.steps(of: outcome.run.id).map(\.step))
    }

    private func published(_ project: TestProject, _ table: String) throws -> [String] {
        try project.published("local/\(table)", "")
    }

    // MARK: - What is published

    @Test func `figures, answers, profiles and links are published with what they mean`() throws {
        let project = try LocalProject.make()
        _ = try run(project)
        #expect(
            try published(project, "observations").dropFirst() == [
                "town,clients,men,year,2022,40,observed,",
                "town,clients,total,year,2022,90,observed,",
                "town,clients,total,year,2023,,not-available,not yet",
                "town,clients,women,year,2022,50,observed,",
            ]
        )
        #expect(
            try published(project, "categories").dropFirst() == [
                "town,clients,men,2,Men,Hommes", "town,clients,total,0,total,total (fr)",
                "town,clients,women,1,Women,Femmes",
            ]
        )
        #expect(
            try published(project, "survey").dropFirst() == [
                "town,2023-24,common-agenda,q1,5,3,40,1,1,1,1,1,observed",
                "town,2023-24,common-agenda,total,5,3,40,,,,,,observed",
                "town,2023-24,shared-measurement,q2,3,4.7,100,,,,,,observed",
                "town,2023-24,shared-measurement,total,3,4.7,100,,,,,,observed",
                "village,2023-24,common-agenda,q1,3,4.3,100,,,,,,observed",
                "village,2023-24,common-agenda,total,3,4.3,100,,,,,,observed",
                "village,2023-24,shared-measurement,q2,3,3.7,66.7,,,,,,observed",
                "village,2023-24,shared-measurement,total,3,3.7,66.7,,,,,,observed",
            ]
        )
        #expect(
            try published(project, "profiles").map { $0.split(separator: ",").prefix(3).joined() }
                == ["placeprofilename", "townaminaAmina", "townomarOmar"]
        )
        #expect(
            try project.read("data-clean/small/latest/local/files/town/profiles/omar.fr.md")
                == "Il est venu ici.\n"
        )
        #expect(
            try project.read("data-clean/small/latest/local/files/town/documents/sheet.pdf")
                == "%PDF-1.4\nsynthetic\n"
        )
        let package = try project.read("data-clean/small/latest/datapackage.json")
        #expect(package.contains("\"path\" : \"local/observations.csv\""))
    }

    @Test func `the region is the mean of its places with enough responses`() throws {
        let project = try LocalProject.make()
        try project.write("local/both/survey/2023-24.csv", "q1,q2\n1,1\n1,1\n")
        _ = try run(project)
        #expect(
            try published(project, "survey_region").dropFirst() == [
                "territory,2023-24,common-agenda,q1,2,3.7,70",
                "territory,2023-24,common-agenda,total,2,3.7,70",
                "territory,2023-24,shared-measurement,q2,2,4.2,83.4",
                "territory,2023-24,shared-measurement,total,2,4.2,83.4",
            ]
        )
        #expect(
            try published(project, "survey").filter { $0.hasPrefix("both") } == [
                "both,2023-24,common-agenda,q1,,,,,,,,,suppressed",
                "both,2023-24,common-agenda,total,,,,,,,,,suppressed",
                "both,2023-24,shared-measurement,q2,,,,,,,,,suppressed",
                "both,2023-24,shared-measurement,total,,,,,,,,,suppressed",
            ]
        )
    }

    @Test func `a second run publishes nothing, and a run from nothing publishes the same bytes`()
        throws
    {
        let project = try LocalProject.make()
        _ = try run(project)
        let again = try run(project)
        #expect(try steps(of: again, project).isEmpty)
        let other = try LocalProject.make()
        _ = try run(other)
        let versions = "data-clean/small/versions"
        #expect(try project.tree(versions) == other.tree(versions))
    }

    @Test func `only the place whose file changes is read again`() throws {
        let project = try LocalProject.make()
        _ = try run(project)
        try project.write(
            "local/village/survey/2024-25.csv",
            "q1\n4\n4\n4\n"
        )
        let outcome = try run(project)
        #expect(
            try steps(of: outcome, project) == ["local/village", "local/all", "publish/small"]
        )
        let changes = try project.read("data-clean/small/latest/CHANGES.md")
        #expect(
            changes.contains("| local/survey | extended: 2 rows added, no old row changed | 10 |")
        )
        #expect(
            changes.contains(
                "| local/observations | carried: every row as it was, byte for byte | 4 |"
            )
        )
    }

    @Test func `a pipeline that does not ask for it publishes nothing local`() throws {
        let project = try LocalProject.make()
        try project.edit("pipelines/small.yaml", "local: { region: territory }\n", "local: false\n")
        try project.write("local/town/indicators.csv", "nonsense")
        _ = try run(project)
        #expect(!project.exists("data-clean/small/latest/local"))
    }

    // MARK: - Nothing gets out

    /// Every file that a run wrote, whatever it is, by its path.
    private func written(_ project: TestProject) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for folder in ["data-raw", "data-clean", ".lip"] {
            for (name, bytes) in try project.tree(folder) { files["\(folder)/\(name)"] = bytes }
        }
        return files
    }

    private func holding(_ text: String, _ project: TestProject) throws -> [String] {
        let wanted = Array(text.utf8)
        return try written(project).filter { _, bytes in
            bytes.indices.contains { bytes[$0...].starts(with: wanted) }
        }
        .keys.sorted()
    }

    @Test func `no response and no small count is in any file that a run writes`() throws {
        let project = try LocalProject.make()
        let response = "2,3,1,5,4"
        try project.write(
            "local/town/survey/2023-24.csv",
            "q1,q2,q3,q4,q5\n\(response)\n4,4,4,4,4\n5,5,5,5,5\n1,1,1,1,1\n"
        )
        try project.edit(
            "local/town/indicators.yaml",
            "kind: count\n",
            "kind: count\n    threshold: 100000\n"
        )
        try project.write(
            "local/town/indicators.csv",
            "period,indicator,category,value,note\n"
                + "2022,clients,total,973913,\n2022,clients,men,73917,SECRETNOTE\n"
                + "2022,clients,women,899996,SECRETNOTE\n"
        )
        _ = try run(project)
        // A second version, and a run that refuses, write too.
        try project.write("local/village/survey/2024-25.csv", "q1\n4\n4\n4\n")
        _ = try run(project)
        try project.edit("local/town/indicators.csv", "899996", "899997")
        try project.edit("local/town/survey/2023-24.csv", "5,5,5,5,5", "5,5,MARKER@example.org,5,5")
        #expect(failure(project).contains("the answer to `q3` is not one of 1 to 5"))
        #expect(try written(project).count > 40)
        #expect(try !holding("973913", project).isEmpty, "the search itself finds what is there")
        for secret in [response, "73917", "899996", "899997", "SECRETNOTE", "MARKER"] {
            #expect(try holding(secret, project) == [], "\(secret)")
        }
    }

    @Test func `a column of texts is refused, and none of them is written anywhere`() throws {
        let project = try LocalProject.make()
        try project.write(
            "local/town/survey/2023-24.csv",
            "q1,Comments\n1,MARKER one\n2,MARKER two\n3,MARKER three\n"
        )
        let told = failure(project)
        #expect(
            told.contains(
                "error[local.unknown-question]: column 2 is no question of config/survey.yaml"
            )
        )
        #expect(!told.contains("MARKER"))
        #expect(try holding("MARKER", project) == [])
        #expect(!project.exists("data-clean/small/latest"))
    }

    // MARK: - Append-only, and consent

    @Test func `a figure that changes or vanishes is refused without --revise local`() throws {
        let project = try LocalProject.make()
        _ = try run(project)
        try project.edit("local/town/indicators.csv", "men,40", "men,41")
        #expect(
            failure(project) == """
                error[publish.revision]: 1 published row of `local` would change
                  - town,clients,men,year,2022,40,observed,
                  + town,clients,men,year,2022,41,observed,
                hint: nothing was published; if the change is right, run with \
                `--revise local --reason "..."`
                """
        )
        _ = try run(project, revising: "a correction")
        let changes = try project.read("data-clean/small/latest/CHANGES.md")
        #expect(changes.contains("| local/observations | revised: 1 row changed | 4 |"))
        #expect(changes.contains("Reason: a correction"))
        try project.remove("local/town/profiles/amina.md")
        #expect(failure(project).contains("1 published row of `local` would change"))
    }

    @Test func `who withdraws consent leaves the next version, without a revision`() throws {
        let project = try LocalProject.make()
        _ = try run(project)
        try project.write("local/town/profiles/amina.md", "---\nwithdrawn: 2026-04-30\n---\n")
        _ = try run(project)
        #expect(try published(project, "profiles").count == 2)
        #expect(!project.exists("data-clean/small/latest/local/files/town/profiles/amina.en.md"))
        #expect(project.exists("data-clean/small/latest/local/files/town/profiles/omar.fr.md"))
        let changes = try project.read("data-clean/small/latest/CHANGES.md")
        #expect(
            changes.contains(
                "| local/profiles | withdrawn: 1 row left, no other row changed | 1 |"
            )
        )
        #expect(
            changes.hasSuffix(
                """
                ## Withdrawn

                - town,amina of local/profiles.csv: consent withdrawn on 2026-04-30

                """
            )
        )
        #expect(!changes.contains("Amina"))
        // Then the file may go.
        try project.remove("local/town/profiles/amina.md")
        #expect(try run(project).publishing?.version == 2)
    }

    @Test func `whose consent ends leaves on the next day, without anybody doing anything`() throws
    {
        let project = try LocalProject.make()
        _ = try run(project, on: "2026-06-29")
        let last = try run(project, on: "2026-06-30")
        #expect(last.publishing?.version == 1)
        #expect(try steps(of: last, project).isEmpty)
        let next = try run(project, on: "2026-07-01")
        #expect(next.publishing?.version == 2)
        #expect(
            try steps(of: next, project) == ["local/town", "local/all", "publish/small"]
        )
        #expect(
            try published(project, "profiles").dropFirst().map { $0.prefix(10) } == ["town,amina"]
        )
        #expect(
            try project.read("data-clean/small/latest/CHANGES.md")
                .contains("- town,omar of local/profiles.csv: consent ended on 2026-06-30")
        )
        #expect(try run(project, on: "2026-07-02").publishing?.version == 2)
    }
}
