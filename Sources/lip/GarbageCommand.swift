import ArgumentParser
import IndicatorModel
import PipelineStages

struct GarbageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Remove what nothing needs: old artifacts, unreferenced snapshots, leftovers.",
        discussion: """
            Kept are all published versions, the files that any of them was made of, the newest \
            snapshot of each part, what the next run would take from earlier ones, and the \
            history in the ledger. Refused with 75 while a run is going on.

            Example: lip gc --dry-run
            """
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var published: PublishedOptions

    @Option(help: "The folder of raw files (default: data-raw in the project).")
    var dataRaw: String?

    @Option(help: "The folder of the run's own state (default: .lip in the project).")
    var state: String?

    @Flag(help: "Show what would be removed, and remove nothing.")
    var dryRun = false

    @Flag(help: "Print what is removed as JSON.")
    var json = false

    func run() throws {
        do {
            var options = RunOptions(root: project.root)
            options.dataRaw = dataRaw ?? project.path("data-raw")
            options.dataClean = published.path(project)
            options.state = state ?? project.path(".lip")
            let collector = GarbageCollector(options)
            let garbage = dryRun ? try collector.find() : try collector.collect()
            if json { return try Terminal.json(garbage) }
            for item in garbage {
                Terminal.result("\(item.kind.rawValue)  \(grouped(item.bytes))  \(item.path)")
            }
            let bytes = garbage.reduce(0) { $0 + $1.bytes }
            let verb = dryRun ? "would be removed" : "removed"
            Terminal.result(
                "\(counted(garbage.count, "item")), \(grouped(bytes)) bytes \(verb)"
            )
        } catch {
            throw fail(error)
        }
    }
}
