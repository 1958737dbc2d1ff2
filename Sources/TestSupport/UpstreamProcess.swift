import Foundation

/// The program `UpstreamServer`, which plays a statistical office's server and misbehaves on
/// request, run as a process; it ends with its owner.
package final class UpstreamProcess {
    package let port: UInt16
    private let process = Process()
    /// While it is open, the server runs.
    private let input = Pipe()
    private let output = Pipe()
    private let folder: TemporaryFolder
    private var fileCount = 0

    package init() throws {
        folder = try TemporaryFolder()
        process.executableURL = URL(filePath: CommandLineTool.path("UpstreamServer"))
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try? output.fileHandleForWriting.close()
        try? input.fileHandleForReading.close()
        // It says `port N` once it listens.
        var said = ""
        while !said.hasSuffix("\n") {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { break }
            said += String(decoding: data, as: UTF8.self)
        }
        let words = said.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0] == "port", let port = UInt16(words[1]) else {
            throw Refusal(text: "UpstreamServer said `\(said)`")
        }
        self.port = port
    }

    deinit {
        // Who was started meanwhile may hold the other end of its input.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? input.fileHandleForWriting.close()
        try? output.fileHandleForReading.close()
    }

    /// What the server, or its start, was not content with.
    package struct Refusal: Error, CustomStringConvertible {
        package let text: String
        package var description: String { text }
    }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// Serves a file; what was served at its path before is forgotten.
    ///
    /// - Returns: The URL of the file.
    @discardableResult
    package func serve(_ file: UpstreamFile) throws -> String {
        _ = try ask("POST", "/-/serve", body: JSONEncoder().encode(file))
        return url + file.path
    }

    /// Serves a file that lies on this machine.
    @discardableResult
    package func serve(
        _ path: String,
        file: String,
        name: String? = nil,
        type: String? = nil,
        behaviour: String? = nil,
        etag: String? = nil,
        modified: String? = nil
    ) throws -> String {
        var served = UpstreamFile(path: path)
        served.file = file
        served.name = name
        served.type = type
        served.behaviour = behaviour
        served.etag = etag
        served.modified = modified
        return try serve(served)
    }

    /// Serves bytes.
    @discardableResult
    package func serve(
        _ path: String,
        bytes: [UInt8],
        name: String? = nil,
        type: String? = nil,
        behaviour: String? = nil,
        etag: String? = nil,
        modified: String? = nil
    ) throws -> String {
        fileCount += 1
        let file = "\(folder.path)/\(fileCount)"
        try Data(bytes).write(to: URL(filePath: file))
        return try serve(
            path,
            file: file,
            name: name,
            type: type,
            behaviour: behaviour,
            etag: etag,
            modified: modified
        )
    }

    /// Serves a text.
    @discardableResult
    package func serve(
        _ path: String,
        text: String,
        name: String? = nil,
        type: String? = nil,
        behaviour: String? = nil,
        etag: String? = nil,
        modified: String? = nil
    ) throws -> String {
        try serve(
            path,
            bytes: Array(text.utf8),
            name: name,
            type: type,
            behaviour: behaviour,
            etag: etag,
            modified: modified
        )
    }

    /// What it was asked since the last `forget`, in order.
    package var log: [UpstreamRequest] {
        get throws {
            try JSONDecoder().decode([UpstreamRequest].self, from: ask("GET", "/-/log"))
        }
    }

    /// Empties the log.
    package func forget() throws {
        _ = try ask("POST", "/-/forget")
    }

    /// Lets every answer that is paused go on.
    package func resume() throws {
        _ = try ask("POST", "/-/resume")
    }

    /// Asks the server itself; throws when the answer is not 200.
    private func ask(_ method: String, _ path: String, body: Data = Data()) throws -> Data {
        let connection = try Connection(toPort: port)
        let head = [
            "\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Connection: close",
            "Content-Length: \(body.count)",
        ]
        connection.write(head.map { $0 + "\r\n" }.joined() + "\r\n")
        connection.write(body)
        let status = connection.line() ?? "no answer"
        var length = 0
        while let line = connection.line(), !line.isEmpty {
            if line.hasPrefix("Content-Length: ") { length = Int(line.dropFirst(16)) ?? 0 }
        }
        let answer = Data(connection.bytes(length))
        guard status.hasPrefix("HTTP/1.1 200 ") else {
            throw Refusal(text: "\(status): \(String(decoding: answer, as: UTF8.self))")
        }
        return answer
    }
}
