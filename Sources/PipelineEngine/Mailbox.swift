import Dispatch
import Synchronization

/// Messages from the threads of the steps to the one that waits for them.
final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let count = DispatchSemaphore(value: 0)

    func put(_ message: Message) {
        messages.withLock { $0.append(message) }
        count.signal()
    }

    /// The oldest message; nil when none came in time.
    func take(within time: Duration) -> Message? {
        let nanoseconds =
            time.components.seconds * 1_000_000_000
            + time.components.attoseconds / 1_000_000_000
        guard count.wait(timeout: .now() + .nanoseconds(Int(max(0, nanoseconds)))) == .success
        else { return nil }
        return messages.withLock { $0.removeFirst() }
    }
}
