import IndicatorModel
import Yams

extension YAMLValue {
    /// What the value says, part by part.
    func definition(_ what: String, _ id: String) -> Definition {
        var parts: [String: [UInt8]] = [:]
        collect(node, "", depth: 0, into: &parts)
        return Definition(name: "\(what) \(id)", file: file.name, parts: parts)
    }

    /// Three levels of keys are enough to tell the periods and lists of an indicator apart.
    private func collect(
        _ node: Node,
        _ path: String,
        depth: Int,
        into parts: inout [String: [UInt8]]
    ) {
        guard depth < 3, let mapping = node.mapping, !mapping.isEmpty else {
            var text: [UInt8] = []
            write(node, to: &text)
            parts[path] = text
            return
        }
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            collect(value, path.isEmpty ? name : "\(path).\(name)", depth: depth + 1, into: &parts)
        }
    }

    /// Writes a node so that different nodes have different texts: each with what it is, scalars
    /// with their length.
    private func write(_ node: Node, to text: inout [UInt8]) {
        switch node {
        case .scalar(let scalar):
            let bytes = filled(scalar.string).utf8
            text += Array("\(bytes.count):".utf8)
            text += bytes
        case .mapping(let mapping):
            text.append(UInt8(ascii: "{"))
            for (key, value) in mapping {
                write(key, to: &text)
                write(value, to: &text)
            }
            text.append(UInt8(ascii: "}"))
        case .sequence(let sequence):
            text.append(UInt8(ascii: "["))
            for item in sequence { write(item, to: &text) }
            text.append(UInt8(ascii: "]"))
        case .alias:
            text.append(UInt8(ascii: "*"))
        }
    }
}
