import IndicatorModel

// Values that several kinds of file have. Patterns say what the readers of the same names accept.

/// Regular expressions of names, years and times.
///
/// They are of the part that ECMA-262, Python and Swift have in common.
enum SchemaPattern {
    /// As `Identifier` accepts it.
    static let identifier = "[a-z0-9]+(-[a-z0-9]+)*"
    /// As `Period` accepts it: years after 1800.
    static let year = "(180[1-9]|18[1-9][0-9]|19[0-9]{2}|[2-9][0-9]{3})"
    /// As `YAMLValue.duration` accepts it.
    static let duration =
        "[1-9][0-9]{0,8}(\(TimeUnit.allCases.map(\.rawValue).joined(separator: "|")))"
    /// As `YAMLValue.variableName` accepts it.
    static let variable = "[A-Za-z_][A-Za-z0-9_]*"

    /// As `YAMLValue.byteSize` accepts it.
    static let byteSize =
        "[1-9][0-9]{0,8} ?(\(SizeUnit.allCases.map(\.rawValue).joined(separator: "|")))"
    /// As `YAMLValue.host` accepts it.
    static let host = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?"
    /// A text with a placeholder, which is judged when it is filled.
    static let template = ".*\\{\(identifier)\\}.*"

    /// A URL as `YAMLValue.url` accepts it.
    static func url(_ schemes: [String]) -> String {
        "(\(schemes.joined(separator: "|")))[^ ]+"
    }

    /// The pattern of a whole text.
    static func whole(_ pattern: String) -> String { "^\(pattern)$" }
}

extension JSONSchema {
    /// Lower-case words and digits joined by `-`.
    static var identifier: JSONSchema {
        text(matching: SchemaPattern.whole(SchemaPattern.identifier)).named("id")
    }

    static var year: JSONSchema {
        text(matching: SchemaPattern.whole(SchemaPattern.year))
            .with("minimum", .number(1801))
            .with("maximum", .number(9999))
            .described("A year in quotes, such as \"2016\".")
            .named("year")
    }

    static var duration: JSONSchema {
        text(matching: SchemaPattern.whole(SchemaPattern.duration))
            .with("type", "string")
            .described("A time such as 500ms, 30s, 10m or 2h.")
            .named("duration")
    }

    static var byteSize: JSONSchema {
        text(matching: SchemaPattern.whole(SchemaPattern.byteSize))
            .with("type", "string")
            .described("A size such as 500 kB, 20 MB or 4 GB, in powers of 1000.")
            .named("size")
    }

    /// A value as the schema says, or a text with a placeholder of a template.
    var orTemplate: JSONSchema {
        let template = JSONSchema.text(matching: SchemaPattern.whole(SchemaPattern.template))
            .with("type", "string")
        return JSONSchema().with("anyOf", [self, template])
    }

    /// A text in both official languages.
    static var bilingual: JSONSchema {
        object([
            "en": .required(text, "The text in English."),
            "fr": .required(text, "The text in French."),
        ])
        .named("bilingual")
    }

    static var level: JSONSchema { choice(GeographyLevel.self).named("level") }

    /// A geography with its level, its code and other keys; the code has the digits of the level.
    ///
    /// In a template they may be placeholders.
    static func geography(_ more: [String: Property], inTemplate: Bool = false) -> JSONSchema {
        var keys = more
        let digits = text(matching: "^[0-9]+$")
        keys["level"] = .required(
            inTemplate ? level.orTemplate : level,
            "The level of census geography: CSD, CMA, DA, ..."
        )
        keys["code"] = .required(
            inTemplate ? digits.orTemplate : digits,
            "The code of that level in that census, in quotes, with its leading zeros."
        )
        let levels = Dictionary(grouping: GeographyLevel.allCases, by: \.codeDigits)
        return object(keys).with(
            conditions: levels.sorted { $0.key < $1.key }.map { digits, levels in
                // A number has lost its zeros, so that it must be long enough without them.
                let codes = repeatElement(10.0, count: digits - 1).reduce(1, *)
                let code = JSONSchema([
                    "pattern": .string("^[0-9]{\(digits)}$"), "minimum": .number(codes),
                    "maximum": .number(codes * 10 - 1),
                ])
                return when(
                    key("level", isOneOf: levels.map(\.rawValue)),
                    then: JSONSchema()
                        .with("properties", ["code": inTemplate ? code.orTemplate : code])
                )
            }
        )
    }
}
