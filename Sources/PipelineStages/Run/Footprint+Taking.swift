import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineConfig

/// Gathers what a run looked at.
struct FootprintTaker {
    let name: String
    let pipeline: Pipeline
    let configuration: Configuration
    let options: RunOptions
    /// What tells until when the files of servers are fresh.
    let locator: PartLocator
    private var entries: [Footprint.Entry] = []

    init(
        _ name: String,
        _ pipeline: Pipeline,
        _ configuration: Configuration,
        _ options: RunOptions,
        _ locator: PartLocator
    ) {
        self.name = name
        self.pipeline = pipeline
        self.configuration = configuration
        self.options = options
        self.locator = locator
    }

    /// Takes the footprint of a run that left `version` standing; `time` is when the run began.
    mutating func take(_ summary: Footprint.Summary, since time: Int) throws -> Footprint {
        addTree(path("config"))
        add(path(name))
        var freshUntil: Int?
        for source in pipeline.sources.compactMap({ configuration.sources[$0] }) {
            add(locator.store.ledger(source.id))
            for wanted in configuration.wantedParts(of: source) {
                if case .local(let local) = wanted.file { add(path(local)) }
                switch try locator.freshness(of: wanted) {
                case .forEver: break
                case .due: freshUntil = 0
                case .until(let time):
                    freshUntil = min(freshUntil ?? .max, time * 1_000_000_000)
                }
            }
        }
        for command in pipeline.commands {
            for file in Array(command.inputs.values) + Array(command.outputs.values) {
                add(path(file))
            }
        }
        if case .folder(let folder)? = locator.mirror { addTree(folder.path) }
        addPublished(summary.version)
        return Footprint(summary: summary, taken: time, freshUntil: freshUntil, entries: entries)
    }

    private func path(_ name: String) -> String {
        IndicatorModel.path(name, in: options.root)
    }

    private mutating func add(_ path: String, isInput: Bool = true) {
        entries.append(Footprint.Entry(path: path, stamp: FileStamp(path), isInput: isInput))
    }

    /// A folder, and all folders and files below it: a new name in one changes its stamp.
    private mutating func addTree(_ folder: String, isInput: Bool = true) {
        add(folder, isInput: isInput)
        let below = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        for name in below.sorted() { add("\(folder)/\(name)", isInput: isInput) }
    }

    private mutating func addPublished(_ version: Int) {
        let root = "\(options.dataClean)/\(pipeline.dataset)"
        add("\(root)/releases.jsonl", isInput: false)
        add("\(root)/latest", isInput: false)
        addTree("\(root)/versions/\(version)", isInput: false)
    }
}
