import ArgumentParser
import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineConfig
import PipelineStages

struct SnapshotsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshots",
        abstract: "Look at the files that were taken in, and judge those that look wrong.",
        discussion: """
            Example: lip snapshots starter-2006
            Example: lip snapshots compare census-profile-2016-csd/nt
            """,
        subcommands: [
            ListSnapshots.self, CompareSnapshots.self, AcceptSnapshot.self, RejectSnapshot.self,
        ],
        defaultSubcommand: ListSnapshots.self
    )
}

/// Where the snapshots are.
struct SnapshotOptions: ParsableArguments {
    @OptionGroup var project: ProjectOptions

    @Option(help: "The folder of raw files (default: data-raw in the project).")
    var dataRaw: String?

    var store: SnapshotStore {
        SnapshotStore(root: dataRaw ?? project.path("data-raw"), files: FileLayer())
    }

    /// The declared sources; errors in the configuration are thrown.
    func declared() throws -> [SourceID: Source] {
        let report = Report()
        let configuration = Configuration.read(in: project.root, report)
        if report.hasErrors { throw Diagnostics(report.diagnostics) }
        return configuration.sources
    }

    /// The source, and the part where one is named, of `SOURCE` or `SOURCE/PART`.
    func find(_ name: String) throws -> (source: Source, part: PartID?) {
        let words = name.split(separator: "/", maxSplits: 1).map(String.init)
        let sources = try declared()
        guard let id = words.first.flatMap(SourceID.init), let source = sources[id] else {
            throw unknown("source", words.first ?? "", sources.keys.map(\.name).sorted())
        }
        guard words.count > 1 else { return (source, nil) }
        let parts = source.files.map(\.part)
        guard let part = PartID(words[1]), parts.contains(part) else {
            throw unknown("part", words[1], parts.map(\.name))
        }
        return (source, part)
    }

    /// A source and a part of it, which has to be named where there is more than one.
    func part(_ name: String) throws -> (source: Source, part: PartID) {
        let (source, part) = try find(name)
        if let part { return (source, part) }
        if source.parts.count == 1 { return (source, source.parts[0].id) }
        throw Diagnostic(
            "usage.no-part",
            "`\(name)` has more than one part",
            hints: ["name one of them: \(listed(source.parts.map { "\(name)/\($0.id)" }))"]
        )
    }

    private func unknown(_ what: String, _ name: String, _ known: [String]) -> Diagnostic {
        Diagnostic(
            "config.unknown-\(what)",
            "unknown \(what) `\(name)`",
            hints: [
                didYouMean(name, among: known)
                    ?? "known are \(listed(known))"
            ]
        )
    }
}

struct ListSnapshots: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what was taken in, when, from where, and what became of it.",
        discussion: """
            A line is there for every file that was new, and for every answer that was another \
            than before. Only those that are new, changed or accepted are used.

            Example: lip snapshots starter-2006
            """
    )

    @OptionGroup var options: SnapshotOptions

    @Argument(help: "A source, or one of its parts as SOURCE/PART; all when left out.")
    var source: String?

    @Flag(help: "Print the notes as JSON.")
    var json = false

    func run() throws {
        do {
            var all: [String: [SnapshotNote]] = [:]
            if let source {
                let (source, part) = try options.find(source)
                all[source.id.name] = try options.store.notes(of: source.id)
                    .filter { part == nil || $0.part == part?.name }
            } else {
                for id in try options.declared().keys {
                    all[id.name] = try options.store.notes(of: id)
                }
            }
            if json { return try Terminal.json(all) }
            for name in all.keys.sorted() {
                for note in all[name] ?? [] { Terminal.result(line(note, of: name)) }
            }
        } catch {
            throw fail(error)
        }
    }

    private func line(_ note: SnapshotNote, of source: String) -> String {
        var fields = ["\(source)/\(note.part)", note.time, (note.verdict ?? .new).rawValue]
        if let digest = note.sha256 { fields.append(String(digest.prefix(12))) }
        if let bytes = note.bytes { fields.append("\(grouped(bytes)) bytes") }
        if let rows = note.rows, rows > 0 { fields.append("\(grouped(rows)) rows") }
        fields.append(note.origin)
        let more = (note.findings ?? []) + (note.reason.map { ["because: \($0)"] } ?? [])
        return ([fields.joined(separator: "  ")] + more.map { "    \($0)" })
            .joined(separator: "\n")
    }
}

/// What a person decides about the bytes of a part.
struct JudgementArguments: ParsableArguments {
    @OptionGroup var options: SnapshotOptions

    @Argument(help: "The part, as SOURCE/PART.")
    var part: String

    @Argument(help: "The beginning of the digest of its bytes, as `lip snapshots` shows it.")
    var digest: String

    @Option(help: "Why; it is noted for good.")
    var reason: String

    func validate() throws {
        if reason.isEmpty { throw ValidationError("--reason needs a text") }
    }

    func judge(_ verdict: SnapshotNote.Verdict) throws {
        do {
            let (source, part) = try options.part(part)
            let judge = SnapshotJudge(store: options.store, source: source, part: part)
            let judged = try judge.judge(digest, verdict, reason: reason)
            let current = judged.current.map { "\($0.sha256.prefix(12)) of \($0.time)" }
            Terminal.result("\(source.id)/\(part) is now \(current ?? "without a good file")")
        } catch {
            throw fail(error)
        }
    }
}

struct AcceptSnapshot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Use a file that looked wrong, because it is right.",
        discussion: """
            The next run takes it for the newest good file of its part.

            Example: lip snapshots accept ircc-pr/csd 3f2a9c01 --reason "IRCC dropped 2015"
            """
    )

    @OptionGroup var arguments: JudgementArguments

    func run() throws { try arguments.judge(.accepted) }
}

struct RejectSnapshot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Use a file no more, because it is wrong.",
        discussion: """
            The next run goes back to the good file before it. What was published of the \
            rejected one stays.

            Example: lip snapshots reject ircc-pr/csd 3f2a9c01 --reason "recalled by IRCC"
            """
    )

    @OptionGroup var arguments: JudgementArguments

    func run() throws { try arguments.judge(.rejected) }
}
