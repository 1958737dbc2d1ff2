import CSVKernel
import FoundationEssentials
package import IndicatorModel
import Synchronization

/// data-raw: every file that was ever read, under its SHA-256, and when and how it came.
///
/// Objects are written whole or not at all, are read-only, and are never changed; the same bytes
/// are stored once. Notes are lines that are added to snapshots/<source>.jsonl.
package final class SnapshotStore: Sendable {
    package let root: String
    package let files: FileLayer
    /// What was read of the notes of each source.
    private let notes = Mutex<[SourceID: Notes]>([:])

    /// The notes of a source as far as they were read.
    private struct Notes {
        /// How large the file was then, with a line that was not finished.
        var size = 0
        /// Where the last whole line ended: what comes after it is not read yet.
        var end = 0
        var lines = 0
        var parts: [String: PartHistory] = [:]
    }

    /// `root` is the folder `data-raw`.
    package init(root: String, files: FileLayer) {
        self.root = root
        self.files = files
    }

    /// The file that holds the bytes of a digest.
    package func object(_ digest: String) -> String {
        "\(root)/objects/sha256/\(digest.prefix(2))/\(digest)"
    }

    package func hasObject(_ digest: String) -> Bool {
        FileManager.default.fileExists(atPath: object(digest))
    }

    /// Where bytes are that look wrong and were not used.
    package func quarantined(_ digest: String) -> String {
        "\(root)/quarantine/sha256/\(digest.prefix(2))/\(digest)"
    }

    /// The file that holds bytes that came, good or not; nil when they are not there.
    package func bytes(_ digest: String) -> String? {
        [object(digest), quarantined(digest)].first(where: isFile)
    }

    // MARK: - Taking in

    /// Copies a file into the store, unless its bytes are there already.
    ///
    /// - Throws: `store.changed` when its bytes are not those of `digest`.
    package func keep(_ path: String, digest: String) throws {
        try copy(path, to: object(digest), digest: digest)
    }

    /// Copies a file that looks wrong to where nothing uses it.
    package func quarantine(_ path: String, digest: String) throws {
        try copy(path, to: quarantined(digest), digest: digest)
    }

    private func copy(_ path: String, to object: String, digest: String) throws {
        if isFile(object) { return }
        try files.createFolder(folder(of: object))
        guard try files.copy(path, to: object, digest: digest, permissions: 0o444) else {
            throw Diagnostic(
                "store.changed",
                "`\(path)` changed while it was read",
                hints: ["run again when nothing writes to it"]
            )
        }
    }

    /// Gives a file that was fetched its place in the store, or in quarantine.
    package func keep(_ incoming: IncomingFile, digest: String, isGood: Bool) throws {
        let object = isGood ? object(digest) : quarantined(digest)
        if isFile(object) { return try incoming.discard() }
        try files.createFolder(folder(of: object))
        try incoming.move(to: object)
    }

    /// Adds a note, made from what is known of the part by then, unless it says what the last one
    /// says; nil adds none.
    @discardableResult
    package func note(
        _ source: SourceID,
        _ part: PartID,
        _ make: (PartHistory) throws -> SnapshotNote?
    ) throws -> PartHistory {
        try files.createFolder("\(root)/snapshots")
        let lock = try FileLock("\(root)/snapshots/.lock")
        defer { withExtendedLifetime(lock) {} }
        let history = try history(source, part)
        guard let note = try make(history) else { return history }
        if let last = history.last, last.saysTheSame(as: note) { return history }
        try files.append(line: jsonLine(note), to: ledger(source))
        return try self.history(source, part)
    }

    // MARK: - What is known

    package func history(_ source: SourceID, _ part: PartID) throws -> PartHistory {
        try histories(of: source)[part.name] ?? PartHistory()
    }

    /// The snapshot of a part that is used.
    package func latest(_ source: SourceID, _ part: PartID) throws -> Snapshot? {
        try history(source, part).current
    }

    /// What is known of each part of a source.
    package func histories(of source: SourceID) throws -> [String: PartHistory] {
        let size = FileStamp(ledger(source))?.size ?? 0
        return try notes.withLock { notes in
            if notes[source]?.size != size {
                try readOn(source, size, &notes[source, default: Notes()])
            }
            return notes[source]?.parts ?? [:]
        }
    }

    /// Reads the lines that were added since: a run that takes thousands of parts in asks after
    /// each of them.
    private func readOn(_ source: SourceID, _ size: Int, _ notes: inout Notes) throws {
        // A file that has shrunk was put back from somewhere: all of it is read.
        if size < notes.end { notes = Notes() }
        let (added, length) = try self.notes(of: source, from: notes.end, after: notes.lines)
        for note in added { notes.parts[note.part, default: PartHistory()].add(note) }
        notes.lines += added.count
        notes.end += length
        notes.size = size
    }

    /// All notes of a source, oldest first.
    package func notes(of source: SourceID) throws -> [SnapshotNote] {
        try notes(of: source, from: 0, after: 0).notes
    }

    /// The sources that have notes.
    package func sources() -> [SourceID] {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/snapshots")) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }
            .compactMap { SourceID(String($0.dropLast(".jsonl".count))) }.sorted()
    }

    /// The notes from a place in the file on, after `before` lines, and how many bytes
    /// their lines have; a line that was not finished is none.
    private func notes(
        of source: SourceID,
        from start: Int,
        after before: Int
    ) throws -> (notes: [SnapshotNote], length: Int) {
        let path = ledger(source)
        guard FileStamp(path) != nil else { return ([], 0) }
        let bytes = try readFile(path, from: start)
        guard let end = bytes.lastIndex(of: ASCII.newline) else { return ([], 0) }
        var notes: [SnapshotNote] = []
        for (index, line) in bytes[..<end].split(separator: ASCII.newline).enumerated() {
            do {
                notes.append(try JSONDecoder().decode(SnapshotNote.self, from: Data(line)))
            } catch {
                throw Diagnostic(
                    "store.bad-ledger",
                    "this line is not the record of a snapshot",
                    at: SourceSpan(file: path, line: before + index + 1),
                    hints: ["restore the file from a backup; the objects are not harmed"]
                )
            }
        }
        return (notes, end + 1)
    }

    // MARK: - Verifying

    /// Reads all bytes again that notes speak of, and says what is wrong with them; those whose
    /// digests are `needed` must be there, others may have been removed.
    package func verify(needed: Set<String>) throws -> StoreReport {
        var report = StoreReport()
        var seen: Set<String> = []
        for source in sources() {
            for note in try notes(of: source) {
                guard let digest = note.sha256, seen.insert(digest).inserted else { continue }
                let name = "\(source)/\(note.part) \(digest.prefix(12))"
                guard let path = bytes(digest) else {
                    if needed.contains(digest) {
                        report.problems.append("the bytes of \(name) are missing")
                    } else {
                        report.removed += 1
                    }
                    continue
                }
                report.objects += 1
                if try SHA256.digest(ofFile: path).digest != digest {
                    report.problems.append("the bytes of \(name) have changed")
                }
            }
        }
        for digest in needed.subtracting(seen).sorted() where !hasObject(digest) {
            report.problems.append("\(digest.prefix(12)), which was published, is missing")
        }
        return report
    }

    package func ledger(_ source: SourceID) -> String { "\(root)/snapshots/\(source).jsonl" }
}

/// How the bytes of a store were found.
package struct StoreReport: Hashable, Sendable {
    package var problems: [String] = []
    /// How many were read.
    package var objects = 0
    /// How many are not there any more, and need not be.
    package var removed = 0

    package init(problems: [String] = [], objects: Int = 0, removed: Int = 0) {
        self.problems = problems
        self.objects = objects
        self.removed = removed
    }
}

/// A value as one line of JSON, keys in alphabetical order.
package func jsonLine(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [ASCII.newline]
}
