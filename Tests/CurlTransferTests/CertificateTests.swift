import CurlTransfer
import Foundation
import Synchronization
import TestSupport
import Testing

/// A server of HTTPS with a certificate of its own, by `openssl s_server`.
private final class SecureServer {
    static let isAtHand = ["/usr/bin/openssl", "/usr/local/bin/openssl"]
        .contains(where: FileManager.default.isExecutableFile)

    let folder: TemporaryFolder
    let port: String
    private let process = Process()

    init() throws {
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
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
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

    /// Lets the path be answered so.
    func answer(_ path: String, _ lines: String...) throws {
        try lines.map { $0 + "\r\n" }.joined()
            .write(toFile: "\(folder.path)/\(path)", atomically: true, encoding: .utf8)
    }

    deinit {
        // It is started with SIGTERM blocked, as this thread has it.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
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

@Suite(.enabled(if: SecureServer.isAtHand, "needs the program openssl"))
struct CertificateTests {
    @Test func `a server that does not prove who it is gets nothing`() throws {
        let server = try SecureServer()
        let failure = #expect(throws: TransferFailure.self) {
            _ = try Transfer().perform(
                TransferRequest("https://localhost:\(server.port)/", method: .post, body: [65])
            )
        }
        #expect(failure?.kind == .notTrusted)
        #expect(
            failure?.reason
                == "SSL certificate problem: self-signed certificate"
        )
    }

    @Test func `a server with a certificate that is trusted is asked, by its own name`() throws {
        let server = try SecureServer()
        let authorities = "\(server.folder.path)/certificate.pem"
        try server.answer("page", "HTTP/1.0 203 Yes", "X: y", "")
        let response = try Transfer().perform(
            TransferRequest("https://localhost:\(server.port)/page", authorities: authorities)
        )
        #expect(response.status == 203)
        #expect(response.headers == ["x": "y"])
        // The certificate is that of `localhost`, not of the number.
        let failure = #expect(throws: TransferFailure.self) {
            _ = try Transfer().perform(
                TransferRequest("https://127.0.0.1:\(server.port)/", authorities: authorities)
            )
        }
        #expect(failure?.kind == .notTrusted)
    }

    @Test func `a server that has proven who it is does not send to one that has not`() throws {
        let server = try SecureServer()
        let open = try HTTPTestServer()
        try server.answer("page", "HTTP/1.0 302 Found", "Location: \(open.url)/", "")
        let failure = #expect(throws: TransferFailure.self) {
            _ = try Transfer().perform(
                TransferRequest(
                    "https://localhost:\(server.port)/page",
                    authorities: "\(server.folder.path)/certificate.pem"
                )
            )
        }
        #expect(failure?.kind == .badRequest)
        #expect(open.requests.isEmpty)
    }
}
