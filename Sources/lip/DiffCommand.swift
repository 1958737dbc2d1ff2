import ArgumentParser
import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineStages

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what differs between two versions of a dataset.",
        discussion: """
            Compares the figures key by key, partition by partition, and the tables of labels. A \
            value is within rounding when it differs and the bounds of both versions overlap. \
            Partitions that are byte for byte the same are not read.

            Example: lip diff starter 1 2
            Example: lip diff pnt 3 --csv changes.csv --html changes.html
            """
    )

    @OptionGroup var argument: DatasetArgument

    @Argument(help: "The older version: a number, or latest.")
    var old: String

    @Argument(help: "The newer version: a number, or latest.")
    var new = "latest"

    @Option(help: "Only this partition, such as census-2016.")
    var partition: String?

    @Option(help: "How many of the largest changes, and of the changed labels, are shown.")
    var limit = 20

    @Option(help: ArgumentHelp("Write all rows that differ to this file.", valueName: "file"))
    var csv: String?

    @Option(help: ArgumentHelp("Write the comparison as a page to this file.", valueName: "file"))
    var html: String?

    @Flag(help: "Print the comparison, with all rows that differ, as JSON.")
    var json = false

    @Flag(help: "Exit with 2 when anything differs.")
    var detailedExitCode = false

    func validate() throws {
        if limit < 0 { throw ValidationError("--limit must be at least 0") }
    }

    func run() throws {
        do {
            let (store, releases) = try argument.releases()
            let before = try argument.version(old, store, releases)
            let after = try argument.version(new, store, releases)
            let diff = try compare(before, after)
            let labels = try VersionLabels(after)
            if let html {
                let page = DiffPage(dataset: argument.dataset, diff, labels, limit: limit)
                try FileLayer().replaceUnsynced(html, with: Array(page.html.utf8))
            }
            if !json { Terminal.result(diff.text(labels, lines: limit)) }
            if detailedExitCode, diff.differs { throw ExitStatus.differs.code }
        } catch {
            throw fail(error)
        }
    }

    /// Compares, and writes each row that differs where rows are asked for.
    private func compare(_ old: VersionFolder, _ new: VersionFolder) throws -> VersionDiff {
        var rows = try csv.map { try RowsFile($0) }
        var list = JSONRows(isAskedFor: json)
        list.begin()
        do {
            let diff = try VersionDiff(old, new, only: partition, limit: limit) { row in
                try rows?.add(row)
                try list.add(row)
            }
            try rows?.finish()
            try list.end(diff)
            return diff
        } catch {
            rows?.abandon()
            throw error
        }
    }
}

extension DatasetArgument {
    /// A version by its number, or `latest`.
    func version(
        _ name: String,
        _ store: ReleaseStore,
        _ releases: [Release]
    ) throws -> VersionFolder {
        let number = name == "latest" ? try store.latest() : Int(name)
        guard let number, releases.contains(where: { $0.version == number }) else {
            throw Diagnostic(
                "config.unknown-version",
                "`\(dataset)` has no version \(name)",
                hints: ["it has \(listed(releases.map { String($0.version) }))"]
            )
        }
        return try VersionFolder(number, in: store)
    }
}

/// Prints rows as JSON while they are met, so that none has to be kept.
private struct JSONRows {
    let isAskedFor: Bool
    private var isFirst = true
    private let encoder = JSONEncoder()

    init(isAskedFor: Bool) {
        self.isAskedFor = isAskedFor
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    func begin() {
        if isAskedFor { StandardStream.output.write("{\n  \"differences\" : [") }
    }

    mutating func add(_ row: FigureDifference) throws {
        guard isAskedFor else { return }
        let text = String(decoding: try encoder.encode(row), as: UTF8.self)
        StandardStream.output.write((isFirst ? "\n    " : ",\n    ") + text)
        isFirst = false
    }

    func end(_ diff: VersionDiff) throws {
        guard isAskedFor else { return }
        let text = String(decoding: try encoder.encode(diff), as: UTF8.self)
        Terminal.result((isFirst ? "]" : "\n  ]") + ",\n  \"summary\" : \(text)\n}")
    }
}
