import IndicatorModel

extension JSONSchema {
    /// A file of labels, as `ConfigReader.readLabels` accepts it.
    static func labels(_ section: Labels.Section) -> JSONSchema {
        var keys: [String: Property] = [
            "en": .required(text, "What it is called in English."),
            "fr": .required(text, "What it is called in French."),
        ]
        if section == .indicators {
            keys["definition"] = .optional(
                bilingual,
                "What the indicator says, in one sentence that ends with a full stop."
            )
        }
        return table(values: object(keys).named("label"))
            .described("Each id with its label: id: { en: ..., fr: ... }.")
    }
}
