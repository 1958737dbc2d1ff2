import ArgumentParser
import DataStore
import IndicatorModel
import PipelineConfig
import PipelineStages

struct SnapshotsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshots",
        abstract: "List the files that were taken in, when, and from where.",
        discussion: "Example: lip snapshots starter-2006"
    )

    @OptionGroup var project: ProjectOptions

    @Option(help: "The folder of raw files (default: data-raw in the project).")
    var dataRaw: String?

    @Argument(help: "A source; all of them when left out.")
    var source: String?

    @Flag(help: "Print the snapshots as JSON.")
    var json = false

    func run() throws {
        do {
            let report = Report()
            let configuration = Configuration.read(in: project.root, report)
            if report.hasErrors { throw Diagnostics(report.diagnostics) }
            let store = SnapshotStore(root: dataRaw ?? project.path("data-raw"), files: FileLayer())
            var all: [String: [Snapshot]] = [:]
            for id in try sources(configuration) {
                all[id.name] = try store.snapshots(of: id)
            }
            if json { return try Terminal.json(all) }
            for name in all.keys.sorted() {
                for snapshot in all[name] ?? [] {
                    let digest = snapshot.sha256.prefix(12)
                    let size = grouped(snapshot.bytes)
                    Terminal.result(
                        "\(name)/\(snapshot.part)  \(snapshot.time)  \(digest)  \(size) bytes  "
                            + snapshot.origin
                    )
                }
            }
        } catch {
            throw fail(error)
        }
    }

    private func sources(_ configuration: Configuration) throws -> [SourceID] {
        guard let source else { return configuration.sources.keys.sorted() }
        guard let id = SourceID(source), configuration.sources[id] != nil else {
            let known = configuration.sources.keys.map(\.name).sorted()
            let match = closestMatch(to: source, among: known)
            throw Diagnostic(
                "config.unknown-source",
                "unknown source `\(source)`",
                hints: [match.map { "did you mean `\($0)`?" } ?? "known are \(listed(known))"]
            )
        }
        return [id]
    }
}
