import DataStore
import Foundation
import TestSupport
import Testing

/// Ctrl-C and SIGTERM in the middle of a run.
@Suite struct SignalTests {
    /// A program that starts another, notes the numbers of both, and waits until there is a file
    /// `go`; the first part of the script sets what it does about signals.
    private func project(_ trap: String = "") throws -> TestProject {
        let project = try TestProject()
        try project.write(
            "slow.sh",
            """
            \(trap)
            (while :; do sleep 0.05; done) &
            echo $! $$ > numbers.new
            mv numbers.new numbers
            until [ -e go ]; do sleep 0.02; done
            kill -9 %1 2>/dev/null || kill -9 $!
            cp raw/2021.csv "$1"

            """
        )
        // A source reads what it makes, so that nothing is published without it.
        try project.edit("config/sources/profile-2021.yaml", "raw/2021.csv", "local/2021.csv")
        try project.add(
            """
            commands:
              - id: slow
                program: [sh, slow.sh, "{outputs.made}"]
                outputs: { made: local/2021.csv }

            """
        )
        return project
    }

    /// Starts a run, and waits until its program runs.
    private func start(_ project: TestProject) throws -> (CommandLineTool.Running, [Int32]) {
        let run = try CommandLineTool.start(["run", "small"], in: project.root)
        try #require(Patience.wait { project.exists("numbers") || !run.isRunning })
        let numbers = try project.read("numbers").split { $0.isWhitespace }.compactMap { Int32($0) }
        try #require(numbers.count == 2)
        return (run, numbers)
    }

    /// Whether all processes are gone; one that was killed may take a moment to be buried.
    private func areGone(_ numbers: [Int32]) -> Bool {
        Patience.wait(.seconds(30)) {
            numbers.allSatisfy { number in
                guard
                    let stat = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
                else { return true }
                // A zombie waits for its parent, and does nothing any more.
                return stat.split(separator: ")").last?.hasPrefix(" Z") == true
            }
        }
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func `a signal stops a run cleanly, and the next run completes`(
        _ signal: Int32,
        _ status: Int32
    ) throws {
        let project = try project()
        let (run, numbers) = try start(project)
        run.signal(signal)
        let result = try run.wait()
        #expect(result.status == status, "\(result.talk)")
        #expect(areGone(numbers))
        #expect(!project.exists("data-clean/small/latest"))
        #expect(!project.exists("local/2021.csv"))
        let recap = result.talk.split(separator: "\n").suffix(3).joined(separator: "\n")
        #expect(recap.contains(" stopped after "), "\(recap)")
        #expect(recap.contains("nothing was published"))
        #expect(recap.contains("stopped: `command/slow`"), "\(result.talk)")
        let runs = try DatasetDatabase.query(
            project.path(".lip/ledger.sqlite"),
            "SELECT state, exit_status FROM run"
        )
        #expect(runs == [["stopped", "\(status)"]])
        try project.write("go", "")
        let next = try CommandLineTool.run(["run", "small"], in: project.root)
        #expect(next.status == 0, "\(next.talk)")
        #expect(project.exists("data-clean/small/versions/1/SHA256SUMS"))
        #expect(try project.read("local/2021.csv") == project.read("raw/2021.csv"))
    }

    @Test func `a second Ctrl-C ends the run at once, with what its program started`() throws {
        // The program and what it starts ignore SIGTERM and SIGINT.
        let project = try project("trap '' TERM INT")
        let (run, numbers) = try start(project)
        run.signal(SIGINT)
        // The first has been heard when the run says so.
        #expect(try Patience.wait { try run.talk().contains("stopping") })
        #expect(run.isRunning)
        run.signal(SIGINT)
        #expect(try run.wait().status == 130)
        #expect(areGone(numbers))
        #expect(!project.exists("data-clean/small/latest"))
        try project.write("go", "")
        let next = try CommandLineTool.run(["run", "small"], in: project.root)
        #expect(next.status == 0, "\(next.talk)")
        let runs = try DatasetDatabase.query(
            project.path(".lip/ledger.sqlite"),
            "SELECT state FROM run ORDER BY state"
        )
        #expect(runs == [["aborted"], ["complete"]])
    }

    @Test func `a program that ignores SIGTERM is killed after a while`() throws {
        let project = try project("trap '' TERM INT")
        let (run, numbers) = try start(project)
        run.signal(SIGTERM)
        #expect(try run.wait().status == 143)
        #expect(areGone(numbers))
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func `a run that waits for another is stopped by a signal`(
        _ signal: Int32,
        _ status: Int32
    ) throws {
        let project = try TestProject()
        let lock = try DatasetLock(
            dataset: "small",
            state: project.path(".lip"),
            owner: LockOwner(run: "run-1", since: "2026-01-01T00:00:00Z"),
            files: FileLayer()
        )
        let run = try CommandLineTool.start(["run", "small", "--wait"], in: project.root)
        // It has the file of the lock open once it waits.
        try #require(Patience.wait { holds(run.pid, "locks/small.lock") })
        run.signal(signal)
        let result = try run.wait()
        #expect(result.status == status)
        #expect(result.talk == "error[run.stopped]: the run was stopped before it was done\n")
        withExtendedLifetime(lock) {}
    }

    private func holds(_ process: Int32, _ file: String) -> Bool {
        let folder = "/proc/\(process)/fd"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.contains { name in
            let target = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "\(folder)/\(name)"
            )
            return target?.hasSuffix(file) == true
        }
    }
}
