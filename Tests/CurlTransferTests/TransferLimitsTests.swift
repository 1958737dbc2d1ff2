import CurlTransfer
import Foundation
import TestSupport
import Testing

@Suite struct TransferLimitsTests {
    @Test func `a body that is announced to be larger than the limit is not begun`() throws {
        let server = try HTTPTestServer([.status(200, body: "12345")])
        let failure = try failure(
            TransferRequest("\(server.url)/a?b", sizeLimit: 4),
            onHead: { _ in Issue.record("begun") },
            onBody: { _ in Issue.record("begun") }
        )
        #expect(failure?.kind == .tooLarge)
        #expect(failure?.reason == "the body has 5 bytes, more than the limit of 4 bytes")
        #expect(failure?.url == "\(server.url)/a?***")
        #expect(failure?.code == 0)
        let whole = try Transfer().perform(TransferRequest(server.url, sizeLimit: 5))
        #expect(whole.body.count == 5)
    }

    @Test(arguments: [200, 500])
    func `a body of unknown size is ended at the limit`(_ status: Int) throws {
        let server = try LoopbackServer { connection in
            while let line = connection.line(), !line.isEmpty {}
            connection.write("HTTP/1.1 \(status) Test\r\n\r\n")
            // Never ends, unless the client goes.
            while connection.write([UInt8](repeating: 65, count: 10_000)) == 10_000 {}
        }
        var count = 0
        let failure = try failure(
            TransferRequest(
                "http://127.0.0.1:\(server.port)",
                timeout: nil,
                sizeLimit: 100_000
            ),
            onBody: { count += $0.count }
        )
        #expect(failure?.kind == .tooLarge)
        #expect(failure?.reason == "the body is larger than the limit of 100000 bytes")
        #expect(count <= 100_000)
    }

    @Test(arguments: [304, 404])
    func `the announced size counts only where there is a body to be taken`(_ status: Int) throws {
        let server = try HTTPTestServer([
            .raw(raw("HTTP/1.1 \(status) Test\nContent-Length: 5\n\n" + "12345"))
        ])
        let request = TransferRequest(server.url, sizeLimit: 4)
        guard status == 404 else {
            #expect(try Transfer().perform(request).status == 304)
            return
        }
        #expect(try failure(request)?.kind == .tooLarge)
    }

    @Test func `the limit counts the bytes of a body that was compressed as they are handed on`()
        throws
    {
        let bomb = try gzipped([UInt8](repeating: 0, count: 1_000_000))
        let head = "HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: \(bomb.count)\n\n"
        let server = try HTTPTestServer([.raw(raw(head, then: bomb))])
        var request = TransferRequest(server.url, sizeLimit: 999_999, acceptsCompressed: true)
        #expect(try failure(request, onBody: { _ in })?.kind == .tooLarge)
        request.sizeLimit = 1_000_000
        var body: [UInt8] = []
        _ = try Transfer().perform(request, onBody: { body += $0 })
        #expect(body == [UInt8](repeating: 0, count: 1_000_000))
        // Who does not accept it gets what was sent.
        request.acceptsCompressed = false
        body = []
        _ = try Transfer().perform(request, onBody: { body += $0 })
        #expect(body == bomb)
        let asked = server.requests.map {
            $0.headers.contains { $0.hasPrefix("Accept-Encoding: ") }
        }
        #expect(asked == [true, true, false])
    }

    /// A compressed body, and its head with a length that is larger by this much.
    private func compressed(missing: Int = 0) throws -> (head: String, body: [UInt8]) {
        let body = try gzipped((0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })
        let head = """
            HTTP/1.1 200 OK
            Content-Encoding: gzip
            Content-Length: \(body.count + missing)


            """
        return (head, body)
    }

    @Test(arguments: 1...10)
    func `a compressed body with a wrong byte is refused`(_ tenths: Int) throws {
        var (head, body) = try compressed()
        // Behind the head of gzip, which holds things that do not matter.
        body[10 + (body.count - 11) * tenths / 10] ^= 0x55
        let server = try HTTPTestServer([.raw(raw(head, then: body))])
        let failure = try failure(TransferRequest(server.url, acceptsCompressed: true))
        #expect(failure?.kind == .badEncoding)
    }

    @Test func `a compressed body may be cut short as well`() throws {
        let (head, body) = try compressed(missing: 1)
        let server = try HTTPTestServer([.raw(raw(head, then: body))])
        let failure = try failure(TransferRequest(server.url, acceptsCompressed: true))
        #expect(failure?.kind == .cutShort)
    }

    @Test func `a part of a file is not asked for compressed`() throws {
        let server = try HTTPTestServer()
        _ = try Transfer().perform(
            TransferRequest(
                server.url,
                headers: [.init("range", "bytes=1-")],
                acceptsCompressed: true
            )
        )
        let headers = try #require(server.requests.first).headers
        #expect(headers.contains("range: bytes=1-"))
        #expect(!headers.contains { $0.lowercased().hasPrefix("accept-encoding") })
    }

    static let encodings = [
        (
            "gzip", "no gzip",
            "Error while processing content unencoding: incorrect header check"
        ),
        (
            "lzh", "x",
            """
            Unrecognized content encoding type. libcurl understands deflate, gzip, br, zstd \
            content encodings.
            """
        ),
    ]

    @Test(arguments: encodings)
    func `a body that is not compressed as the server says is refused`(
        _ encoding: String,
        _ body: String,
        _ reason: String
    ) throws {
        let server = try HTTPTestServer([
            .status(200, headers: ["Content-Encoding: \(encoding)"], body: body)
        ])
        let failure = try failure(TransferRequest(server.url, acceptsCompressed: true))
        #expect(failure?.kind == .badEncoding)
        #expect(failure?.reason.contains(encoding == "gzip" ? reason : "Unrecognized") == true)
    }

    @Test func `a server that is slower than it may be is left`() throws {
        let server = try LoopbackServer { connection in
            while let line = connection.line(), !line.isEmpty {}
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while connection.write("x".utf8) == 1 { usleep(50_000) }
        }
        let failure = try failure(
            TransferRequest(
                "http://127.0.0.1:\(server.port)",
                timeout: nil,
                minimumSpeed: 10_000,
                minimumSpeedTime: .milliseconds(500)
            )
        )
        #expect(failure?.kind == .tooSlow)
        #expect(
            failure?.reason
                == "Operation too slow. Less than 10000 bytes/sec transferred the last 1 seconds"
        )
    }

    @Test func `a server that says nothing is slow as well`() throws {
        let server = try HTTPTestServer([.nothing])
        let failure = try failure(
            TransferRequest(
                server.url,
                timeout: nil,
                minimumSpeed: 1,
                minimumSpeedTime: .seconds(1)
            )
        )
        #expect(failure?.kind == .tooSlow)
    }
}
