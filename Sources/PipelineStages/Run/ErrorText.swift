import DataStore
import IndicatorModel
import PipelineEngine

/// What a person is told about an error, each part for itself.
package func errorTexts(_ error: any Error) -> [String] {
    switch error {
    case let diagnostic as Diagnostic: [diagnostic.rendered]
    case let diagnostics as Diagnostics: diagnostics.all.map(\.rendered)
    case let failure as WriteFailure: [failure.diagnostic.rendered]
    case let refused as RevisionRefused: [refused.rendered]
    case let differs as RowDiffers: [differs.rendered]
    case let failed as StepsFailed: failed.failures.compactMap(\.error).flatMap(errorTexts)
    case let locked as DatasetIsLocked: [locked.rendered]
    case is StateIsUsed:
        ["error[run.locked]: a run is going on\nhint: collect garbage when it has ended"]
    case let moved as PlanMoved: [moved.rendered]
    case let missing as MissingInput: [missing.rendered]
    case is RunStopped: ["error[run.stopped]: the run was stopped before it was done"]
    case let stopped as StepStopped:
        stopped.reason == .timedOut
            ? ["error[run.timed-out]: the step took longer than its stage allows"]
            : ["error[run.stopped]: the step was stopped"]
    case let lost as LostArtifact:
        ["error[run.lost]: what an earlier run kept of `\(lost.id)` is damaged: run again"]
    default: ["error[internal]: \(error)"]
    }
}

/// All of it as one text.
package func errorText(_ error: any Error) -> String {
    errorTexts(error).joined(separator: "\n")
}

/// The stable name of an error, such as `extract.label-differs`.
package func errorCode(_ error: any Error) -> String {
    switch error {
    case let diagnostic as Diagnostic: diagnostic.code
    case let diagnostics as Diagnostics: diagnostics.all.first?.code ?? "internal"
    case let failure as WriteFailure: failure.diagnostic.code
    case is RevisionRefused: "publish.revision"
    case is RowDiffers: "trace.differs"
    case is StepStopped: "run.timed-out"
    case is LostArtifact: "run.lost"
    default: "internal"
    }
}

extension MissingInput {
    fileprivate var rendered: String {
        "error[usage.no-input]: `\(step)` reads what `\(producer)` makes, and that was not made yet"
            + " or is not kept any more\nhint: run the whole pipeline, or begin with "
            + "`--from \(producer.stage)`"
    }
}
