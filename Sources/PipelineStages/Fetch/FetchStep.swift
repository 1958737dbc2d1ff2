import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineEngine

/// Takes one file of a source into the snapshot store.
struct FetchStep: Step {
    let source: Source
    let part: PartID
    let file: PartFile
    let locator: PartLocator
    /// The program of the steward's that makes the file, when there is one.
    let maker: ArtifactID?

    let version = 1
    var id: StepID { StepID(stage: "fetch", subject: "\(source.id)/\(part)") }
    var inputs: [ArtifactID] { maker.map { [$0] } ?? [] }
    var output: ArtifactID { .snapshot(source.id, part) }

    func settings() throws -> [Setting] {
        [try locator.setting(file, source, part)]
    }

    func expectedOutput(_ settings: [Setting]) -> String? { settings.first?.digest }

    func run(in context: StepContext) throws -> Fetched {
        context.count { $0.file = file.name }
        let part = try locator.fetch(file, source, part, context)
        if let part { context.count { $0.bytes += part.bytes } }
        return Fetched(part: part)
    }

    // What it makes is kept in the snapshot store, under the digest of its bytes.

    func save(_ output: Fetched, in store: any ArtifactStore) -> String {
        output.part?.sha256 ?? Setting.absent
    }

    func load(_ digest: String, from store: any ArtifactStore) -> Fetched? {
        if digest == Setting.absent { return Fetched(part: nil) }
        return locator.object(digest).map(Fetched.init)
    }

    func outputStands(_ digest: String, in store: any ArtifactStore) -> Bool {
        digest == Setting.absent || locator.store.hasObject(digest)
    }
}

/// A part as it was found.
struct FetchedPart: Sendable {
    let sha256: String
    let bytes: Int
    /// The object that holds its bytes.
    let path: String
}

/// What a fetch step made: a part, or that it is not at hand.
struct Fetched: Sendable {
    let part: FetchedPart?
}

/// Where files come from in one run.
struct PartLocator: Sendable {
    /// The project's folder.
    let root: String
    let mirror: Mirror?
    let store: SnapshotStore
    let digests: FileDigests
    /// The time noted for snapshots taken in this run.
    let time: String

    /// Where a part is now.
    private enum Location {
        case file(path: String, origin: String)
        /// As an earlier run took it in.
        case stored(Snapshot)
        case nowhere
    }

    private func locate(_ file: PartFile, _ source: Source, _ part: PartID) throws -> Location {
        switch file {
        case .local(let path):
            let full = IndicatorModel.path(path, in: root)
            if FileStamp(full) != nil { return .file(path: full, origin: path) }
        case .official(let name, _):
            if let path = try mirror?.file(name) {
                return .file(path: path, origin: "mirror: \(name)")
            }
        }
        return try store.latest(source.id, part).map(Location.stored) ?? .nowhere
    }

    /// What the file's bytes are now.
    func setting(_ file: PartFile, _ source: Source, _ part: PartID) throws -> Setting {
        let digest: String
        switch try locate(file, source, part) {
        case .file(let path, _): digest = try digests.digest(of: path)?.digest ?? Setting.absent
        case .stored(let snapshot):
            digest = try digests.digest(of: store.object(snapshot.sha256))?.digest ?? Setting.absent
        case .nowhere: digest = Setting.absent
        }
        let name = if case .local(let path) = file { path } else { file.name }
        return Setting(.file, "file \(name)", digest: digest)
    }

    /// Takes a file into the store; one that is not at hand is taken from there, if it was before.
    func fetch(
        _ file: PartFile,
        _ source: Source,
        _ part: PartID,
        _ context: StepContext
    ) throws -> FetchedPart? {
        switch try locate(file, source, part) {
        case .nowhere: return nil
        case .stored(let snapshot): return try stored(snapshot)
        case .file(let path, let origin):
            guard let (digest, size) = try digests.digest(of: path) else { return nil }
            try context.checkpoint()
            let snapshot = try store.take(
                path,
                digest: digest,
                size: size,
                source: source.id,
                part: part,
                origin: origin,
                time: time
            )
            return FetchedPart(
                sha256: snapshot.sha256,
                bytes: snapshot.bytes,
                path: store.object(snapshot.sha256)
            )
        }
    }

    /// What an earlier run took in, when its bytes are still those.
    private func stored(_ snapshot: Snapshot) throws -> FetchedPart {
        let path = store.object(snapshot.sha256)
        guard try digests.digest(of: path)?.digest == snapshot.sha256 else {
            throw Diagnostic(
                "fetch.damaged-object",
                "the stored bytes of `\(snapshot.file)` are not those that were taken in",
                at: SourceSpan(file: path, line: 1),
                hints: ["remove the object, and give the file again with `--mirror`"]
            )
        }
        return FetchedPart(sha256: snapshot.sha256, bytes: snapshot.bytes, path: path)
    }

    /// An object of the store, when it is there.
    func object(_ digest: String) -> FetchedPart? {
        let path = store.object(digest)
        guard let stamp = FileStamp(path) else { return nil }
        return FetchedPart(sha256: digest, bytes: stamp.size, path: path)
    }
}

extension ArtifactID {
    static func snapshot(_ source: SourceID, _ part: PartID) -> ArtifactID {
        ArtifactID("snapshot/\(source)/\(part)")
    }

    static func cells(_ source: SourceID, _ part: PartID) -> ArtifactID {
        ArtifactID("cells/\(source)/\(part)")
    }

    static func placements(_ partition: PartitionID) -> ArtifactID {
        ArtifactID("placements/\(partition)")
    }

    static func observations(_ partition: PartitionID) -> ArtifactID {
        ArtifactID("observations/\(partition)")
    }

    static func report(_ partition: PartitionID) -> ArtifactID {
        ArtifactID("report/\(partition)")
    }

    static func tables(_ partition: PartitionID) -> ArtifactID {
        ArtifactID("tables/\(partition)")
    }
}
