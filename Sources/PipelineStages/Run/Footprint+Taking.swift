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

    /// Takes the footprint of a run that left `version` standing; `time` is when the run began,
    /// `now` what time it is for the run.
    mutating func take(
        _ summary: Footprint.Summary,
        since time: Int,
        now: Int
    ) throws -> Footprint {
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
        if pipeline.local != nil {
            addTree(path(LocalReader.folder))
            freshUntil = [freshUntil, endOfConsent(after: now)].compactMap(\.self).min()
        }
        if case .folder(let folder)? = locator.mirror { addTree(folder.path) }
        addPublished(summary.version)
        return Footprint(summary: summary, taken: time, freshUntil: freshUntil, entries: entries)
    }

    /// When the next profile is to leave, in nanoseconds since 1970.
    private func endOfConsent(after time: Int) -> Int? {
        let today = CalendarDay(secondsSince1970: time / 1_000_000_000)
        let reader = LocalReader(in: options.root, nil, today: today, Report())
        let places = Set(pipeline.published(of: configuration.places).map(\.id))
        return reader.places.filter(places.contains)
            .flatMap { reader.endsOfConsent(of: $0) }
            .map { $0.endInSecondsSince1970 * 1_000_000_000 }
            .filter { $0 > time }
            .min()
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
