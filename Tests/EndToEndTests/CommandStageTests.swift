import DataStore
import Foundation
import TestSupport
import Testing

/// Programs of the steward's as steps of a pipeline; retries and time limits of stages.
@Suite struct CommandStageTests {
    /// The project with one program, a shell script that is given its inputs and outputs.
    private func project(
        _ script: String,
        arguments: String = "\"{outputs.made}\"",
        _ keys: String = "outputs: { made: local/made.txt }",
        more: String = ""
    ) throws -> TestProject {
        let project = try TestProject()
        try project.write("make.sh", script + "\n")
        try project.add(
            """
            commands:
              - id: make
                program: [sh, make.sh, \(arguments)]
                \(keys)
            \(more)

            """
        )
        return project
    }

    private func run(
        _ project: TestProject,
        _ arguments: [String] = []
    ) throws -> CommandLineTool.Result {
        try CommandLineTool.run(["run", "small", "--quiet"] + arguments, in: project.root)
    }

    /// The rows of the last run's steps in the ledger.
    private func step(_ project: TestProject, _ columns: String) throws -> [[String]] {
        try DatasetDatabase.query(
            project.path(".lip/ledger.sqlite"),
            """
            SELECT \(columns) FROM step_run WHERE step = 'command/make'
            AND run = (SELECT id FROM run ORDER BY began DESC, id DESC LIMIT 1)
            """
        )
    }

    @Test func `a program that fails twice and then works is tried three times`() throws {
        let project = try project(
            """
            echo try >> tries
            [ $(wc -l < tries) -ge 3 ] || exit 9
            echo made > "$1"
            """,
            "outputs: { made: local/made.txt }",
            more: "stages:\n  command: { retries: 2, backoff: 10ms }"
        )
        let result = try run(project)
        #expect(result.status == 0, "\(result.talk)")
        #expect(try project.read("local/made.txt") == "made\n")
        #expect(try step(project, "state, attempts") == [["ran", "3"]])
    }

