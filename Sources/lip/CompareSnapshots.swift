import ArgumentParser
import DataStore
import IndicatorModel
import PipelineStages

struct CompareSnapshots: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract:
            "Show what changed upstream: which members, how many rows, and the first of them.",
        discussion: """
            Compares the last two files of a part that differ, or those whose digests are given. \
            Files that were quarantined are compared too.

            Example: lip snapshots compare census-profile-2016-csd/nt
            Example: lip snapshots compare ircc-pr/csd 3f2a9c01 77b0d2e4
            """
    )

    @OptionGroup var options: SnapshotOptions

    @Argument(help: "The part, as SOURCE/PART.")
    var part: String

    @Argument(help: "The beginning of the digest of the older bytes.")
    var old: String?

    @Argument(help: "The beginning of the digest of the newer bytes (default: the last ones).")
    var new: String?

    @Option(help: "How many rows of each kind are shown.")
    var rows = 5

    @Flag(help: "Print the comparison as JSON.")
    var json = false

    func run() throws {
        do {
            let (source, part) = try options.part(part)
            let store = options.store
            let judge = SnapshotJudge(store: store, source: source, part: part)
            let (before, after) = try pair(judge, store, source, part)
            let comparison = try SnapshotComparison(before, after, in: store, limit: rows)
            if json { return try Terminal.json(comparison) }
            Terminal.result(comparison.text)
        } catch {
            throw fail(error)
        }
    }

    private func pair(
        _ judge: SnapshotJudge,
        _ store: SnapshotStore,
        _ source: Source,
        _ part: PartID
    ) throws -> (SnapshotNote, SnapshotNote) {
        if let old, let new { return (try judge.find(old), try judge.find(new)) }
        let notes = try store.notes(of: source.id).filter { note in
            note.part == part.name && note.sha256 != nil
        }
        guard let last = notes.last else {
            throw Diagnostic("usage.nothing-to-compare", "`\(source.id)/\(part)` has no bytes yet")
        }
        if let old { return (try judge.find(old), last) }
        guard let before = notes.last(where: { $0.sha256 != last.sha256 }) else {
            throw Diagnostic(
                "usage.nothing-to-compare",
                "`\(source.id)/\(part)` has had the same bytes ever since \(notes[0].time)"
            )
        }
        return (before, last)
    }
}
