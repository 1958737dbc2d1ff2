import CSVKernel
import DataStore
import IndicatorModel
import PipelineEngine

/// Reads a price index out of the file of a source.
struct PriceStep: Step {
    let source: Source
    let part: SourcePart
    let reading: PriceReading
    let fixedSettings: [Setting]

    let version = 1
    var id: StepID { StepID(stage: "extract", subject: "\(source.id)/\(part.id)") }
    var inputs: [ArtifactID] { [.snapshot(source.id, part.id)] }
    var output: ArtifactID { .prices(source.id) }

    func settings() -> [Setting] { fixedSettings }

    func run(in context: StepContext) throws -> Prices {
        let fetched = try context.input(.snapshot(source.id, part.id), as: Fetched.self)
        guard let fetched = fetched.part else { return Prices(nil) }
        context.count { $0.file = part.file.name }
        let opened = try PartOpener(source: source, part: part).open(fetched, context)
        let file = PriceFile(source: source.id, part: part.id, reading: reading, file: opened.name)
        let table = try file.read(opened.bytes)
        try opened.bytes.readToEnd()
        context.count { $0.rows = table.series.values.reduce(0) { $0 + $1.index.count } }
        return Prices(table)
    }
}

extension PriceTable {
    /// Reads a price index outside a run, from a file that is not taken into the snapshot store.
    static func read(_ source: Source, at path: String) throws -> PriceTable? {
        guard let reading = source.prices, let part = source.parts.first else { return nil }
        let workspace = Workspace()
        workspace.put(Fetched(part: .unnoted(path)), as: .snapshot(source.id, part.id))
        let step = PriceStep(source: source, part: part, reading: reading, fixedSettings: [])
        return try step.run(in: StepContext(workspace)).table
    }
}

extension ArtifactID {
    static func prices(_ source: SourceID) -> ArtifactID { ArtifactID("prices/\(source)") }
}
