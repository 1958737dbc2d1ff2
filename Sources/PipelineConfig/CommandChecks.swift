import IndicatorModel

// What is held against each other: a command with its files, and commands among themselves.

extension PipelineReader {
    /// Reports `{inputs.NAME}` and `{outputs.NAME}` that name no declared file.
    ///
    /// Other braces are the program's own, unless they are nearly these.
    func checkPlaceholders(_ mapping: YAMLMapping) {
        let groups = ["inputs", "outputs"]
        // Files whose paths are wrong are declared all the same.
        let known = groups.flatMap { group in
            (mapping[group]?.keyTexts ?? []).map { "\(group).\($0)" }
        }
        for value in mapping["program"]?.items ?? [] {
            for match in value.rawText.matches(of: /\{([a-z]+)\.([^{}\s]*)\}/) {
                let group = String(match.1)
                let name = "\(group).\(match.2)"
                let isMeant = closestMatch(to: group, among: groups) != nil
                if isMeant, !known.contains(name) {
                    report.add(.unknownName(value, name, what: "placeholder", known: known))
                }
            }
        }
    }

    /// Reports an output that the command also reads, and one that it names twice.
    func checkOwnFiles(_ command: ReadCommand) {
        for (index, output) in command.outputs.enumerated() {
            if let input = command.inputs.first(where: { $0.path == output.path }) {
                let message =
                    "output `\(output.name)` of `\(command.id)` is its input `\(input.name)` too"
                let hint = "let it write another file: an input must not change"
                report.add(.general("output-is-input", message, output.value, hints: [hint]))
            }
            if let first = command.outputs[..<index].first(where: { $0.path == output.path }) {
                let message =
                    "outputs `\(first.name)` and `\(output.name)` of `\(command.id)` are one file"
                report.add(.general("two-makers", message, output.value))
            }
        }
    }

    /// Reports commands with the id of another.
    func checkTwins(_ commands: [ReadCommand]) {
        for (index, command) in commands.enumerated()
        where commands[..<index].contains(where: { $0.id == command.id }) {
            let message = "command `\(command.id)` stands twice"
            report.add(.general("duplicate-id", message, command.value))
        }
    }

    /// Reports a file that two commands write.
    func checkMakers(_ commands: [ReadCommand]) {
        var makers: [String: CommandID] = [:]
        for command in commands {
            for output in command.outputs {
                if let first = makers[output.path], first != command.id {
                    let message =
                        "`\(output.path)` is an output of `\(first)` and of `\(command.id)`"
                    let hint = "let each command write files of its own"
                    report.add(.general("two-makers", message, output.value, hints: [hint]))
                } else {
                    makers[output.path] = command.id
                }
            }
        }
    }

    /// Reports commands that wait for each other, also through what the pipeline publishes.
    func checkCircles(_ commands: [ReadCommand], feeding partitions: [PipelinePartition]) {
        let order = CommandOrder(commands, self, fed: localFiles(of: partitions))
        for circle in order.circles() {
            guard let first = commands.first(where: { circle.contains(.command($0.id)) }),
                let position = circle.firstIndex(of: .command(first.id))
            else { continue }
            // The circle begins with the command that stands first in the file.
            let nodes = circle[position...] + circle[..<position] + [.command(first.id)]
            let shown = nodes.map(\.description).joined(separator: " -> ")
            let hint =
                circle.contains(.publishing)
                ? "a program that feeds a source cannot read what is published from it"
                : "let one of them read another file"
            let message = "commands wait for each other: \(shown)"
            report.add(.general("command-cycle", message, first.value, hints: [hint]))
        }
    }

    /// The files in the project that the sources of the pipeline are read from.
    private func localFiles(of partitions: [PipelinePartition]) -> Set<String> {
        let sources = partitions.flatMap(\.sources).compactMap { configuration.sources[$0] }
        let files = sources.flatMap(\.files).map(\.file)
        return Set(
            files.compactMap { file in
                guard case .local(let path) = file else { return nil }
                return path
            }
        )
    }
}

/// Which commands wait for which; publishing waits for those that feed a source.
private struct CommandOrder {
    enum Node: Hashable, CustomStringConvertible {
        case command(CommandID)
        case publishing

        var description: String {
            switch self {
            case .command(let id): "`\(id)`"
            case .publishing: "publishing"
            }
        }
    }

    private let nodes: [Node]
    private var waitsFor: [Node: [Node]] = [:]

    init(_ commands: [ReadCommand], _ reader: PipelineReader, fed files: Set<String>) {
        nodes = commands.map { .command($0.id) }
        let makers = Dictionary(
            commands.flatMap { command in command.outputs.map { ($0.path, command.id) } },
            uniquingKeysWith: { first, _ in first }
        )
        for command in commands {
            let node = Node.command(command.id)
            for input in command.inputs {
                if reader.isPublished(input.path) {
                    waitsFor[node, default: []].append(.publishing)
                } else if let maker = makers[input.path], maker != command.id {
                    waitsFor[node, default: []].append(.command(maker))
                }
            }
            if command.outputs.contains(where: { files.contains($0.path) }) {
                waitsFor[.publishing, default: []].append(node)
            }
        }
    }

    /// The circles, each without its beginning repeated; of those that share a command, the first.
    func circles() -> [[Node]] {
        var circles: [[Node]] = []
        var done: Set<Node> = []
        var path: [Node] = []
        func visit(_ node: Node) {
            if let start = path.firstIndex(of: node) {
                let circle = Array(path[start...])
                let isNew = !circles.contains { $0.contains(where: circle.contains) }
                if isNew { circles.append(circle) }
                return
            }
            if done.contains(node) { return }
            path.append(node)
            for other in waitsFor[node] ?? [] { visit(other) }
            path.removeLast()
            done.insert(node)
        }
        for node in nodes { visit(node) }
        return circles
    }
}
