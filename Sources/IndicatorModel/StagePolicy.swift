/// A kind of work in a pipeline.
package enum Stage: String, CaseIterable, Sendable {
    case fetch, extract, normalize, harmonize, validate, tabulate, rank
    /// The polygons and maps of places.
    case boundaries
    /// What coordinators handed in.
    case local
    case publish
    /// A program of the steward's.
    case command
}

/// How long a step of a stage may take, and how often it is tried.
package struct StagePolicy: Hashable, Sendable {
    /// Nil when there is no limit.
    package let timeout: Duration?
    /// How often a step that failed is tried again.
    package let retries: Int
    /// The time before the first retry; it doubles before each further one.
    package let backoff: Duration

    package init(timeout: Duration? = nil, retries: Int = 0, backoff: Duration = .seconds(1)) {
        self.timeout = timeout
        self.retries = retries
        self.backoff = backoff
    }
}
