import IndicatorModel

extension ConfigReader {
    /// Reads config/labels: one file a kind of id, `id: { en: ..., fr: ..., was: [...] }`.
    mutating func readLabels() {
        for section in Labels.Section.allCases {
            let name = "config/labels/\(section.rawValue).yaml"
            guard let file = TextFile.read(name, in: root, report),
                let document = YAMLValue.document(of: file, report)
            else { continue }
            configuration.labels.texts[section] = [:]
            for (key, value) in document.entries {
                readLabel(section, key, value)
            }
        }
    }

    private mutating func readLabel(
        _ section: Labels.Section,
        _ key: YAMLValue,
        _ value: YAMLValue
    ) {
        guard let id = key.string,
            let mapping = value.mapping(
                required: ["en", "fr"],
                optional: section == .indicators ? ["definition", "was"] : ["was"]
            ),
            let en = mapping["en"]?.string, let fr = mapping["fr"]?.string
        else { return }
        keep("label", "\(section.rawValue)/\(id)", value)
        configuration.labels.texts[section, default: [:]][id] = BilingualText(en: en, fr: fr)
        if let definition = mapping["definition"]?.bilingual {
            configuration.labels.definitions[id] = definition
        }
        readFormer(section, id, mapping["was"])
    }

    /// Reads what something was called before, each name until another month.
    private mutating func readFormer(_ section: Labels.Section, _ id: String, _ value: YAMLValue?) {
        var months: Set<String> = []
        for item in value?.list ?? [] {
            guard let mapping = item.mapping(required: ["en", "fr", "until"]),
                let en = mapping["en"]?.string, let fr = mapping["fr"]?.string,
                let untilValue = mapping["until"], let until = untilValue.month
            else { continue }
            if !months.insert(until).inserted {
                let message = "two former names of `\(id)` end in \(until)"
                report.add(.general("duplicate-id", message, untilValue))
            }
            configuration.labels.former.append(
                Labels.Former(
                    section: section,
                    id: id,
                    until: until,
                    text: BilingualText(en: en, fr: fr)
                )
            )
        }
    }
}

extension YAMLValue {
    /// A month such as `2026-11`; anything else is reported.
    var month: String? {
        guard let text = string else { return nil }
        if CalendarDay("\(text)-01") != nil { return text }
        report.add(.wrongShape(self, expected: "a month such as \"2026-11\""))
        return nil
    }
}
