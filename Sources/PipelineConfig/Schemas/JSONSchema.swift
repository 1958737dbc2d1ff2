/// A JSON Schema (2020-12) or a part of one, with the definitions it refers to.
package struct JSONSchema: Sendable {
    private(set) var keywords: [String: JSONValue]
    private(set) var definitions: [String: JSONSchema]

    init(_ keywords: [String: JSONValue] = [:], _ definitions: [String: JSONSchema] = [:]) {
        self.keywords = keywords
        self.definitions = definitions
    }

    /// The whole schema as a document of its own.
    func document(id: String, title: String) -> JSONValue {
        var document = keywords
        document["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        document["$id"] = .string(id)
        document["title"] = .string(title)
        if !definitions.isEmpty {
            document["$defs"] = .object(definitions.mapValues { .object($0.keywords) })
        }
        return .object(document)
    }

    /// The schema with a keyword whose value is a schema, or several, or any other value.
    func with(_ keyword: String, _ value: JSONValue) -> JSONSchema {
        var schema = self
        schema.keywords[keyword] = value
        return schema
    }

    func with(_ keyword: String, _ value: JSONSchema) -> JSONSchema {
        with(keyword, .object(value.keywords)).adding([value])
    }

    func with(_ keyword: String, _ values: [JSONSchema]) -> JSONSchema {
        with(keyword, .array(values.map { .object($0.keywords) })).adding(values)
    }

    func with(_ keyword: String, _ values: [String: JSONSchema]) -> JSONSchema {
        let objects = values.mapValues { JSONValue.object($0.keywords) }
        return with(keyword, .object(objects)).adding(Array(values.values))
    }

    private func adding(_ others: [JSONSchema]) -> JSONSchema {
        var schema = self
        for other in others { schema.definitions.merge(other.definitions) { first, _ in first } }
        return schema
    }

    /// What an editor shows beside the value.
    func described(_ text: String) -> JSONSchema { with("description", .string(text)) }

    /// The schema under a name, which every use of it refers to.
    func named(_ name: String) -> JSONSchema {
        JSONSchema(
            ["$ref": .string("#/$defs/\(name)")],
            definitions.merging([name: JSONSchema(keywords)]) { first, _ in first }
        )
    }
}

// MARK: - Kinds of value, as `YAMLValue` reads them

extension JSONSchema {
    /// A text that is not empty; a number is read as its digits.
    static var text: JSONSchema {
        JSONSchema(["type": ["string", "number"], "minLength": .number(1)])
    }

    /// A text of a form, as a regular expression.
    static func text(matching pattern: String) -> JSONSchema {
        text.with("pattern", .string(pattern))
    }

    static var bool: JSONSchema { JSONSchema(["type": "boolean"]) }

    /// A whole number from `least`.
    static func wholeNumber(from least: Int) -> JSONSchema {
        JSONSchema(["type": "integer", "minimum": .number(Double(least))])
    }

    /// A number from 0 to 100.
    static var percentage: JSONSchema {
        JSONSchema(["type": "number", "minimum": .number(0), "maximum": .number(100)])
    }

    static var number: JSONSchema { JSONSchema(["type": "number"]) }

    static var positiveNumber: JSONSchema {
        JSONSchema(["type": "number", "exclusiveMinimum": .number(0)])
    }

    /// One of the words of an enumeration.
    static func choice<E: RawRepresentable & CaseIterable>(_ words: E.Type) -> JSONSchema
    where E.RawValue == String {
        JSONSchema(["enum": .array(words.allCases.map { .string($0.rawValue) })])
    }

    static func list(of item: JSONSchema, atLeast least: Int = 0) -> JSONSchema {
        let schema = JSONSchema(["type": "array"]).with("items", item)
        return least == 0 ? schema : schema.with("minItems", .number(Double(least)))
    }

    /// A mapping whose keys have a form of their own.
    static func table(
        keys: JSONSchema? = nil,
        values: JSONSchema,
        atLeast least: Int = 0
    )
        -> JSONSchema
    {
        var schema = JSONSchema(["type": "object"]).with("additionalProperties", values)
        if let keys { schema = schema.with("propertyNames", keys) }
        return least == 0 ? schema : schema.with("minProperties", .number(Double(least)))
    }

    /// A mapping with known keys and no others.
    static func object(_ properties: [String: Property]) -> JSONSchema {
        let schema = JSONSchema(["type": "object", "additionalProperties": false])
            .with("properties", properties.mapValues { $0.schema.described($0.description) })
        return schema.requiring(properties.filter(\.value.isRequired).map(\.key))
    }

    /// The schema of a value that has certain keys, whatever else it has.
    static func has(_ keys: String...) -> JSONSchema { JSONSchema().requiring(keys) }

    func requiring(_ keys: [String]) -> JSONSchema {
        keys.isEmpty ? self : with("required", .array(keys.sorted().map(JSONValue.string)))
    }

    /// A key of a mapping: what it holds, and what it means.
    struct Property {
        let schema: JSONSchema
        let isRequired: Bool
        let description: String

        static func required(_ schema: JSONSchema, _ description: String) -> Property {
            Property(schema: schema, isRequired: true, description: description)
        }

        static func optional(_ schema: JSONSchema, _ description: String) -> Property {
            Property(schema: schema, isRequired: false, description: description)
        }
    }
}

// MARK: - Conditions

extension JSONSchema {
    /// A condition: what a value that fits `condition` must fit, and any other.
    static func when(
        _ condition: JSONSchema,
        then: JSONSchema,
        otherwise: JSONSchema? = nil
    )
        -> JSONSchema
    {
        let schema = JSONSchema().with("if", condition).with("then", then)
        return otherwise.map { schema.with("else", $0) } ?? schema
    }

    /// The schema of a value that has none of some keys.
    static func lacks(_ keys: [String]) -> JSONSchema {
        JSONSchema().with("not", JSONSchema().with("anyOf", keys.map { has($0) }))
    }

    /// The schema of a value that, when it has one of the keys of `needs`, has others too.
    static func needs(_ needs: [String: [String]]) -> JSONSchema {
        let values = needs.mapValues { JSONValue.array($0.map(JSONValue.string)) }
        return JSONSchema().with("dependentRequired", .object(values))
    }

    /// The schema of a value whose key has one of these words.
    static func key(_ key: String, isOneOf words: [String]) -> JSONSchema {
        let word = JSONSchema(["enum": .array(words.map(JSONValue.string))])
        return has(key).with("properties", [key: word])
    }

    func with(conditions: [JSONSchema]) -> JSONSchema { with("allOf", conditions) }
}
