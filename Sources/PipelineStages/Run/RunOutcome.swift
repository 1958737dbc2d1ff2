package import DataStore
package import IndicatorModel
package import PipelineEngine

/// Steps that failed, and those that could not run because of them.
package struct StepsFailed: Error {
    package let failures: [StepReport]
    package let blocked: [StepID]
}

/// The run was told to stop before it was done.
package struct RunStopped: Error {}

/// A figure that a run ends with.
package struct HighlightLine: Codable, Hashable, Sendable {
    package let place: String
    package let period: String
    package let label: String
    /// Nil when there is no figure.
    package let value: Double?
}

/// How a run ended.
package struct RunOutcome: Sendable {
    package let run: RunRow
    /// Nil when the steps asked for do not publish.
    package let publishing: PublishOutcome?
    /// The parts that were not at hand.
    package let missing: [MissingPart]
    /// Those of sources that are only kept: no figure rests on them.
    package let missingKept: [MissingPart]
    package let highlights: [HighlightLine]
    package let observations: Int
    /// Steps that were not asked for and follow what ran.
    package let staleAfterwards: [StepID]

    package var dataset: String { run.dataset }

    /// Whether every file was at hand.
    package var isWhole: Bool { missing.isEmpty && missingKept.isEmpty }
}

/// What is heard of a run while it runs.
package enum RunNews {
    case began(RunRow, Redactor)
    case planned(Plan)
    case event(RunEvent)
    case warning(Diagnostic)
    case ended(RunRow, [StepReport])
}
