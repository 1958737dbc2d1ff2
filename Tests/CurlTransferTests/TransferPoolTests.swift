import CurlTransfer
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct TransferPoolTests {
    private struct Unlucky: Error {}

    @Test func `one request after the other uses one connection, whatever thread makes it`() throws
    {
        let server = try HTTPTestServer()
        let pool = TransferPool()
        for _ in 0..<3 {
            let failed = Mutex<(any Error)?>(nil)
            let done = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                do {
                    _ = try pool.withTransfer { try $0.perform(TransferRequest(server.url)) }
                } catch {
                    failed.withLock { $0 = error }
                }
                done.signal()
            }
            done.wait()
            if let error = failed.withLock({ $0 }) { throw error }
        }
        #expect(server.requests.map(\.connection) == [1, 1, 1])
    }

    @Test func `a transfer is used again after an error`() throws {
        let server = try HTTPTestServer()
        let pool = TransferPool()
        #expect(throws: Unlucky.self) {
            try pool.withTransfer { transfer in
                _ = try transfer.perform(TransferRequest(server.url))
                throw Unlucky()
            }
        }
        _ = try pool.withTransfer { try $0.perform(TransferRequest(server.url)) }
        #expect(server.requests.map(\.connection) == [1, 1])
    }

    /// Makes a request while as many others hold a transfer each.
    private func ask(_ server: HTTPTestServer, _ pool: TransferPool, depth: Int) throws {
        try pool.withTransfer { transfer in
            _ = try transfer.perform(TransferRequest(server.url))
            if depth > 1 { try ask(server, pool, depth: depth - 1) }
        }
    }

    @Test func `each has a transfer of its own, of which eight are kept`() throws {
        let server = try HTTPTestServer()
        let pool = TransferPool()
        try ask(server, pool, depth: 10)
        #expect(server.requests.map(\.connection) == Array(1...10))
        try ask(server, pool, depth: 10)
        let again = server.requests.dropFirst(10).map(\.connection)
        #expect(Set(again).count == 10)
        #expect(again.filter { $0 <= 10 }.count == 8)
    }
}
