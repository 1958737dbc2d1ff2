import ArgumentParser

struct PlacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "places",
        abstract: "Recipes of places as a table, and what they have in common.",
        discussion: "Example: lip places export --vintage 2021",
        subcommands: [
            ExportPlacesCommand.self, ImportPlacesCommand.self, OverlappingPlacesCommand.self,
        ]
    )
}
