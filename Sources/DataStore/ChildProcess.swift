import CProcess
import FoundationEssentials
import Glibc
import IndicatorModel

/// A program that is started without a shell, in a process group of its own, and waited for.
///
/// Nothing that it started is left when `run` returns: the whole group is killed. A program that
/// leaves the group (a daemon, by `setsid`) is the only exception.
package struct ChildProcess: Sendable {
    /// The program and its arguments, passed on as they are.
    package var arguments: [String]
    /// Variables that are added to, or replace, those of this process.
    package var environment: [String: String]
    /// Where it starts; nil is where this process is.
    package var folder: String?
    /// What it reads on its standard input.
    package var input: [UInt8]
    /// How much of the end of its output is kept, in bytes.
    package var tailSize: Int

    package init(
        _ arguments: [String],
        environment: [String: String] = [:],
        folder: String? = nil,
        input: [UInt8] = [],
        tailSize: Int = 8192
    ) {
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
        self.input = input
        self.tailSize = tailSize
    }

    /// How a program ended.
    package enum End: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
        /// It took longer than it may, and was ended.
        case timedOut
        /// It was ended because the caller wanted so.
        case stopped
    }

    /// What is known of a program that has ended.
    package struct Outcome: Sendable {
        package let end: End
        package let duration: Duration
        /// The most memory that the program held, in bytes; see `RunningChild.peakMemory`.
        package let peakMemory: Int
        /// The last lines that it wrote to standard output or standard error.
        package let tail: String
    }

    /// Runs the program to its end, and calls `onLine` with each line that it writes.
    ///
    /// After `timeout`, or when `isStopped` says so (it is asked some 50 times a second), the group
    /// gets SIGTERM, and `grace` later SIGKILL. There is no file of the output: who keeps the lines
    /// first has to take the secrets out.
    ///
    /// - Throws: `command.not-found`, `command.not-executable`, `command.no-folder`,
    ///   `command.bad-argument` or `command.cannot-start`. How it ended is no error here.
    package func run(
        timeout: Duration? = nil,
        grace: Duration = .seconds(5),
        isStopped: () -> Bool = { false },
        onLine: (String) -> Void = { _ in }
    ) throws -> Outcome {
        let child = try start()
        var output = ChildOutput(tailSize: tailSize)
        let clock = ContinuousClock()
        let start = clock.now
        var end: End?
        var kill: ContinuousClock.Instant?
        while true {
            let isOpen = child.read { output.add($0, onLine) }
            // What is left of the group may use the grace too, while it holds the output open.
            if child.hasEnded, end == nil || kill == nil || !isOpen { break }
            if end == nil {
                if isStopped() {
                    end = .stopped
                } else if let timeout, clock.now - start >= timeout {
                    end = .timedOut
                }
                if end != nil {
                    child.signal(SIGTERM)
                    kill = clock.now + grace
                }
            } else if let time = kill, clock.now >= time {
                child.signal(SIGKILL)
                kill = nil
            }
        }
        child.signal(SIGKILL)
        child.drain { output.add($0, onLine) }
        output.finish(onLine)
        let duration = clock.now - start
        let status = child.reap()
        return Outcome(
            end: end ?? status.end,
            duration: duration,
            peakMemory: status.peakMemory,
            tail: output.tail
        )
    }

    private func start() throws -> RunningChild {
        let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let name = arguments.first ?? ""
        if let folder { try check(folder: folder, of: name) }
        let program = try ProgramSearch(path: all["PATH"]).find(name, in: folder)
        let variables = all.map { "\($0.key)=\($0.value)" }.sorted()
        for text in arguments + variables where text.utf8.contains(0) {
            throw Diagnostic(
                "command.bad-argument",
                "an argument or variable of `\(name)` holds a zero byte, which no program can get"
            )
        }
        let input = try Descriptor(holding: self.input)
        let output = try Pipe()
        var process: pid_t = 0
        let error = unsafe withCStrings(arguments) { arguments in
            unsafe withCStrings(variables) { variables in
                // SAFETY: both arrays end with nil, and they and the strings outlive the call.
                unsafe lip_spawn(
                    &process,
                    program,
                    arguments,
                    variables,
                    folder,
                    input.number,
                    output.write.number
                )
            }
        }
        guard error == 0 else {
            throw Diagnostic("command.cannot-start", "cannot start `\(name)`: \(reason(error))")
        }
        return RunningChild(process, output: output.read)
    }

    private func check(folder: String, of name: String) throws {
        guard isFolder(folder) else {
            throw Diagnostic(
                "command.no-folder",
                "`\(name)` cannot start in `\(folder)`: it is not a folder"
            )
        }
    }

    private func reason(_ error: Int32) -> String {
        error == ENOEXEC
            ? "it is neither a program of this machine nor a script that begins with `#!`"
            : systemMessage(error)
    }
}

/// Lends an array of C strings that ends with nil.
private func withCStrings<Result>(
    _ texts: [String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Result
) -> Result {
    // SAFETY: each string is a copy made by strdup, freed after the call.
    var copies = unsafe texts.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
    return unsafe copies.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
}
