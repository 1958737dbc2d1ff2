import Synchronization

/// Transfers that threads lend each other, so that connections stay open from one to the next.
package final class TransferPool: Sendable {
    /// How many transfers are kept for later; one more is let go, with its connections.
    private static let limit = 8

    /// A transfer that nobody uses.
    // SAFETY: a handle of libcurl may be used by any thread, though by one at a time. Only the
    // pool knows a transfer that is idle, and its mutex orders who has it next.
    private struct Idle: @unchecked Sendable {
        let transfer: Transfer
    }

    private let idle = Mutex<[Idle]>([])

    package init() {}

    /// Calls `body` with a transfer that nobody else has meanwhile; it must not be kept.
    ///
    /// - Throws: `transfer.no-libcurl`, or what `body` throws.
    package func withTransfer<Result>(_ body: (Transfer) throws -> Result) throws -> Result {
        // The one used last: its connections are the youngest.
        let last = idle.withLock { $0.popLast() }
        let transfer = try last?.transfer ?? Transfer()
        let lent = Idle(transfer: transfer)
        defer {
            idle.withLock { if $0.count < Self.limit { $0.append(lent) } }
        }
        return try body(transfer)
    }
}
