import IndicatorModel
import Yams

/// The name of what a placeholder such as `{province}` stands for.
enum PlaceholderTag {}

/// One of the parts that an entry of `parts` stands for.
struct PartEntry {
    let value: YAMLValue
    /// Where it is told apart from others of the same template.
    let place: YAMLValue
}

extension ConfigReader {
    /// The parts that an entry stands for: itself, or one for each item of its `for`.
    func expand(_ entry: YAMLValue) -> [PartEntry] {
        guard let list = entry.value(of: "for") else {
            let isRight = checkPlaceholders(in: entry, known: nil) != nil
            return isRight ? [PartEntry(value: entry, place: entry)] : []
        }
        if list.isEmptyList {
            report.add(.wrongShape(list, expected: "at least one item"))
        }
        let entries = list.list
        let items = entries.compactMap(readItem)
        guard !items.isEmpty, items.count == entries.count else { return [] }
        let names = Set(items.flatMap(\.fillings.keys)).sorted()
        let template = entry.without("for")
        let used = checkPlaceholders(in: template, known: names)
        var isRight = used != nil
        for item in items {
            let missing = names.filter { item.fillings[$0] == nil }
            if missing.isEmpty { continue }
            let message = "the item lacks \(listed(missing)), which another has"
            report.add(.general("uneven-items", message, item.value))
            isRight = false
        }
        for name in names where used?.contains(name) == false {
            guard let key = items.lazy.compactMap({ $0.keys[name] }).first else { continue }
            let message = "`{\(name)}` stands nowhere in the part"
            report.add(.general("unused-placeholder", message, key))
        }
        if !isRight { return [] }
        return items.map { item in
            PartEntry(value: template.filled(with: item.fillings), place: item.value)
        }
    }

    private func readItem(_ value: YAMLValue) -> TemplateItem? {
        var item = TemplateItem(value: value)
        if value.isEmptyMapping {
            report.add(.wrongShape(value, expected: "at least one key"))
        }
        for (key, value) in value.entries {
            guard let name: Identifier<PlaceholderTag> = key.identifier("a placeholder"),
                value.string != nil
            else { return nil }
            item.keys[name.name] = key
            item.fillings[name.name] = value
        }
        return item.keys.isEmpty ? nil : item
    }

    /// The names of all placeholders in the texts of a part.
    ///
    /// Nil when one is not known, which is reported; `known` is nil of a part that is no template.
    private func checkPlaceholders(in part: YAMLValue, known: [String]?) -> Set<String>? {
        var used: Set<String> = []
        var isRight = true
        for text in part.scalars {
            for name in text.placeholders {
                used.insert(name)
                if known?.contains(name) == true { continue }
                isRight = false
                if let known {
                    report.add(.unknownName(text, name, what: "placeholder", known: known))
                    continue
                }
                let message = "`{\(name)}` stands for nothing: the part has no `for`"
                let hint = "add `for: [{ \(name): ... }, ...]`, which makes a part of each item"
                report.add(.general("unknown-placeholder", message, text, hints: [hint]))
            }
        }
        return isRight ? used : nil
    }
}

/// What the placeholders of a template stand for in one of its parts.
private struct TemplateItem {
    let value: YAMLValue
    var keys: [String: YAMLValue] = [:]
    var fillings: [String: YAMLValue] = [:]
}

extension YAMLValue {
    /// A text with its placeholders replaced; those without a filling stay.
    func filled(_ text: String) -> String {
        if fillings.isEmpty || !text.utf8.contains(UInt8(ascii: "{")) { return text }
        return text.replacing(Self.placeholder) { match in
            fillings[String(match.1)]?.rawText ?? String(match.0)
        }
    }

    /// The filling that is all of a text.
    func filling(of text: String) -> YAMLValue? {
        guard text.hasPrefix("{"), text.hasSuffix("}") else { return nil }
        return fillings[String(text.dropFirst().dropLast())]
    }

    fileprivate func filled(with fillings: [String: YAMLValue]) -> YAMLValue {
        var value = self
        value.fillings = fillings
        return value
    }

    /// The value of a key of a mapping; nil of anything else.
    fileprivate func value(of key: String) -> YAMLValue? {
        guard isMapping else { return nil }
        return entries.first { $0.key.rawText == key }?.value
    }

    /// A mapping without one of its keys.
    fileprivate func without(_ key: String) -> YAMLValue {
        guard let mapping = node.mapping else { return self }
        let pairs = mapping.filter { $0.key.scalar?.string != key }.map { ($0.key, $0.value) }
        let rest = Node.Mapping(pairs, mapping.tag, mapping.style, mapping.mark)
        return YAMLValue(node: .mapping(rest), file: file, report: report)
    }

    /// Every scalar in it that is not a key.
    fileprivate var scalars: [YAMLValue] {
        if isScalar { return [self] }
        return (isMapping ? entries.map(\.value) : items).flatMap(\.scalars)
    }

    /// The names of the placeholders in a text.
    fileprivate var placeholders: [String] {
        guard rawText.utf8.contains(UInt8(ascii: "{")) else { return [] }
        return rawText.matches(of: Self.placeholder).map { String($0.1) }
    }

    private static var placeholder: Regex<(Substring, Substring)> {
        /\{([a-z0-9]+(?:-[a-z0-9]+)*)\}/
    }
}
