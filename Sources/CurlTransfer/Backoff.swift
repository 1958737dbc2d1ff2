/// How long to wait before a request that failed is made again.
package struct Backoff: Hashable, Sendable {
    /// The longest that a server is obeyed when it says how long to wait.
    package static let longestRetryAfter = Duration.seconds(600)

    /// Before the first retry; it doubles before each further one.
    package var first: Duration
    /// However many retries there were.
    package var longest: Duration

    package init(first: Duration, longest: Duration = .seconds(300)) {
        self.first = first
        self.longest = longest
    }

    /// Chooses by chance between half of what is due and all of it.
    ///
    /// So many who failed together do not come back together.
    ///
    /// - Parameters:
    ///   - attempt: The number of the retry, from 1.
    ///   - retryAfter: What the server asked for; at least this long, though no longer than
    ///     `longestRetryAfter`.
    ///   - generator: Where chance comes from.
    /// - Returns: The time to wait.
    package func wait(
        before attempt: Int,
        retryAfter: Duration? = nil,
        using generator: inout some RandomNumberGenerator
    ) -> Duration {
        var due = min(max(first, Duration.zero), longest)
        var doublings = attempt - 1
        while doublings > 0, due > .zero, due < longest {
            due = min(due * 2, longest)
            doublings -= 1
        }
        let whole = Int64(due / .nanoseconds(1))
        let chosen = Duration.nanoseconds(Int64.random(in: whole / 2...whole, using: &generator))
        return max(chosen, min(retryAfter ?? .zero, Self.longestRetryAfter))
    }
}
