import ArgumentParser

@main
struct Lip: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lip",
        abstract: "Census and immigration figures for Local Immigration Partnerships.",
        discussion: """
            Pipelines (pipelines/*.yaml) read Statistics Canada extracts, add their geographies up \
            to places, harmonize the indicators of several census years, and publish versioned \
            datasets that never change.

            Exit status: 0 done or nothing to do; 64 usage; 65 the data failed a check, nothing \
            was published; 69 a source is not at hand or looks wrong; 70 internal; 73 cannot \
            write; 75 another run holds the lock; 78 configuration.
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, CheckCommand.self, VersionsCommand.self, VerifyCommand.self,
            RollbackCommand.self, SnapshotsCommand.self, ExportCommand.self,
            ScheduleCommand.self,
        ]
    )
}
