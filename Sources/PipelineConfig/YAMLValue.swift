import IndicatorModel
import Yams

/// A node of a YAML file that knows where it stands and reports what is wrong with it.
struct YAMLValue {
    let node: Node
    let file: TextFile
    let report: Report
    /// What the placeholders in a template stand for, by name.
    var fillings: [String: YAMLValue] = [:]

    /// Where the value begins, with its length when it stands on one line.
    var span: SourceSpan {
        let isQuoted = [.singleQuoted, .doubleQuoted].contains(node.scalar?.style)
        let length = (node.scalar?.string.count ?? 1) + (isQuoted ? 2 : 0)
        return file.span(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, length: length)
    }

    /// The text of a scalar, whatever it is, and nothing of anything else; for messages.
    var rawText: String { node.scalar.map { filled($0.string) } ?? "" }

    /// Whether the value is a mapping with exactly this one key.
    func isMapping(withOnlyKey key: String) -> Bool {
        guard let mapping = node.mapping, mapping.count == 1 else { return false }
        return mapping.first?.key.scalar?.string == key
    }

    /// Whether the value is a mapping with a key.
    func hasKey(_ key: String) -> Bool { node.mapping?[key] != nil }

    /// Whether the value is a list without items; anything else is reported where it is read.
    var isEmptyList: Bool { node.sequence?.isEmpty ?? false }

    var isEmptyMapping: Bool { node.mapping?.isEmpty ?? false }

    var isScalar: Bool { node.scalar != nil }

    var isMapping: Bool { node.mapping != nil }

    /// The items of a list, and none of anything else, which is reported where it is read.
    var items: [YAMLValue] { node.sequence?.map(within) ?? [] }

    /// The keys of a mapping as they are written, and none of anything else.
    var keyTexts: [String] { node.mapping?.keys.compactMap(\.scalar?.string) ?? [] }

    private func with(_ node: Node) -> YAMLValue {
        YAMLValue(node: node, file: file, report: report)
    }

    /// A value within this one: it has the same fillings, and may be one of them.
    private func within(_ node: Node) -> YAMLValue {
        if fillings.isEmpty { return with(node) }
        if let text = node.scalar?.string, let filling = filling(of: text) { return filling }
        return YAMLValue(node: node, file: file, report: report, fillings: fillings)
    }

    /// Reads the one document of a file; a syntax error is reported.
    static func document(of file: TextFile, _ report: Report) -> YAMLValue? {
        do {
            // What a scalar means is told where it is read: guessing it beforehand, for every key
            // by six regular expressions, would take as long as all else.
            guard let node = try Yams.compose(yaml: file.text, .basic) else {
                report.add(.emptyFile(file))
                return nil
            }
            return YAMLValue(node: node, file: file, report: report)
        } catch let error as YamlError {
            report.add(.yamlSyntax(error, in: file))
        } catch {
            report.add(.yamlSyntax(.init(describing: error), in: file))
        }
        return nil
    }

    /// The text of a scalar; anything else is reported.
    var string: String? {
        guard let scalar = node.scalar else {
            report.add(.wrongShape(self, expected: "a text"))
            return nil
        }
        if scalar.string.isEmpty {
            report.add(.wrongShape(self, expected: "a text that is not empty"))
            return nil
        }
        return filled(scalar.string)
    }

    var bool: Bool? {
        if let scalar = node.scalar, scalar.style == .plain,
            Resolver.default.resolveTag(of: node) == .bool
        {
            return ["true", "yes", "on"].contains(scalar.string.lowercased())
        }
        report.add(.wrongShape(self, expected: "`true` or `false`"))
        return nil
    }

    /// A whole number above 0.
    var count: Int? {
        if let value = node.int, value > 0 { return value }
        report.add(.wrongShape(self, expected: "a whole number above 0"))
        return nil
    }

    /// A number, with decimals or without.
    var number: Double? {
        if let value = node.float, value.isFinite { return value }
        report.add(.wrongShape(self, expected: "a number"))
        return nil
    }

    /// A whole number that is not below 0.
    var natural: Int? {
        if let value = node.int, value >= 0 { return value }
        report.add(.wrongShape(self, expected: "a whole number, 0 or above"))
        return nil
    }

    /// A number above 0.
    var weight: Double? {
        if let value = node.float ?? node.int.map(Double.init), value > 0, value.isFinite {
            return value
        }
        report.add(.wrongShape(self, expected: "a number above 0"))
        return nil
    }

    /// A number from 0 to 100.
    var percentage: Double? {
        if let value = node.float ?? node.int.map(Double.init), (0...100).contains(value) {
            return value
        }
        report.add(.wrongShape(self, expected: "a number from 0 to 100"))
        return nil
    }

    /// The items of a sequence; anything else is reported.
    var list: [YAMLValue] {
        guard let sequence = node.sequence else {
            report.add(.wrongShape(self, expected: "a list"))
            return []
        }
        return sequence.map(within)
    }

    /// The keys and values of a mapping, in their order; anything else is reported.
    var entries: [(key: YAMLValue, value: YAMLValue)] {
        guard let mapping = node.mapping else {
            report.add(.wrongShape(self, expected: "keys with values"))
            return []
        }
        return mapping.map { (with($0.key), within($0.value)) }
    }

    /// Whether a mapping has a key that is not known, which is reported where it is read.
    func hasKey(otherThan known: [String]) -> Bool {
        keyTexts.contains { !known.contains($0) }
    }

    /// The value as a mapping with known keys; unknown and missing ones are reported.
    func mapping(required: [String], optional: [String] = []) -> YAMLMapping? {
        guard isMapping else {
            report.add(.wrongShape(self, expected: "keys with values"))
            return nil
        }
        var values: [String: YAMLValue] = [:]
        let known = required + optional
        for (key, value) in entries {
            guard let name = key.string else { continue }
            if known.contains(name) {
                values[name] = value
            } else {
                report.add(.unknownKey(key, known: known))
            }
        }
        let missing = required.filter { values[$0] == nil }
        if !missing.isEmpty {
            report.add(.missingKeys(missing, in: self))
            return nil
        }
        return YAMLMapping(values: values, whole: self)
    }

    /// One of the names of an enumeration; anything else is reported with the nearest name.
    func choice<E: RawRepresentable & CaseIterable>(_ what: String) -> E?
    where E.RawValue == String {
        guard let text = string else { return nil }
        if let value = E(rawValue: text) { return value }
        report.add(.unknownName(self, what: what, known: E.allCases.map(\.rawValue)))
        return nil
    }

    /// An id: lower-case words joined by hyphens.
    func identifier<Tag>(_ what: String) -> Identifier<Tag>? {
        guard let text = string else { return nil }
        if let id = Identifier<Tag>(text) { return id }
        report.add(.badIdentifier(self, what: what))
        return nil
    }

    var period: Period? {
        guard let text = string else { return nil }
        if let period = Period(text), period.kind == .year { return period }
        report.add(.wrongShape(self, expected: "a year such as \"2016\""))
        return nil
    }

    /// A text in English and French.
    var bilingual: BilingualText? {
        guard let mapping = mapping(required: ["en", "fr"]),
            let en = mapping["en"]?.string, let fr = mapping["fr"]?.string
        else { return nil }
        return BilingualText(en: en, fr: fr)
    }
}

/// The values of a mapping whose keys were checked.
struct YAMLMapping {
    let values: [String: YAMLValue]
    let whole: YAMLValue

    subscript(_ key: String) -> YAMLValue? { values[key] }
}
