import ArgumentParser

struct PlacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "places",
        abstract: "Recipes of places as a table, what they share, and how their land changed.",
        discussion: "Example: lip places export --vintage 2021",
        subcommands: [
            ExportPlacesCommand.self, ImportPlacesCommand.self, OverlappingPlacesCommand.self,
            PlaceChangesCommand.self, PlaceCrosswalkCommand.self,
        ]
    )
}
