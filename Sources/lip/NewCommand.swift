import ArgumentParser

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a configuration file with the comments that a steward needs.",
        discussion: "Example: lip new place",
        subcommands: [NewPlaceCommand.self]
    )
}
