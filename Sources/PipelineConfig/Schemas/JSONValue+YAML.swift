import Yams

extension JSONValue {
    /// A YAML document as an editor sees it that holds it against a schema; nil when it is none.
    ///
    /// Source: YAML 1.2.2, 10.3, core schema, which editors use. There `yes` and `on` are texts.
    package init?(yaml text: String) {
        guard let node = try? Yams.compose(yaml: text) else { return nil }
        self.init(node)
    }

    private init(_ node: Node) {
        switch node {
        case .scalar(let scalar): self.init(scalar)
        case .sequence(let items): self = .array(items.map(JSONValue.init))
        case .mapping(let entries):
            let pairs = entries.map { ($0.key.scalar?.string ?? "", JSONValue($0.value)) }
            self = .object(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
        case .alias: self = .null
        }
    }

    private init(_ scalar: Node.Scalar) {
        let text = scalar.string
        guard scalar.style == .plain || scalar.style == .any else {
            self = .string(text)
            return
        }
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default:
            let isNumber =
                text.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil
            self = isNumber ? Double(text).map(JSONValue.number) ?? .string(text) : .string(text)
        }
    }
}
