import IndicatorModel

extension JSONSchema {
    /// A file of config/indicators, as `ConfigReader.readIndicators` accepts it.
    static var indicators: JSONSchema {
        object([
            "tab": .required(
                identifier,
                "The id of the tab, with a label in config/labels/tabs.yaml."
            ),
            "indicators": .required(
                list(of: indicator),
                "The indicators, in the order of the dashboard."
            ),
        ])
    }

    private static var indicator: JSONSchema {
        let quotients = [IndicatorKind.share, .rate, .ratio].map(\.rawValue)
        let origins = ["from", "periods", "series"].map(hasSome) + [has("constant-dollars")]
        return object([declared, mapped, derived].reduce(into: [:]) { $0.merge($1) { a, _ in a } })
            .with(
                conditions: [
                    when(
                        key("kind", isOneOf: quotients),
                        then: JSONSchema().with("anyOf", origins)
                    )
                ]
            )
    }

    /// A value with a key that maps something.
    private static func hasSome(_ key: String) -> JSONSchema {
        let some = JSONSchema(["minProperties": .number(1)])
        return has(key).with("properties", [key: some])
    }

    /// What an indicator is.
    private static var declared: [String: Property] {
        [
            "id": .required(identifier, "Its id, with a label in config/labels/indicators.yaml."),
            "kind": .required(
                choice(IndicatorKind.self),
                "How figures of several geographies combine: counts add; shares, rates and "
                    + "ratios are computed from sums; averages are weighted; medians and indexes "
                    + "do not combine."
            ),
            "unit": .required(text, "An id of config/labels/units.yaml."),
            "universe": .required(text, "An id of config/labels/universes.yaml: of whom it is."),
            "sample": .required(
                choice(CensusForm.self),
                "Which census form asked it: it chooses the non-response rate."
            ),
            "categories": .required(
                list(of: identifier, atLeast: 1),
                "Ids of config/labels/categories.yaml, in their order."
            ),
            "within": .optional(
                choice(Universe.self),
                "The total that no part exceeds. A count without it is a measure."
            ),
            "genders": .optional(
                list(of: choice(Gender.self)),
                "The genders it is published for; total must be among them."
            ),
            "groups": .optional(
                list(of: identifier),
                "Ids of config/labels/groups.yaml; [total] when left out."
            ),
            "classification": .optional(
                identifier,
                "The master list of config/classifications that its categories stand in."
            ),
        ]
    }

    /// Where its figures come from.
    private static var mapped: [String: Property] {
        [
            "periods": .optional(
                table(keys: year, values: periodMapping),
                "Where the figures of each census year stand, or why there are none."
            ),
            "series": .optional(
                table(keys: identifier, values: table(keys: categoryKey, values: expression)),
                "Where its figures of every year, quarter and month stand, by list of a series."
            ),
            "series-comparability": .optional(
                comparability,
                "Whether any two periods of the series may be compared."
            ),
            "from": .optional(
                table(keys: categoryKey, values: quotient),
                "What each category is computed from, in years that periods does not map."
            ),
            "weighted-by": .optional(
                reference,
                "The count that an average is weighted by: indicator/category."
            ),
            "comparability": .optional(
                table(
                    keys: text(
                        matching: SchemaPattern.whole("\(SchemaPattern.year)-\(SchemaPattern.year)")
                    ),
                    values: comparability
                ),
                "Whether two census years may be compared, such as \"2006-2016\": { code: A }."
            ),
        ]
    }

    /// What its figures are made of, and what they make.
    private static var derived: [String: Property] {
        let id = identifier
        let parts = list(of: id, atLeast: 2)
        return [
            "adds-up": .optional(
                table(
                    keys: id,
                    values: JSONSchema().with("anyOf", [parts, list(of: parts, atLeast: 1)])
                ),
                "Which categories add up to which: total: [a, b], or total: [[a, b], [c, d]]."
            ),
            "classes": .optional(
                table(
                    keys: id,
                    values: object([
                        "from": .optional(number, "The lower limit, which is in the class."),
                        "below": .optional(number, "The upper limit, which is not."),
                    ])
                ),
                "The limits of categories that are classes of a number."
            ),
            "interpolated-from": .optional(
                JSONSchema().with("anyOf", [id, quantiles]),
                "The count with classes that the median of several members is read from."
            ),
            "constant-dollars": .optional(
                object([
                    "of": .required(id, "The indicator that is restated."),
                    "year": .required(year, "The year whose dollars they are restated in."),
                    "price-years": .required(
                        table(keys: year, values: year),
                        "By census year, the year whose prices its figures are in."
                    ),
                ]),
                "The figures of another indicator in dollars of one year."
            ),
        ]
    }

    private static var quantiles: JSONSchema {
        object([
            "indicator": .required(identifier, "The count with classes."),
            "quantiles": .required(
                table(keys: identifier, values: number),
                "By category, the share that lies below it: 0.5 is the median."
            ),
        ])
    }

    private static var categoryKey: JSONSchema {
        let id = SchemaPattern.identifier
        return text(matching: SchemaPattern.whole("(\(id):)?\(id)")).named("category")
    }

    private static var reference: JSONSchema {
        let id = SchemaPattern.identifier
        return text(matching: SchemaPattern.whole("\(id)/(\(id):)?\(id)")).named("reference")
    }

    private static var periodMapping: JSONSchema {
        let reason = object([
            "not-available": .required(text, "An id of config/labels/reasons.yaml.")
        ])
        let categories = table(keys: categoryKey, values: expression)
        return when(
            has("not-available"),
            then: reason,
            otherwise: table(keys: identifier, values: categories)
        )
    }

    private static var expression: JSONSchema {
        let sum = object([
            "sum": .required(list(of: characteristic), "The characteristics that are added."),
            "minus": .optional(list(of: characteristic), "Those that are taken away."),
        ])
        return when(has("sum"), then: sum, otherwise: characteristic).named("expression")
    }

    private static var characteristic: JSONSchema {
        object([
            "id": .required(text, "The id in the list, in quotes."),
            "label": .required(text, "The label that stands there; another one is refused."),
            "men": .optional(text, "The id of men, in lists of vectors."),
            "women": .optional(text, "The id of women, in lists of vectors."),
        ])
        .named("characteristic")
    }

    private static var quotient: JSONSchema {
        object([
            "numerator": .required(
                list(of: reference, atLeast: 1),
                "The counts above the line: indicator/category."
            ),
            "denominator": .required(
                list(of: reference, atLeast: 1),
                "The counts below the line: indicator/category."
            ),
        ])
    }

    private static var comparability: JSONSchema {
        let others = Comparability.Code.allCases.filter { $0 != .compare }.map(\.rawValue)
        return object([
            "code": .required(
                choice(Comparability.Code.self),
                "A: compare. B: compare with the note shown. C: direction only. X: do not compare."
            ),
            "note": .optional(text, "An id of config/labels/notes.yaml; needed but for A."),
        ])
        .with(conditions: [when(key("code", isOneOf: others), then: has("note"))])
        .named("comparability")
    }
}
