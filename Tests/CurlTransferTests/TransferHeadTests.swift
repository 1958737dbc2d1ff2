import CurlTransfer
import TestSupport
import Testing

@Suite struct TransferHeadTests {
    @Test func `the head is told once, before the body`() throws {
        let server = try HTTPTestServer([
            .status(206, headers: ["ETag: \"q\""], body: String(repeating: "x", count: 300_000))
        ])
        var heads: [TransferHead] = []
        var count = 0
        let response = try Transfer().perform(
            TransferRequest("\(server.url)/a"),
            onHead: {
                #expect(count == 0)
                heads.append($0)
            },
            onBody: { count += $0.count }
        )
        #expect(heads.map(\.status) == [206])
        #expect(heads.map(\.headers) == [["content-length": "300000", "etag": "\"q\""]])
        #expect(heads.map(\.url) == ["\(server.url)/a"])
        #expect(count == 300_000)
        #expect(response.status == 206)
        #expect(response.body.isEmpty)
    }

    @Test(arguments: [200, 204, 304, 404])
    func `the head is told also when there is no body`(_ status: Int) throws {
        let server = try HTTPTestServer([
            .raw(raw("HTTP/1.1 \(status) Test\nX-One: a\nConnection: close\n\n"))
        ])
        var heads: [TransferHead] = []
        _ = try Transfer().perform(
            TransferRequest(server.url),
            onHead: { heads.append($0) },
            onBody: { _ in Issue.record("there is no body") }
        )
        #expect(heads.map(\.status) == [status])
        #expect(heads.first?.headers["x-one"] == "a")
    }

    @Test(arguments: [404, 500, 304, 300])
    func `the body of an answer that is no success is kept, not handed on`(_ status: Int) throws {
        let body = status == 304 ? "" : "sorry"
        let server = try HTTPTestServer([.status(status, body: body)])
        var statuses: [Int] = []
        let response = try Transfer().perform(
            TransferRequest(server.url, bodyLimit: 3),
            onHead: { statuses.append($0.status) },
            onBody: { _ in Issue.record("no success") }
        )
        #expect(statuses == [status])
        #expect(response.status == status)
        #expect(response.body == Array(body.utf8.prefix(3)))
    }

    @Test(arguments: [nil, [] as Set<String>])
    func `the head of an answer that only sends the reader on is not told`(
        _ hosts: Set<String>?
    ) throws {
        let server = try HTTPTestServer([
            .status(302, headers: ["Location: /b"], body: "moved"), .status(200, body: "here"),
        ])
        var heads: [TransferHead] = []
        var body: [UInt8] = []
        let response = try Transfer().perform(
            TransferRequest("\(server.url)/a", redirectHosts: hosts),
            onHead: { heads.append($0) },
            onBody: { body += $0 }
        )
        #expect(heads.map(\.url) == ["\(server.url)/b"])
        #expect(heads.map(\.headers) == [["content-length": "4"]])
        #expect(body == Array("here".utf8))
        #expect(response.url == "\(server.url)/b")
    }

    @Test func `what is said before the answer is not the answer`() throws {
        let early = "HTTP/1.1 103 Early Hints\nLink: </x>\n\n"
        let server = try HTTPTestServer([
            .raw(raw(early + "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"))
        ])
        var heads: [TransferHead] = []
        let response = try Transfer().perform(
            TransferRequest(server.url),
            onHead: { heads.append($0) }
        )
        #expect(heads.map(\.status) == [200])
        #expect(response.headers == ["content-length": "2"])
    }

    private struct Unwanted: Error {}

    @Test(arguments: ["", "body"])
    func `an error of who takes the head ends the transfer and is thrown on`(_ body: String) throws
    {
        let server = try HTTPTestServer([.status(200, body: body)])
        let transfer = try Transfer()
        #expect(throws: Unwanted.self) {
            _ = try transfer.perform(
                TransferRequest(server.url),
                onHead: { _ in throw Unwanted() },
                onBody: { _ in Issue.record("the head was not wanted") }
            )
        }
        #expect(try transfer.perform(TransferRequest(server.url)).status == 200)
    }
}
