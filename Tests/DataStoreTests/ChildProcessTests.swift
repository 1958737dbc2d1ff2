import DataStore
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@Suite struct ChildProcessTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Runs a script, whose lines are in the outcome's tail.
    private func sh(
        _ script: String,
        input: String = "",
        timeout: Duration? = nil,
        grace: Duration = .seconds(5),
        isStopped: () -> Bool = { false }
    ) throws -> ChildProcess.Outcome {
        try ChildProcess(
            ["/bin/sh", "-c", script],
            folder: folder.path,
            input: Array(input.utf8)
        )
        .run(timeout: timeout, grace: grace, isStopped: isStopped)
    }

    /// What a script said, without what some shells say of programs that a signal ended.
    private func said(_ outcome: ChildProcess.Outcome) -> [String] {
        outcome.tail.split(separator: "\n").map(String.init).filter { $0 != "Terminated" }
    }

    /// Whether the process whose number is in a file runs; one that is dead and not yet reaped by
    /// whoever adopted it does not.
    private func runs(_ file: String) throws -> Bool {
        let number = try text("\(folder.path)/\(file)").trimmingCharacters(
            in: .whitespacesAndNewlines
        )
        guard let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
        else {
            return false
        }
        return status.split(separator: ")").last?.split(separator: " ").first != "Z"
    }

    /// Waits for what a signal sets going to be over.
    private func isGone(_ file: String) throws -> Bool {
        for _ in 0..<500 {
            if try !runs(file) { return true }
            usleep(10_000)
        }
        return false
    }

    @Test(arguments: [0, 1, 65, 255])
    func `says with which code a program ended`(_ code: Int32) throws {
        #expect(try sh("exit \(code)").end == .exited(code))
    }

    @Test(arguments: [SIGKILL, SIGTERM, SIGINT, SIGPIPE])
    func `says which signal ended a program`(_ signal: Int32) throws {
        #expect(try sh("kill -\(signal) $$").end == .signalled(signal))
    }

    @Test func `hands on lines of both streams as they are written`() throws {
        let lines = Mutex<[String]>([])
        let outcome = try ChildProcess(
            ["/bin/sh", "-c", "echo one; echo two >&2; printf 'thr\\303\\251e\\r\\nlast'"]
        )
        .run(onLine: { line in lines.withLock { $0.append(line) } })
        #expect(lines.withLock { $0 } == ["one", "two", "thrée", "last"])
        #expect(outcome.tail == "one\ntwo\nthrée\r\nlast")
    }

    @Test func `a line is handed on while the program runs`() throws {
        // The program ends only when its first line was seen.
        let flag = "\(folder.path)/seen"
        let outcome = try ChildProcess(
            ["/bin/sh", "-c", "echo go; until [ -e seen ]; do sleep 0.01; done"],
            folder: folder.path
        )
        .run(
            timeout: .seconds(30),
            onLine: { line in
                if line == "go" { _ = FileManager.default.createFile(atPath: flag, contents: nil) }
            }
        )
        #expect(outcome.end == .exited(0))
    }

    @Test func `of a megabyte every line is handed on, and the last ones are kept`() throws {
        let count = Mutex(0)
        let outcome = try ChildProcess(
            ["/bin/sh", "-c", "seq -f '%09.0f' 1 110000"],
            tailSize: 100
        )
        .run(onLine: { _ in count.withLock { $0 += 1 } })
        #expect(outcome.end == .exited(0))
        #expect(count.withLock { $0 } == 110_000)
        #expect(
            outcome.tail == (109_992...110_000).map { String(format: "%09d\n", $0) }.joined()
        )
    }

    @Test func `output without line ends is handed on in pieces`() throws {
        let lengths = Mutex<[Int]>([])
        let outcome = try ChildProcess(["/bin/sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x"])
            .run(onLine: { line in lengths.withLock { $0.append(line.utf8.count) } })
        #expect(lengths.withLock { $0 }.reduce(0, +) == 1_000_000)
        #expect(lengths.withLock { $0.allSatisfy { $0 < 1 << 18 } })
        #expect(outcome.tail == String(repeating: "x", count: 8192))
    }

    @Test func `no shell reads the arguments`() throws {
        let arguments = ["$HOME", "*", "a  b", "`id`", "; exit 3", "", "\"'\\"]
        let outcome = try ChildProcess(["/usr/bin/printf", "%s\\n"] + arguments).run()
        #expect(outcome.tail == arguments.map { $0 + "\n" }.joined())
    }

    @Test func `adds to the environment it has, and finds programs in the PATH it gives`() throws {
        try FileLayer().write(
            Array("#!/bin/sh\necho \"$LIP_ADDED $HOME\"\n".utf8),
            to: "\(folder.path)/my-program",
            permissions: 0o755
        )
        let outcome = try ChildProcess(
            ["my-program"],
            environment: ["LIP_ADDED": "a b", "PATH": "/none::\(folder.path)"]
        )
        .run()
        #expect(
            outcome.tail == "a b \(ProcessInfo.processInfo.environment["HOME"] ?? "")\n"
        )
    }

    @Test func `starts in its folder, and finds programs by paths below it`() throws {
        try FileLayer().createFolder("\(folder.path)/bin")
        try FileLayer().write(
            Array("#!/bin/sh\npwd\n".utf8),
            to: "\(folder.path)/bin/where",
            permissions: 0o755
        )
        let outcome = try ChildProcess(["bin/where"], folder: folder.path).run()
        #expect(outcome.tail == "\(folder.path)\n")
    }

    @Test(arguments: [0, 1, 300_000])
    func `gives the program its input, and then the end of it`(_ size: Int) throws {
        let outcome = try sh("wc -c", input: String(repeating: "x", count: size))
        #expect(outcome.tail == "\(size)\n")
    }

    @Test func `a program may leave its input unread`() throws {
        let outcome = try sh("exit 0", input: String(repeating: "x", count: 300_000))
        #expect(outcome.end == .exited(0))
    }

    @Test func `a program gets no descriptor but the three, and no blocked signal`() throws {
        let file = try FileHandle(forReadingFrom: URL(filePath: "/dev/zero"))
        let inherited = fcntl(file.fileDescriptor, F_DUPFD, 50)
        defer { close(inherited) }
        let outcome = try ChildProcess(["ls", "/proc/self/fd"]).run()
        // The fourth is the folder that ls reads.
        #expect(outcome.tail == "0\n1\n2\n3\n")
        let signals = try ChildProcess(["grep", "-E", "SigBlk|SigIgn", "/proc/self/status"]).run()
        #expect(signals.tail.contains("SigBlk:\t0000000000000000\n"))
        let ignored = try #require(signals.tail.split(separator: "\t").last)
        let number = try #require(UInt64(ignored.dropLast(), radix: 16))
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE] {
            #expect(number & 1 << UInt64(signal - 1) == 0)
        }
    }

    @Test func `a program that takes too long is asked to end`() throws {
        let outcome = try sh(
            "trap 'echo asked; exit 9' TERM; echo ready; while :; do sleep 0.01; done",
            timeout: .milliseconds(500)
        )
        #expect(outcome.end == .timedOut)
        #expect(said(outcome) == ["ready", "asked"])
        #expect(outcome.duration >= .milliseconds(500))
    }

    @Test func `a program that will not end is killed, with its children`() throws {
        let outcome = try sh(
            """
            trap '' TERM
            echo $$ > parent
            (trap '' TERM; while :; do sleep 0.01; done) & echo $! > child
            while :; do sleep 0.01; done
            """,
            timeout: .milliseconds(300),
            grace: .milliseconds(200)
        )
        #expect(outcome.end == .timedOut)
        #expect(try isGone("parent"))
        #expect(try isGone("child"))
    }

    @Test func `children may use the grace after their parent has ended`() throws {
        let outcome = try sh(
            """
            (trap 'sleep 0.3; echo child is done; exit' TERM; echo ready
             while :; do sleep 0.01; done) &
            trap 'exit' TERM
            while :; do sleep 0.01; done
            """,
            timeout: .milliseconds(500),
            grace: .seconds(30)
        )
        #expect(outcome.end == .timedOut)
        #expect(said(outcome) == ["ready", "child is done"])
    }

    @Test func `a run that is stopped ends its program`() throws {
        let isReady = Mutex(false)
        let outcome = try ChildProcess(["/bin/sh", "-c", "echo ready; sleep 600"])
            .run(
                isStopped: { isReady.withLock { $0 } },
                onLine: { _ in isReady.withLock { $0 = true } }
            )
        #expect(outcome.end == .stopped)
        #expect(outcome.tail == "ready\n")
    }

    @Test func `does not wait for a child that holds the output open, and kills it`() throws {
        let outcome = try sh("sleep 600 & echo $! > child; echo done", timeout: .seconds(300))
        #expect(outcome.end == .exited(0))
        #expect(outcome.tail == "done\n")
        #expect(try isGone("child"))
    }

    @Test func `a program that closes its output is waited for`() throws {
        let outcome = try sh("exec >&- 2>&-; sleep 0.2; exit 7")
        #expect(outcome.end == .exited(7))
    }

    @Test func `says how long a program took and how much memory it held`() throws {
        let outcome = try ChildProcess(
            [
                "/bin/sh", "-c",
                "x=$(head -c 30000000 /dev/zero | tr '\\0' x); sleep 0.3; echo ${#x}",
            ]
        )
        .run()
        #expect(outcome.tail == "30000000\n")
        #expect(outcome.duration >= .milliseconds(300))
        #expect(outcome.peakMemory > 30_000_000)
    }

    @Test func `a small program is not said to hold what this process holds`() throws {
        let ballast = [UInt8](repeating: 1, count: 200_000_000)
        let outcome = try ChildProcess(["sleep", "0.2"]).run()
        #expect(ballast.last == 1)
        #expect(outcome.peakMemory > 0)
        #expect(outcome.peakMemory < 100_000_000)
    }

    @Test func `many programs at once get each their own output`() async throws {
        let tails = try await withThrowingTaskGroup { group in
            for number in 0..<24 {
                group.addTask {
                    try ChildProcess(
                        ["/bin/sh", "-c", "cat; echo $0", "\(number)"],
                        input: Array("in \(number)\n".utf8)
                    )
                    .run().tail
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(tails == Set((0..<24).map { "in \($0)\n\($0)\n" }))
    }

    @Test func `a program that cannot be started is told, with what to do`() throws {
        try FileLayer().write(Array("echo\n".utf8), to: "\(folder.path)/plain")
        try FileLayer().write(
            Array("echo\n".utf8),
            to: "\(folder.path)/headless",
            permissions: 0o755
        )
        let path = "\(folder.path):/none"
        let cases: [([String], String)] = [
            (
                ["headles"],
                """
                error[command.not-found]: there is no program `headles` in the folders of PATH
                hint: did you mean `headless`?
                hint: install it, or give its path; PATH is `\(path)`
                """
            ),
            (
                ["zzzzzz"],
                """
                error[command.not-found]: there is no program `zzzzzz` in the folders of PATH
                hint: install it, or give its path; PATH is `\(path)`
                """
            ),
            (
                [],
                """
                error[command.not-found]: there is no program `` in the folders of PATH
                hint: install it, or give its path; PATH is `\(path)`
                """
            ),
            (
                ["./headlss"],
                """
                error[command.not-found]: there is no program `./headlss` in `\(folder.path)`
                hint: did you mean `./headless`?
                """
            ),
            (
                ["/none/program"],
                "error[command.not-found]: there is no program `/none/program`"
            ),
            (
                ["./plain"],
                """
                error[command.not-executable]: `./plain` may not be executed
                hint: make it a program: `chmod +x ./plain`
                """
            ),
            (
                ["./headless"],
                """
                error[command.cannot-start]: cannot start `./headless`: it is neither a program \
                of this machine nor a script that begins with `#!`
                """
            ),
            (
                ["./headless", "a\0b"],
                """
                error[command.bad-argument]: an argument or variable of `./headless` holds a \
                zero byte, which no program can get
                """
            ),
        ]
        for (arguments, message) in cases {
            let child = ChildProcess(
                arguments,
                environment: ["PATH": path],
                folder: folder.path
            )
            #expect(refusal { _ = try child.run() } == message)
        }
        #expect(
            refusal { _ = try ChildProcess(["ls"], folder: "\(folder.path)/plain").run() }
                == "error[command.no-folder]: `ls` cannot start in `\(folder.path)/plain`: "
                + "it is not a folder"
        )
    }
}
