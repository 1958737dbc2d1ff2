package import IndicatorModel

/// What a run knows of one of its steps, for metrics and lineage.
package struct StepSummary: Hashable, Sendable {
    package enum State: String, CaseIterable, Hashable, Sendable {
        /// It was run, and succeeded.
        case ran
        /// It needed not run.
        case current
        case failed
        /// A step that it reads from failed.
        case blocked
        /// The run was stopped before it was done.
        case stopped
    }

    /// A file or table that a step reads or writes.
    package struct Artifact: Hashable, Sendable {
        package let name: String
        /// The SHA-256 of its bytes; nil when there are none.
        package let digest: String?

        package init(name: String, digest: String?) {
            self.name = name
            self.digest = digest
        }
    }

    /// Such as `extract/census-2016/calgary`.
    package var step: String
    package var stage: Stage
    package var state: State
    /// How many reasons there were to run it.
    package var reasons = 0
    /// When it started and ended, in UTC; nil when it did not run.
    package var started: String?
    package var ended: String?
    package var seconds = 0.0
    /// Rows it wrote, rows it could not read, bytes it read.
    package var rows = 0
    package var rejects = 0
    package var bytes = 0
    /// The most memory it held, in bytes; 0 when that is not known.
    package var peakMemory = 0
    /// How often it was started.
    package var attempts = 0
    package var inputs: [Artifact] = []
    package var outputs: [Artifact] = []
    /// Why it failed.
    package var message: String?

    package init(step: String, stage: Stage, state: State) {
        self.step = step
        self.stage = stage
        self.state = state
    }
}
