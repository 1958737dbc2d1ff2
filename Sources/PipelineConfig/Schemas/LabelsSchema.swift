import IndicatorModel

extension JSONSchema {
    /// A file of labels, as `ConfigReader.readLabels` accepts it.
    static func labels(_ section: Labels.Section) -> JSONSchema {
        var keys: [String: Property] = [
            "en": .required(text, "What it is called in English."),
            "fr": .required(text, "What it is called in French."),
            "was": .optional(
                list(of: formerLabel),
                "What it was called before; published as label_history.csv."
            ),
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

    private static var formerLabel: JSONSchema {
        object([
            "en": .required(text, "What it was called in English."),
            "fr": .required(text, "What it was called in French."),
            "until": .required(month, "The month in which the name was replaced."),
        ])
        .named("former")
    }

    /// As `YAMLValue.month` accepts it.
    static var month: JSONSchema {
        text(matching: SchemaPattern.whole("\(SchemaPattern.year)-(0[1-9]|1[0-2])"))
            .with("type", "string")
            .described("A month in quotes, such as \"2026-11\".")
            .named("month")
    }
}
