import CurlTransfer
import Glibc
import TestSupport
import Testing

/// Redirects of a request that says which hosts they may lead to.
@Suite struct RedirectTests {
    private func moved(_ status: Int = 302, to url: String) -> HTTPTestServer.Answer {
        .status(status, headers: ["Location: \(url)"], body: "moved")
    }

    /// The same server under a name that is another host.
    private func otherName(_ server: HTTPTestServer) -> String {
        server.url.replacing("127.0.0.1", with: "localhost")
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `is followed with the same headers, on the same connection`(_ status: Int) throws {
        let server = try HTTPTestServer([
            moved(status, to: "../b?c=d"), .status(200, body: "here"),
        ])
        var body: [UInt8] = []
        let response = try Transfer().perform(
            TransferRequest(
                "\(server.url)/x/y/a",
                headers: [.init("If-None-Match", "\"e\"")],
                redirectHosts: []
            ),
            onBody: { body += $0 }
        )
        #expect(response.status == 200)
        #expect(response.url == "\(server.url)/x/b?c=d")
        #expect(body == Array("here".utf8))
        #expect(
            server.requests.map(\.line) == ["GET /x/y/a HTTP/1.1", "GET /x/b?c=d HTTP/1.1"]
        )
        #expect(server.requests.allSatisfy { $0.headers.contains("If-None-Match: \"e\"") })
        #expect(server.requests.map(\.connection) == [1, 1])
    }

    @Test(arguments: [200, 300, 304, 305, 404])
    func `another status is the answer, whatever its head says`(_ status: Int) throws {
        let server = try HTTPTestServer([moved(status, to: "/b")])
        let response = try Transfer().perform(TransferRequest(server.url, redirectHosts: []))
        #expect(response.status == status)
        #expect(server.requests.count == 1)
    }

    @Test func `an answer that does not say where to is the answer`() throws {
        let server = try HTTPTestServer([.status(302, body: "where?")])
        let response = try Transfer().perform(TransferRequest(server.url, redirectHosts: []))
        #expect(response.status == 302)
        #expect(response.body == Array("where?".utf8))
    }

    @Test func `a POST is not sent on`() throws {
        let server = try HTTPTestServer([moved(to: "/b")])
        let response = try Transfer().perform(
            TransferRequest(server.url, method: .post, redirectHosts: [])
        )
        #expect(response.status == 302)
        #expect(response.body == Array("moved".utf8))
    }

