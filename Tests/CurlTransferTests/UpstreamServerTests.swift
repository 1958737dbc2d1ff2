import CurlTransfer
import Foundation
import TestSupport
import Testing

/// The server that tests of whole runs fetch from, asked as they ask it.
@Suite struct UpstreamServerTests {
    /// 10,000 bytes, of which no tenth is like another.
    static let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 / 1000 &* 37 &+ $0) }

    /// What a client makes of an answer.
    struct Outcome: Hashable, Sendable {
        var status = 0
        var type: String?
        /// How many bytes were handed on; all of them are those of the file.
        var handedOn = 0
        var failure: TransferFailure.Kind?

        static func good(_ status: Int = 200, _ count: Int = 10_000) -> Outcome {
            Outcome(status: status, type: "text/csv", handedOn: count)
        }

        static func page(_ status: Int, _ type: String, _ count: Int = 0) -> Outcome {
            Outcome(status: status, type: type, handedOn: count)
        }

        static func broken(_ count: Int, _ failure: TransferFailure.Kind) -> Outcome {
            Outcome(status: 200, type: "text/csv", handedOn: count, failure: failure)
        }

        /// No head came, or none that is an answer.
        static func none(_ failure: TransferFailure.Kind) -> Outcome { Outcome(failure: failure) }
    }

    private func ask(
        _ url: String,
        _ headers: [TransferHeader] = [],
        compressed: Bool = false,
        isFile: Bool = true
    ) throws -> Outcome {
        var outcome = Outcome()
        var body: [UInt8] = []
        let request = TransferRequest(
            url,
            headers: headers,
            sizeLimit: 20_000,
            acceptsCompressed: compressed,
            redirectHosts: []
        )
        do {
            _ = try Transfer().perform(
                request,
                onHead: {
                    outcome.status = $0.status
                    outcome.type = $0.headers["content-type"]
                },
                onBody: { body += $0 }
            )
        } catch let failure as TransferFailure {
            outcome.failure = failure.kind
        }
        outcome.handedOn = body.count
        if isFile { #expect(body.elementsEqual(Self.bytes.prefix(body.count))) }
        return outcome
    }

    private static let html = "text/html; charset=utf-8"

    /// What the first, second and third request come to.
    static let behaviours: [(String, [Outcome])] =
        [
            ("cut-always:4", [.broken(4000, .cutShort), .broken(4000, .cutShort)]),
            ("wrong-length:3", [.broken(10_000, .cutShort), .broken(10_000, .cutShort)]),
            ("wrong-length:-10", [.good(200, 9990)]),
            ("chunked-cut", [.broken(5000, .cutShort), .broken(5000, .cutShort)]),
            ("429:2:7", [.page(429, html), .page(429, html), .good()]),
            ("503:1:0", [.page(503, html), .good()]),
            ("500:3", [.page(500, html), .page(500, html), .page(500, html), .good()]),
            ("redirect-loop", [.none(.tooManyRedirects)]),
            ("redirect:http://a.invalid/", [.none(.redirectRefused)]),
            ("trickle:50000", [.good()]),
            ("no-validators", [.good()]),
            ("same-etag", [.good()]),
            ("gone", [.page(410, html), .page(410, html)]),
            ("missing", [.page(404, html)]),
            ("empty", [.good(200, 0)]),
            ("no-range", [.good()]),
            ("gzip", [.good()]),
            // Of an answer that ends before its body begins, nothing is told.
            ("cut:0", [.none(.cutShort), .good(), .good()]),
        ] + (1...9).map { ("cut:\($0)", [.broken($0 * 1000, .cutShort), .good(), .good()]) }

    @Test(arguments: behaviours)
    func `misbehaves as it is told, and as often`(_ behaviour: String, _ outcomes: [Outcome]) throws
    {
        let server = try UpstreamProcess()
        let url = try server.serve("/a.csv", bytes: Self.bytes, behaviour: behaviour)
        for outcome in outcomes { #expect(try ask(url) == outcome) }
        // What is served anew is served from the beginning.
        try server.serve("/a.csv", bytes: Self.bytes, behaviour: behaviour)
        try server.forget()
        #expect(try ask(url).status == outcomes.first?.status)
        #expect(try !server.log.isEmpty)
    }

    @Test(arguments: [("html", html), ("html-as-zip", "application/zip")])
    func `says that all is well with a page that says otherwise`(
        _ behaviour: String,
        _ type: String
    ) throws {
        let server = try UpstreamProcess()
        let url = try server.serve("/a.zip", bytes: Self.bytes, behaviour: behaviour)
        let response = try Transfer().perform(TransferRequest(url))
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == type)
        #expect(String(decoding: response.body, as: UTF8.self).hasPrefix("<!DOCTYPE html>"))
        #expect(response.headers["etag"] == nil)
    }

    @Test func `says what is wrong in JSON, as success`() throws {
        let server = try UpstreamProcess()
        let url = try server.serve("/a.zip", bytes: Self.bytes, behaviour: "json")
        let response = try Transfer().perform(TransferRequest(url))
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "application/json")
        #expect(response.body.first == UInt8(ascii: "{"))
    }

    @Test func `an endless body ends at the limit of who takes it`() throws {
        let server = try UpstreamProcess()
        let url = try server.serve("/a.csv", bytes: Self.bytes, behaviour: "endless")
        let outcome = try ask(url, isFile: false)
        #expect(outcome.failure == .tooLarge)
        #expect(outcome.status == 200)
        #expect(outcome.handedOn > 0)
    }

    @Test func `serves files with their validators, and says when they have not changed`() throws {
        let server = try UpstreamProcess()
        let path = "/census/GetFile.cfm?GEONO=072"
        let url = try server.serve(
            path,
            bytes: Self.bytes,
            name: "98-401.zip",
            etag: "\"abc\"",
            modified: "Tue, 02 Jan 2024 00:00:00 GMT"
        )
        #expect(url == server.url + path)
        let response = try Transfer().perform(TransferRequest(url))
        #expect(
            response.headers == [
                "content-type": "application/zip", "content-length": "10000", "etag": "\"abc\"",
                "content-disposition": "attachment; filename=\"98-401.zip\"",
                "last-modified": "Tue, 02 Jan 2024 00:00:00 GMT", "accept-ranges": "bytes",
            ]
        )
        let same: [TransferHeader] = [
            .init("If-None-Match", "\"abc\""), .init("If-None-Match", "\"x\", W/\"abc\""),
            .init("If-None-Match", "*"),
            .init("If-Modified-Since", "Tue, 02 Jan 2024 00:00:00 GMT"),
        ]
        for header in same { #expect(try ask(url, [header]).status == 304) }
        let other: [TransferHeader] = [
            .init("If-None-Match", "\"x\""), .init("If-None-Match", "abc"),
            .init("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT"),
        ]
        for header in other { #expect(try ask(url, [header]).status == 200) }
        // The tag goes before the date.
        #expect(try ask(url, [other[0], same[3]]).status == 200)
        #expect(try ask(server.url + "/census/GetFile.cfm").status == 404)
    }

    @Test func `the validator follows from the bytes where none is given`() throws {
        let server = try UpstreamProcess()
        func tag(_ text: String) throws -> String? {
            let url = try server.serve("/a", text: text)
            return try Transfer().perform(TransferRequest(url)).headers["etag"]
        }
        let first = try tag("a")
        #expect(first != nil)
        #expect(try tag("b") != first)
        #expect(try tag("a") == first)
    }

    @Test func `tells the head alone to who asks for no more`() throws {
        let server = try UpstreamProcess()
        try server.serve("/a", bytes: Self.bytes, etag: "\"e\"")
        let client = try Connection(toPort: server.port)
        for status in ["200 OK", "404 Refused"] {
            client.write("HEAD /\(status == "200 OK" ? "a" : "b") HTTP/1.1\r\n\r\n")
            #expect(client.line() == "HTTP/1.1 \(status)")
            var headers: [String] = []
            while let line = client.line(), !line.isEmpty { headers.append(line) }
            #expect(headers.contains { $0.hasPrefix("Content-Length: ") })
        }
        #expect(try server.log.map(\.sent) == [0, 0])
    }

    static let ranges: [(String, Int, String?, Range<Int>)] = [
        ("bytes=0-", 206, "bytes 0-9999/10000", 0..<10_000),
        ("bytes=9000-", 206, "bytes 9000-9999/10000", 9000..<10_000),
        ("bytes=5-5", 206, "bytes 5-5/10000", 5..<6),
        ("bytes=9990-20000", 206, "bytes 9990-9999/10000", 9990..<10_000),
        ("bytes=-10", 206, "bytes 9990-9999/10000", 9990..<10_000),
        ("bytes=10000-", 416, "bytes */10000", 0..<0),
        ("bytes=7-3", 200, nil, 0..<10_000), ("bytes=1-2,5-6", 200, nil, 0..<10_000),
        ("lines=1-2", 200, nil, 0..<10_000), ("bytes=x-", 200, nil, 0..<10_000),
    ]

    @Test(arguments: ranges)
    func `sends the part that is asked for`(
        _ range: String,
        _ status: Int,
        _ says: String?,
        _ part: Range<Int>
    ) throws {
        let server = try UpstreamProcess()
        let url = try server.serve("/a", bytes: Self.bytes)
        let response = try Transfer().perform(
            TransferRequest(url, headers: [.init("Range", range)])
        )
        #expect(response.status == status)
        #expect(response.headers["content-range"] == says)
        #expect(response.body == Array(Self.bytes[part]))
    }

    static let validators = [
        ("\"abc\"", "\"abc\"", "", 206), ("\"abc\"", "\"x\"", "", 200),
        ("W/\"abc\"", "W/\"abc\"", "", 200),
        ("\"abc\"", "Mon, 01 Jan 2024 00:00:00 GMT", "", 206),
        ("\"abc\"", "Mon, 01 Jan 2023 00:00:00 GMT", "", 200),
        ("\"abc\"", "\"abc\"", "no-range", 200), ("\"abc\"", "\"abc\"", "no-validators", 200),
        ("\"abc\"", "\"abc\"", "same-etag", 200),
    ]

    @Test(arguments: validators)
    func `sends a part only of the file that the client has the rest of`(
        _ etag: String,
        _ validator: String,
        _ behaviour: String,
        _ status: Int
    ) throws {
        let server = try UpstreamProcess()
        let url = try server.serve(
            "/a",
            bytes: Self.bytes,
            behaviour: behaviour.isEmpty ? nil : behaviour,
            etag: etag
        )
        let response = try Transfer().perform(
            TransferRequest(
                url,
                headers: [.init("Range", "bytes=4000-"), .init("If-Range", validator)]
            )
        )
        #expect(response.status == status)
        #expect(response.body == Array(Self.bytes.dropFirst(status == 206 ? 4000 : 0)))
    }

    @Test func `what was cut can be asked for from there on`() throws {
        let server = try UpstreamProcess()
        let url = try server.serve("/a", bytes: Self.bytes, behaviour: "cut-always:5")
        var body: [UInt8] = []
        for _ in 0..<4 {
            let range = TransferHeader("Range", "bytes=\(body.count)-")
            _ = try failure(TransferRequest(url, headers: [range]), onBody: { body += $0 })
        }
        // A half, a half of the rest, and so on.
        #expect(body == Array(Self.bytes.prefix(9375)))
        #expect(try server.log.map(\.sent) == [5000, 2500, 1250, 625])
        #expect(try server.log.map(\.status) == [206, 206, 206, 206])
    }

    @Test func `changed bytes may hide behind the tag of the old ones`() throws {
        let server = try UpstreamProcess()
        let url = try server.serve("/a", text: "old", behaviour: "same-etag", etag: "\"e\"")
        let old = try Transfer().perform(TransferRequest(url))
        try server.serve("/a", text: "new", behaviour: "same-etag", etag: "\"e\"")
        let new = try Transfer().perform(
            TransferRequest(url, headers: [.init("If-None-Match", "\"e\"")])
        )
        #expect(new.status == 200)
        #expect(new.headers["etag"] == old.headers["etag"])
        #expect(String(decoding: new.body, as: UTF8.self) == "new")
    }

    @Test func `compresses for those who accept it`() throws {
        let server = try UpstreamProcess()
        let text = String(repeating: "a,b,c\n", count: 3_000)
        let url = try server.serve("/a.csv", text: text, behaviour: "gzip", etag: "\"e\"")
        let plain = try Transfer().perform(TransferRequest(url))
        #expect(plain.headers["content-encoding"] == nil)
        #expect(plain.headers["etag"] == "\"e\"")
        let compressed = try Transfer().perform(TransferRequest(url, acceptsCompressed: true))
        #expect(compressed.headers["content-encoding"] == "gzip")
        #expect(compressed.headers["etag"] == "W/\"e\"")
        #expect(compressed.body == plain.body)
        #expect(compressed.body == Array(text.utf8))
        let sent = try server.log.map(\.sent)
        #expect(sent[0] == text.utf8.count)
        #expect(sent[1] < 200)
    }

    @Test func `waits in the middle until it is told to go on`() throws {
        let server = try UpstreamProcess()
        let url = try server.serve("/a.csv", bytes: Self.bytes, behaviour: "pause:3")
        var body: [UInt8] = []
        _ = try Transfer().perform(
            TransferRequest(url, timeout: .seconds(60)),
            onBody: {
                body += $0
                if body.count == 3000 {
                    #expect(try server.log.map(\.sent) == [3000])
                    try server.resume()
                }
            }
        )
        #expect(body == Self.bytes)
        // And until the client goes.
        let stopped = try failure(
            TransferRequest(url),
            isStopped: { (try? server.log.last?.sent == 3000) ?? false }
        )
        #expect(stopped?.kind == .stopped)
    }

    @Test func `notes what it was asked, in order and by connection`() throws {
        let server = try UpstreamProcess()
        let one = try server.serve("/one?x=1", bytes: Self.bytes)
        let transfer = try Transfer()
        _ = try transfer.perform(TransferRequest(one, headers: [.init("X-Key", "v")]))
        _ = try transfer.perform(TransferRequest("\(server.url)/none", bodyLimit: 0))
        _ = try Transfer().perform(
            TransferRequest(one, headers: [.init("If-None-Match", "*")])
        )
        let log = try server.log
        #expect(log.map(\.method) == ["GET", "GET", "GET"])
        #expect(log.map(\.path) == ["/one?x=1", "/none", "/one?x=1"])
        #expect(log.map(\.status) == [200, 404, 304])
        #expect(log.map { $0.headers["x-key"] } == ["v", nil, nil])
        #expect(log[0].sent == 10_000)
        #expect(log[2].sent == 0)
        #expect(log[0].connection == log[1].connection)
        #expect(log[0].connection != log[2].connection)
        try server.forget()
        #expect(try server.log.isEmpty)
    }

    @Test(arguments: ["cut", "cut:x", "cut:1:2", "429:1", "walk", "", "html:1"])
    func `a behaviour that it does not know is told`(_ behaviour: String) throws {
        let server = try UpstreamProcess()
        let refusal = #expect(throws: UpstreamProcess.Refusal.self) {
            try server.serve("/a", text: "", behaviour: behaviour)
        }
        #expect(
            refusal?.text == "HTTP/1.1 400 Refused: there is no behaviour `\(behaviour)`"
        )
    }

    @Test func `a large file comes whole`() throws {
        let server = try UpstreamProcess()
        let bytes = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let url = try server.serve("/a", bytes: bytes)
        var body: [UInt8] = []
        _ = try Transfer().perform(TransferRequest(url), onBody: { body += $0 })
        #expect(body == bytes)
        #expect(try server.log.map(\.sent) == [3_000_001])
    }

    @Test func `ends when nobody needs it any more`() throws {
        let port = try UpstreamProcess().port
        #expect(throws: (any Error).self) { try Connection(toPort: port) }
    }
}
