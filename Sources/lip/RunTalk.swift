import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineStages

/// How the lines of a log are written.
enum LogFormat: String, CaseIterable {
    case text, json
}

/// What a person or a log hears of a run: on a terminal a display that moves, elsewhere a line for
/// each thing that happens.
final class RunTalk {
    private var narrator = RunNarrator()
    private var progress: Progress
    private let format: LogFormat
    private let level: LogEntry.Level
    private let display: ProgressDisplay?
    private let state: String
    private var file: LogFile?
    private let start = ContinuousClock.now
    private(set) var hasToldEnd = false

    init(format: LogFormat, level: LogEntry.Level, jobs: Int, state: String) {
        self.format = format
        self.level = level
        self.state = state
        progress = Progress(jobs: jobs)
        display = format == .text && level >= .info ? ProgressDisplay.onTerminal() : nil
    }

    func hear(_ news: RunNews) {
        switch news {
        // .lip/logs/<run>.jsonl: everything that was said, and what was left unsaid.
        case .began(let row, _): file = try? LogFile("\(state)/logs/\(row.id).jsonl", FileLayer())
        case .planned(let plan): progress.hear(plan)
        case .event(let event): progress.hear(event)
        case .warning: break
        case .ended:
            display?.clear()
            hasToldEnd = true
        }
        for entry in narrator.entries(news) { write(entry) }
        if case .ended = news { return }
        if let display, level < .warning {
            display.show {
                let elapsed = seconds(ContinuousClock.now - start)
                return progress.lines(width: display.width, elapsed: elapsed)
            }
        }
    }

    private func write(_ entry: LogEntry) {
        if let line = try? entry.json() { file?.write(line) }
        // Whoever watches a display is told only what is wrong, and the end.
        let least = display == nil ? level : max(level, .warning)
        guard entry.level >= least || (entry.event == "run-ended" && entry.level >= level) else {
            return
        }
        display?.clear()
        switch format {
        case .json: Terminal.talk((try? entry.json()).map(withoutLineEnd) ?? entry.message)
        case .text: Terminal.talk(display == nil ? entry.text : entry.message)
        }
    }

    private func withoutLineEnd(_ line: [UInt8]) -> String {
        String(decoding: line.dropLast(), as: UTF8.self)
    }
}
