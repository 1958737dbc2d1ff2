import DataStore
import IndicatorModel
package import PipelineEngine

/// How far a run is, for somebody who watches it.
package struct Progress {
    private var total = 0
    private var done = 0
    private var running: [(id: StepID, context: StepContext)] = []
    /// How long each step that may run took last time, in seconds.
    private var expected: [StepID: Double] = [:]
    private var spent: [String: (count: Int, seconds: Double)] = [:]
    private let jobs: Int
    /// Bytes read by steps that have ended.
    private var bytes = 0

    package init(jobs: Int) {
        self.jobs = jobs
    }

    package mutating func hear(_ plan: Plan) {
        total = plan.count { $0 != .outside }
        done = 0
        for (index, entry) in plan.steps.enumerated() where entry.decision.mayRun {
            expected[entry.step.id] = plan.lastDuration(index).map(seconds) ?? -1
        }
    }

    package mutating func hear(_ event: RunEvent) {
        switch event {
        case .current(let id):
            done += 1
            expected[id] = nil
        case .started(let id, _, let context): running.append((id, context))
        case .retrying(let id, _, _, _): running.removeAll { $0.id == id }
        case .ended(let report):
            done += 1
            expected[report.id] = nil
            running.removeAll { $0.id == report.id }
            bytes += report.counts.bytes
            if report.state == .ran {
                let before = spent[report.id.stage] ?? (0, 0)
                spent[report.id.stage] = (
                    before.count + 1, before.seconds + seconds(report.duration)
                )
            }
        case .stopping, .tick: break
        }
    }

    /// Seconds to the end, by what steps took last time or others of their stage in this run; nil
    /// as long as nothing is known.
    package var secondsLeft: Double? {
        var left = 0.0
        for (id, time) in expected {
            if time >= 0 {
                left += time
            } else if let (count, seconds) = spent[id.stage] {
                left += seconds / Double(count)
            } else {
                return nil
            }
        }
        return left / Double(max(1, min(jobs, expected.count)))
    }

    /// The lines to show, none wider than `width`; `elapsed` is in seconds.
    package func lines(width: Int, elapsed: Double) -> [String] {
        guard total > 0 else { return ["reading the configuration"] }
        let read = running.reduce(bytes) { $0 + $1.context.progress.bytes }
        var facts = ["\(grouped(done))/\(grouped(total)) steps"]
        if read > 0, elapsed > 0.2 { facts.append("\(size(Double(read) / elapsed))/s") }
        if let left = secondsLeft { facts.append("about \(time(left)) left") }
        let text = facts.joined(separator: "  ")
        let room = max(4, min(30, width - text.count - 3))
        let filled = Int(Double(room) * Double(done) / Double(total))
        let bar =
            String(repeating: "━", count: filled) + String(repeating: "─", count: room - filled)
        return ["\(bar)  \(text)"] + running.prefix(4).map { line($0.id, $0.context, width) }
    }

    private func line(_ id: StepID, _ context: StepContext, _ width: Int) -> String {
        let counts = context.progress
        var facts = ["  \(id)"]
        if !counts.file.isEmpty { facts.append(counts.file) }
        if counts.bytes > 0 { facts.append(size(Double(counts.bytes))) }
        if counts.rows > 0 { facts.append("\(grouped(counts.rows)) rows") }
        return String(facts.joined(separator: "  ").prefix(width))
    }

    private func size(_ bytes: Double) -> String {
        if bytes < 1e6 { return "\(Int((bytes / 1e3).rounded())) kB" }
        return "\(decimalText(rounded(bytes / 1e6, decimals: 1))) MB"
    }

    private func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole < 100 ? "\(whole) s" : "\((whole + 30) / 60) min"
    }
}
