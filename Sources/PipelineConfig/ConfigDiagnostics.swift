// Every message about a configuration file, so that the wording can be read at a sitting.

import FoundationEssentials
import IndicatorModel
import Yams

extension Diagnostic {
    static func noProject(_ root: String) -> Diagnostic {
        Diagnostic(
            "config.no-project",
            "there is no folder `config` in `\(root)`",
            hints: [
                "run `lip` in the folder that holds `config/` and `pipelines/`, or give `--root`"
            ]
        )
    }

    static func unreadableFile(_ name: String, siblings: [String]) -> Diagnostic {
        let file = fileName(name)
        let hint =
            if let match = closestMatch(to: file, among: siblings) {
                "did you mean `\(match.split(separator: ".").first ?? "")`?"
            } else {
                "run `lip` in the folder that holds `config/` and `pipelines/`"
            }
        return Diagnostic(
            "config.unreadable-file",
            "`\(name)` is missing or cannot be read",
            hints: [hint]
        )
    }

    static func notUTF8(_ name: String, _ data: Data) -> Diagnostic {
        let rows = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let bad = rows.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        return Diagnostic(
            "config.not-utf8",
            "the file is not UTF-8 text",
            at: SourceSpan(file: name, line: bad + 1),
            hints: ["save the file as UTF-8"]
        )
    }

    static func emptyFile(_ file: TextFile) -> Diagnostic {
        Diagnostic(
            "config.empty-file",
            "the file has no content",
            at: file.span(line: 1, column: 1, length: 1)
        )
    }

    static func yamlSyntax(_ error: YamlError, in file: TextFile) -> Diagnostic {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return Diagnostic(
                "config.yaml-syntax",
                "this is not YAML: \(problem)",
                at: file.span(line: mark.line, column: mark.column, length: 1)
            )
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.sorted()
            let mark = context.mark
            return Diagnostic(
                "config.duplicate-key",
                "\(listed(names)) \(names.count == 1 ? "stands" : "stand") twice in one mapping",
                at: file.spanOfSecond(names.first ?? "", line: mark.line, column: mark.column),
                hints: ["remove one of the two"]
            )
        default:
            return yamlSyntax(String(describing: error), in: file)
        }
    }

    static func yamlSyntax(_ problem: String, in file: TextFile) -> Diagnostic {
        Diagnostic(
            "config.yaml-syntax",
            "this is not YAML: \(problem)",
            at: file.span(line: 1, column: 1, length: 1)
        )
    }

    static func wrongShape(_ value: YAMLValue, expected: String) -> Diagnostic {
        let found =
            switch value.node {
            case .scalar: value.rawText.isEmpty ? "nothing" : "`\(value.rawText)`"
            case .mapping(let mapping): mapping.isEmpty ? "no key" : "keys with values"
            case .sequence(let sequence): sequence.isEmpty ? "an empty list" : "a list"
            case .alias: "an alias"
            }
        return Diagnostic(
            "config.wrong-shape",
            "expected \(expected), found \(found)",
            at: value.span
        )
    }

    static func unknownKey(_ key: YAMLValue, known: [String]) -> Diagnostic {
        let name = key.rawText
        return Diagnostic(
            "config.unknown-key",
            "unknown key `\(name)`",
            at: key.span,
            hints: suggestion(name, known)
        )
    }

    static func missingKeys(_ keys: [String], in value: YAMLValue) -> Diagnostic {
        Diagnostic(
            "config.missing-key",
            "missing \(keys.count == 1 ? "key" : "keys") \(listed(keys))",
            at: value.span
        )
    }

    /// `name` is what is not known, where the value says more than that.
    static func unknownName(
        _ value: YAMLValue,
        _ name: String? = nil,
        what: String,
        known: [String]
    ) -> Diagnostic {
        let name = name ?? value.rawText
        return Diagnostic(
            "config.unknown-\(what.split(separator: " ").joined(separator: "-"))",
            "unknown \(what) `\(name)`",
            at: value.span,
            hints: suggestion(name, known)
        )
    }

    static func badIdentifier(_ value: YAMLValue, what: String) -> Diagnostic {
        Diagnostic(
            "config.bad-identifier",
            "`\(value.rawText)` cannot name \(what)",
            at: value.span,
            hints: ["use lower-case words and digits joined by `-`"]
        )
    }

    static func duplicateID(_ value: YAMLValue, what: String, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            "config.duplicate-id",
            "\(what) `\(value.rawText)` is already defined in "
                + "\(first.file):\(first.line)",
            at: value.span,
            hints: ["give one of the two another id, or remove it"]
        )
    }

    static func missingLabel(
        _ value: YAMLValue,
        section: Labels.Section,
        id: String,
        known: [String]
    ) -> Diagnostic {
        let match = closestMatch(to: id, among: known).map { ["did you mean `\($0)`?"] } ?? []
        return Diagnostic(
            "config.missing-label",
            "`\(id)` has no label in config/labels/\(section.rawValue).yaml",
            at: value.span,
            hints: match + ["add a line `\(id): { en: ..., fr: ... }` there"]
        )
    }

    static func unknownCharacteristic(_ value: YAMLValue, list: ListID) -> Diagnostic {
        Diagnostic(
            "config.unknown-characteristic",
            "list `\(list)` has no characteristic `\(value.rawText)`",
            at: value.span,
            hints: ["look it up in config/characteristics/\(list).csv"]
        )
    }

    static func labelDiffers(
        _ value: YAMLValue,
        id: CharacteristicID,
        list: ListID,
        expected: String
    ) -> Diagnostic {
        Diagnostic(
            "config.label-differs",
            "characteristic `\(id)` of `\(list)` is `\(expected)`, not "
                + "`\(value.rawText)`",
            at: value.span,
            hints: ["correct the label, or the id"]
        )
    }

    static func general(
        _ code: String,
        _ message: String,
        _ value: YAMLValue,
        hints: [String] = []
    ) -> Diagnostic {
        Diagnostic("config.\(code)", message, at: value.span, hints: hints)
    }

    private static func suggestion(_ name: String, _ known: [String]) -> [String] {
        if let match = closestMatch(to: name, among: known) {
            return ["did you mean `\(match)`?"]
        }
        return known.isEmpty ? [] : ["known are \(listed(known.sorted(), limit: 12))"]
    }
}
