/// The name of a step: its stage, and what the stage is applied to.
package struct StepID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let stage: String
    package let subject: String

    package init(stage: String, subject: String) {
        self.stage = stage
        self.subject = subject
    }

    package var description: String { "\(stage)/\(subject)" }

    package static func < (a: StepID, b: StepID) -> Bool {
        (a.stage, a.subject) < (b.stage, b.subject)
    }
}

/// One step of a pipeline: a function from input artifacts to one output artifact.
///
/// A step does not decide whether it runs, does not start tasks, and knows nothing of the world
/// but its workspace and what it was made with; the runner sees to all else.
package protocol Step: Sendable {
    var id: StepID { get }
    /// The artifacts it reads. The runner runs whoever makes them first.
    var inputs: [ArtifactID] { get }
    /// The artifact it makes.
    var output: ArtifactID { get }

    func run(in workspace: Workspace) throws
}
