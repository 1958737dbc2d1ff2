/// How a run stands.
package enum RunState: String, Codable, Sendable {
    case running, complete, failed
    /// Ended by Ctrl-C or SIGTERM.
    case stopped
    /// Its process went away without saying how it ended.
    case aborted
}

/// A run, as the ledger has it.
package struct RunRow: Codable, Hashable, Sendable {
    package let id: String
    package let pipeline: String
    package let dataset: String
    package var state: RunState
    /// Times of day, ISO 8601 in UTC.
    package let began: String
    package var ended: String?
    package var seconds: Double?
    package let host: String
    package let pid: Int32
    package let arguments: String
    /// The version of Lipline.
    package let tool: String
    package var exitStatus: Int32?
    /// The version of the dataset that was published.
    package var published: Int?
    /// How many steps were found current.
    package var current: Int
    package var ran: Int
    package var failed: Int
    package var blocked: Int
    package var stopped: Int
    /// In bytes.
    package var peakMemory: Int?
    package var message: String?

    package init(
        id: String,
        pipeline: String,
        dataset: String,
        began: String,
        arguments: String,
        tool: String
    ) {
        self.id = id
        self.pipeline = pipeline
        self.dataset = dataset
        state = .running
        self.began = began
        host = ProcessIdentity.current.host
        pid = ProcessIdentity.current.pid
        self.arguments = arguments
        self.tool = tool
        current = 0
        ran = 0
        failed = 0
        blocked = 0
        stopped = 0
    }

    enum CodingKeys: String, CodingKey {
        case id, pipeline, dataset, state, began, ended, seconds, host, pid, arguments, tool
        case exitStatus = "exit_status"
        case published, current, ran, failed, blocked, stopped
        case peakMemory = "peak_memory"
        case message
    }
}

/// A step of a run that was not found current, as the ledger has it.
package struct StepRow: Codable, Hashable, Sendable {
    package let step: String
    package let stage: String
    package let state: String
    package let reasons: [String]
    /// Since the beginning of the run.
    package let beganSeconds: Double
    package let seconds: Double
    package let attempts: Int
    package let rows: Int
    package let rejects: Int
    package let bytes: Int
    package let peakMemory: Int
    /// Digests of what it read, by name.
    package let inputs: [String: String]
    /// The digest of what it made.
    package let output: String?
    /// Whether that differs from what it made before.
    package let isChanged: Bool
    package let error: String?
    package let blockers: [String]

    enum CodingKeys: String, CodingKey {
        case step, stage, state, reasons
        case beganSeconds = "began_seconds"
        case seconds, attempts, rows, rejects, bytes
        case peakMemory = "peak_memory"
        case inputs, output
        case isChanged = "is_changed"
        case error, blockers
    }
}
