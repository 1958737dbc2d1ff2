import CSVKernel
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
        self.lines = text.utf8.split(separator: ASCII.newline, omittingEmptySubsequences: false)
            .map { line in
                // The line end of Windows.
                String(Substring(line.last == ASCII.carriageReturn ? line.dropLast() : line))
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

    /// The names of the files that stand where a file was looked for, when a person named it: the
    /// files under config/ are named by Lipline, and another of them is never what is meant.
    private static func siblings(of name: String, in root: URL) -> [String] {
        if name.hasPrefix("config/") { return [] }
        let folder = name.split(separator: "/").dropLast().joined(separator: "/")
        let path = root.appending(path: folder).path
        return (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }

    /// Where a key stands for the second time, when its first place is known; else that place.
    ///
    /// The YAML library tells where a repeated key stands first, which is not the mistake.
    func spanOfSecond(_ key: String, line: Int, column: Int) -> SourceSpan {
        let spellings = ["\(key):", "\"\(key)\":", "'\(key)':"]
        func place(_ index: Int, _ rest: Substring, from offset: Int) -> SourceSpan? {
            guard let text = spellings.first(where: rest.hasPrefix) else { return nil }
            return span(line: index + 1, column: offset + 1, length: text.count - 1)
        }
        for index in lines.indices.dropFirst(line - 1) {
            let text = lines[index]
            // Below, the key stands in the same column; beside, anywhere behind a comma.
            let isFirstLine = index == line - 1
            for offset in isFirstLine ? Array(column..<max(column, text.count)) : [column - 1] {
                let before = text.prefix(offset)
                let mayBegin =
                    isFirstLine
                    ? before.last { $0 != " " } == "," : before.allSatisfy { $0 == " " }
                if mayBegin, let found = place(index, text.dropFirst(offset), from: offset) {
                    return found
                }
            }
        }
        return span(line: line, column: column, length: key.count)
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

    /// Adds what is wrong, unless it is known: a template is read once for each of its items.
    package func add(_ diagnostic: Diagnostic) {
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }

    /// Whether something is wrong with a file, so that what it defines may be missing.
    func hasErrors(in file: String) -> Bool {
        diagnostics.contains { $0.severity == .error && $0.span?.file == file }
    }

    /// Whether something is wrong with a file of a folder, which is named with a `/` at its end.
    func hasErrors(below folder: String) -> Bool {
        diagnostics.contains {
            $0.severity == .error && $0.span?.file.hasPrefix(folder) == true
        }
    }

    /// Whether something was reported that keeps a run from starting.
    package var hasErrors: Bool {
        diagnostics.contains { $0.severity == .error }
    }
}