    @Test func `a program that fails more often than it may keeps the version from being made`()
        throws
    {
        let project = try project(
            "echo try >> tries; echo one; echo two; exit 9",
            "outputs: { made: local/made.txt }\n    retries: 1\n    backoff: 10ms"
        )
        let result = try run(project)
        #expect(result.status == 69)
        #expect(try project.read("tries") == "try\ntry\n")
        #expect(try step(project, "state, attempts") == [["failed", "2"]])
        #expect(
            result.talk.contains(
                """
                error[command.failed]: `make` exited with status 9
                 --> pipelines/small.yaml:10:9
                """
            ),
            "\(result.talk)"
        )
        #expect(result.talk.contains("hint: it said last: one\n  two\n"), "\(result.talk)")
    }

    @Test func `a program that takes too long is ended with all that it started`() throws {
        let project = try project(
            """
            (while :; do sleep 0.05; done) &
            echo $! $$ > numbers
            while :; do sleep 0.05; done
            """,
            "outputs: { made: local/made.txt }\n    timeout: 300ms"
        )
        let result = try run(project)
        #expect(result.status == 69 || result.status == 70, "\(result.talk)")
        #expect(
            result.talk.contains(
                "error[run.timed-out]: the step took longer than its stage allows"
            )
        )
        let numbers = try project.read("numbers").split { $0.isWhitespace }.compactMap { Int32($0) }
        #expect(numbers.count == 2)
        for number in numbers {
            #expect(
                Patience.wait(.seconds(30)) {
                    !FileManager.default.fileExists(atPath: "/proc/\(number)")
                }
            )
        }
        #expect(!project.exists("local/made.txt"))
    }

    @Test func `a program that failed to write one output has written none`() throws {
        let project = try project(
            "echo one > \"$1\"",
            arguments: "\"{outputs.one}\", \"{outputs.two}\"",
            "outputs: { one: local/one.txt, two: local/two.txt }"
        )
        let result = try run(project)
        #expect(result.status == 69)
        #expect(
            result.talk.contains(
                "error[command.missing-output]: `make` exited with 0 and did not write its output "
                    + "`two`"
            )
        )
        #expect(!project.exists("local"))
        let left = try CommandLineTool.run(["gc", "--dry-run"], in: project.root).output
        #expect(!left.contains("unfinished"), "\(left)")
    }

    @Test func `a program runs again when its input, its call or its output has changed`() throws {
        let project = try project(
            "echo run >> runs; cat \"$1\" > \"$2\"",
            arguments: "\"{inputs.given}\", \"{outputs.made}\"",
            "inputs: { given: given.txt }\n    outputs: { made: local/made.txt }"
        )
        func count() throws -> Int { try project.read("runs").split(separator: "\n").count }
        try project.write("given.txt", "one")
        for expected in [1, 1] {
            #expect(try run(project).status == 0)
            #expect(try count() == expected)
        }
        try project.write("given.txt", "two")
        #expect(try run(project).status == 0)
        #expect(try count() == 2)
        #expect(try project.read("local/made.txt") == "two")
        try project.write("local/made.txt", "by hand")
        #expect(try run(project).status == 0)
        #expect(try count() == 3)
        #expect(try project.read("local/made.txt") == "two")
        try project.remove("local/made.txt")
        #expect(try run(project).status == 0)
        #expect(try count() == 4)
        try project.edit("pipelines/small.yaml", "{outputs.made}\"]", "{outputs.made}\", x]")
        #expect(try run(project).status == 0)
        #expect(try count() == 5)
        #expect(try run(project).status == 0)
        #expect(try count() == 5)
        #expect(!project.exists("data-clean/small/versions/2"))
    }

    @Test func `a program feeds a part of a source`() throws {
        let project = try TestProject()
        let figures = try project.read("raw/2016.csv")
        try project.write("raw/given.csv", figures)
        try project.remove("raw/2016.csv")
        try project.edit("config/sources/profile-2016.yaml", "raw/2016.csv", "local/2016.csv")
        try project.add(
            """
            commands:
              - id: make
                program: [sed, -n, "w {outputs.made}", "{inputs.given}"]
                inputs: { given: raw/given.csv }
                outputs: { made: local/2016.csv }

            """
        )
        let result = try run(project)
        #expect(result.status == 0, "\(result.talk)")
        #expect(try project.read("local/2016.csv") == figures)
        #expect(
            try project.published("observations/census-2016", "town,2016,population").first?
                .hasPrefix("town,2016,population,total,total,total,19569,") == true
        )
        // What it reads changes: one run brings it to the version.
        try project.edit("raw/given.csv", "19569", "19570")
        let plan = try CommandLineTool.run(["plan", "small"], in: project.root).output
        #expect(plan.hasPrefix("run      command/make\nmay run  fetch/profile-2016/north"))
        let revised = try run(project, ["--revise", "census-2016", "--reason", "corrected"])
        #expect(revised.status == 0, "\(revised.talk)")
        #expect(
            try project.published("observations/census-2016", "town,2016,population").first?
                .hasPrefix("town,2016,population,total,total,total,19570,") == true
        )
        #expect(try run(project).output == "small is up to date: version 2 stands\n")
    }

    @Test func `a program that is killed while it is written is made good by the next run`() throws
    {
        let project = try project("echo made > \"$1\"")
        // What a run that died while it took the output left.
        try project.write("local/made.txt.tmp-1-1", "half")
        #expect(try run(project).status == 0)
        #expect(!project.exists("local/made.txt.tmp-1-1"))
        #expect(try project.read("local/made.txt") == "made\n")
    }

    @Test func `all that a program says is kept`() throws {
        let project = try project("echo one; echo two >&2; echo made > \"$1\"")
        #expect(try run(project).status == 0)
        let logs = try FileManager.default.contentsOfDirectory(atPath: project.path(".lip/logs"))
        let log = try #require(logs.first { $0.hasSuffix(".make.txt") })
        #expect(try project.read(".lip/logs/\(log)") == "one\ntwo\n")
    }
}
