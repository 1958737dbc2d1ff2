import IndicatorModel

extension JSONSchema {
    /// A YAML file of config/characteristics, as `ConfigReader.readCharacteristicLists` accepts it.
    static var characteristics: JSONSchema {
        object([
            "id": .required(identifier, "The id of the list, and the name of its CSV file."),
            "period": .optional(
                year,
                "The census year of the figures; a list has it, or it is of a series."
            ),
            "series": .optional(
                .bool,
                "true: files print many years, quarters or months of each characteristic."
            ),
            "vintage": .required(text, "The census year of the codes of geographies."),
            "title": .required(bilingual, "What the list is of."),
            "rows": .optional(
                wholeNumber(from: 1),
                "How many characteristics every geography has, in files that print all of them."
            ),
            "totals": .optional(
                table(keys: choice(Universe.self), values: text),
                "The ids of the totals that no part of the same geography exceeds."
            ),
            "unrounded": .optional(
                list(of: text),
                "The ids of counts that are not randomly rounded."
            ),
            "rounding": .optional(
                choice(CountRounding.self),
                "How counts of all are rounded: random-5 (when left out; Statistics Canada), "
                    + "random-5-or-10, nearest-5 (IRCC), none."
            ),
            "sample-rounding": .optional(
                choice(CountRounding.self),
                "How counts of the sample are rounded; random-5-or-10 when left out."
            ),
            "sample-zero-hides": .optional(
                wholeNumber(from: 1),
                "The most that a printed 0 of the sample stands for, where few are printed as 0."
            ),
            "zero-means-not-applicable": .optional(
                list(of: zeroRule),
                "Where a printed 0 means that the concept is not applied."
            ),
            "genders": .optional(
                choice(GenderForm.self),
                "columns (when left out): men and women are columns of one characteristic. "
                    + "vectors: they are characteristics of their own."
            ),
        ])
        .with("oneOf", [has("period"), isSeries])
    }

    private static var isSeries: JSONSchema {
        has("series").with("properties", ["series": JSONSchema(["enum": [.bool(true)]])])
    }

    private static var zeroRule: JSONSchema {
        object([
            "ids": .required(list(of: text), "The ids of the characteristics."),
            "provinces": .required(
                list(of: text),
                "The two digits of each province or territory, in quotes."
            ),
            "reason": .required(text, "An id of config/labels/reasons.yaml."),
        ])
    }
}
