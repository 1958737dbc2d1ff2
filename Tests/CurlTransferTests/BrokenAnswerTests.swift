import CurlTransfer
import Glibc
import TestSupport
import Testing

@Suite struct BrokenAnswerTests {
    static let answers = [
        (
            "HTTP/1.1 200 OK\nContent-Length: 10\n\nhello",
            TransferFailure.Kind.cutShort, "transfer closed with 5 bytes remaining to read"
        ),
        (
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n",
            .cutShort, "transfer closed with outstanding read data remaining"
        ),
        (
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nnothex\nhello\n",
            .cutShort, "Illegal or missing hexadecimal sequence in chunked-encoding"
        ),
        ("", .cutShort, "Empty reply from server"),
        ("220 mail.example.ca ESMTP\n", .unreachable, "Received HTTP/0.9 when not allowed"),
        ("HTTP/9.9 200 OK\n\n", .unreachable, "Unsupported HTTP version (9.9) in response"),
    ]

    @Test(arguments: answers)
    func `an answer that is not whole is a failure that may pass`(
        _ answer: String,
        _ kind: TransferFailure.Kind,
        _ reason: String
    ) throws {
        let server = try HTTPTestServer([.raw(raw(answer))])
        let failure = try failure(TransferRequest(server.url))
        #expect(failure?.kind == kind)
        #expect(failure?.reason.contains(reason) == true, "\(failure?.reason ?? "")")
        #expect(failure?.isPassing == true)
    }

    @Test func `what came of a body that was cut short was handed on`() throws {
        let server = try HTTPTestServer([
            .raw(raw("HTTP/1.1 200 OK\nContent-Length: 10\nETag: \"e\"\n\nhello"))
        ])
        var heads: [TransferHead] = []
        var body: [UInt8] = []
        _ = try failure(
            TransferRequest(server.url),
            onHead: { heads.append($0) },
            onBody: { body += $0 }
        )
        #expect(heads.map { $0.headers["etag"] } == ["\"e\""])
        #expect(body == Array("hello".utf8))
    }

    @Test func `an answer without a length ends with its connection`() throws {
        let server = try HTTPTestServer([.raw(raw("HTTP/1.1 200 OK\n\nhello"))])
        let response = try Transfer().perform(TransferRequest(server.url))
        #expect(response.body == Array("hello".utf8))
    }

    @Test func `some failures may pass, others do not`() {
        let passing = TransferFailure.Kind.allCases.filter(\.isPassing)
        #expect(passing == [.unreachable, .timedOut, .tooSlow, .cutShort])
    }

    @Test func `some statuses may pass, others do not`() {
        #expect((100...599).filter(statusMayPass) == [408, 425, 429, 500, 502, 503, 504])
    }

    @Test(arguments: [(403, "refused"), (407, "refused"), (502, "cutShort")])
    func `a proxy that does not lead to the host`(_ status: Int, _ kind: String) async throws {
        // In a process of its own, because tests share their environment.
        await #expect(processExitsWith: .success) {
            [status = status as Int, kind = kind as String] in
            let proxy = try HTTPTestServer([.status(status)])
            setenv("https_proxy", proxy.url, 1)
            let failure = try failure(TransferRequest("https://lipline.invalid/"))
            #expect(failure?.kind.rawValue == kind)
            #expect(failure?.reason.contains("\(status)") == true)
            #expect(proxy.requests.map(\.line) == ["CONNECT lipline.invalid:443 HTTP/1.1"])
        }
    }

    @Test func `a transfer ends while it connects when the run is stopped`() throws {
        let server = try DeafServer()
        var asked = 0
        let stopped = try failure(
            TransferRequest(
                "http://127.0.0.1:\(server.port)",
                timeout: nil,
                connectTimeout: .seconds(3600)
            ),
            isStopped: {
                asked += 1
                return asked > 3
            }
        )
        #expect(stopped?.kind == .stopped)
        let late = try failure(
            TransferRequest("http://127.0.0.1:\(server.port)", connectTimeout: .milliseconds(200))
        )
        #expect(late?.kind == .timedOut)
    }
}
