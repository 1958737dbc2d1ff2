import DataStore
import Foundation
import TestSupport
import Testing

/// What scripts and cron rely on: each exit status of the command, for the reason it stands for.
@Suite struct ExitStatusTests {
    private func status(
        _ arguments: [String] = ["run", "small"],
        in project: TestProject
    ) throws -> (Int32, String) {
        let result = try CommandLineTool.run(arguments, in: project.root)
        return (result.status, result.talk)
    }

    @Test func `0 when something was published, and when there was nothing to do`() throws {
        let project = try TestProject()
        #expect(try status(in: project).0 == 0)
        #expect(try status(in: project).0 == 0)
    }

    @Test func `2 when something was published, for those who ask for it`() throws {
        let project = try TestProject()
        #expect(try status(["run", "small", "--detailed-exit-code"], in: project).0 == 2)
        #expect(try status(["run", "small", "--detailed-exit-code"], in: project).0 == 0)
    }

    @Test(arguments: [
        ["run"], ["run", "small", "--jobs", "none"], ["run", "small", "--stage", "fetsch"],
        ["run", "small", "--wait", "--skip-if-running"], ["plan", "small", "--unknown"],
        ["run", "small", "--step", "extract/nothing/north"],
        ["run", "small", "--stage", "publish"],
    ])
    func `64 when the command line is wrong, or asks for what cannot be`(
        _ arguments: [String]
    ) throws {
        let project = try TestProject()
        let (status, talk) = try status(arguments, in: project)
        #expect(status == 64, "\(talk)")
        #expect(!project.exists("data-clean/small/latest"))
    }

    @Test func `65 when a published figure would change`() throws {
        let project = try TestProject()
        #expect(try status(in: project).0 == 0)
        try project.edit("raw/2016.csv", "19569", "19570")
        let (status, talk) = try status(in: project)
        #expect(status == 65)
        #expect(talk.contains("error[publish.revision]: 3 published rows of `census-2016`"))
    }

    @Test func `65 when a published file is not as it was published`() throws {
        let project = try TestProject()
        #expect(try status(in: project).0 == 0)
        try project.edit("data-clean/small/versions/1/places.csv", "town", "city")
        #expect(try status(["verify", "small"], in: project).0 == 65)
    }

    @Test func `69 when a file is not at hand, and when it is not what it should be`() throws {
        let missing = try TestProject()
        try missing.remove("raw/2016.csv")
        #expect(try status(in: missing).0 == 69)
        #expect(missing.exists("data-clean/small/versions/1"))
        let wrong = try TestProject()
        try wrong.edit("raw/2016.csv", "Immigrants", "Immigrantes")
        let (status, talk) = try status(in: wrong)
        #expect(status == 69, "\(talk)")
        #expect(!wrong.exists("data-clean/small/latest"))
    }

    @Test func `69 when a program of the steward's fails`() throws {
        let project = try TestProject()
        try project.add(
            """
            commands:
              - { id: broken, program: ["false"], outputs: { made: local/made.txt } }

            """
        )
        #expect(try status(in: project).0 == 69)
    }

    @Test func `70 when what Lipline itself wrote was edited`() throws {
        let project = try TestProject()
        #expect(try status(in: project).0 == 0)
        try project.edit("data-clean/small/releases.jsonl", "\"version\":1", "\"version\":7")
        let (status, talk) = try status(["versions", "small"], in: project)
        #expect(status == 70)
        #expect(
            talk == """
                error[store.broken-chain]: release 7 does not follow the line before it
                 --> data-clean/small/releases.jsonl:1:1
                hint: the file was edited: restore it from a backup

                """
        )
        // A run does not publish on top of it.
        try project.edit("config/labels/tabs.yaml", "\"immigration\"", "\"newcomers\"")
        let run = try CommandLineTool.run(["run", "small"], in: project.root)
        #expect(run.status == 70, "\(run.talk)")
        #expect(!project.exists("data-clean/small/versions/2"))
    }

    @Test(arguments: ["data-clean", "data-raw", ".lip"])
    func `73 when something cannot be written`(_ folder: String) throws {
        let project = try TestProject()
        // A file where a folder must be: no permission helps against it, not even root's.
        try project.write(folder, "")
        let (status, talk) = try status(in: project)
        #expect(status == 73, "\(talk)")
        #expect(talk.contains("error[store.cannot-write]: cannot create folder `\(folder)"))
        #expect(talk.contains("hint: free space or correct the permissions, then run again"))
    }

    @Test func `75 when another run holds the dataset`() throws {
        let project = try TestProject()
        let lock = try DatasetLock(
            dataset: "small",
            state: project.path(".lip"),
            owner: LockOwner(run: "run-1", since: "2026-01-01T00:00:00Z"),
            files: FileLayer()
        )
        let commands = [["run", "small"], ["run", "small", "--skip-if-running"], ["gc"]]
        for arguments in commands + [["run", "small", "--wait=0"], ["run", "small", "--wait=1"]] {
            let (status, talk) = try status(arguments, in: project)
            #expect(status == 75, "\(arguments): \(talk)")
        }
        withExtendedLifetime(lock) {}
    }

    @Test func `78 when the configuration is wrong`() throws {
        let project = try TestProject()
        try project.edit("pipelines/small.yaml", "partitions:", "partitons:")
        let (status, talk) = try status(in: project)
        #expect(status == 78)
        #expect(talk.contains("hint: did you mean `partitions`?"))
    }

    // 130 and 143, for runs that signals stop: SignalTests.
}
