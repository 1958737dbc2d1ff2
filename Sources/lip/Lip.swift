import ArgumentParser
import PipelineStages

@main
struct Lip: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lip",
        abstract: "Census and immigration figures for Local Immigration Partnerships.",
        discussion: """
            Pipelines (pipelines/*.yaml) read Statistics Canada extracts, add their geographies up \
            to places, harmonize the indicators of several census years, and publish versioned \
            datasets that never change.

            Exit status: 0 done or nothing to do; 64 usage; 65 the data failed a check, nothing \
            was published; 69 a source is not at hand or looks wrong; 70 internal; 73 cannot \
            write; 75 another run holds the lock; 78 configuration; 129, 130, 143 stopped by a \
            signal.
            """,
        version: liplineVersion,
        subcommands: [
            RunCommand.self, PlanCommand.self, CheckCommand.self, StatusCommand.self,
            RunsCommand.self, LogCommand.self, VersionsCommand.self, DiffCommand.self,
            CompareCommand.self, TraceCommand.self, VerifyCommand.self, RollbackCommand.self,
            SnapshotsCommand.self, GarbageCommand.self, ScheduleCommand.self,
            ExportCommand.self, SchemaCommand.self, GeographiesCommand.self, PlacesCommand.self,
            NewCommand.self,
        ]
    )

    /// What `--wait` says when it has no number.
    static let forever = "forever"

    static func main() {
        main(CommandLine.arguments.dropFirst().map { $0 == "--wait" ? "--wait=\(forever)" : $0 })
    }
}
