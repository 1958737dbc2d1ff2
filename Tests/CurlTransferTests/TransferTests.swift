import CurlTransfer
import Foundation
import IndicatorModel
import Synchronization
import TestSupport
import Testing

@Suite struct TransferTests {
    @Test func `gets a page, its status and its head`() throws {
        let server = try HTTPTestServer([
            .status(203, headers: ["X-One: a", "x-one:  b ", "ETag: \"q\""], body: "héllo")
        ])
        let response = try Transfer().perform(
            TransferRequest(
                "\(server.url)/a?b=c",
                headers: [.init("X-Key", "k: v"), .init("X-Empty", "")]
            )
        )
        #expect(response.status == 203)
        #expect(String(decoding: response.body, as: UTF8.self) == "héllo")
        #expect(
            response.headers == ["content-length": "6", "x-one": "a, b", "etag": "\"q\""]
        )
        #expect(response.url == "\(server.url)/a?b=c")
        let host = server.url.dropFirst("http://".count)
        let request = try #require(server.requests.first)
        #expect(request.line == "GET /a?b=c HTTP/1.1")
        #expect(
            request.headers == [
                "Host: \(host)", "User-Agent: lipline", "Accept: */*", "X-Key: k: v", "X-Empty:",
            ]
        )
        #expect(request.body.isEmpty)
    }

    @Test(arguments: [0, 1, 100, 3_000_000])
    func `posts a body whole`(_ size: Int) throws {
        let server = try HTTPTestServer()
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        let response = try Transfer().perform(
            TransferRequest(
                server.url,
                method: .post,
                headers: [.init("Content-Type", "application/json"), .init("Expect", "")],
                body: body
            )
        )
        #expect(response.status == 200)
        #expect(server.requests.map(\.line) == ["POST / HTTP/1.1"])
        #expect(server.requests.first?.headers.contains("Content-Type: application/json") == true)
        #expect(server.requests.first?.body == body)
    }

    @Test func `one owner makes several requests, which know nothing of each other`() throws {
        let server = try HTTPTestServer([.status(500, body: "no"), .status(200)])
        let transfer = try Transfer()
        let first = try transfer.perform(
            TransferRequest(
                server.url,
                method: .post,
                headers: [.init("X-Secret", "1")],
                body: [65]
            )
        )
        #expect(first.status == 500)
        let second = try transfer.perform(TransferRequest(server.url))
        #expect(second.status == 200)
        #expect(second.body.isEmpty)
        #expect(server.requests.map(\.line) == ["POST / HTTP/1.1", "GET / HTTP/1.1"])
        #expect(server.requests.last?.headers.contains("X-Secret: 1") == false)
        // After a failure too.
        _ = try? transfer.perform(TransferRequest("http://127.0.0.1:1/"))
        #expect(try transfer.perform(TransferRequest(server.url)).status == 200)
    }

    @Test func `keeps as much of the body as it is told, or hands all of it on`() throws {
        let body = String(repeating: "x", count: 500_000)
        let server = try HTTPTestServer([.status(200, body: body)])
        let kept = try Transfer().perform(TransferRequest(server.url, bodyLimit: 1000))
        #expect(kept.body.count == 1000)
        var count = 0
        let handedOn = try Transfer().perform(
            TransferRequest(server.url),
            onBody: { count += $0.count }
        )
        #expect(handedOn.body.isEmpty)
        #expect(count == 500_000)
    }

    @Test func `an error of who takes the body ends the transfer and is thrown on`() throws {
        let server = try HTTPTestServer([.status(200, body: "x")])
        struct Full: Error {}
        #expect(throws: Full.self) {
            _ = try Transfer().perform(TransferRequest(server.url), onBody: { _ in throw Full() })
        }
    }

    @Test func `follows redirects of a GET, and none of a POST`() throws {
        let target = try HTTPTestServer([.status(200, body: "there")])
        let server = try HTTPTestServer([
            .status(302, headers: ["Location: \(target.url)/new", "X-Old: 1"])
        ])
        let response = try Transfer().perform(TransferRequest(server.url))
        #expect(response.status == 200)
        #expect(response.url == "\(target.url)/new")
        #expect(response.headers == ["content-length": "5"])
        let post = try Transfer().perform(TransferRequest(server.url, method: .post))
        #expect(post.status == 302)
        #expect(target.requests.count == 1)
    }

    @Test(arguments: ["file:///etc/passwd", "gopher://127.0.0.1/"])
    func `is not sent to another protocol by a redirect`(_ url: String) throws {
        let server = try HTTPTestServer([.status(302, headers: ["Location: \(url)"])])
        let failure = try CurlTransferTests.failure(TransferRequest(server.url))
        #expect(failure?.kind == .badRequest)
        #expect(failure?.reason.contains("not supported or disabled") == true)
    }

    @Test(arguments: ["ftp://127.0.0.1/", "smtp://127.0.0.1/", "x:///etc/passwd"])
    func `asks web servers only`(_ url: String) throws {
        #expect(try failure(TransferRequest(url))?.kind == .badRequest)
        let envelope = MailEnvelope(from: "a@b", recipients: ["c@d"])
        let mail = TransferRequest("http://127.0.0.1/", method: .mail(envelope))
        #expect(try failure(mail)?.kind == .badRequest)
    }

    @Test func `a server that is not there`() throws {
        let port = try LoopbackServer.closedPort()
        let failure = try CurlTransferTests.failure(
            TransferRequest("http://u:p@127.0.0.1:\(port)/a?key=1")
        )
        #expect(failure?.kind == .unreachable)
        #expect(failure?.url == "http://***@127.0.0.1:\(port)/a?***")
        let reason = try #require(failure?.reason)
        #expect(reason.hasPrefix("Failed to connect to 127.0.0.1 port \(port)"))
    }

    @Test func `a server that ends the connection`() throws {
        let server = try HTTPTestServer([.close])
        let failure = try CurlTransferTests.failure(TransferRequest(server.url))
        #expect(failure?.kind == .cutShort)
        #expect(failure?.reason == "Empty reply from server")
    }

    @Test func `a server that says nothing is left after the time it has`() throws {
        let server = try HTTPTestServer([.nothing])
        let failure = try CurlTransferTests.failure(
            TransferRequest(server.url, timeout: .milliseconds(300))
        )
        #expect(failure?.kind == .timedOut)
    }

    @Test func `a transfer ends when the run is stopped`() throws {
        let server = try HTTPTestServer([.nothing])
        let stopped = try failure(
            TransferRequest(server.url, timeout: nil),
            isStopped: { !server.requests.isEmpty }
        )
        #expect(stopped?.kind == .stopped)
        #expect(stopped?.reason == "the run was stopped")
        // And does not begin when it is stopped already.
        #expect(try failure(TransferRequest(server.url), isStopped: { true })?.kind == .stopped)
        #expect(server.requests.count == 1)
    }

    @Test(arguments: ["a\r\nX-Evil: 1", "a\nb", "a\0b", "a\u{7F}"])
    func `a line end is not smuggled in`(_ text: String) throws {
        let server = try HTTPTestServer()
        let smtp = try SMTPTestServer()
        let mail = { (envelope: MailEnvelope) in
            TransferRequest(smtp.url, method: .mail(envelope))
        }
        let requests = [
            TransferRequest("\(server.url)/\(text)"),
            TransferRequest(server.url, headers: [.init("X", text)]),
            TransferRequest(server.url, headers: [.init(text, "x")]),
            mail(.init(from: text, recipients: ["a@b"])),
            mail(.init(from: "a@b", recipients: [text])),
            mail(.init(from: "a@b", recipients: ["a@b"], user: text, password: "p")),
        ]
        for request in requests {
            let failure = try CurlTransferTests.failure(request)
            #expect(failure?.kind == .badRequest)
            #expect(
                failure?.reason == "the URL, a header or an address holds a control character"
            )
        }
        #expect(server.requests.isEmpty)
    }

    @Test func `sends a mail, with its user, to every recipient`() throws {
        let server = try SMTPTestServer()
        let message = "Subject: x\r\n\r\nline\r\n.dot\r\n"
        let response = try Transfer().perform(
            TransferRequest(
                server.url,
                method: .mail(
                    .init(from: "a@b.ca", recipients: ["c@d", "e@f"], user: "u", password: "p w")
                ),
                body: Array(message.utf8)
            )
        )
        #expect(response.status == 250)
        let lines = try #require(server.conversations.first).lines
        #expect(lines.first?.hasPrefix("EHLO ") == true)
        #expect(
            lines.dropFirst() == [
                "AUTH PLAIN", Data("\0u\0p w".utf8).base64EncodedString(), "MAIL FROM:<a@b.ca>",
                "RCPT TO:<c@d>", "RCPT TO:<e@f>", "DATA", "QUIT",
            ]
        )
        // A dot at the start of a line is doubled on the way (RFC 5321, 4.5.2).
        #expect(server.conversations.first?.text == "Subject: x\r\n\r\nline\r\n..dot\r\n")
    }

    static let refusals = [
        ("AUTH", "535 bad password", "Login denied"),
        ("MAIL", "550 not you", "MAIL failed: 550"),
        ("RCPT", "550 nobody", "RCPT failed: 550"),
    ]

    @Test(arguments: refusals)
    func `a mail that the server refuses`(_ line: String, _ answer: String, _ reason: String) throws
    {
        let server = try SMTPTestServer(answers: [line: answer])
        let failure = try CurlTransferTests.failure(
            TransferRequest(
                server.url,
                method: .mail(.init(from: "a@b", recipients: ["c@d"], user: "u", password: "p")),
                body: [65]
            )
        )
        #expect(failure?.kind == .refused)
        #expect(failure?.reason == reason)
    }

    @Test func `a library that is not there is told, with where to get it`() {
        let error = #expect(throws: Diagnostic.self) {
            _ = try CurlLibrary(named: "libnone.so.4")
        }
        #expect(
            error?.rendered == """
                error[transfer.no-libcurl]: `libnone.so.4` cannot be used: libnone.so.4: cannot \
                open shared object file: No such file or directory
                hint: install it: Debian's package is `libcurl4`
                """
        )
        let other = #expect(throws: Diagnostic.self) { _ = try CurlLibrary(named: "libc.so.6") }
        #expect(other?.message == "`libc.so.6` cannot be used: it lacks curl_global_init")
    }
}
