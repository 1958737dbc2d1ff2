import Foundation
import Glibc

/// The `lip` command, run as users run it: as a process, from its arguments to its exit status.
package struct CommandLineTool {
    /// What a run of the command gave.
    package struct Result: Sendable {
        /// The exit status; of a process that a signal ended, the number of the signal, negative.
        package let status: Int32
        package let output: String
        package let talk: String
    }

    /// The folder of the programs that were built beside the tests.
    private static let folder: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        return "/" + (tests ?? "").split(separator: "/").dropLast().joined(separator: "/")
    }()

    /// The path of a program that was built beside the tests.
    package static func path(_ program: String = "lip") -> String { "\(folder)/\(program)" }

    /// Runs the command, or another program, in a folder.
    package static func run(
        _ arguments: [String],
        program: String = path(),
        in folder: String = RealFiles.project,
        environment: [String: String] = [:],
        patience: Duration = .seconds(120)
    ) throws -> Result {
        try start(arguments, program: program, in: folder, environment: environment)
            .wait(patience: patience)
    }

    /// Starts the command, or another program, in a folder, and does not wait for it.
    package static func start(
        _ arguments: [String],
        program: String = path(),
        in folder: String = RealFiles.project,
        environment: [String: String] = [:]
    ) throws -> Running {
        try Running(arguments, program, folder, environment)
    }

    /// A process that was started; killed when nobody waits for it any more.
    package final class Running {
        private let process = Process()
        private let folder: TemporaryFolder

        fileprivate init(
            _ arguments: [String],
            _ program: String,
            _ place: String,
            _ environment: [String: String]
        ) throws {
            folder = try TemporaryFolder()
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
            process.currentDirectoryURL = URL(filePath: place)
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            // Files, not pipes: nothing waits for a reader.
            let files = ["output", "talk"].map { URL(filePath: "\(folder.path)/\($0)") }
            for file in files { try Data().write(to: file) }
            let handles = try files.map { try FileHandle(forWritingTo: $0) }
            process.standardOutput = handles[0]
            process.standardError = handles[1]
            process.standardInput = FileHandle.nullDevice
            // Process keeps handles open for as long as this program lives, and cannot start
            // another one where some 1,300 descriptors are open.
            defer { for handle in handles { try? handle.close() } }
            try process.run()
        }

        deinit {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }

        package var pid: Int32 { process.processIdentifier }
        package var isRunning: Bool { process.isRunning }

        package func signal(_ number: Int32) {
            kill(pid, number)
        }

        /// Waits for the end; a process that takes longer than `patience` is killed.
        package func wait(patience: Duration = .seconds(120)) throws -> Result {
            guard Patience.wait(patience, { !process.isRunning }) else {
                signal(SIGKILL)
                throw Hung(arguments: process.arguments ?? [])
            }
            let status = process.terminationStatus
            return Result(
                status: process.terminationReason == .exit ? status : -status,
                output: try text("output"),
                talk: try text("talk")
            )
        }

        /// What it has said so far.
        package func talk() throws -> String { try text("talk") }

        private func text(_ name: String) throws -> String {
            try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
        }
    }

    /// A process did not end.
    package struct Hung: Error {
        package let arguments: [String]
    }
}

/// Waiting for something that is certain to come, as long as it takes.
package enum Patience {
    /// Asks every few milliseconds; false when it has not come after `patience`.
    package static func wait(
        _ patience: Duration = .seconds(120),
        _ hasCome: () throws -> Bool
    ) rethrows -> Bool {
        let end = ContinuousClock.now + patience
        while try !hasCome() {
            if ContinuousClock.now >= end { return false }
            usleep(2000)
        }
        return true
    }
}
