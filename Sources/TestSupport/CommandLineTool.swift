import Foundation

/// The `lip` command, run as users run it: as a process, from its arguments to its exit status.
package struct CommandLineTool {
    /// What a run of the command gave.
    package struct Result {
        package let status: Int32
        package let output: String
        package let talk: String
    }

    /// The command that was built beside the tests.
    private static let path: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let folder = (tests ?? "").split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/lip"
    }()

    /// Runs the command in a folder.
    package static func run(
        _ arguments: [String],
        in folder: String = RealFiles.project,
        environment: [String: String] = [:]
    ) throws -> Result {
        let outputFolder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // Files, not pipes: nothing waits for a reader.
        let files = ["output", "talk"].map { URL(filePath: "\(outputFolder.path)/\($0)") }
        for file in files { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus,
            output: try String(contentsOf: files[0], encoding: .utf8),
            talk: try String(contentsOf: files[1], encoding: .utf8)
        )
    }
}
