import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineConfig

/// Asks on a terminal for what was not given as an argument; elsewhere that is an error.
struct Questions {
    /// Whether somebody is there to answer.
    private let isTerminal = StandardStream.isInputTerminal && StandardStream.error.isTerminal

    private func missing(_ option: String) -> Diagnostic {
        Diagnostic(
            "usage.missing-argument",
            "`\(option)` is missing, and there is no terminal to ask on",
            hints: ["see `lip new place --help`"]
        )
    }

    /// What a person types; nil when nothing.
    private func answer(_ question: String) throws -> String? {
        StandardStream.error.write("\(question): ")
        guard let line = readLine() else {
            throw Diagnostic("usage.no-answer", "no answer to `\(question)`")
        }
        let text = line.trimmingPrefix { $0 == " " }
        return text.isEmpty ? nil : String(text)
    }

    func text(_ given: String?, _ option: String, _ question: String) throws -> String {
        if let given { return given }
        guard isTerminal else { throw missing(option) }
        while true {
            if let text = try answer(question) { return text }
        }
    }

    /// What may be left out, and is not asked for when the command has its arguments.
    func optionalText(_ given: String?, _ question: String) throws -> String? {
        if given != nil || !isTerminal { return given }
        return try answer(question)
    }

    func placeID(_ text: String) throws -> PlaceID {
        guard let id = PlaceID(text) else {
            throw Diagnostic(
                "usage.bad-identifier",
                "`\(text)` cannot name a place",
                hints: ["use lower-case words and digits joined by `-`"]
            )
        }
        return id
    }

    func identifier(_ given: String?, _ option: String, _ question: String) throws -> PlaceID {
        try placeID(text(given, option, question))
    }

    func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ given: Value?,
        _ option: String,
        _ question: String,
        default usual: Value
    ) throws -> Value {
        if let given { return given }
        guard isTerminal else { return usual }
        let names = Value.allCases.map(\.rawValue)
        while true {
            let words = "\(question), \(listed(names, conjunction: "or", quoted: false))"
            guard let text = try answer("\(words) [\(usual.rawValue)]") else { return usual }
            if let value = Value(rawValue: text) { return value }
        }
    }

    /// One line after the other, until an empty one.
    func list(_ option: String, _ question: String) throws -> [String] {
        guard isTerminal else { throw missing(option) }
        var lines: [String] = []
        while true {
            let more = lines.isEmpty ? question : "Another, or nothing"
            guard let line = try answer(more) else {
                if lines.isEmpty { continue }
                return lines
            }
            do {
                _ = try MemberQuestion(line)
                lines.append(line)
            } catch let diagnostic as Diagnostic {
                Terminal.talk(diagnostic.rendered)
            }
        }
    }

    /// Lets a person choose one of several geographies of a name.
    func choose(
        _ question: MemberQuestion,
        _ period: Period,
        _ candidates: [GazetteerEntry]
    ) throws -> GazetteerEntry {
        guard isTerminal else { throw Diagnostic.ambiguous(question, period, candidates) }
        Terminal.talk("\(question.description) is several geographies of \(period):")
        for (index, entry) in candidates.enumerated() {
            Terminal.talk("  \(index + 1)  \(entry.told)")
        }
        while true {
            let text = try answer("Which, 1 to \(candidates.count)")
            if let number = text.flatMap({ Int($0) }), candidates.indices.contains(number - 1) {
                return candidates[number - 1]
            }
        }
    }
}

extension Diagnostic {
    /// A name that is that of several geographies, with nobody there to choose.
    fileprivate static func ambiguous(
        _ question: MemberQuestion,
        _ period: Period,
        _ candidates: [GazetteerEntry]
    ) -> Diagnostic {
        let count = counted(candidates.count, "geography", plural: "geographies")
        var diagnostic = Diagnostic(
            "usage.ambiguous-name",
            "`\(question.description)` is \(count) of \(period)",
            hints: ["give the code in place of the name"]
        )
        diagnostic.details = candidates.map(\.told)
        return diagnostic
    }
}
