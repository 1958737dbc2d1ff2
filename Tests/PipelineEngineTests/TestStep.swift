import PipelineEngine
import Synchronization

/// A step that does what a test says, and notes nothing of its own.
struct TestStep: Step {
    let id: StepID
    let inputs: [ArtifactID]
    let output: ArtifactID
    private let work: @Sendable (Workspace) throws -> Void

    /// A step `stage/name` that makes the artifact `name`.
    init(
        _ name: String,
        from inputs: [String] = [],
        stage: String = "stage",
        output: String? = nil,
        _ work: @escaping @Sendable (Workspace) throws -> Void = { _ in }
    ) {
        id = StepID(stage: stage, subject: name)
        self.inputs = inputs.map(ArtifactID.init)
        self.output = ArtifactID(output ?? name)
        self.work = work
    }

    func run(in workspace: Workspace) throws { try work(workspace) }
}

/// What happened, in order, from many threads.
final class Notes: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }

    var all: [String] { lines.withLock { $0 } }

    /// Where a line stands among all, or nil.
    func position(_ line: String) -> Int? { all.firstIndex(of: line) }
}
