/// The difference of two texts as `patch -p1` and `git apply` take it.
///
/// Source: GNU diffutils manual, "Detailed Description of Unified Format".
struct UnifiedDiff {
    /// Lines around a change that are shown with it.
    private static let context = 3

    private struct Line {
        /// ` ` for a line of both texts, `-` of the old one, `+` of the new one.
        let mark: Character
        /// With its line feed, where it has one.
        let bytes: [UInt8]
        /// How many lines of each text stand before it.
        let old: Int
        let new: Int
    }

    /// The lines of both texts, in the order in which they are shown.
    private var lines: [Line] = []
    private let path: String

    init(_ old: String, _ new: String, path: String) {
        self.path = path
        let (before, after) = (Self.lines(old), Self.lines(new))
        let changes = after.difference(from: before)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in changes {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var (old, new) = (0, 0)
        while old < before.count || new < after.count {
            let mark: Character =
                removed.contains(old) ? "-" : inserted.contains(new) ? "+" : " "
            let bytes = mark == "+" ? after[new] : before[old]
            lines.append(Line(mark: mark, bytes: bytes, old: old, new: new))
            if mark != "+" { old += 1 }
            if mark != "-" { new += 1 }
        }
    }

    /// The difference; empty when the texts are equal.
    var text: String {
        var text = ""
        var start = 0
        while let first = lines[start...].firstIndex(where: { $0.mark != " " }) {
            // A hunk goes on while the surroundings of changes touch.
            var last = first
            while let next = lines[(last + 1)...].firstIndex(where: { $0.mark != " " }),
                next - last <= 2 * Self.context + 1
            {
                last = next
            }
            let end = min(lines.count, last + Self.context + 1)
            text += Self.hunk(lines[max(start, first - Self.context)..<end])
            start = end
        }
        return text.isEmpty ? "" : "--- a/\(path)\n+++ b/\(path)\n\(text)"
    }

    private static func hunk(_ lines: ArraySlice<Line>) -> String {
        let old = lines.count { $0.mark != "+" }
        let new = lines.count { $0.mark != "-" }
        // Lines count from 1; where there are none, the one before is named.
        let start = (old: lines[lines.startIndex].old, new: lines[lines.startIndex].new)
        var text = "@@ -\(start.old + (old > 0 ? 1 : 0)),\(old) "
        text += "+\(start.new + (new > 0 ? 1 : 0)),\(new) @@\n"
        for line in lines {
            text += "\(line.mark)\(String(decoding: line.bytes, as: UTF8.self))"
            if line.bytes.last != lineFeed { text += "\n\\ No newline at end of file\n" }
        }
        return text
    }

    private static let lineFeed = UInt8(ascii: "\n")

    private static func lines(_ text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = Array(text.utf8)[...]
        while let end = rest.firstIndex(of: lineFeed) {
            lines.append(Array(rest[...end]))
            rest = rest[(end + 1)...]
        }
        return rest.isEmpty ? lines : lines + [Array(rest)]
    }
}
