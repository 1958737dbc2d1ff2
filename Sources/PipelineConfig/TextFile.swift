import FoundationEssentials
package import IndicatorModel

/// A configuration file, with its lines for error messages.
struct TextFile: Sendable {
    /// The path as messages show it, relative to the project.
    let name: String
    let text: String
    let lines: [String]

    init(name: String, text: String) {
        self.name = name
        self.text = text
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0.hasSuffix("\r") ? $0.dropLast() : $0)
        }
    }

    /// Reads a file below `root`; what is wrong with it is reported.
    static func read(_ name: String, in root: URL, _ report: Report) -> TextFile? {
        guard let data = try? Data(contentsOf: root.appending(path: name)) else {
            report.add(.unreadableFile(name, siblings: siblings(of: name, in: root)))
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            report.add(.notUTF8(name, data))
            return nil
        }
        return TextFile(name: name, text: text)
    }

    /// The names of the files that stand where a file was looked for.
    private static func siblings(of name: String, in root: URL) -> [String] {
        let folder = name.split(separator: "/").dropLast().joined(separator: "/")
        let path = root.appending(path: folder).path
        return (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }

    /// The line of the second `key:` at or after a line, else of the first.
    ///
    /// The YAML library tells where a mapping with a repeated key begins, not where the key is.
    func line(of key: String, after start: Int) -> Int {
        let candidates = lines.indices.dropFirst(max(0, start - 1)).filter { index in
            lines[index].drop { $0 == " " || $0 == "-" }.hasPrefix("\(key):")
        }
        let second = candidates.dropFirst().first ?? candidates.first
        return second.map { $0 + 1 } ?? start
    }

    /// The place of a text on a line; line and column from 1.
    func span(line: Int, column: Int, length: Int) -> SourceSpan {
        let text = (1...max(1, lines.count)).contains(line) ? lines[line - 1] : nil
        let room = (text?.count ?? 0) - column + 1
        return SourceSpan(
            file: name,
            line: line,
            column: column,
            length: max(1, min(length, room)),
            text: text
        )
    }
}

/// Collects everything that is wrong, so that all of it can be shown at once.
package final class Report {
    package private(set) var diagnostics: [Diagnostic] = []

    package init() {}

    package func add(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    /// Whether something was reported that keeps a run from starting.
    package var hasErrors: Bool {
        diagnostics.contains { $0.severity == .error }
    }
}
