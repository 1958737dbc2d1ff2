import IndicatorModel

extension JSONSchema {
    /// A file of config/classifications, as `ConfigReader.readClassifications` accepts it.
    static var classification: JSONSchema {
        let countries = Classification.Codes.countries.rawValue
        return object([
            "id": .required(identifier, "The id of the master list: countries or languages."),
            "codes": .required(
                choice(Classification.Codes.self),
                "The standard whose codes the key iso of its entries has."
            ),
            "entries": .required(
                list(of: entry),
                "The entries, each with a label in config/labels/categories.yaml."
            ),
        ])
        .with(
            conditions: [
                when(
                    key("codes", isOneOf: [countries]),
                    then: codes("^[A-Z]{3}$"),
                    otherwise: codes("^[a-z]{3}$")
                )
            ]
        )
    }

    private static func codes(_ pattern: String) -> JSONSchema {
        let entry = JSONSchema().with(
            "properties",
            ["iso": JSONSchema(["pattern": .string(pattern)])]
        )
        let entries = JSONSchema().with("items", entry)
        return JSONSchema().with("properties", ["entries": entries])
    }

    private static var entry: JSONSchema {
        object([
            "id": .required(identifier, "The id of the category."),
            "kind": .required(
                choice(Classification.Kind.self),
                "What it is. Countries, territories and languages are ranked; a region or group "
                    + "adds the entries within it; a residual holds what a list does not name."
            ),
            "within": .optional(identifier, "The region or language family it belongs to."),
            "iso": .optional(
                text,
                "Its code in ISO 3166-1 alpha-3 (ISO 3166-3 for former states) or ISO 639-3."
            ),
            "from": .optional(date, "The year or month from which it existed."),
            "until": .optional(date, "The year or month in which it ended."),
            "successors": .optional(list(of: identifier), "What it was divided into."),
        ])
        .with(conditions: [needs(["successors": ["until"]])])
        .named("entry")
    }

    private static var date: JSONSchema {
        text(matching: SchemaPattern.whole("\(SchemaPattern.year)(-(0[1-9]|1[0-2]))?"))
            .with("minimum", .number(1801))
            .with("maximum", .number(9999))
            .described("A year or month in quotes, such as \"1991\" or \"2011-07\".")
            .named("date")
    }
}
