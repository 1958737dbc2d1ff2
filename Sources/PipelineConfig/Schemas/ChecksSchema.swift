import IndicatorModel

extension JSONSchema {
    /// A file of config/checks, as `ConfigReader.readChecks` accepts it.
    static var checks: JSONSchema {
        object(["checks": .required(list(of: check), "The checks, in any order.")])
    }

    private static var check: JSONSchema {
        let own: [String: Property] = [
            "id": .required(identifier, "The id of the check, as messages and tables name it."),
            "kind": .required(choice(CheckKind.self), "What figures are held against."),
            "severity": .required(
                choice(CheckSeverity.self),
                "error: nothing is published. warning: the version's README says so."
            ),
            "title": .required(bilingual, "What must hold, as a sentence."),
            "scope": .optional(scope, "Which figures it looks at; all when left out."),
            "except": .optional(
                list(of: exception),
                "Known oddities of the source that it does not fail for."
            ),
        ]
        let keys = CheckKind.allCases.flatMap(\.limitKeys)
        return object(own.merging(limits) { first, _ in first }).with(
            conditions: CheckKind.allCases.map { kind in
                let others = Set(keys).subtracting(kind.limitKeys)
                let needed =
                    kind == .jump
                    ? JSONSchema().with("oneOf", [has("times-iqr"), has("quantile")])
                        .requiring(["places-at-least", "least-change"])
                    : JSONSchema().requiring(kind.limitKeys)
                return when(
                    key("kind", isOneOf: [kind.rawValue]),
                    then: JSONSchema().with("allOf", [needed, lacks(others.sorted())])
                )
            }
        )
    }

    private static var limits: [String: Property] {
        [
            "within": .optional(
                JSONSchema(["enum": ["rounding"]]),
                "rounding: the counts that are compared can be the same before rounding."
            ),
            "range": .optional(
                object([
                    "low": .optional(number, "The least that a figure may be."),
                    "above": .optional(number, "What a figure must be above; in place of low."),
                    "high": .optional(number, "The most that a figure may be."),
                ])
                .with("minProperties", .number(1)).with("not", has("low", "above")),
                "The limits of a figure."
            ),
            "at-least": .optional(
                positiveNumber.with("maximum", .number(1)),
                "The least share of a place's members that have a figure, up to 1."
            ),
            "times-iqr": .optional(
                positiveNumber,
                "So many times the distance between the quartiles from the median of all changes."
            ),
            "quantile": .optional(
                JSONSchema([
                    "type": "number", "exclusiveMinimum": .number(0.5),
                    "exclusiveMaximum": .number(1),
                ]),
                "The quantile of the other places' changes that a change may not pass; 0.99 means "
                    + "below the lowest and above the highest 1 %."
            ),
            "places-at-least": .optional(
                wholeNumber(from: 4),
                "How many other places are needed to judge the change of one."
            ),
            "least-change": .optional(
                positiveNumber,
                "A change that differs less than this from the median one is no jump: 0.2 is 20 %."
            ),
        ]
    }

    private static var scope: JSONSchema {
        object([
            "indicators": .optional(list(of: identifier), "Ids of indicators."),
            "tabs": .optional(list(of: identifier), "Ids of tabs."),
            "kinds": .optional(list(of: choice(IndicatorKind.self)), "Kinds of indicators."),
            "units": .optional(list(of: text), "Units of indicators."),
            "places": .optional(list(of: identifier), "Ids of places."),
            "periods": .optional(list(of: year), "Census years."),
        ])
    }

    private static var exception: JSONSchema {
        object([
            "dataset": .optional(text, "The dataset that it is of; all when left out."),
            "place": .optional(identifier, "The place that it is of."),
            "period": .optional(year, "The year that it is of."),
            "indicator": .optional(identifier, "The indicator that it is of."),
            "category": .optional(identifier, "The category that it is of."),
            "date": .required(
                text(matching: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
                    .with("type", "string"),
                "The day on which it was declared, such as \"2025-06-30\"."
            ),
            "reason": .required(bilingual, "Why the source is right, or cannot be corrected."),
        ])
        .with("anyOf", ["place", "period", "indicator", "category"].map { has($0) })
    }
}
