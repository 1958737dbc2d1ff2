package enum CommandTag {}

/// The name of a steward's program in a pipeline.
package typealias CommandID = Identifier<CommandTag>

/// A program of the steward's as a step: what it reads, what it writes, and how it is called.
package struct CommandDefinition: Hashable, Sendable {
    package let id: CommandID
    /// The program and its arguments, passed on as they are: no shell reads them.
    ///
    /// In an argument, `{inputs.NAME}` and `{outputs.NAME}` stand for the paths of declared files.
    package let program: [String]
    /// Files the program reads, by name: paths below the project.
    package let inputs: [String: String]
    /// Files the program writes, by name: paths below the project.
    package let outputs: [String: String]
    /// Variables that are added to the environment.
    package let environment: [String: String]
    package let policy: StagePolicy?
    /// Where the pipeline declares it.
    package let span: SourceSpan?

    package init(
        id: CommandID,
        program: [String],
        inputs: [String: String],
        outputs: [String: String],
        environment: [String: String],
        policy: StagePolicy?,
        span: SourceSpan?
    ) {
        self.id = id
        self.program = program
        self.inputs = inputs
        self.outputs = outputs
        self.environment = environment
        self.policy = policy
        self.span = span
    }
}
