/// A line of snapshots/<source>.jsonl: what was found when a part was asked for.
///
/// A line is added when something is new: other bytes, or another answer than before. Lines that
/// earlier versions wrote have no verdict, and are of files that were taken in.
package struct SnapshotNote: Codable, Hashable, Sendable {
    package enum Verdict: String, Codable, CaseIterable, Sendable {
        /// The first good file of the part.
        case new
        /// A good file with another content than the last good one.
        case changed
        /// Other bytes with the same content, or the last good file again after a trouble.
        case same
        /// A file that looks wrong: it is quarantined, and never used.
        case suspicious
        /// The server says that there is no such file any more.
        case gone
        /// The server could not be reached, or gave no file.
        case unavailable
        /// A person found a quarantined file to be right.
        case accepted
        /// A person found a good file to be wrong.
        case rejected
    }

    /// A file within an archive.
    package struct Member: Codable, Hashable, Sendable {
        package let name: String
        package let bytes: Int
        package let sha256: String

        package init(name: String, bytes: Int, sha256: String) {
            self.name = name
            self.bytes = bytes
            self.sha256 = sha256
        }
    }

    /// Who wanted the file, and why it was asked for.
    package struct Asked: Codable, Hashable, Sendable {
        package let by: String
        package let pipeline: String?
        package let run: String?
        package let reason: String

        package init(by: String, pipeline: String?, run: String?, reason: String) {
            self.by = by
            self.pipeline = pipeline
            self.run = run
            self.reason = reason
        }
    }

    package let part: String
    package let time: String
    package let verdict: Verdict?
    /// A path of the project, the name found under a mirror, or the URL.
    package let origin: String
    package var file: String?
    package var bytes: Int?
    package var sha256: String?
    /// The digest of what the bytes say, whatever their packing.
    package var content: String?
    package var rows: Int?
    package var members: [Member]?
    package var url: String?
    package var finalURL: String?
    package var status: Int?
    package var headers: [String: String]?
    package var licence: String?
    package var language: String?
    package var tool: String?
    package var asked: Asked?
    /// What makes it suspicious, or what a person has to know of it.
    package var findings: [String]?
    /// Why a person accepted or rejected it.
    package var reason: String?

    package init(part: String, time: String, verdict: Verdict?, origin: String) {
        self.part = part
        self.time = time
        self.verdict = verdict
        self.origin = origin
    }

    /// The snapshot that it speaks of, where it is one that may be used.
    package var snapshot: Snapshot? {
        switch verdict {
        case nil, .new, .changed, .accepted: Snapshot(self)
        case .same, .suspicious, .gone, .unavailable, .rejected: nil
        }
    }

    /// Whether what it tells of stands between a source and its figures.
    package var isTrouble: Bool {
        switch verdict {
        case .suspicious, .gone, .unavailable, .rejected: true
        case nil, .new, .changed, .same, .accepted: false
        }
    }

    /// Whether it says nothing else than another note, but for when and for whom.
    func saysTheSame(as other: SnapshotNote) -> Bool {
        verdict == other.verdict && sha256 == other.sha256 && status == other.status
            && url == other.url && isTrouble == other.isTrouble
    }
}

/// The exact bytes of one part, as they came and may be used.
package struct Snapshot: Hashable, Sendable {
    package let part: String
    package let file: String
    /// Where it came from: a path of the project, the name found under a mirror, or the URL.
    package let origin: String
    package let time: String
    package let bytes: Int
    package let sha256: String
    /// The digest of what the bytes say, where it was taken.
    package let content: String?
    package let headers: [String: String]

    /// Nil when the note is of no bytes.
    init?(_ note: SnapshotNote) {
        guard let sha256 = note.sha256, let bytes = note.bytes else { return nil }
        part = note.part
        file = note.file ?? note.part
        origin = note.origin
        time = note.time
        self.bytes = bytes
        self.sha256 = sha256
        content = note.content
        headers = note.headers ?? [:]
    }
}

/// What the notes of one part come to.
package struct PartHistory: Hashable, Sendable {
    /// The snapshots that may be used, oldest first.
    package private(set) var good: [Snapshot] = []
    package private(set) var last: SnapshotNote?
    /// Digests of bytes that a person found to be wrong, and to be right.
    package private(set) var rejected: Set<String> = []
    package private(set) var accepted: Set<String> = []

    package init() {}

    package mutating func add(_ note: SnapshotNote) {
        last = note
        switch note.verdict {
        case .rejected:
            good.removeAll { $0.sha256 == note.sha256 }
            if let digest = note.sha256 {
                rejected.insert(digest)
                accepted.remove(digest)
            }
        case .accepted:
            if let digest = note.sha256 {
                accepted.insert(digest)
                rejected.remove(digest)
            }
            if let snapshot = note.snapshot { good.append(snapshot) }
        default:
            if let snapshot = note.snapshot { good.append(snapshot) }
        }
    }

    /// The snapshot that is used.
    package var current: Snapshot? { good.last }

    /// What stands between the part and a newer file.
    package var trouble: SnapshotNote? {
        guard let last, last.isTrouble else { return nil }
        return last
    }
}
