package import IndicatorModel

/// A run in a few lines, for those who are told about it: people, programs and monitors.
///
/// As JSON its names are those of `docs/reference/notifications.md`; a name never gets another
/// meaning. Times are UTC, such as `2026-11-24T05:34:13Z`.
package struct RunSummary: Hashable, Sendable, Codable {
    package enum State: String, Hashable, Sendable, Codable {
        case running, succeeded, failed, stopped
    }

    /// How many steps came to which end.
    package struct StepCounts: Hashable, Sendable, Codable {
        /// Was run, and succeeded.
        package var ran: Int
        /// Needed not run: its result is that of an earlier run.
        package var current: Int
        package var failed: Int
        /// Not run, because a step that it reads from failed.
        package var blocked: Int
        /// Not run, or not to its end, because the run was stopped.
        package var stopped: Int

        package init(
            ran: Int = 0,
            current: Int = 0,
            failed: Int = 0,
            blocked: Int = 0,
            stopped: Int = 0
        ) {
            self.ran = ran
            self.current = current
            self.failed = failed
            self.blocked = blocked
            self.stopped = stopped
        }
    }

    /// Why a step failed.
    package struct Failure: Hashable, Sendable, Codable {
        package var step: String
        /// The code of its diagnostic.
        package var code: String
        package var message: String

        package init(step: String, code: String, message: String) {
            self.step = step
            self.code = code
            self.message = message
        }
    }

    package var runID: String
    package var pipeline: String
    package var dataset: String
    /// When this is told.
    package var moment: RunMoment
    package var state: State
    /// Nil while the run goes on.
    package var exitStatus: Int?
    package var started: String
    /// Nil while the run goes on.
    package var ended: String?
    /// How long it took.
    package var seconds: Double?
    /// The version that this run published; nil when it published none.
    package var version: Int?
    package var host: String
    package var steps: StepCounts
    package var failures: [Failure]
    package var warnings: [String]
    /// Where the log of the run lies.
    package var log: String?

    private enum CodingKeys: String, CodingKey {
        case runID = "run_id"
        case exitStatus = "exit_status"
        case pipeline, dataset, moment, state, started, ended, seconds, version, host, steps,
            failures
        case warnings, log
    }

    package init(
        runID: String,
        pipeline: String,
        dataset: String,
        moment: RunMoment,
        state: State,
        exitStatus: Int? = nil,
        started: String,
        ended: String? = nil,
        seconds: Double? = nil,
        version: Int? = nil,
        host: String,
        steps: StepCounts = StepCounts(),
        failures: [Failure] = [],
        warnings: [String] = [],
        log: String? = nil
    ) {
        self.runID = runID
        self.pipeline = pipeline
        self.dataset = dataset
        self.moment = moment
        self.state = state
        self.exitStatus = exitStatus
        self.started = started
        self.ended = ended
        self.seconds = seconds
        self.version = version
        self.host = host
        self.steps = steps
        self.failures = failures
        self.warnings = warnings
        self.log = log
    }

    /// The summary without the secrets that got into its messages.
    package func redacted(by redactor: Redactor) -> RunSummary {
        var summary = self
        summary.failures = failures.map { failure in
            Failure(
                step: redactor.redact(failure.step),
                code: failure.code,
                message: redactor.redact(failure.message)
            )
        }
        summary.warnings = warnings.map(redactor.redact)
        summary.log = log.map(redactor.redact)
        return summary
    }
}

extension RunMoment: Codable {}
