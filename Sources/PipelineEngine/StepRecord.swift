/// What is remembered of a step's last success: all that decides whether it has to run again.
package struct StepRecord: Hashable, Sendable {
    package let version: Int
    /// Digests of the settings, by name.
    package let settings: [String: String]
    /// Digests of the inputs, by name.
    package let inputs: [ArtifactID: String]
    /// The digest of the output.
    package let output: String
    /// How long it took, to tell how long it will take.
    package let duration: Duration

    package init(
        version: Int,
        settings: [String: String],
        inputs: [ArtifactID: String],
        output: String,
        duration: Duration
    ) {
        self.version = version
        self.settings = settings
        self.inputs = inputs
        self.output = output
        self.duration = duration
    }
}

/// The memory of past runs, as far as it decides what runs.
package protocol RecordBook: Sendable {
    func record(of step: StepID) -> StepRecord?
    /// The members of a setting that stood for several, by its digest then.
    func members(of digest: String) -> [String: String]?
    /// Notes what became of a step; a success with its record.
    func note(_ report: StepReport) throws
}
