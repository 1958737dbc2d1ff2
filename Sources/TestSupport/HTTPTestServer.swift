import Synchronization

/// A server of HTTP on this machine that answers as it is told and keeps what it was asked.
package final class HTTPTestServer: Sendable {
    /// What it was asked, as it came.
    package struct Request: Hashable, Sendable {
        /// Such as `GET /path HTTP/1.1`.
        package let line: String
        /// The other lines of the head.
        package let headers: [String]
        package let body: [UInt8]
        /// The number of its connection, from 1.
        package let connection: Int

        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    package enum Answer: Sendable {
        case status(Int, headers: [String] = [], body: String = "")
        /// These bytes and nothing else; then ends the connection.
        case raw([UInt8])
        /// Says nothing until the client goes.
        case nothing
        /// Ends the connection.
        case close
    }

    private let server: LoopbackServer
    private let log: Log

    private final class Log: Sendable {
        let requests = Mutex<[Request]>([])
    }

    /// The n-th request gets the n-th answer; those after the last one get that one.
    package init(_ answers: [Answer] = [.status(200)]) throws {
        let log = Log()
        self.log = log
        server = try LoopbackServer { connection in
            while let request = Self.read(connection) {
                let number = log.requests.withLock { requests in
                    requests.append(request)
                    return requests.count
                }
                switch answers[min(number, answers.count) - 1] {
                case .status(let status, let headers, let body):
                    let head = ["HTTP/1.1 \(status) Test", "Content-Length: \(body.utf8.count)"]
                    let lines = head + headers
                    connection.write(lines.map { $0 + "\r\n" }.joined() + "\r\n" + body)
                case .raw(let bytes):
                    connection.write(bytes)
                    return
                case .nothing: return connection.waitForEnd()
                case .close: return
                }
            }
        }
    }

    package var url: String { "http://127.0.0.1:\(server.port)" }

    package var requests: [Request] { log.requests.withLock { $0 } }

    private static func read(_ connection: Connection) -> Request? {
        guard let line = connection.line() else { return nil }
        var headers: [String] = []
        while let header = connection.line(), !header.isEmpty { headers.append(header) }
        let length =
            headers.compactMap { header in
                header.lowercased().hasPrefix("content-length: ") ? Int(header.dropFirst(16)) : nil
            }
            .first ?? 0
        let body = connection.bytes(length)
        return Request(line: line, headers: headers, body: body, connection: connection.number)
    }
}
