import DataStore
import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
    static let commands =
        [[]]
        + [
            "run", "plan", "status", "runs", "log", "gc", "check", "versions", "verify", "rollback",
            "snapshots", "schedule", "schema", "diff", "compare", "trace",
        ].map { [$0] }
        + [["export"], ["export", "cells"], ["places"], ["new"], ["new", "place"]]
        + ["export", "import", "overlaps", "changes", "crosswalk"].map { ["places", $0] }
        + [["geographies", "changes"]]
        + ["list", "compare", "accept", "reject"].map { ["snapshots", $0] }
        + [["geographies"]] + ["find", "show", "build"].map { ["geographies", $0] }

    @Test(arguments: commands)
    func `help says what a command does, with an example`(_ command: [String]) throws {
        let result = try CommandLineTool.run(command + ["--help"])
        #expect(result.status == 0)
        try expectGolden(result.output, (["help"] + command).joined(separator: "-") + ".txt")
    }

    /// Commands that only have others below them.
    static let groups = [[], ["export"], ["places"], ["new"], ["geographies"]]

    @Test(arguments: commands.filter { !groups.contains($0) })
    func `help stands in the manual as the command prints it`(_ command: [String]) throws {
        let manual = try String(
            contentsOfFile: "\(RealFiles.project)/docs/reference/commands.md",
            encoding: .utf8
        )
        let help = try CommandLineTool.run(command + ["--help"]).output
        let text = String(help[..<(help.lastIndex { $0 != "\n" } ?? help.startIndex)])
        #expect(manual.contains(text))
    }

    static let mistakes: [([String], Int32, String)] = [
        (["runn"], 64, "Error: Unexpected argument 'runn'\n"),
        (["run"], 64, "Error: Missing expected argument '<pipeline>'\n"),
        (["run", "starter", "--jobs", "0"], 64, "Error: --jobs must be at least 1\n"),
        (
            ["run", "starter", "--revise", "census-2016"], 64,
            "Error: --revise needs --reason \"why the figures change\"\n"
        ),
        (
            ["run", "starter", "--period", "2011"], 78,
            """
            error[config.unknown-period]: pipeline `starter` has no period `2011`
            hint: it has `2006`, `2016` and `2021`

            """
        ),
        (
            ["run", "starter", "--revise", "census-2061", "--reason", "x"], 78,
            """
            error[config.unknown-partition]: pipeline `starter` has no partition `census-2061`
            hint: did you mean `census-2016`?

            """
        ),
        (
            ["run", "strater"], 78,
            """
            error[config.unreadable-file]: `pipelines/strater.yaml` is missing or cannot be read
            hint: did you mean `starter`?

            """
        ),
        (
            ["run", "starter", "--mirror", "/nowhere"], 69,
            """
            error[fetch.no-mirror]: the mirror `/nowhere` is not a folder
            hint: give `--mirror` a folder that holds the official files, or the URL of a \
            server that has them

            """
        ),
        (
            ["versions", "nothing"], 78,
            """
            error[config.unknown-dataset]: no version of `nothing` was published in `data-clean`
            hint: run `lip run PIPELINE` first

            """
        ),
        (
            ["snapshots", "starter-2007"], 78,
            """
            error[config.unknown-source]: unknown source `starter-2007`
            hint: did you mean `starter-2006`?

            """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told with its exit status`(
        _ arguments: [String],
        _ status: Int32,
        _ talk: String
    ) throws {
        let result = try CommandLineTool.run(arguments)
        #expect(result.status == status)
        #expect(result.output == "")
        if status == 64 {
            #expect(result.talk.hasPrefix(talk))
        } else {
            #expect(result.talk == talk)
        }
    }

    @Test func `check says what it read and finds nothing wrong with the project`() throws {
        let result = try CommandLineTool.run(["check"])
        #expect(result.status == 0)
        #expect(result.talk == "")
        #expect(result.output.hasSuffix(", 3 pipelines: no error\n"))
    }

    @Test func `outside of a project the command says where it belongs`() throws {
        let folder = try TemporaryFolder()
        let result = try CommandLineTool.run(["run", "starter"], in: folder.path)
        #expect(result.status == 78)
        #expect(
            result.talk == """
                error[config.no-project]: there is no folder `config` in `.`
                hint: run `lip` in the folder that holds `config/` and `pipelines/`, or give \
                `--root`

                """
        )
    }

    @Test func `check prints errors as JSON for editors`() throws {
        let project = try TestProject()
        try project.edit("config/indicators/immigration.yaml", "kind: median", "kind: medan")
        let result = try CommandLineTool.run(["check", "--json"], in: project.root)
        #expect(result.status == 78)
        #expect(
            result.output == """
                [
                  {
                    "code" : "config.unknown-kind",
                    "column" : 11,
                    "endColumn" : 16,
                    "file" : "config/indicators/immigration.yaml",
                    "hints" : [
                      "did you mean `median`?"
                    ],
                    "length" : 5,
                    "line" : 58,
                    "message" : "unknown kind `medan`",
                    "severity" : "error"
                  }
                ]

                """
        )
    }

    @Test func `a dataset that was rolled back is seen as it was`() throws {
        let project = try TestProject([
            "pipelines/small.yaml": TestProject.pipeline(["2006"])
        ])
        #expect(try CommandLineTool.run(["run", "small"], in: project.root).status == 0)
        try project.write("pipelines/small.yaml", TestProject.pipeline(["2006", "2016"]))
        let second = try CommandLineTool.run(
            ["run", "small", "--detailed-exit-code"],
            in: project.root
        )
        #expect(second.status == 2)
        let back = try CommandLineTool.run(["rollback", "small", "1"], in: project.root)
        #expect(back.output == "latest of small is version 1\n")
        #expect(!project.exists("data-clean/small/latest/observations/census-2016.csv"))
        let versions = try CommandLineTool.run(["versions", "small"], in: project.root)
        #expect(
            versions.output.split(separator: "\n").map { $0.hasSuffix("latest") } == [true, false]
        )
    }

    @Test func `verify tells which file of which version has changed`() throws {
        let project = try TestProject()
        #expect(try CommandLineTool.run(["run", "small"], in: project.root).status == 0)
        try project.edit("data-clean/small/versions/1/places.csv", "town", "city")
        let result = try CommandLineTool.run(["verify", "small"], in: project.root)
        #expect(result.status == 65)
        #expect(result.talk == "error[verify]: version 1: places.csv has changed\n")
    }

    @Test func `a run that another holds leaves with 75 and changes nothing`() throws {
        let project = try TestProject()
        let lock = try DatasetLock(
            dataset: "small",
            state: project.path(".lip"),
            owner: LockOwner(run: "run-1", since: "2026-01-01T00:00:00Z", stage: "extract"),
            files: FileLayer()
        )
        let result = try CommandLineTool.run(["run", "small"], in: project.root)
        #expect(result.status == 75)
        let owner = ProcessIdentity.current
        #expect(
            result.talk == """
                error[run.locked]: run run-1 holds dataset `small` since 2026-01-01T00:00:00Z: \
                process \(owner.pid) on \(owner.host), in stage extract
                hint: wait for it with `--wait`, or leave quietly with `--skip-if-running`

                """
        )
        withExtendedLifetime(lock) {}
        #expect(!project.exists("data-clean"))
    }
}
