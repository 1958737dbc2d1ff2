import IndicatorModel

extension ConfigReader {
    /// Reads config/labels: one file a kind of id, `id: { en: ..., fr: ... }`.
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
                optional: section == .indicators ? ["definition"] : []
            ),
            let en = mapping["en"]?.string, let fr = mapping["fr"]?.string
        else { return }
        keep("label", "\(section.rawValue)/\(id)", value)
        configuration.labels.texts[section, default: [:]][id] = BilingualText(en: en, fr: fr)
        if let definition = mapping["definition"]?.bilingual {
            configuration.labels.definitions[id] = definition
        }
    }
}
