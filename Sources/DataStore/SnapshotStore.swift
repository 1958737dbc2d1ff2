import CSVKernel
import FoundationEssentials
package import IndicatorModel
import Synchronization

/// The exact bytes of one part, as it came.
package struct Snapshot: Codable, Hashable, Sendable {
    package let part: String
    package let file: String
    /// Where it came from: a path of the project, or the name found under a mirror.
    package let origin: String
    package let time: String
    package let bytes: Int
    package let sha256: String

    package init(
        part: String,
        file: String,
        origin: String,
        time: String,
        bytes: Int,
        sha256: String
    ) {
        self.part = part
        self.file = file
        self.origin = origin
        self.time = time
        self.bytes = bytes
        self.sha256 = sha256
    }
}

/// data-raw: every file that was ever read, under its SHA-256, and when and how it came.
///
/// Objects are written whole or not at all, are read-only, and are never changed. Notes are lines
/// that are added to snapshots/<source>.jsonl.
package final class SnapshotStore: Sendable {
    package let root: String
    private let files: FileLayer
    /// What was read of the notes of each source.
    private let notes = Mutex<[SourceID: Notes]>([:])

    /// The notes of a source as far as they were read.
    private struct Notes {
        /// How large the file was then, with a line that was not finished.
        var size = 0
        /// Where the last whole line ended: what comes after it is not read yet.
        var end = 0
        var lines = 0
        var latest: [String: Snapshot] = [:]
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

    /// Takes a file in, unless its bytes are there already, and notes how it came.
    ///
    /// `digest` and `size` are those of its bytes. The note is added only when they differ from
    /// those of the part noted last.
    package func take(
        _ path: String,
        digest: String,
        size: Int,
        source: SourceID,
        part: PartID,
        origin: String,
        time: String
    ) throws -> Snapshot {
        let object = object(digest)
        if !hasObject(digest) {
            try files.createFolder(folder(of: object))
            guard try files.copy(path, to: object, digest: digest, permissions: 0o444) else {
                throw Diagnostic(
                    "store.changed",
                    "`\(path)` changed while it was read",
                    hints: ["run again when nothing writes to it"]
                )
            }
        }
        if let last = try latest(source, part), last.sha256 == digest { return last }
        let snapshot = Snapshot(
            part: part.name,
            file: fileName(path),
            origin: origin,
            time: time,
            bytes: size,
            sha256: digest
        )
        try files.createFolder("\(root)/snapshots")
        let lock = try FileLock("\(root)/snapshots/.lock")
        defer { withExtendedLifetime(lock) {} }
        if let last = try latest(source, part), last.sha256 == digest { return last }
        try files.append(line: jsonLine(snapshot), to: ledger(source))
        return snapshot
    }

    /// The snapshot of a part that was noted last.
    package func latest(_ source: SourceID, _ part: PartID) throws -> Snapshot? {
        try latest(of: source)[part.name]
    }

    /// The snapshot of each part of a source that was noted last.
    package func latest(of source: SourceID) throws -> [String: Snapshot] {
        let size = FileStamp(ledger(source))?.size ?? 0
        return try notes.withLock { notes in
            if notes[source]?.size != size {
                try readOn(source, size, &notes[source, default: Notes()])
            }
            return notes[source]?.latest ?? [:]
        }
    }

    /// Reads the lines that were added since: a run that takes thousands of parts in asks after
    /// each of them.
    private func readOn(_ source: SourceID, _ size: Int, _ notes: inout Notes) throws {
        // A file that has shrunk was put back from somewhere: all of it is read.
        if size < notes.end { notes = Notes() }
        let (snapshots, length) = try snapshots(of: source, from: notes.end, after: notes.lines)
        for snapshot in snapshots { notes.latest[snapshot.part] = snapshot }
        notes.lines += snapshots.count
        notes.end += length
        notes.size = size
    }

    /// All snapshots of a source, oldest first.
    package func snapshots(of source: SourceID) throws -> [Snapshot] {
        try snapshots(of: source, from: 0, after: 0).snapshots
    }

    /// The sources that have notes.
    package func sources() -> [SourceID] {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/snapshots")) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }
            .compactMap { SourceID(String($0.dropLast(".jsonl".count))) }.sorted()
    }

    /// The snapshots noted from a place in the file on, after `before` lines, and how many bytes
    /// their lines have; a line that was not finished is none.
    private func snapshots(
        of source: SourceID,
        from start: Int,
        after before: Int
    ) throws -> (snapshots: [Snapshot], length: Int) {
        let path = ledger(source)
        guard FileStamp(path) != nil else { return ([], 0) }
        let bytes = try readFile(path, from: start)
        guard let end = bytes.lastIndex(of: ASCII.newline) else { return ([], 0) }
        var snapshots: [Snapshot] = []
        for (index, line) in bytes[..<end].split(separator: ASCII.newline).enumerated() {
            do {
                snapshots.append(try JSONDecoder().decode(Snapshot.self, from: Data(line)))
            } catch {
                throw Diagnostic(
                    "store.bad-ledger",
                    "this line is not the record of a snapshot",
                    at: SourceSpan(file: path, line: before + index + 1),
                    hints: ["restore the file from a backup; the objects are not harmed"]
                )
            }
        }
        return (snapshots, end + 1)
    }

    package func ledger(_ source: SourceID) -> String { "\(root)/snapshots/\(source).jsonl" }
}

/// A value as one line of JSON, keys in alphabetical order.
package func jsonLine(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [ASCII.newline]
}
