import TestSupport
import Testing

/// Runs `lip` in a project, and expects a status.
func lip(
    _ project: TestProject,
    _ arguments: [String],
    status: Int32 = 0,
    _ location: SourceLocation = #_sourceLocation
) throws -> CommandLineTool.Result {
    let result = try CommandLineTool.run(arguments, in: project.root)
    #expect(
        result.status == status,
        "\(result.output)\(result.talk)",
        sourceLocation: location
    )
    return result
}

/// The small project after its first run.
func publishedProject() throws -> TestProject {
    let project = try TestProject()
    _ = try lip(project, ["run", "small"])
    return project
}
