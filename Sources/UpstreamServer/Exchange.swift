import Foundation
import TestSupport

/// Answers one request.
struct Exchange {
    private let upstream: Upstream
    private let connection: Connection
    private let answer: Answer
    private let number: Int
    private let isHead: Bool
    private let resumeCount: Int

    init(_ upstream: Upstream, _ request: Request, _ connection: Connection) {
        self.upstream = upstream
        self.connection = connection
        // Before the request stands in the log: who has seen it there may tell it to go on.
        resumeCount = upstream.resumeCount
        (answer, number) = upstream.answer(request, connection: connection.number)
        isHead = request.method == "HEAD"
    }

    /// Sends the answer; whether the connection may be used again.
    func run() -> Bool {
        sendHead()
        let body = answer.body
        if isHead { return answer.delivery == .whole }
        switch answer.delivery {
        case .whole: return send(body)
        case .cut(let tenths):
            _ = send(body.prefix(body.count * tenths / 10))
            return false
        case .wrongLength:
            _ = send(body)
            return false
        case .chunkedCut: sendChunks(body.prefix(body.count / 2))
        case .trickle(let speed): return trickle(body, speed)
        case .endless:
            let block = body.isEmpty ? Data(count: 1 << 16) : body
            while send(block) {}
        case .pause(let tenths):
            let first = body.prefix(body.count * tenths / 10)
            return send(first) && waitForResume() && send(body.dropFirst(first.count))
        }
        return false
    }

    private func sendHead() {
        var lines = ["HTTP/1.1 \(answer.status) \(reason)"] + answer.headers
        switch answer.delivery {
        case .chunkedCut: lines.append("Transfer-Encoding: chunked")
        case .endless: lines.append("Connection: close")
        case .wrongLength(let more): lines.append("Content-Length: \(answer.body.count + more)")
        // What has not changed has no body, and its length is that of another answer.
        default:
            if answer.status != 304 { lines.append("Content-Length: \(answer.body.count)") }
        }
        connection.write(lines.map { $0 + "\r\n" }.joined() + "\r\n")
    }

    /// A word for the status, which no client may rely on.
    private var reason: String {
        switch answer.status {
        case ..<300: "OK"
        case ..<400: "Elsewhere"
        case ..<500: "Refused"
        default: "Failed"
        }
    }

    /// Sends bytes of the body; false when the client is gone.
    ///
    /// They are noted first, so that who has got them finds them in the log.
    private func send(_ bytes: Data) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let block = rest.prefix(1 << 16)
            upstream.note(sent: block.count, of: number)
            let sent = connection.write(block)
            if sent < block.count {
                upstream.note(sent: sent - block.count, of: number)
                return false
            }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    private func sendChunks(_ bytes: Data) {
        var rest = bytes
        while !rest.isEmpty {
            let block = rest.prefix(1000)
            connection.write(String(block.count, radix: 16) + "\r\n")
            guard send(block) else { return }
            connection.write("\r\n")
            rest = rest.dropFirst(block.count)
        }
    }

    private func trickle(_ bytes: Data, _ speed: Int) -> Bool {
        var rest = bytes
        // Up to twenty times a second.
        let size = max(1, speed / 20)
        while !rest.isEmpty {
            guard send(rest.prefix(size)) else { return false }
            rest = rest.dropFirst(size)
            usleep(UInt32(1_000_000 * size / speed))
        }
        return true
    }

    /// Waits until this is told to go on; false when the client goes before.
    private func waitForResume() -> Bool {
        while upstream.resumeCount == resumeCount {
            if connection.isGone { return false }
            usleep(5000)
        }
        return true
    }
}
