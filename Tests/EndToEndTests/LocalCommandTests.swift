import Foundation
import TestSupport
import Testing

/// What coordinators hand in, as people and scripts see it.
@Suite struct LocalCommandTests {
    private static let files: [String: String] = [
        "local/town/indicators.yaml": """
        indicators:
          - id: clients
            kind: count
            label: { en: Clients, fr: Clients }
            unit: { en: people, fr: personnes }
            source: { en: A count, fr: Un compte }

        """,
        "local/town/indicators.csv": "period,indicator,value\n2023,clients,40\n",
    ]

    private func project() throws -> TestProject {
        let project = try TestProject(Self.files)
        try project.add("local: true\n")
        return project
    }

    @Test func `lip check and lip run tell a mistake, and nothing is published`() throws {
        let project = try project()
        try project.edit("local/town/indicators.csv", "40", "4o")
        let told = """
            error[local.bad-value]: the value is not a number
             --> local/town/indicators.csv:2:14
            hint: write digits only, without blanks or signs; leave the cell blank where there is \
            no figure
            """
        let check = try CommandLineTool.run(["check"], in: project.root)
        #expect(check.status == 78)
        #expect(check.talk == told + "\n\n1 error found\n")
        let run = try CommandLineTool.run(["run", "small"], in: project.root)
        #expect(run.status == 65)
        #expect(run.talk.contains("the value is not a number"), "\(run.talk)")
        #expect(!project.exists("data-clean/small/latest"))
        // A pipeline that does not publish it is none the worse.
        try project.edit("pipelines/small.yaml", "local: true\n", "")
        #expect(try CommandLineTool.run(["run", "small"], in: project.root).status == 0)
    }

    @Test func `a figure that was published is revised by --revise local`()
        throws
    {
        let project = try project()
        func run(_ more: [String] = []) throws -> Int32 {
            try CommandLineTool.run(["run", "small"] + more, in: project.root).status
        }
        #expect(try run() == 0)
        try project.edit("local/town/indicators.csv", "40", "41")
        #expect(try run() == 65)
        #expect(try run(["--revise", "local", "--reason", "a correction"]) == 0)
        #expect(
            try project.published("local/observations", "town")
                == ["town,clients,total,year,2023,41,observed,"]
        )
        #expect(try CommandLineTool.run(["verify", "small"], in: project.root).status == 0)
    }

    @Test func `the starter shows a synthetic example, which says so everywhere`() throws {
        let folder = "\(try StarterRun.shared.get().version)/local"
        func rows(_ table: String) throws -> [String] {
            let text = try String(contentsOfFile: "\(folder)/\(table).csv", encoding: .utf8)
            return text.split(separator: "\n").dropFirst().map(String.init)
        }
        for table in ["indicators", "profiles", "links"] {
            let rows = try rows(table)
            #expect(!rows.isEmpty)
            for row in rows {
                #expect(row.contains("Synthetic") && row.contains("synthétique"), "\(row)")
            }
        }
        let figures = try rows("observations")
        #expect(figures.count == 11)
        #expect(figures.filter { $0.contains(",suppressed,") }.count == 2)
        #expect(try rows("survey").count == 26)
        #expect(try rows("survey_region").count == 24)
        for language in ["en", "fr"] {
            let path = "\(folder)/files/calgary-city/profiles/example-person.\(language).md"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains(language == "en" ? "synthetic" : "synthétique"))
        }
    }
}
