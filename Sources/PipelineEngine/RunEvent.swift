/// What became of a step in a run.
package enum StepState: String, Sendable {
    case ran
    case failed
    /// Not started, because a step it reads from did not succeed.
    case blocked
    /// Not finished, because the run was stopped.
    case stopped
}

/// What is known of a step that a run did not find current.
package struct StepReport: Sendable {
    package let id: StepID
    /// What it makes.
    package let output: ArtifactID
    package let state: StepState
    package let reasons: [StaleReason]
    /// When it began, from the beginning of the run.
    package let began: Duration
    package let duration: Duration
    package let attempts: Int
    package let counts: StepCounts
    /// What it told people and that did not end it.
    package let warnings: [String]
    /// What a success leaves for the runs to come, and the settings that stand for several.
    package let record: StepRecord?
    package let groups: [Setting]
    /// Whether its output differs from the one before.
    package let isChanged: Bool
    package let error: (any Error)?
    /// The steps that keep it from running.
    package let blockers: [StepID]

    package init(
        id: StepID,
        output: ArtifactID,
        state: StepState,
        reasons: [StaleReason] = [],
        began: Duration = .zero,
        duration: Duration = .zero,
        attempts: Int = 0,
        counts: StepCounts = StepCounts(),
        warnings: [String] = [],
        record: StepRecord? = nil,
        groups: [Setting] = [],
        isChanged: Bool = true,
        error: (any Error)? = nil,
        blockers: [StepID] = []
    ) {
        self.id = id
        self.output = output
        self.state = state
        self.reasons = reasons
        self.began = began
        self.duration = duration
        self.attempts = attempts
        self.counts = counts
        self.warnings = warnings
        self.record = record
        self.groups = groups
        self.isChanged = isChanged
        self.error = error
        self.blockers = blockers
    }
}

/// What happens in a run.
package enum RunEvent: Sendable {
    case current(StepID)
    case started(StepID, [StaleReason], StepContext)
    case retrying(StepID, any Error, attempt: Int, after: Duration)
    case ended(StepReport)
    /// The run was told to stop: steps that run are ended, no other begins.
    case stopping
    /// Sent often, whether anything happens or not.
    case tick
}
