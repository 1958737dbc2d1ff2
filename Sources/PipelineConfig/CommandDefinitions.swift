import IndicatorModel

/// A file that a command names.
struct DeclaredFile {
    let name: String
    let path: String
    let value: YAMLValue
}

/// A command as it was read, with the places of what it says.
struct ReadCommand {
    let definition: CommandDefinition
    let value: YAMLValue
    let inputs: [DeclaredFile]
    let outputs: [DeclaredFile]

    var id: CommandID { definition.id }
}

extension PipelineReader {
    /// Reads the programs of the steward; `partitions` says which sources the pipeline reads.
    func readCommands(
        _ value: YAMLValue?,
        feeding partitions: [PipelinePartition]
    )
        -> [CommandDefinition]
    {
        let commands = (value?.list ?? []).compactMap(readCommand)
        checkTwins(commands)
        checkMakers(commands)
        checkCircles(commands, feeding: partitions)
        return commands.map(\.definition)
    }

    private func readCommand(_ value: YAMLValue) -> ReadCommand? {
        guard
            let mapping = value.mapping(
                required: ["id", "program", "outputs"],
                optional: ["inputs", "environment"] + Self.policyKeys
            ),
            let idValue = mapping["id"], let id: CommandID = idValue.identifier("a command")
        else { return nil }
        let inputs = readFiles(mapping["inputs"], "an input", path: readInputPath)
        let outputs = readFiles(mapping["outputs"], "an output", path: \.writablePath)
        if let value = mapping["outputs"], value.isEmptyMapping {
            report.add(.wrongShape(value, expected: "at least one output"))
        }
        let command = ReadCommand(
            definition: CommandDefinition(
                id: id,
                program: readProgram(mapping["program"]),
                inputs: paths(inputs),
                outputs: paths(outputs),
                environment: readEnvironment(mapping["environment"]),
                policy: readPolicy(mapping),
                span: idValue.span
            ),
            value: idValue,
            inputs: inputs,
            outputs: outputs
        )
        checkPlaceholders(mapping)
        checkOwnFiles(command)
        return command
    }

    /// A program with its arguments; an empty list is reported.
    func readProgram(_ value: YAMLValue?) -> [String] {
        guard let value else { return [] }
        if value.isEmptyList {
            report.add(.wrongShape(value, expected: "a program with its arguments"))
        }
        return value.list.compactMap(\.string)
    }

    private func readFiles(
        _ value: YAMLValue?,
        _ what: String,
        path: (YAMLValue) -> String?
    )
        -> [DeclaredFile]
    {
        (value?.entries ?? []).compactMap { key, value in
            let name: CommandFileID? = key.identifier(what)
            guard let path = path(value), let name else { return nil }
            return DeclaredFile(name: name.name, path: path, value: value)
        }
    }

    private func paths(_ files: [DeclaredFile]) -> [String: String] {
        Dictionary(files.map { ($0.name, $0.path) }, uniquingKeysWith: { first, _ in first })
    }

    private func readEnvironment(_ value: YAMLValue?) -> [String: String] {
        var environment: [String: String] = [:]
        for (key, value) in value?.entries ?? [] {
            if let name = key.variableName, let text = value.string { environment[name] = text }
        }
        return environment
    }
}

private enum CommandFileTag {}

private typealias CommandFileID = Identifier<CommandFileTag>

extension YAMLValue {
    /// The name of a variable of the environment; anything else is reported.
    ///
    /// Source: POSIX.1, Base Definitions 8.1: letters, digits and `_`, no digit first.
    var variableName: String? {
        guard let name = string else { return nil }
        let isName = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
        }
        if isName, name.first?.isNumber == false { return name }
        report.add(.wrongShape(self, expected: "the name of a variable such as `LANG`"))
        return nil
    }
}