    @Test func `leads to another host only where that is allowed`() throws {
        let target = try HTTPTestServer([.status(200, body: "there")])
        let server = try HTTPTestServer([moved(to: "\(otherName(target))/b")])
        let refused = try failure(
            TransferRequest("\(server.url)/a?key=1", redirectHosts: ["a.ca", "127.0.0.1"]),
            onHead: { _ in Issue.record("no answer") }
        )
        #expect(refused?.kind == .redirectRefused)
        #expect(
            refused?.reason
                == "the server sends the reader to the host `localhost`, which is not allowed"
        )
        #expect(refused?.url == "\(server.url)/a?***")
        #expect(target.requests.isEmpty)
        let allowed = TransferRequest(server.url, redirectHosts: ["localhost"])
        #expect(try Transfer().perform(allowed).url == "\(otherName(target))/b")
    }

    @Test func `leads to another port of its own host only where the host is allowed`() throws {
        let target = try HTTPTestServer([.status(200, body: "there")])
        let server = try HTTPTestServer([moved(to: target.url)])
        let refused = try failure(TransferRequest(server.url, redirectHosts: []))
        #expect(refused?.kind == .redirectRefused)
        #expect(
            refused?.reason == """
                the server sends the reader to another port of `127.0.0.1`, which is not allowed
                """
        )
        #expect(target.requests.isEmpty)
        let allowed = TransferRequest(server.url, redirectHosts: ["127.0.0.1"])
        #expect(try Transfer().perform(allowed).status == 200)
    }

    @Test func `an allowed host may send the reader back, but no farther`() throws {
        let back = try HTTPTestServer([.status(200, body: "home")])
        let middle = try HTTPTestServer([moved(to: "\(back.url)/end"), moved(to: "http://a.ca/")])
        let start = try HTTPTestServer([moved(to: "\(otherName(middle))/m")])
        let request = TransferRequest(start.url, redirectHosts: ["localhost", "127.0.0.1"])
        #expect(try Transfer().perform(request).url == "\(back.url)/end")
        let refused = try failure(request)
        #expect(
            refused?.reason
                == "the server sends the reader to the host `a.ca`, which is not allowed"
        )
    }

    static let strange = [
        ("file:///etc/passwd", "to something that is no URL of a web server"),
        ("ftp://127.0.0.1/", "to `127.0.0.1` by `ftp`"),
        ("gopher://localhost/", "to `localhost` by `gopher`"),
        ("//evil.ca/", "to the host `evil.ca`, which is not allowed"),
        ("http://allowed.ca@evil.ca/", "to the host `evil.ca`, which is not allowed"),
        ("http://allowed.ca:80@evil.ca:80/", "to the host `evil.ca`, which is not allowed"),
        ("http://evil.ca/@allowed.ca", "to the host `evil.ca`, which is not allowed"),
        ("http://evil.ca#@allowed.ca", "to the host `evil.ca`, which is not allowed"),
        ("http://evil.ca?@allowed.ca", "to the host `evil.ca`, which is not allowed"),
        ("http://allowed.ca.evil.ca/", "to the host `allowed.ca.evil.ca`, which is not allowed"),
        ("http://EVIL.ca/", "to the host `evil.ca`, which is not allowed"),
        ("http://127.0.0.1.evil.ca/", "to the host `127.0.0.1.evil.ca`, which is not allowed"),
        ("http://[::1]/", "to the host `::1`, which is not allowed"),
        ("http://allowed.ca\\@evil.ca/", "evil.ca"),
        ("http://evil.ca\\@allowed.ca/", ""),
    ]

    @Test(arguments: strange)
    func `a strange address is not followed`(_ url: String, _ reason: String) throws {
        let server = try HTTPTestServer([moved(to: url)])
        let refused = try failure(
            TransferRequest(server.url, timeout: .seconds(5), redirectHosts: ["allowed.test"])
        )
        #expect(refused?.kind == .redirectRefused)
        #expect(refused?.reason.contains(reason) == true, "\(refused?.reason ?? "")")
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [nil, [] as Set<String>])
    func `is followed ten times, and no more`(_ hosts: Set<String>?) throws {
        let loop = try HTTPTestServer([moved(to: "/a")])
        let failure = try failure(TransferRequest(loop.url, redirectHosts: hosts))
        #expect(failure?.kind == .tooManyRedirects)
        #expect(loop.requests.count == 11)
        let steps = (1...10).map { moved(to: "/\($0)") }
        let server = try HTTPTestServer(steps + [.status(200)])
        let response = try Transfer().perform(TransferRequest(server.url, redirectHosts: hosts))
        #expect(response.url == "\(server.url)/10")
    }

    @Test func `all steps together have the time of the request`() throws {
        let server = try LoopbackServer { connection in
            while connection.line() != nil {
                while let line = connection.line(), !line.isEmpty {}
                usleep(100_000)
                connection.write("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")
            }
        }
        let failure = try failure(
            TransferRequest(
                "http://127.0.0.1:\(server.port)",
                timeout: .milliseconds(500),
                redirectHosts: []
            )
        )
        // Each of them for itself would have time enough.
        #expect(failure?.kind == .timedOut)
    }

    @Test func `a stopped run is not sent on`() throws {
        let server = try HTTPTestServer([moved(to: "/b"), .status(200)])
        let failure = try failure(
            TransferRequest(server.url, redirectHosts: []),
            isStopped: { !server.requests.isEmpty }
        )
        #expect(failure?.kind == .stopped)
        #expect(server.requests.count == 1)
    }

    @Test func `what it says besides where to is held against the size limit as well`() throws {
        let server = try LoopbackServer { connection in
            while let line = connection.line(), !line.isEmpty {}
            connection.write("HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n")
            while connection.write([UInt8](repeating: 65, count: 10_000)) == 10_000 {}
        }
        let failure = try failure(
            TransferRequest(
                "http://127.0.0.1:\(server.port)",
                timeout: nil,
                sizeLimit: 100_000,
                redirectHosts: []
            )
        )
        #expect(failure?.kind == .tooLarge)
    }
}
