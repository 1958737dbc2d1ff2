/// A JSON value; numbers keep no more than a `Double` holds.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The value as text: keys sorted, two spaces a level, one line for what has no lines inside.
    ///
    /// The bytes depend on nothing but the value.
    package var rendered: String { rendered(indent: "") }

    private func rendered(indent: String) -> String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let value): Int(exactly: value).map { "\($0)" } ?? "\(value)"
        case .string(let text): quoted(text)
        case .array(let items) where items.allSatisfy(\.isScalar):
            "[\(items.map(\.rendered).joined(separator: ", "))]"
        case .array(let items):
            block("[", items.map { $0.rendered(indent: "\(indent)  ") }, "]", indent)
        case .object(let entries) where entries.isEmpty: "{}"
        case .object(let entries):
            block(
                "{",
                entries.sorted { $0.key < $1.key }.map { key, value in
                    "\(quoted(key)): \(value.rendered(indent: "\(indent)  "))"
                },
                "}",
                indent
            )
        }
    }

    private func block(
        _ start: String,
        _ lines: [String],
        _ end: String,
        _ indent: String
    )
        -> String
    {
        let inner = lines.map { "\(indent)  \($0)" }.joined(separator: ",\n")
        return "\(start)\n\(inner)\n\(indent)\(end)"
    }

    private var isScalar: Bool {
        switch self {
        case .null, .bool, .number, .string: true
        case .array, .object: false
        }
    }
}

/// A text as JSON writes it (RFC 8259, 7).
private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\n": quoted += "\\n"
        case "\r": quoted += "\\r"
        case "\t": quoted += "\\t"
        case "\u{0}"..<" ":
            let digits = String(scalar.value, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: quoted.unicodeScalars.append(scalar)
        }
    }
    return quoted + "\""
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral
{
    package init(stringLiteral text: String) { self = .string(text) }

    package init(booleanLiteral value: Bool) { self = .bool(value) }

    package init(arrayLiteral items: JSONValue...) { self = .array(items) }
}
