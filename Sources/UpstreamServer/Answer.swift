import Foundation
import TestSupport

/// What a request is answered, and how its body is sent.
struct Answer: Sendable {
    enum Delivery: Hashable, Sendable {
        case whole
        /// This many tenths of the body, then the end of the connection.
        case cut(tenths: Int)
        case wrongLength(Int)
        case chunkedCut
        case trickle(bytesPerSecond: Int)
        case endless
        case pause(tenths: Int)
    }

    var status: Int
    /// Those that say how long the body is are added when it is sent.
    var headers: [String] = []
    var body = Data()
    var delivery = Delivery.whole
    /// Whether it shows the behaviour that was asked for.
    var isShow = false

    static let notFound = page(404, "Page not found")

    /// A page that says that something went wrong.
    private static func page(_ status: Int, _ text: String) -> Answer {
        Answer(
            status: status,
            headers: ["Content-Type: text/html; charset=utf-8"],
            body: Data(html(text).utf8)
        )
    }

    private static func html(_ text: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>\(text)</title></head>
        <body><h1>\(text)</h1><p>We are sorry. / Nous sommes désolés.</p></body></html>

        """
    }

    /// What a request for a file is answered.
    static func to(_ request: Request, _ served: Served) -> Answer {
        var answer: Answer
        switch served.due {
        case .status(let status, _, let seconds):
            answer = page(status, "Try again later")
            if let seconds { answer.headers.append("Retry-After: \(seconds)") }
        case .redirectLoop:
            answer = Answer(status: 302, headers: ["Location: \(request.path)"])
        case .redirect(let url): answer = Answer(status: 302, headers: ["Location: \(url)"])
        case .gone: answer = page(410, "This page is gone")
        case .missing: answer = notFound
        case .page(let type):
            answer = page(200, "An error occurred")
            answer.headers = ["Content-Type: \(type)"]
        case .json:
            answer = Answer(
                status: 200,
                headers: ["Content-Type: application/json"],
                body: Data(#"{"success": false, "error": "try again later"}"#.utf8)
            )
        case .empty: answer = Answer(status: 200, headers: ["Content-Type: \(served.type)"])
        case .sameETag: answer = whole(served)
        default: return ordinary(request, served)
        }
        answer.isShow = true
        return answer
    }

    /// The whole file, with its validators.
    private static func whole(_ served: Served) -> Answer {
        var headers = ["Content-Type: \(served.type)"]
        if let name = served.name {
            headers.append("Content-Disposition: attachment; filename=\"\(name)\"")
        }
        if served.due != .noValidators {
            headers += ["ETag: \(served.etag)", "Last-Modified: \(served.modified)"]
        }
        return Answer(status: 200, headers: headers, body: served.body)
    }

    /// The file, or the part of it that is asked for, or that it has not changed (RFC 9110, 13
    /// and 14); its body may be sent in a bad way.
    private static func ordinary(_ request: Request, _ served: Served) -> Answer {
        var answer = whole(served)
        let hasValidators = served.due != .noValidators
        if hasValidators, isUnchanged(request, served) {
            answer.status = 304
            answer.body = Data()
            return answer
        }
        if served.due != .noRange {
            answer.headers.append("Accept-Ranges: bytes")
            if let range = request.range(of: served.body.count),
                matchesIfRange(request, hasValidators ? served : nil)
            {
                answer.cut(to: range)
            }
        }
        if let compressed = served.compressed, answer.status == 200 {
            answer.headers.append("Vary: Accept-Encoding")
            let accepted = request.list("accept-encoding").map { $0.prefix { $0 != ";" } }
            if accepted.contains("gzip") { answer.compress(to: compressed, served) }
        }
        answer.delivery = delivery(served.due)
        answer.isShow =
            answer.delivery != .whole && request.method == "GET" && answer.status < 300
        return answer
    }

    private static func delivery(_ behaviour: Behaviour?) -> Delivery {
        switch behaviour {
        case .cut(let tenths, _): .cut(tenths: tenths)
        case .wrongLength(let more): .wrongLength(more)
        case .chunkedCut: .chunkedCut
        case .trickle(let speed): .trickle(bytesPerSecond: speed)
        case .endless: .endless
        case .pause(let tenths): .pause(tenths: tenths)
        default: .whole
        }
    }

    /// Whether who asks has the file already.
    ///
    /// A date is compared as text: it is the one that the client was sent, or it does not count.
    private static func isUnchanged(_ request: Request, _ served: Served) -> Bool {
        guard request.headers["if-none-match"] != nil else {
            return request.headers["if-modified-since"] == served.modified
        }
        let weak = { (tag: String) in tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag }
        return request.list("if-none-match").contains { tag in
            tag == "*" || weak(tag) == weak(served.etag)
        }
    }

    /// Whether a part may be sent: who has another part has it of the same file.
    private static func matchesIfRange(_ request: Request, _ served: Served?) -> Bool {
        guard let validator = request.headers["if-range"] else { return true }
        guard let served else { return false }
        return validator == served.modified
            || validator == served.etag && !served.etag.hasPrefix("W/")
    }

    private mutating func cut(to range: Range<Int>) {
        guard !range.isEmpty else {
            headers.append("Content-Range: bytes */\(body.count)")
            status = 416
            body = Data()
            return
        }
        headers.append(
            "Content-Range: bytes \(range.lowerBound)-\(range.upperBound - 1)/\(body.count)"
        )
        status = 206
        body = body[range]
    }

    /// Another body has another tag: one that does not vouch for every byte.
    private mutating func compress(to compressed: Data, _ served: Served) {
        body = compressed
        headers.append("Content-Encoding: gzip")
        if !served.etag.hasPrefix("W/") {
            headers = headers.map { $0 == "ETag: \(served.etag)" ? "ETag: W/\(served.etag)" : $0 }
        }
    }
}
