/// How often a source is asked whether its files have changed.
package enum RefreshPolicy: String, CaseIterable, Sendable {
    /// What was taken in once is never asked for again.
    case never
    /// At every run.
    case always
    case daily
    case weekly
    case monthly
    case yearly

    /// How long what was asked stays fresh; nil when for ever.
    ///
    /// Somewhat shorter than the word says, so that a nightly run that begins a little earlier
    /// than the night before still asks.
    package var freshness: Duration? {
        switch self {
        case .never: nil
        case .always: .zero
        case .daily: .seconds(20 * 3600)
        case .weekly: .seconds(164 * 3600)
        case .monthly: .seconds(27 * 24 * 3600)
        case .yearly: .seconds(360 * 24 * 3600)
        }
    }
}

/// How the files of a source are fetched from their servers.
package struct FetchPolicy: Hashable, Sendable {
    package var refresh = RefreshPolicy.never
    /// Hosts that a redirect may lead to, besides the host of the URL itself.
    package var hosts: [String] = []
    /// The largest file that is taken, in bytes.
    package var sizeLimit = 1 << 30
    /// For one attempt at one file.
    package var timeout = Duration.seconds(3600)
    package var connectTimeout = Duration.seconds(30)
    /// In bytes a second, over half a minute; a slower transfer is broken off.
    package var minimumSpeed = 1_000
    /// How often an attempt that failed is made again.
    package var retries = 4
    /// The time before the first retry; it doubles before each further one.
    package var backoff = Duration.seconds(2)
    /// Between the beginnings of two requests to one host.
    package var delay = Duration.milliseconds(500)
    /// Requests at one time to one host.
    package var connections = 2

    package init() {}
}
