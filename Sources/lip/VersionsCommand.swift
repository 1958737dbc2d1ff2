import ArgumentParser
import DataStore
import IndicatorModel
import PipelineStages

/// The dataset a command is about.
struct DatasetArgument: ParsableArguments {
    @OptionGroup var project: ProjectOptions
    @OptionGroup var published: PublishedOptions

    @Argument(help: "The dataset, such as starter.")
    var dataset: String

    /// Its releases; a dataset that was never published is an error.
    func releases() throws -> (ReleaseStore, [Release]) {
        try published.releases(of: dataset, project)
    }

    /// A version that the dataset does not have is an error.
    func checkVersion(_ version: Int, among releases: [Release]) throws {
        guard releases.contains(where: { $0.version == version }) else {
            throw Diagnostic(
                "config.unknown-version",
                "`\(dataset)` has no version \(version)",
                hints: ["it has \(listed(releases.map { String($0.version) }))"]
            )
        }
    }
}

extension PublishedOptions {
    /// The releases of a dataset; one that was never published is an error.
    func releases(
        of dataset: String,
        _ project: ProjectOptions
    ) throws -> (ReleaseStore, [Release]) {
        let store = ReleaseStore(root: "\(path(project))/\(dataset)", files: FileLayer())
        let releases = try store.releases()
        guard !releases.isEmpty else {
            throw Diagnostic(
                "config.unknown-dataset",
                "no version of `\(dataset)` was published in `\(path(project))`",
                hints: ["run `lip run PIPELINE` first"]
            )
        }
        return (store, releases)
    }
}

struct VersionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions",
        abstract: "List the published versions of a dataset.",
        discussion: "Example: lip versions starter"
    )

    @OptionGroup var argument: DatasetArgument

    @Flag(help: "Print the versions as JSON.")
    var json = false

    func run() throws {
        do {
            let (store, releases) = try argument.releases()
            if json { return try Terminal.json(releases) }
            let latest = try store.latest()
            for release in releases {
                let mark = release.version == latest ? "  latest" : ""
                let digest = release.sha256sums.prefix(12)
                Terminal.result("\(release.version)  \(release.time)  \(digest)\(mark)")
            }
        } catch {
            throw fail(error)
        }
    }
}

struct RollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Point `latest` at an earlier version; nothing is deleted.",
        discussion: "Example: lip rollback starter 2"
    )

    @OptionGroup var argument: DatasetArgument

    @Argument(help: "The version that readers shall see.")
    var version: Int

    func run() throws {
        do {
            let (store, releases) = try argument.releases()
            try argument.checkVersion(version, among: releases)
            try store.rollBack(to: version)
            Terminal.result("latest of \(argument.dataset) is version \(version)")
        } catch {
            throw fail(error)
        }
    }
}
