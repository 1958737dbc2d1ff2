import Synchronization

/// Why a step that has not ended is to end.
package enum StopReason: Int, Sendable {
    /// It has taken longer than its stage allows.
    case timedOut = 1
    /// The run is being stopped.
    case stopped
}

/// Thrown by a step that ends because it was told to.
package struct StepStopped: Error, Hashable {
    package let reason: StopReason

    package init(_ reason: StopReason) {
        self.reason = reason
    }
}

/// All that a step sees of the world while it runs, and what it tells of itself.
package final class StepContext: Sendable {
    private let workspace: Workspace
    private let stop = Atomic<Int>(0)
    private let counts = Mutex(StepCounts())
    private let told = Mutex<[String]>([])

    package init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    /// What another step made.
    package func input<Value: Sendable>(_ id: ArtifactID, as type: Value.Type) throws -> Value {
        try workspace.value(id, as: type)
    }

    /// Ends the step when it was told to stop.
    ///
    /// Steps call it at least every few milliseconds.
    package func checkpoint() throws {
        if let reason = stopReason { throw StepStopped(reason) }
    }

    package var stopReason: StopReason? {
        StopReason(rawValue: stop.load(ordering: .relaxed))
    }

    package func requestStop(_ reason: StopReason) {
        _ = stop.compareExchange(expected: 0, desired: reason.rawValue, ordering: .relaxed)
    }

    /// Tells what was done so far.
    package func count(_ change: (inout StepCounts) -> Void) {
        counts.withLock { change(&$0) }
    }

    /// Tells people of something that does not end the step.
    package func warn(_ text: String) {
        told.withLock { $0.append(text) }
    }

    package var warnings: [String] { told.withLock { $0 } }

    package var progress: StepCounts { counts.withLock { $0 } }
}

/// What a step has done.
package struct StepCounts: Hashable, Sendable {
    package var rows = 0
    /// Rows that could not be read.
    package var rejects = 0
    /// Bytes read.
    package var bytes = 0
    /// The file that is being read.
    package var file = ""
    /// The most memory it used, in bytes, where it is a program of its own.
    package var peakMemory: Int?

    package init() {}
}
