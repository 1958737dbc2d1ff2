import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineEngine

/// A part as it was found, or nothing when it is not at hand.
struct FetchedPart: Sendable {
    let snapshot: Snapshot
    /// The object that holds its bytes.
    let path: String
}

/// Where files come from in one run.
struct PartLocator: Sendable {
    /// The project's folder.
    let root: String
    let mirror: Mirror?
    let store: SnapshotStore
    /// The time noted for snapshots taken in this run.
    let time: String

    /// Takes a file into the store; one that is not at hand is taken from there, if it was before.
    func fetch(_ file: PartFile, _ source: Source, _ part: PartID) throws -> FetchedPart? {
        switch file {
        case .local(let path):
            let full = "\(root)/\(path)"
            guard FileManager.default.fileExists(atPath: full) else { return nil }
            return try take(full, source, part, origin: path)
        case .official(let name, _):
            if let path = try mirror?.file(name) {
                return try take(path, source, part, origin: "mirror: \(name)")
            }
            return try store.latest(source.id, part).map {
                FetchedPart(snapshot: $0, path: store.object($0.sha256))
            }
        }
    }

    private func take(
        _ path: String,
        _ source: Source,
        _ part: PartID,
        origin: String
    ) throws
        -> FetchedPart
    {
        let snapshot = try store.take(
            path,
            source: source.id,
            part: part,
            origin: origin,
            time: time
        )
        return FetchedPart(snapshot: snapshot, path: store.object(snapshot.sha256))
    }
}

/// Takes one file of a source into the snapshot store.
struct FetchStep: Step {
    let source: Source
    let part: PartID
    let file: PartFile
    let locator: PartLocator

    var id: StepID { StepID(stage: "fetch", subject: "\(source.id)/\(part)") }
    var inputs: [ArtifactID] { [] }
    var output: ArtifactID { .fetched(source.id, part) }

    func run(in workspace: Workspace) throws {
        let fetched: FetchedPart? = try locator.fetch(file, source, part)
        workspace.put(Fetched(part: fetched), as: output)
    }
}

/// What a fetch step made: a part, or that it is not at hand.
struct Fetched: Sendable {
    let part: FetchedPart?
}

extension PartID {
    /// The labels of a source are fetched like a part.
    static let labels = PartID(known: "labels")
}

extension ArtifactID {
    static func fetched(_ source: SourceID, _ part: PartID) -> ArtifactID {
        ArtifactID("fetched/\(source)/\(part)")
    }

    static func cells(_ source: SourceID, _ part: PartID) -> ArtifactID {
        ArtifactID("cells/\(source)/\(part)")
    }

    static func placeCells(_ partition: PartitionID) -> ArtifactID {
        ArtifactID("place-cells/\(partition)")
    }

    static func observations(_ partition: PartitionID) -> ArtifactID {
        ArtifactID("observations/\(partition)")
    }

    static func report(_ partition: PartitionID) -> ArtifactID {
        ArtifactID("report/\(partition)")
    }
}
