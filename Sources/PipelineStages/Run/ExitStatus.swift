import DataStore
import IndicatorModel
import PipelineEngine

/// The process's exit status, which shell scripts and cron rely on (sysexits; design 6).
package enum ExitStatus: Int32, Sendable {
    case success = 0
    /// With `--detailed-exit-code`: something was published, or differs.
    case published = 2
    case usage = 64
    case dataFailed = 65
    case sourceUnavailable = 69
    case internalError = 70
    case cannotWrite = 73
    case locked = 75
    case configuration = 78
    /// Stopped by SIGHUP, SIGINT and SIGTERM, as shells say it.
    case hungUp = 129
    case interrupted = 130
    case terminated = 143

    /// Two versions differ.
    package static let differs = published

    /// The status for an error that a command ends with.
    package init(_ error: any Error) {
        switch error {
        case let diagnostic as Diagnostic: self = .init(code: diagnostic.code)
        case let diagnostics as Diagnostics:
            self = diagnostics.all.first.map { .init(code: $0.code) } ?? .internalError
        case let failed as StepsFailed:
            self = failed.failures.first.map { .init($0) } ?? .internalError
        case is RevisionRefused, is RowDiffers: self = .dataFailed
        case is WriteFailure: self = .cannotWrite
        case is DatasetIsLocked, is StateIsUsed: self = .locked
        case is PlanMoved: self = .configuration
        case is MissingInput: self = .usage
        case is RunStopped: self = .init(rawValue: 128 + (Interrupts.signal ?? 2)) ?? .interrupted
        default: self = .internalError
        }
    }

    private init(_ failure: StepReport) {
        let outside: Set<String> = ["fetch", "extract", "command"]
        switch failure.error {
        case let stopped as StepStopped where stopped.reason == .timedOut:
            self = outside.contains(failure.id.stage) ? .sourceUnavailable : .internalError
        case let error?: self = .init(error)
        case nil: self = .internalError
        }
    }

    private init(code: String) {
        if code == "trace.no-bytes" {
            self = .sourceUnavailable
            return
        }
        switch code.prefix(while: { $0 != "." }) {
        case "config", "normalize": self = .configuration
        case "validate", "publish", "trace", "geographies", "local": self = .dataFailed
        case "extract", "archive", "fetch", "command", "boundaries": self = .sourceUnavailable
        case "usage": self = .usage
        default: self = .internalError
        }
    }
}
