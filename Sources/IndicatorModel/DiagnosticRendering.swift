extension Diagnostic {
    /// The diagnostic as a person reads it: message, place, line with a caret, rows, hints.
    package var rendered: String {
        var lines = ["\(severity.rawValue)[\(code)]: \(message)"]
        if let span {
            lines.append(" --> \(span.file):\(span.line):\(span.column)")
            if let text = span.text {
                let gutter = String(repeating: " ", count: "\(span.line)".count)
                let caret =
                    String(repeating: " ", count: span.column - 1)
                    + String(repeating: "^", count: max(1, span.length))
                lines.append("\(gutter) |")
                lines.append("\(span.line) | \(text)")
                lines.append("\(gutter) | \(caret)")
            }
        }
        lines.append(contentsOf: details.map { "  \($0)" })
        lines.append(contentsOf: hints.map { "hint: \($0)" })
        return lines.joined(separator: "\n")
    }
}
