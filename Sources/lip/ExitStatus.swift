import ArgumentParser
import DataStore
import IndicatorModel
import PipelineStages

/// The process's exit status, which shell scripts and cron rely on (sysexits).
enum ExitStatus: Int32 {
    case success = 0
    /// With `--detailed-exit-code`: something was published.
    case published = 2
    case dataFailed = 65
    case sourceUnavailable = 69
    case internalError = 70
    case cannotWrite = 73
    case locked = 75
    case configuration = 78

    /// The status for an error that a command ends with.
    init(_ error: any Error) {
        switch error {
        case let diagnostic as Diagnostic: self = .init(code: diagnostic.code)
        case let diagnostics as Diagnostics:
            self = diagnostics.all.first.map { .init(code: $0.code) } ?? .internalError
        case let failed as StepsFailed:
            self = failed.failures.first.map { .init($0.error) } ?? .internalError
        case is RevisionRefused: self = .dataFailed
        case is WriteFailure: self = .cannotWrite
        case is DatasetIsLocked: self = .locked
        default: self = .internalError
        }
    }

    private init(code: String) {
        switch code.prefix(while: { $0 != "." }) {
        case "config", "normalize": self = .configuration
        case "validate", "publish": self = .dataFailed
        case "extract", "archive", "fetch": self = .sourceUnavailable
        default: self = .internalError
        }
    }

    var code: ExitCode { ExitCode(rawValue) }
}

/// Shows an error and ends the command with its status.
func fail(_ error: any Error) -> ExitCode {
    if let code = error as? ExitCode { return code }
    // Steps that fail for one reason, such as a full disk, tell it once.
    var told: Set<String> = []
    for text in errorTexts(error) where told.insert(text).inserted { Terminal.talk(text) }
    return ExitStatus(error).code
}

/// What a person is told about an error.
private func errorTexts(_ error: any Error) -> [String] {
    switch error {
    case let diagnostic as Diagnostic: [diagnostic.rendered]
    case let diagnostics as Diagnostics: diagnostics.all.map(\.rendered)
    case let failure as WriteFailure: [failure.diagnostic.rendered]
    case let refused as RevisionRefused: [refused.rendered]
    case let failed as StepsFailed:
        failed.failures.flatMap { errorTexts($0.error) } + ["nothing was published"]
    case let locked as DatasetIsLocked:
        ["error[run.locked]: another run is publishing `\(locked.dataset)` (\(locked.holder))"]
    default: ["error[internal]: \(error)"]
    }
}
