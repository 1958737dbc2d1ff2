import Synchronization
import TestSupport

/// What is served, and what was asked.
final class Upstream: Sendable {
    private struct State {
        var served: [String: Served] = [:]
        /// With the numbers of the requests, which are never used again.
        var log: [(number: Int, request: UpstreamRequest)] = []
        var requestCount = 0
        var resumeCount = 0
    }

    private let state = Mutex(State())

    func serve(_ served: Served, at path: String) {
        state.withLock { $0.served[path] = served }
    }

    /// Decides what a request is answered, and notes both.
    ///
    /// - Returns: The answer, and the number of the request.
    func answer(_ request: Request, connection: Int) -> (Answer, number: Int) {
        state.withLock { state in
            let answer = state.served[request.path].map { Answer.to(request, $0) } ?? .notFound
            if answer.isShow { state.served[request.path]?.shown += 1 }
            state.requestCount += 1
            let entry = UpstreamRequest(
                method: request.method,
                path: request.path,
                headers: request.headers,
                status: answer.status,
                connection: connection
            )
            state.log.append((state.requestCount, entry))
            return (answer, state.requestCount)
        }
    }

    /// Notes that bytes of the body are being sent; fewer than none are taken back.
    func note(sent count: Int, of number: Int) {
        state.withLock { state in
            guard let index = state.log.firstIndex(where: { $0.number == number }) else { return }
            state.log[index].request.sent += count
        }
    }

    var log: [UpstreamRequest] { state.withLock { $0.log.map(\.request) } }

    func forget() {
        state.withLock { $0.log = [] }
    }

    /// How often paused answers were told to go on.
    var resumeCount: Int { state.withLock { $0.resumeCount } }

    func resume() {
        state.withLock { $0.resumeCount += 1 }
    }
}
