package import PipelineConfig

/// Holds JSON values against a JSON Schema (2020-12), for the keywords that our schemas use.
///
/// A keyword that it does not know is an error, so that no rule of a schema goes unchecked.
/// Continuous integration holds the same files against the same schemas with the Python package
/// `jsonschema` (Scripts/check-schemas).
package struct SchemaValidator {
    package struct UnknownKeyword: Error {
        package let keyword: String
    }

    private let definitions: [String: JSONValue]
    private let schema: JSONValue

    package init(_ schema: JSONValue) {
        self.schema = schema
        definitions = schema["$defs"]?.entries ?? [:]
    }

    /// What does not fit, each as a pointer (RFC 6901) and a keyword; empty when all fits.
    package func mistakes(in value: JSONValue) throws -> [String] {
        try mistakes(value, schema, at: "")
    }

    private func mistakes(
        _ value: JSONValue,
        _ schema: JSONValue,
        at place: String
    ) throws -> [String] {
        if schema == .bool(true) { return [] }
        guard let keywords = schema.entries else { return ["\(place): nothing fits"] }
        return try keywords.sorted { $0.key < $1.key }.flatMap { keyword, rule in
            try mistakes(value, keyword, rule, keywords, at: place)
        }
    }

    private func mistakes(
        _ value: JSONValue,
        _ keyword: String,
        _ rule: JSONValue,
        _ schema: [String: JSONValue],
        at place: String
    ) throws -> [String] {
        switch keyword {
        case "$schema", "$id", "$defs", "title", "description", "then", "else":
            return []
        case "$ref":
            let name = rule.text?.split(separator: "/").last.map(String.init) ?? ""
            guard let definition = definitions[name] else { throw UnknownKeyword(keyword: name) }
            return try mistakes(value, definition, at: place)
        case "allOf", "anyOf", "oneOf", "not", "if":
            return try combined(value, keyword, rule, schema, at: place)
        case "properties", "additionalProperties", "propertyNames", "required",
            "dependentRequired", "minProperties", "maxProperties":
            guard let entries = value.entries else { return [] }
            return try object(entries, keyword, rule, schema, at: place)
        case "items", "minItems", "maxItems":
            guard let items = value.items else { return [] }
            return try list(items, keyword, rule, at: place)
        default:
            let fits = try scalar(value, keyword, rule)
            return fits ? [] : ["\(place): \(keyword)"]
        }
    }

    private func combined(
        _ value: JSONValue,
        _ keyword: String,
        _ rule: JSONValue,
        _ schema: [String: JSONValue],
        at place: String
    ) throws -> [String] {
        if keyword == "if" {
            let fits = try mistakes(value, rule, at: place).isEmpty
            return try mistakes(value, schema[fits ? "then" : "else"] ?? .bool(true), at: place)
        }
        if keyword == "not" {
            return try mistakes(value, rule, at: place).isEmpty ? ["\(place): not"] : []
        }
        let all = try (rule.items ?? []).map { try mistakes(value, $0, at: place) }
        let fitting = all.count(where: \.isEmpty)
        switch keyword {
        case "allOf": return all.flatMap(\.self)
        case "anyOf": return fitting > 0 ? [] : ["\(place): anyOf"]
        default: return fitting == 1 ? [] : ["\(place): oneOf"]
        }
    }

    private func object(
        _ entries: [String: JSONValue],
        _ keyword: String,
        _ rule: JSONValue,
        _ schema: [String: JSONValue],
        at place: String
    ) throws -> [String] {
        let known = schema["properties"]?.entries ?? [:]
        let sorted = entries.sorted { $0.key < $1.key }
        let needed: [String]
        switch keyword {
        case "properties":
            return try sorted.flatMap { key, value in
                try known[key].map { try mistakes(value, $0, at: "\(place)/\(key)") } ?? []
            }
        case "additionalProperties":
            return try sorted.filter { known[$0.key] == nil }.flatMap { key, value in
                rule == .bool(false)
                    ? ["\(place)/\(key): additionalProperties"]
                    : try mistakes(value, rule, at: "\(place)/\(key)")
            }
        case "propertyNames":
            return try sorted.flatMap { key, _ in
                try mistakes(.string(key), rule, at: "\(place)/\(key)")
            }
        case "minProperties":
            return Double(entries.count) < rule.double ? ["\(place): \(keyword)"] : []
        case "maxProperties":
            return Double(entries.count) > rule.double ? ["\(place): \(keyword)"] : []
        case "dependentRequired":
            needed = (rule.entries ?? [:]).filter { entries[$0.key] != nil }
                .flatMap { $0.value.items?.compactMap(\.text) ?? [] }
        default:
            needed = rule.items?.compactMap(\.text) ?? []
        }
        return needed.sorted().filter { entries[$0] == nil }.map { "\(place)/\($0): \(keyword)" }
    }

    private func list(
        _ items: [JSONValue],
        _ keyword: String,
        _ rule: JSONValue,
        at place: String
    ) throws -> [String] {
        if keyword == "maxItems" {
            return Double(items.count) > rule.double ? ["\(place): maxItems"] : []
        }
        if keyword == "minItems" {
            return Double(items.count) < rule.double ? ["\(place): minItems"] : []
        }
        return try items.enumerated().flatMap { index, item in
            try mistakes(item, rule, at: "\(place)/\(index)")
        }
    }

    private func scalar(_ value: JSONValue, _ keyword: String, _ rule: JSONValue) throws -> Bool {
        switch (keyword, value) {
        case ("type", _):
            return (rule.items ?? [rule]).contains { value.isOf(type: $0.text ?? "") }
        case ("enum", _): return rule.items?.contains(value) == true
        case ("pattern", .string(let text)):
            return try text.contains(Regex(rule.text ?? ""))
        case ("minLength", .string(let text)): return Double(text.count) >= rule.double
        case ("minimum", .number(let number)): return number >= rule.double
        case ("exclusiveMinimum", .number(let number)): return number > rule.double
        case ("maximum", .number(let number)): return number <= rule.double
        case ("exclusiveMaximum", .number(let number)): return number < rule.double
        case ("pattern", _), ("minLength", _), ("minimum", _), ("exclusiveMinimum", _),
            ("maximum", _), ("exclusiveMaximum", _):
            return true
        default: throw UnknownKeyword(keyword: keyword)
        }
    }
}

extension JSONValue {
    package subscript(_ key: String) -> JSONValue? { entries?[key] }

    package var entries: [String: JSONValue]? {
        if case .object(let entries) = self { entries } else { nil }
    }

    package var items: [JSONValue]? {
        if case .array(let items) = self { items } else { nil }
    }

    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    fileprivate var double: Double {
        if case .number(let number) = self { number } else { .nan }
    }

    fileprivate func isOf(type: String) -> Bool {
        switch (self, type) {
        case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"),
            (.array, "array"), (.object, "object"):
            true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }
}
