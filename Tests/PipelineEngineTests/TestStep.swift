import PipelineEngine
import Synchronization

/// A step that does what a test says.
struct TestStep: Step {
    let id: StepID
    let inputs: [ArtifactID]
    let output: ArtifactID
    var version = 1
    var isEndResult = false
    /// Digests of its settings, by name.
    var options: [String: String] = [:]
    private let work: @Sendable (StepContext) throws -> String

    /// A step `stage/name` that makes the artifact `name`, which says what it was made of.
    init(
        _ name: String,
        from inputs: [String] = [],
        stage: String = "stage",
        output: String? = nil,
        doing work: @escaping @Sendable (StepContext) throws -> Void = { _ in }
    ) {
        id = StepID(stage: stage, subject: name)
        self.inputs = inputs.map(ArtifactID.init)
        self.output = ArtifactID(output ?? name)
        let ids = self.inputs
        self.work = { context in
            try work(context)
            let parts = try ids.map { try context.input($0, as: Text.self).text }
            return parts.isEmpty ? name : "\(name)(\(parts.joined(separator: " ")))"
        }
    }

    /// A step that makes a text of its own.
    init(
        _ name: String,
        from inputs: [String] = [],
        stage: String = "stage",
        making work: @escaping @Sendable (StepContext) throws -> String
    ) {
        id = StepID(stage: stage, subject: name)
        self.inputs = inputs.map(ArtifactID.init)
        output = ArtifactID(name)
        self.work = work
    }

    func settings() -> [Setting] {
        options.sorted { $0.key < $1.key }.map { Setting(.option, $0.key, digest: $0.value) }
    }

    func run(in context: StepContext) throws -> Text { Text(text: try work(context)) }
}

/// What a test's step makes.
struct Text: Artifact, Equatable {
    let text: String

    init(text: String) {
        self.text = text
    }

    func encoded() -> [UInt8] { Array(text.utf8) }

    init(decoding bytes: [UInt8]) {
        text = String(decoding: bytes, as: UTF8.self)
    }
}

/// Artifacts in memory, under a digest that is their text.
final class MemoryStore: ArtifactStore {
    private let kept = Mutex<[String: [UInt8]]>([:])

    func save(_ bytes: [UInt8]) -> String {
        let digest = String(decoding: bytes, as: UTF8.self)
        kept.withLock { $0[digest] = bytes }
        return digest
    }

    func contains(_ digest: String) -> Bool { kept.withLock { $0[digest] != nil } }

    func load(_ digest: String) -> [UInt8]? { kept.withLock { $0[digest] } }

    func lose(_ digest: String) { kept.withLock { _ = $0.removeValue(forKey: digest) } }
}

/// Records in memory.
final class MemoryBook: RecordBook {
    private let state = Mutex<([StepID: StepRecord], [String: [String: String]], [StepReport])>(
        ([:], [:], [])
    )
    /// Throws instead of noting, from this many notes on.
    let failsAfter: Int

    struct Full: Error {}

    init(failsAfter: Int = .max) {
        self.failsAfter = failsAfter
    }

    func record(of step: StepID) -> StepRecord? { state.withLock { $0.0[step] } }

    func members(of digest: String) -> [String: String]? { state.withLock { $0.1[digest] } }

    func note(_ report: StepReport) throws {
        try state.withLock { state in
            if state.2.count >= failsAfter { throw Full() }
            if let record = report.record { state.0[report.id] = record }
            for group in report.groups {
                let members = group.members.map { ($0.name, $0.digest) }
                state.1[group.digest] = Dictionary(uniqueKeysWithValues: members)
            }
            state.2.append(report)
        }
    }

    var reports: [StepReport] { state.withLock { $0.2 } }
}

/// What happened, in order, from many threads.
final class Notes: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }

    var all: [String] { lines.withLock { $0 } }

    /// Where a line stands among all, or nil.
    func position(_ line: String) -> Int? { all.firstIndex(of: line) }
}

/// A step graph with what is remembered of it, run over and over.
struct TestRun {
    let store = MemoryStore()
    let book = MemoryBook()
    let notes = Notes()
    var jobs = 2
    var policy: @Sendable (StepID) -> StepPolicy = { _ in StepPolicy() }
    var isStopped: @Sendable () -> Bool = { false }
    var isPassing: @Sendable (any Error) -> Bool = { _ in true }

    func plan(
        _ steps: [TestStep],
        forces: Bool = false,
        selection: (StepID) -> Bool = { _ in true }
    ) throws -> Plan {
        try Plan(StepGraph(steps), book, store, selection: selection, forces: forces)
    }

    /// Runs steps; what happened is noted as `started a`, `ran a`, `failed a`, `current a`.
    @discardableResult
    func run(
        _ steps: [TestStep],
        forces: Bool = false,
        selection: (StepID) -> Bool = { _ in true }
    ) throws -> RunResult {
        let notes = notes
        let runner = Runner(
            jobs: jobs,
            policy: policy,
            isPassing: isPassing,
            isStopped: isStopped,
            report: { event in
                switch event {
                case .current(let id): notes.add("current \(id.subject)")
                case .started(let id, _, _): notes.add("started \(id.subject)")
                case .retrying(let id, _, let attempt, _):
                    notes.add("again \(id.subject) \(attempt)")
                case .ended(let report): notes.add("\(report.state.rawValue) \(report.id.subject)")
                case .stopping: notes.add("stopping")
                case .tick: break
                }
            }
        )
        let plan = try plan(steps, forces: forces, selection: selection)
        return try runner.run(plan, book, store)
    }
}
