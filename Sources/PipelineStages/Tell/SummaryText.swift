import IndicatorModel

extension RunSummary {
    /// How many failures or warnings a text shows at most.
    private static let limit = 20

    /// The run in a few words, such as `pnt failed on server`.
    package var headline: String {
        switch state {
        case .running: "\(pipeline) started on \(host)"
        case .succeeded:
            "\(pipeline) succeeded on \(host)" + (version.map { ": version \($0)" } ?? "")
        case .failed: "\(pipeline) failed on \(host)"
        case .stopped: "\(pipeline) was stopped on \(host)"
        }
    }

    /// The run as people read it: what happened, why, and where to look.
    package var text: String {
        var lines = [headline, "", "Run:      \(runID)", "Dataset:  \(dataset)"]
        lines.append("Started:  \(started)")
        if let ended { lines.append("Ended:    \(ended)") }
        if let exitStatus { lines.append("Exit:     \(exitStatus)") }
        if state != .running {
            lines.append("Version:  \(version.map(String.init) ?? "no new one")")
            lines.append("Steps:    \(stepText)")
        }
        if let log { lines.append("Log:      \(log)") }
        lines += section(
            "Failures",
            failures.map { "\($0.step)\n  error[\($0.code)]: \($0.message)" }
        )
        lines += section("Warnings", warnings)
        return lines.joined(separator: "\n")
    }

    private var stepText: String {
        [
            (steps.ran, "ran"), (steps.current, "current"), (steps.failed, "failed"),
            (steps.blocked, "blocked"), (steps.stopped, "stopped"),
        ]
        .map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    private func section(_ title: String, _ entries: [String]) -> [String] {
        guard !entries.isEmpty else { return [] }
        var lines = ["", "\(title):"] + entries.prefix(Self.limit)
        if entries.count > Self.limit { lines.append("and \(entries.count - Self.limit) more") }
        return lines
    }
}
