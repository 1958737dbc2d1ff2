import DataStore
import FoundationEssentials

/// A few lines at the foot of a terminal that are written over and over.
final class ProgressDisplay {
    private var shown = 0
    private var last: ContinuousClock.Instant?
    private let isColoured: Bool

    private init(isColoured: Bool) {
        self.isColoured = isColoured
    }

    /// A display, when standard error is a terminal that can move its cursor.
    static func onTerminal() -> ProgressDisplay? {
        let environment = ProcessInfo.processInfo.environment
        let kind = environment["TERM"] ?? ""
        guard StandardStream.error.isTerminal, kind != "dumb", !kind.isEmpty else { return nil }
        // https://no-color.org: any value that is not empty.
        return ProgressDisplay(isColoured: environment["NO_COLOR"]?.isEmpty ?? true)
    }

    var width: Int { max(20, StandardStream.error.width ?? 80) - 1 }

    /// Shows lines in place of those before, ten times a second at most; no others are made.
    func show(_ makeLines: () -> [String]) {
        let now = ContinuousClock.now
        if let last, now - last < .milliseconds(100) { return }
        last = now
        let lines = makeLines()
        var text = up
        for (index, line) in lines.enumerated() {
            let coloured = isColoured ? (index == 0 ? "\u{1B}[36m" : "\u{1B}[2m") : ""
            text += "\r\u{1B}[K\(coloured)\(line)\(isColoured ? "\u{1B}[0m" : "")\n"
        }
        // Lines of a longer display before this one.
        text += "\u{1B}[J"
        StandardStream.error.write(text)
        shown = lines.count
    }

    /// Takes the display away, so that other lines can be written.
    func clear() {
        guard shown > 0 else { return }
        StandardStream.error.write("\(up)\r\u{1B}[J")
        shown = 0
        last = nil
    }

    private var up: String { shown > 0 ? "\u{1B}[\(shown)A" : "" }
}
