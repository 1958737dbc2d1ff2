import IndicatorModel

/// The lines of one column in the YAML of a contract, which keep their comments when the column
/// changes.
struct ContractItem {
    /// What the lines say.
    let column: ContractColumn
    private let lines: [String]
    /// For a column that has a line for each key: where its keys stand.
    private var keys: [String: Int] = [:]
    /// The lines of labels that stand below each other.
    private var labelLines = 0..<0
    let isFlow: Bool

    /// Reads the lines of an item; nil when they are written in another style.
    ///
    /// The first line begins with `- ` after its indentation.
    init?(_ lines: [String]) {
        self.lines = lines
        let first = lines[0].drop { $0 == " " }.dropFirst(2)
        isFlow = first.first == "{"
        if isFlow {
            guard lines.count == 1, let (column, rest) = ContractYAML.readFlow(first),
                Self.isComment(rest)
            else { return nil }
            self.column = column
            return
        }
        let indent = lines[0].count - first.drop { $0 == " " }.count
        var pairs: [(key: String, value: [String])] = []
        var index = 0
        while index < lines.count {
            if Self.isComment(lines[index][...]) {
                index += 1
                continue
            }
            guard let (key, value) = Self.keyAndValue(lines[index], indent) else { return nil }
            keys[key] = index
            index += 1
            if !Self.isComment(value) {
                guard let read = ContractYAML.readValue(value), Self.isComment(read.rest),
                    read.isList == (key == "labels")
                else { return nil }
                pairs.append((key, read.value))
                continue
            }
            guard key == "labels" else { return nil }
            labelLines = index..<index
            var labels: [String] = []
            while index < lines.count {
                if let label = Self.listItem(lines[index]) {
                    labels.append(label)
                    labelLines = labelLines.lowerBound..<index + 1
                } else if !Self.isComment(lines[index][...]) {
                    break
                }
                index += 1
            }
            pairs.append((key, labels))
        }
        guard let column = ContractYAML.column(pairs) else { return nil }
        self.column = column
    }

    /// The lines for a column that takes this one's place.
    func lines(for new: ContractColumn) -> [String] {
        if new == column { return lines }
        if isFlow {
            let indent = lines[0].prefix { $0 == " " }
            let text = lines[0].dropFirst(indent.count + 2)
            let comment = ContractYAML.readFlow(text)?.rest ?? ""
            return ["\(indent)- \(ContractYAML.flow(new))\(comment)"]
        }
        var lines = lines
        if new.name != column.name { replace("name", ContractYAML.scalar(new.name), in: &lines) }
        if new.type != column.type { replace("type", new.type.rawValue, in: &lines) }
        guard new.labels != column.labels, let line = keys["labels"] else { return lines }
        guard let labels = new.labels else {
            lines.removeSubrange(line..<max(line + 1, labelLines.upperBound))
            return lines
        }
        if labelLines.isEmpty {
            replace("labels", ContractYAML.list(labels), in: &lines)
        } else {
            // Labels are only ever added.
            let indent = lines[labelLines.upperBound - 1].prefix { $0 == " " }
            lines.insert(
                contentsOf: labels.dropFirst(column.labels?.count ?? 0).map { label in
                    "\(indent)- \(ContractYAML.scalar(label))"
                },
                at: labelLines.upperBound
            )
        }
        return lines
    }

    /// Puts another value after a key; the comment behind it stays.
    private func replace(_ key: String, _ value: String, in lines: inout [String]) {
        guard let index = keys[key], let colon = lines[index].firstRange(of: "\(key):") else {
            return
        }
        let old = lines[index][colon.upperBound...].drop { $0 == " " }
        let comment = ContractYAML.readValue(old)?.rest ?? ""
        lines[index] = "\(lines[index][..<colon.upperBound]) \(value)\(comment)"
    }

    /// A new column in the style of others.
    static func lines(new column: ContractColumn, indent: String, isFlow: Bool) -> [String] {
        if isFlow { return ["\(indent)- \(ContractYAML.flow(column))"] }
        return [
            "\(indent)- name: \(ContractYAML.scalar(column.name))",
            "\(indent)  type: \(column.type.rawValue)",
        ]
    }

    // MARK: - Lines

    private static func keyAndValue(
        _ line: String,
        _ indent: Int
    ) -> (key: String, value: Substring)? {
        let text = line.dropFirst(indent)
        let lead = line.prefix(indent)
        guard lead.allSatisfy({ $0 == " " || $0 == "-" }),
            let match = text.prefixMatch(of: /(name|type|labels|optional):( +|$)/)
        else { return nil }
        return (String(match.1), text[match.range.upperBound...])
    }

    private static func listItem(_ line: String) -> String? {
        let text = line.drop { $0 == " " }
        guard text.hasPrefix("- "),
            let read = ContractYAML.readValue(text.dropFirst(2).drop { $0 == " " }),
            !read.isList, isComment(read.rest)
        else { return nil }
        return read.value.first
    }

    private static func isComment(_ text: Substring) -> Bool {
        let trimmed = text.drop { $0 == " " }
        return trimmed.isEmpty || (trimmed.first == "#" && (text.first == " " || text == trimmed))
    }
}
