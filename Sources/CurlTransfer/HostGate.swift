import Glibc
import Synchronization

/// Lets a host be asked by few at a time, and not too often.
package final class HostGate: Sendable {
    fileprivate struct Host {
        /// Passes that are out.
        var out = 0
        /// When the last pass was given.
        var last: ContinuousClock.Instant?
    }

    private let hosts = Mutex<[String: Host]>([:])

    package init() {}

    /// Waits until a request to a host may begin.
    ///
    /// - Parameters:
    ///   - host: In lower case; each has its own count.
    ///   - connections: Requests that may be under way at one time, this one among them.
    ///   - delay: Between the beginnings of two requests.
    ///   - isStopped: Asked at least every 100 ms; true ends the wait.
    /// - Returns: The leave to ask, which must be held until the answer is there.
    /// - Throws: `TransferFailure` of kind `stopped`.
    package func enter(
        host: String,
        connections: Int,
        delay: Duration,
        isStopped: () -> Bool
    ) throws -> HostPass {
        while true {
            if isStopped() {
                throw TransferFailure(
                    kind: .stopped,
                    url: host,
                    reason: "the run was stopped",
                    code: 0
                )
            }
            let wait = hosts.withLock { hosts in
                hosts[host, default: Host()].wait(connections: max(1, connections), delay: delay)
            }
            guard let wait else { return HostPass(self, host) }
            usleep(UInt32(wait / .microseconds(1)))
        }
    }

    fileprivate func leave(_ host: String) {
        hosts.withLock { $0[host]?.out -= 1 }
    }
}

extension HostGate.Host {
    /// Takes a pass and returns nil, or returns when it is worth asking again: 50 ms at most.
    fileprivate mutating func wait(connections: Int, delay: Duration) -> Duration? {
        let now = ContinuousClock.now
        if out >= connections { return .milliseconds(10) }
        if let last, last + delay > now { return min(last + delay - now, .milliseconds(50)) }
        out += 1
        last = now
        return nil
    }
}

/// The leave to ask a host, until it is given back or let go of.
package final class HostPass: Sendable {
    private let gate: HostGate
    private let host: String
    private let isOut = Mutex(true)

    fileprivate init(_ gate: HostGate, _ host: String) {
        self.gate = gate
        self.host = host
    }

    deinit { leave() }

    /// Gives the pass back; more than once does no harm.
    package func leave() {
        let wasOut = isOut.withLock { isOut in
            defer { isOut = false }
            return isOut
        }
        if wasOut { gate.leave(host) }
    }
}
