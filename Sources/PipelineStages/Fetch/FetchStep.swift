import DataStore
import IndicatorModel
import PipelineConfig
import PipelineEngine

/// Takes one file of a source into the snapshot store.
struct FetchStep: Step {
    let wanted: WantedPart
    let locator: PartLocator
    /// The program of the steward's that makes the file, when there is one.
    let maker: ArtifactID?

    let version = 1
    let changesItsSettings = true
    var id: StepID { StepID(stage: "fetch", subject: wanted.name) }
    var inputs: [ArtifactID] { maker.map { [$0] } ?? [] }
    var output: ArtifactID { .snapshot(wanted.source.id, wanted.part) }

    /// What the file's bytes are now, as far as can be told without asking a server.
    func settings() throws -> [Setting] {
        let file = wanted.file
        let name = if case .local(let path) = file { path } else { file.name }
        return [Setting(.file, "file \(name)", digest: try locator.digest(of: wanted))]
    }

    func reasons(since record: StepRecord) throws -> [StaleReason] {
        guard case .due(let why) = try locator.freshness(of: wanted) else { return [] }
        return [.due(why)]
    }

    func expectedOutput(_ settings: [Setting]) -> String? {
        if case .due? = try? locator.freshness(of: wanted) { return nil }
        return settings.first?.digest
    }

    func run(in context: StepContext) throws -> Fetched {
        context.count { $0.file = wanted.file.name }
        let part = try locator.fetch(wanted, context)
        if let part { context.count { $0.bytes = max($0.bytes, part.bytes) } }
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

/// A part that a run wants to have.
struct WantedPart: Sendable {
    let source: Source
    let part: PartID
    let file: PartFile
    /// The file that declares the source, below the project.
    let definition: String

    /// The member of an archive that is read.
    var member: String? { source.parts.first { $0.id == part }?.member }

    /// What it must look like; a file of labels is held to nothing.
    var contract: SchemaContract? { part == .labels ? nil : source.contract }

    /// What a person calls it on the command line.
    var name: String { "\(source.id)/\(part)" }
}

extension Configuration {
    /// All files of a source, as a run wants them.
    func wantedParts(of source: Source) -> [WantedPart] {
        let definition = definitions["source \(source.id)"]?.file
        return source.files.map { part, file in
            WantedPart(
                source: source,
                part: part,
                file: file,
                definition: definition ?? "config/sources/\(source.id).yaml"
            )
        }
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

    /// The results of all checks of a dataset.
    static func checks(_ dataset: String) -> ArtifactID { ArtifactID("checks/\(dataset)") }

    static func tables(_ partition: PartitionID) -> ArtifactID {
        ArtifactID("tables/\(partition)")
    }
}
