/// Something a person should know about a configuration, a source file or a dataset.
package struct Diagnostic: Error, Hashable, Sendable {
    package enum Severity: String, Sendable {
        case note, warning, error
    }

    package var severity: Severity
    /// A stable name such as `config.unknown-indicator`, for tests and documentation.
    package var code: String
    /// One clause, lower case, no full stop; names go in backticks.
    package var message: String
    package var span: SourceSpan?
    /// The rows that show what was found, one line each.
    package var details: [String] = []
    /// What the reader can do about it, one action each.
    package var hints: [String]

    package init(
        _ code: String,
        _ message: String,
        at span: SourceSpan? = nil,
        hints: [String] = [],
        severity: Severity = .error
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.span = span
        self.hints = hints
    }
}

/// Several errors found in one go.
package struct Diagnostics: Error, Sendable {
    package let all: [Diagnostic]

    package init(_ all: [Diagnostic]) {
        self.all = all
    }
}
