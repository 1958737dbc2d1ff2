import CurlTransfer
import Foundation
import Synchronization
import Testing

@Suite struct HostGateTests {
    private final class Count: Sendable {
        let now = Mutex(0)
        let most = Mutex(0)
        let starts = Mutex<[ContinuousClock.Instant]>([])
    }

    /// Lets `threads` threads go through the gate three times each.
    private func crowd(threads: Int, connections: Int, delay: Duration) -> Count {
        let gate = HostGate()
        let count = Count()
        let done = DispatchGroup()
        for _ in 0..<threads {
            done.enter()
            Thread.detachNewThread {
                for _ in 0..<3 {
                    let pass = try? gate.enter(
                        host: "a.ca",
                        connections: connections,
                        delay: delay,
                        isStopped: { false }
                    )
                    count.starts.withLock { $0.append(.now) }
                    let now = count.now.withLock { now in
                        now += 1
                        return now
                    }
                    count.most.withLock { $0 = max($0, now) }
                    usleep(2000)
                    count.now.withLock { $0 -= 1 }
                    pass?.leave()
                }
                done.leave()
            }
        }
        done.wait()
        return count
    }

    @Test(arguments: [1, 2, 5])
    func `lets so many in at a time, and everyone in the end`(_ connections: Int) {
        let count = crowd(threads: 6, connections: connections, delay: .zero)
        #expect(count.starts.withLock(\.count) == 18)
        #expect(count.most.withLock { $0 } <= connections)
    }

    @Test func `lets one begin after the other, with time between them`() {
        let delay = Duration.milliseconds(20)
        let count = crowd(threads: 3, connections: 9, delay: delay)
        let starts = count.starts.withLock { $0.sorted() }
        #expect(starts.count == 9)
        // Nine passes have eight times between them; each start is seen a little later than it is.
        #expect(starts[8] - starts[0] >= delay * 7)
    }

    @Test func `hosts do not wait for each other`() throws {
        let gate = HostGate()
        let passes = try ["a.ca", "b.ca"].map { host in
            try gate.enter(
                host: host,
                connections: 1,
                delay: .seconds(3600),
                isStopped: { false }
            )
        }
        #expect(passes.count == 2)
    }

    @Test(arguments: [true, false])
    func `who waits is told when the run is stopped`(_ isFull: Bool) throws {
        let gate = HostGate()
        let pass = try gate.enter(host: "a.ca", connections: 1, delay: .zero, isStopped: { false })
        if !isFull { pass.leave() }
        var asked = 0
        let failure = #expect(throws: TransferFailure.self) {
            _ = try gate.enter(
                host: "a.ca",
                connections: 1,
                delay: isFull ? .zero : .seconds(3600),
                isStopped: {
                    asked += 1
                    return asked > 3
                }
            )
        }
        #expect(failure?.kind == .stopped)
        #expect(failure?.reason == "the run was stopped")
        pass.leave()
    }

    @Test func `a pass is given back once, and also when it is forgotten`() throws {
        let gate = HostGate()
        let enter = { (connections: Int) in
            try gate.enter(
                host: "a.ca",
                connections: connections,
                delay: .zero,
                isStopped: { false }
            )
        }
        let first = try enter(1)
        first.leave()
        first.leave()
        let second = try enter(1)
        // Had leaving twice made room for two, this one would not have to wait.
        var asked = 0
        #expect(throws: TransferFailure.self) {
            _ = try gate.enter(
                host: "a.ca",
                connections: 1,
                delay: .zero,
                isStopped: {
                    asked += 1
                    return asked > 3
                }
            )
        }
        second.leave()
        _ = try enter(1)
        // None is as good as one.
        _ = try enter(0)
    }
}
