import CurlTransfer
import Glibc
import TestSupport
import Testing

@Suite(.enabled(if: SecureServer.isAtHand, "needs the program openssl"))
struct CertificateTests {
    @Test func `a server that does not prove who it is gets nothing`() throws {
        let server = try SecureServer()
        let failure = #expect(throws: TransferFailure.self) {
            _ = try Transfer().perform(
                TransferRequest("\(server.url)/", method: .post, body: [65])
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
        let authorities = server.certificate
        try server.answer("page", "HTTP/1.0 203 Yes", "X: y", "")
        let response = try Transfer().perform(
            TransferRequest("\(server.url)/page", authorities: authorities)
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
                    "\(server.url)/page",
                    authorities: server.certificate
                )
            )
        }
        #expect(failure?.kind == .badRequest)
        #expect(open.requests.isEmpty)
    }

    @Test func `the environment may name whom to trust instead of the system's authorities`()
        async throws
    {
        let server = try SecureServer()
        try server.answer("page", "HTTP/1.0 203 Yes", "")
        let url = "\(server.url)/page"
        let file = server.certificate
        // In a process of its own, because tests share their environment.
        await #expect(processExitsWith: .success) {
            [url = url as String, file = file as String] in
            setenv("SSL_CERT_FILE", file, 1)
            let response = try Transfer().perform(TransferRequest(url))
            #expect(response.status == 203)
            // What the request says goes before.
            let other = TransferRequest(url, authorities: "\(file)-none")
            #expect(try failure(other)?.kind == .notTrusted)
            setenv("SSL_CERT_FILE", "", 1)
            #expect(try failure(TransferRequest(url))?.kind == .notTrusted)
            setenv("SSL_CERT_FILE", "\(file)-none", 1)
            #expect(try failure(TransferRequest(url))?.kind == .notTrusted)
        }
    }

    /// Whether the server reads what the client begins with: if not, it is reset.
    @Test(arguments: [true, false])
    func `a connection that breaks before the server has proven who it is may come again`(
        _ isRead: Bool
    ) throws {
        let server = try LoopbackServer { connection in
            if isRead { _ = connection.bytes(5) }
        }
        let failure = try failure(TransferRequest("https://localhost:\(server.port)/"))
        #expect(failure?.kind == .unreachable, "\(failure?.reason ?? "")")
        #expect(failure?.isPassing == true)
    }

    @Test func `a page of a server that proves who it is may be cut short as well`() throws {
        let server = try SecureServer()
        try server.answer("page", "HTTP/1.0 200 OK", "Content-Length: 100", "", "only this")
        let failure = try failure(
            TransferRequest("\(server.url)/page", authorities: server.certificate)
        )
        #expect(failure?.kind == .cutShort)
    }

    @Test func `a server that has proven who it is does not send on to one that has not`() throws {
        let server = try SecureServer()
        let open = try HTTPTestServer()
        let target = open.url.replacing("127.0.0.1", with: "localhost")
        try server.answer("page", "HTTP/1.0 302 Found", "Location: \(target)/", "")
        let failure = try failure(
            TransferRequest(
                "\(server.url)/page",
                authorities: server.certificate,
                redirectHosts: ["localhost"]
            )
        )
        #expect(failure?.kind == .redirectRefused)
        #expect(
            failure?.reason == "the server sends the reader from https to http, to `localhost`"
        )
        #expect(open.requests.isEmpty)
    }
}
