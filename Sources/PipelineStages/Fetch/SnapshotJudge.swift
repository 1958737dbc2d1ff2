package import DataStore
import FoundationEssentials
package import IndicatorModel

/// Notes what a person decided about bytes that came.
package struct SnapshotJudge {
    private let store: SnapshotStore
    private let source: Source
    private let part: PartID

    package init(store: SnapshotStore, source: Source, part: PartID) {
        self.store = store
        self.source = source
        self.part = part
    }

    /// Accepts bytes that were quarantined, or rejects good ones; `digest` may be the beginning.
    ///
    /// - Throws: `usage.unknown-digest`, `usage.already-judged`.
    package func judge(
        _ digest: String,
        _ verdict: SnapshotNote.Verdict,
        reason: String
    ) throws -> PartHistory {
        let note = try find(digest)
        guard let sha256 = note.sha256, let bytes = store.bytes(sha256) else {
            throw Diagnostic(
                "store.no-bytes",
                "the bytes of `\(digest)` are not in the store any more",
                hints: ["put `data-raw` back from a backup"]
            )
        }
        let history = try store.history(source.id, part)
        let isGood = history.good.contains { $0.sha256 == sha256 }
        if isGood == (verdict == .accepted) {
            throw Diagnostic(
                "usage.already-judged",
                "`\(sha256.prefix(12))` of `\(source.id)/\(part)` "
                    + (isGood ? "is a good file already" : "is not used as it is")
            )
        }
        if verdict == .accepted { try store.keep(bytes, digest: sha256) }
        return try store.note(source.id, part) { _ in
            var judged = SnapshotNote(
                part: part.name,
                time: Date.now.formatted(.iso8601),
                verdict: verdict,
                origin: note.origin
            )
            judged.file = note.file
            judged.bytes = note.bytes
            judged.sha256 = sha256
            judged.content = note.content
            judged.rows = note.rows
            judged.headers = note.headers
            judged.url = note.url
            judged.licence = note.licence
            judged.language = note.language
            judged.tool = "lip \(liplineVersion)"
            judged.reason = reason
            judged.asked = SnapshotNote.Asked(
                by: userAtHost(),
                pipeline: nil,
                run: nil,
                reason: "a person decided"
            )
            return judged
        }
    }

    /// The note of the bytes whose digest begins so.
    package func find(_ digest: String) throws -> SnapshotNote {
        let notes = try store.notes(of: source.id).filter { note in
            note.part == part.name && note.sha256?.hasPrefix(digest.lowercased()) ?? false
        }
        let digests = Set(notes.compactMap(\.sha256)).sorted()
        guard digests.count == 1, digest.count >= 4, let note = notes.last else {
            let known = try store.notes(of: source.id).filter { $0.part == part.name }
                .compactMap { $0.sha256.map { String($0.prefix(12)) } }
            throw Diagnostic(
                "usage.unknown-digest",
                digests.count > 1
                    ? "more than one digest of `\(source.id)/\(part)` begins with `\(digest)`"
                    : "no bytes of `\(source.id)/\(part)` have the digest `\(digest)`",
                hints: ["there are \(listed(Array(Set(known)).sorted(), limit: 20))"]
            )
        }
        return note
    }
}
