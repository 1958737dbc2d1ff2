import ArgumentParser
import DataStore
import PipelineConfig

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schemas of configuration files, for editors.",
        discussion: """
            Without arguments it lists the kinds of file. An editor that knows YAML and JSON \
            Schema shows mistakes and completes keys while a file is written; `lip check` \
            knows more than a schema can say.

            Example: lip schema
            Example: lip schema place
            Example: lip schema --out docs/reference/schemas
            """
    )

    @Argument(help: "A kind of file; all of them when left out.")
    var kind: SchemaKind?

    @Option(help: "The folder to write KIND.schema.json to.")
    var out: String?

    @Flag(help: "Print the list of kinds as JSON.")
    var json = false

    func run() throws {
        do {
            if let out { return try write(to: out) }
        } catch {
            throw fail(error)
        }
        if let kind {
            Terminal.result(kind.document.rendered)
        } else if json {
            try Terminal.json(SchemaKind.allCases.map(KindRecord.init))
        } else {
            let width = SchemaKind.allCases.map(\.rawValue.count).max() ?? 0
            for kind in SchemaKind.allCases {
                let space = String(repeating: " ", count: width - kind.rawValue.count)
                Terminal.result("\(kind.rawValue)\(space)  \(kind.files)")
            }
        }
    }

    private func write(to folder: String) throws {
        let layer = FileLayer()
        try layer.createFolder(folder)
        for kind in kind.map({ [$0] }) ?? SchemaKind.allCases {
            let path = "\(folder)/\(kind.fileName)"
            try layer.replace(path, with: Array("\(kind.document.rendered)\n".utf8))
            Terminal.result(path)
        }
    }
}

extension SchemaKind: ExpressibleByArgument {}

/// A kind as `--json` prints it.
private struct KindRecord: Encodable {
    let kind: String
    let files: String
    let schema: String
    let title: String

    init(_ kind: SchemaKind) {
        self.kind = kind.rawValue
        files = kind.files
        schema = kind.fileName
        title = kind.title
    }
}
