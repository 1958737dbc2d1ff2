import CSVKernel
import FoundationEssentials
package import IndicatorModel

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
/// Objects are written whole or not at all, are read-only, and are never changed.
package struct SnapshotStore: Sendable {
    private let root: String
    private let files: FileLayer

    /// `root` is the folder `data-raw`.
    package init(root: String, files: FileLayer) {
        self.root = root
        self.files = files
    }

    /// The file that holds the bytes of a digest.
    package func object(_ digest: String) -> String {
        "\(root)/objects/sha256/\(digest.prefix(2))/\(digest)"
    }

    /// Takes a file in, unless its bytes are there already, and notes how it came.
    ///
    /// The note is added only when the bytes of the part differ from those noted last.
    package func take(
        _ path: String,
        source: SourceID,
        part: PartID,
        origin: String,
        time: String
    ) throws -> Snapshot {
        let (digest, size) = try SHA256.digest(ofFile: path)
        let object = object(digest)
        if !FileManager.default.fileExists(atPath: object) {
            try files.createFolder(String(object.dropLast(digest.count + 1)))
            guard try files.copy(path, to: object, digest: digest, permissions: 0o444) else {
                throw Diagnostic(
                    "store.changed",
                    "`\(path)` changed while it was read",
                    hints: ["run again when nothing writes to it"]
                )
            }
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let snapshot = Snapshot(
            part: part.name,
            file: name,
            origin: origin,
            time: time,
            bytes: size,
            sha256: digest
        )
        try files.createFolder("\(root)/snapshots")
        let lock = try FileLock("\(root)/snapshots/.lock")
        defer { withExtendedLifetime(lock) {} }
        if let last = try latest(source, part), last.sha256 == digest { return last }
        try note(snapshot, of: source)
        return snapshot
    }

    /// The snapshot of a part that was noted last.
    package func latest(_ source: SourceID, _ part: PartID) throws -> Snapshot? {
        try snapshots(of: source).last { $0.part == part.name }
    }

    /// All snapshots of a source, oldest first.
    package func snapshots(of source: SourceID) throws -> [Snapshot] {
        let path = ledger(source)
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        var snapshots: [Snapshot] = []
        let lines = try readFile(path).split(separator: ASCII.newline)
        for (index, line) in lines.enumerated() {
            do {
                snapshots.append(try JSONDecoder().decode(Snapshot.self, from: Data(line)))
            } catch {
                throw Diagnostic(
                    "store.bad-ledger",
                    "this line is not the record of a snapshot",
                    at: SourceSpan(file: path, line: index + 1),
                    hints: ["restore the file from a backup; the objects are not harmed"]
                )
            }
        }
        return snapshots
    }

    private func ledger(_ source: SourceID) -> String { "\(root)/snapshots/\(source).jsonl" }

    private func note(_ snapshot: Snapshot, of source: SourceID) throws {
        let path = ledger(source)
        var bytes: [UInt8] = []
        if FileManager.default.fileExists(atPath: path) { bytes = try readFile(path) }
        bytes += try jsonLine(snapshot)
        try files.replace(path, with: bytes)
    }
}

/// A value as one line of JSON, keys in alphabetical order.
func jsonLine(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [ASCII.newline]
}
