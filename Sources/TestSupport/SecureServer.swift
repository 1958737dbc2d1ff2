import Foundation

/// A server of HTTPS with a certificate of its own, by `openssl s_server`.
package final class SecureServer {
    package static let isAtHand = ["/usr/bin/openssl", "/usr/local/bin/openssl"]
        .contains(where: FileManager.default.isExecutableFile)

    package let folder: TemporaryFolder
    package let port: String
    private let process = Process()
    private let pipe = Pipe()

    package init() throws {
        folder = try TemporaryFolder()
        let key = "\(folder.path)/key.pem"
        let certificate = "\(folder.path)/certificate.pem"
        try Self.run(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            key,
            "-out",
            certificate,
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-days",
            "2"
        )
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate,
            "-HTTP",
        ]
        // With -HTTP a file of this folder is a whole answer.
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        try? pipe.fileHandleForWriting.close()
        // It says `ACCEPT 127.0.0.1:port` when it listens.
        var said = ""
        var found = ""
        while found.isEmpty {
            let data = pipe.fileHandleForReading.availableData
            if data.isEmpty { throw CocoaError(.featureUnsupported) }
            said += String(decoding: data, as: UTF8.self)
            for line in said.split(separator: "\n").dropLast(said.hasSuffix("\n") ? 0 : 1)
            where line.hasPrefix("ACCEPT") {
                found = String(line.split(separator: ":").last ?? "")
            }
        }
        port = found
    }

    package var url: String { "https://localhost:\(port)" }

    /// The file of its certificate, which vouches for itself.
    package var certificate: String { "\(folder.path)/certificate.pem" }

    /// Lets the path be answered so.
    package func answer(_ path: String, _ lines: String...) throws {
        try lines.map { $0 + "\r\n" }.joined()
            .write(toFile: "\(folder.path)/\(path)", atomically: true, encoding: .utf8)
    }

    deinit {
        // It is started with SIGTERM blocked, as this thread has it.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? pipe.fileHandleForReading.close()
    }

    private static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.featureUnsupported) }
    }
}
