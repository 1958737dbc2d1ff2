/// The name of a step: its stage, and what the stage is applied to.
package struct StepID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let stage: String
    package let subject: String

    package init(stage: String, subject: String) {
        self.stage = stage
        self.subject = subject
    }

    /// Reads `stage/subject`; the subject may have slashes of its own.
    package init?(_ text: String) {
        guard let slash = text.firstIndex(of: "/"), slash != text.startIndex else { return nil }
        let subject = text[text.index(after: slash)...]
        guard !subject.isEmpty else { return nil }
        self.init(stage: String(text[..<slash]), subject: String(subject))
    }

    package var description: String { "\(stage)/\(subject)" }

    package static func < (a: StepID, b: StepID) -> Bool {
        (a.stage, a.subject) < (b.stage, b.subject)
    }
}

/// One step of a pipeline: a function from input artifacts and settings to one output artifact.
///
/// A step does not decide whether it runs, does not start tasks, and knows nothing of the world
/// but its context and what it was made with; the runner sees to all else.
package protocol Step: Sendable {
    associatedtype Output: Sendable

    var id: StepID { get }
    /// The version of the stage's code. It changes when the same input would give another output.
    var version: Int { get }
    /// The artifacts it reads. The runner runs whoever makes them first.
    var inputs: [ArtifactID] { get }
    /// The artifact it makes.
    var output: ArtifactID { get }
    /// Whether a person wants its output for itself, so that it is missed when it is gone.
    var isEndResult: Bool { get }

    /// Whether running it changes its settings, so that those after it count: a step that brings
    /// the file that the next run will find.
    var changesItsSettings: Bool { get }

    /// All that its output depends on besides its inputs and its version.
    func settings() throws -> [Setting]
    /// Why it has to run again although nothing above has changed, such as that a server is to be
    /// asked again.
    func reasons(since record: StepRecord) throws -> [StaleReason]
    /// The digest of what it will make, where that can be told beforehand.
    func expectedOutput(_ settings: [Setting]) -> String?

    func run(in context: StepContext) throws -> Output

    /// Keeps the output for later runs, and returns its digest.
    func save(_ output: Output, in store: any ArtifactStore) throws -> String
    /// What an earlier run kept; nil when it is not there any more.
    func load(_ digest: String, from store: any ArtifactStore) throws -> Output?
    func outputStands(_ digest: String, in store: any ArtifactStore) -> Bool
}

extension Step {
    package var isEndResult: Bool { false }

    package var changesItsSettings: Bool { false }

    package func reasons(since record: StepRecord) throws -> [StaleReason] { [] }

    package func expectedOutput(_ settings: [Setting]) -> String? { nil }
}

extension Step where Output: Artifact {
    package func save(_ output: Output, in store: any ArtifactStore) throws -> String {
        try store.save(output.encoded())
    }

    package func load(_ digest: String, from store: any ArtifactStore) throws -> Output? {
        try store.load(digest).map(Output.init(decoding:))
    }

    package func outputStands(_ digest: String, in store: any ArtifactStore) -> Bool {
        store.contains(digest)
    }
}
