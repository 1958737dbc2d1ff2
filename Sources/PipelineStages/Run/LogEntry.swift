import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineEngine

/// One line of a run's log.
package struct LogEntry: Encodable, Hashable, Sendable {
    package enum Level: String, Encodable, Comparable, Sendable {
        case debug, info, warning, error

        private var rank: Int {
            switch self {
            case .debug: 0
            case .info: 1
            case .warning: 2
            case .error: 3
            }
        }

        package static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
    }

    /// The time of day, ISO 8601 in UTC.
    package let time: String
    package let level: Level
    /// A stable name such as `step-ended`.
    package let event: String
    package let run: String
    package let message: String
    package var step: String?
    package var state: String?
    package var reasons: [String]?
    package var seconds: Double?
    package var rows: Int?
    package var rejects: Int?
    package var bytes: Int?
    package var attempts: Int?
    package var code: String?

    package init(time: String, level: Level, event: String, run: String, message: String) {
        self.time = time
        self.level = level
        self.event = event
        self.run = run
        self.message = message
    }

    /// The line as a person reads it.
    package var text: String { "\(time) \(prefix)\(message)" }

    private var prefix: String {
        switch level {
        case .debug, .info: ""
        // What is wrong says itself whether it is an error.
        case .warning, .error: message.hasPrefix(level.rawValue) ? "" : "\(level.rawValue): "
        }
    }

    package func json() throws -> [UInt8] { try jsonLine(self) }
}

/// Turns what happens in a run into the lines of its log.
package struct RunNarrator {
    private var run = ""
    private var redactor = Redactor()
    private let clock: () -> String

    package init(clock: @escaping () -> String = { Date.now.formatted(.iso8601) }) {
        self.clock = clock
    }

    /// The lines that a piece of news is worth; most often one.
    package mutating func entries(_ news: RunNews) -> [LogEntry] {
        switch news {
        case .began(let row, let redactor):
            run = row.id
            self.redactor = redactor
            return [entry(.info, "run-began", "run \(row.id) of \(row.pipeline) begins")]
        case .planned(let plan): return [planned(plan)]
        case .event(let event): return entries(event)
        case .warning(let diagnostic):
            var entry = entry(.warning, "warning", diagnostic.rendered)
            entry.code = diagnostic.code
            return [entry]
        case .ended(let row, let reports):
            run = row.id
            return ended(row, reports)
        }
    }

    private func entry(_ level: LogEntry.Level, _ event: String, _ message: String) -> LogEntry {
        LogEntry(
            time: clock(),
            level: level,
            event: event,
            run: run,
            message: redactor.redact(message)
        )
    }

    private func planned(_ plan: Plan) -> LogEntry {
        let (stale, waiting, current) = plan.counts
        let words = [
            stale > 0 ? "\(grouped(stale)) run" : nil,
            waiting > 0 ? "\(grouped(waiting)) may run" : nil,
            "\(grouped(current)) current",
        ]
        let text = words.compactMap(\.self).joined(separator: ", ")
        return entry(.info, "planned", "\(counted(plan.decisions.count, "step")): \(text)")
    }

    private func entries(_ event: RunEvent) -> [LogEntry] {
        switch event {
        case .tick: return []
        case .current(let id):
            return [step(.debug, "step-current", id, "\(id) is current")]
        case .started(let id, let reasons, _):
            var entry = step(
                .debug,
                "step-began",
                id,
                "\(id) begins: \(reasons.first?.description ?? "")"
            )
            entry.reasons = reasons.map(\.description)
            return [entry]
        case .retrying(let id, let error, let attempt, let wait):
            var entry = step(
                .warning,
                "step-retried",
                id,
                "\(id) failed at attempt \(attempt), tried again in \(inWords(wait)): "
                    + errorText(error)
            )
            entry.code = errorCode(error)
            entry.attempts = attempt
            return [entry]
        case .stopping: return [entry(.warning, "stopping", "stopping: what runs is ended")]
        case .ended(let report): return told(report) + [ended(report)]
        }
    }

    /// What a step told people while it ran.
    private func told(_ report: StepReport) -> [LogEntry] {
        report.warnings.map { step(.warning, "step-warned", report.id, "\(report.id): \($0)") }
    }

    private func step(
        _ level: LogEntry.Level,
        _ event: String,
        _ id: StepID,
        _ message: String
    ) -> LogEntry {
        var entry = entry(level, event, message)
        entry.step = id.description
        return entry
    }

    private func ended(_ report: StepReport) -> LogEntry {
        let id = report.id
        var entry: LogEntry
        switch report.state {
        case .ran:
            let what = report.isChanged ? "" : ", unchanged"
            entry = step(.info, "step-ended", id, "\(id) \(inWords(report.duration))\(what)")
        case .failed:
            entry = step(.error, "step-ended", id, "\(id) failed after \(inWords(report.duration))")
            entry.code = report.error.map(errorCode)
        case .blocked:
            let why = listed(report.blockers.map(\.description), limit: 3)
            entry = step(.debug, "step-ended", id, "\(id) not run: it reads from \(why)")
        case .stopped: entry = step(.debug, "step-ended", id, "\(id) stopped")
        }
        entry.state = report.state.rawValue
        entry.seconds = rounded(DataStore.seconds(report.duration), decimals: 3)
        entry.rows = report.counts.rows
        entry.rejects = report.counts.rejects
        entry.bytes = report.counts.bytes
        entry.attempts = report.attempts
        return entry
    }

    /// The recap: what failed and what that keeps from running, last.
    private func ended(_ row: RunRow, _ reports: [StepReport]) -> [LogEntry] {
        let time = "\(decimalText(rounded(row.seconds ?? 0, decimals: 2))) s"
        guard row.state != .complete else {
            let text = "run \(row.id) complete: \(row.ran) ran, \(row.current) current, \(time)"
            return [entry(.info, "run-ended", text)]
        }
        var entries: [LogEntry] = []
        var told: Set<String> = []
        for report in reports where report.state == .failed {
            for text in report.error.map(errorTexts) ?? [] where told.insert(text).inserted {
                var entry = step(.error, "failure", report.id, text)
                entry.code = report.error.map(errorCode)
                entries.append(entry)
            }
        }
        if entries.isEmpty, let message = row.message {
            entries.append(entry(.error, "failure", message))
        }
        entries.append(entry(.error, "run-ended", recap(row, reports, time)))
        return entries
    }

    private func recap(_ row: RunRow, _ reports: [StepReport], _ time: String) -> String {
        func names(_ state: StepState) -> String? {
            let ids = reports.filter { $0.state == state }.map(\.id.description)
            return ids.isEmpty ? nil : "\(state.rawValue): \(listed(ids.sorted(), limit: 5))"
        }
        let lines = [
            "run \(row.id) \(row.state.rawValue) after \(time); "
                + (row.published.map { "version \($0) was published before" }
                    ?? "nothing was published"),
            names(.failed), names(.blocked), names(.stopped),
        ]
        return lines.compactMap(\.self).joined(separator: "\n  ")
    }

    private func inWords(_ time: Duration) -> String {
        "\(decimalText(rounded(DataStore.seconds(time), decimals: 2))) s"
    }
}
