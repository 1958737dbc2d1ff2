import IndicatorModel

/// The YAML of a contract's columns, as this program writes it and as far as it reads it.
enum ContractYAML {
    /// A column on one line: `{ name: TOTAL, type: figure, optional: true }`.
    static func flow(_ column: ContractColumn) -> String {
        var pairs = ["name: \(scalar(column.name))", "type: \(column.type.rawValue)"]
        if let labels = column.labels { pairs.append("labels: \(list(labels))") }
        if column.isOptional { pairs.append("optional: true") }
        return "{ \(pairs.joined(separator: ", ")) }"
    }

    /// A whole contract, in lines.
    static func block(_ old: SchemaContract, _ new: FittingContract) -> [String] {
        [
            "contract:", "  mode: \(old.mode.rawValue)", "  encoding: \(new.encoding.rawValue)",
            "  delimiter: \(old.delimiter.rawValue)", "  header-line: \(old.headerLine)",
            "  columns:",
        ] + new.columns.map { "    - \(flow($0.column))" }
    }

    static func list(_ labels: [String]) -> String {
        "[\(labels.map(scalar).joined(separator: ", "))]"
    }

    /// A text that is read back as the same text, also between brackets; quoted if need be.
    static func scalar(_ text: String) -> String {
        let special = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"]
        let isPlain =
            text.wholeMatch(of: /[\p{L}_]([\p{L}\p{N}_ .\/()&'’–-]*[\p{L}\p{N}_.)])?/) != nil
        if isPlain, !special.contains(text.lowercased()) { return text }
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\t": "\\t"
            case _ where scalar.properties.generalCategory == .control:
                "\\x" + String(scalar.value + 0x100, radix: 16).suffix(2)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    /// Reads a mapping between braces that is a column, up to its closing brace.
    ///
    /// - Returns: The column and what follows it; nil for anything unusual.
    static func readFlow(_ text: Substring) -> (column: ContractColumn, rest: Substring)? {
        var reader = FlowReader(text)
        guard let pairs = reader.mapping(), let column = column(pairs) else { return nil }
        return (column, reader.rest)
    }

    /// Reads a value on a line: a scalar or a list between brackets; and what follows it.
    static func readValue(_ text: Substring) -> (value: [String], isList: Bool, rest: Substring)? {
        var reader = FlowReader(text)
        if text.first == "[" { return reader.list().map { ($0, true, reader.rest) } }
        return reader.scalar(ends: "").map { ([$0], false, reader.rest) }
    }

    static func column(_ pairs: [(key: String, value: [String])]) -> ContractColumn? {
        let values = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        guard values.count == pairs.count, let name = values["name"]?.first,
            let type = values["type"]?.first.flatMap(ColumnType.init),
            Set(values.keys).isSubset(of: ["name", "type", "labels", "optional"])
        else { return nil }
        let optional = values["optional"]?.first ?? "false"
        guard ["true", "false"].contains(optional) else { return nil }
        return ContractColumn(
            name: name,
            type: type,
            isOptional: optional == "true",
            labels: values["labels"]
        )
    }
}

/// Reads the little of YAML's flow style that contracts have, on one line.
private struct FlowReader {
    private(set) var rest: Substring

    init(_ text: Substring) { rest = text }

    private mutating func skipBlanks() { rest = rest.drop { $0 == " " } }

    private mutating func take(_ character: Character) -> Bool {
        skipBlanks()
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    mutating func mapping() -> [(key: String, value: [String])]? {
        guard take("{") else { return nil }
        var pairs: [(key: String, value: [String])] = []
        while !take("}") {
            guard pairs.isEmpty || take(","), let key = scalar(ends: ":,{}[]"), take(":") else {
                return nil
            }
            skipBlanks()
            guard let value = rest.first == "[" ? list() : scalar(ends: ",{}[]").map({ [$0] })
            else { return nil }
            pairs.append((key, value))
        }
        return pairs
    }

    mutating func list() -> [String]? {
        guard take("[") else { return nil }
        var items: [String] = []
        while !take("]") {
            guard items.isEmpty || take(","), let item = scalar(ends: ",{}[]") else { return nil }
            items.append(item)
        }
        return items
    }

    /// A scalar up to one of the characters that end a plain one, or up to a comment.
    mutating func scalar(ends: String) -> String? {
        skipBlanks()
        if take("\"") { return quoted() }
        if take("'") { return singleQuoted() }
        let text = rest
        var previous: Character = " "
        while let next = rest.first, !ends.contains(next), !(next == "#" && previous == " ") {
            previous = next
            rest.removeFirst()
        }
        let plain = text[..<rest.startIndex]
        let trimmed = plain.reversed().drop { $0 == " " }.reversed()
        // What follows a plain scalar begins with the blanks before a comment.
        if ends.isEmpty { rest = text.dropFirst(trimmed.count) }
        // Anchors, aliases, tags, block scalars and the like are left to people.
        guard let first = trimmed.first, !"&*!|>%@`".contains(first) else { return nil }
        return String(trimmed)
    }

    private mutating func singleQuoted() -> String? {
        var text = ""
        while let next = rest.popFirst() {
            guard next == "'" else {
                text.append(next)
                continue
            }
            if rest.first != "'" { return text }
            text.append(rest.removeFirst())
        }
        return nil
    }

    private mutating func quoted() -> String? {
        var text = ""
        while let next = rest.popFirst() {
            if next == "\"" { return text }
            guard next == "\\" else {
                text.append(next)
                continue
            }
            let escapes: [Character: Character] = ["\"": "\"", "\\": "\\", "t": "\t", "n": "\n"]
            guard let escaped = rest.popFirst().flatMap({ escapes[$0] }) else { return nil }
            text.append(escaped)
        }
        return nil
    }
}
