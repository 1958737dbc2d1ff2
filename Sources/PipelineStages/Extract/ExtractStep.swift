import CSVKernel
import DataStore
package import IndicatorModel
import PipelineEngine

/// Reads the wanted cells out of one part.
struct ExtractStep: Step {
    let entry: ReadSource
    let part: SourcePart
    let wanted: WantedCells
    /// The geographies that recipes name.
    let geographies: Set<Geography>
    let fixedSettings: [Setting]

    private var source: Source { entry.source }
    private var reading: Reading { entry.reading }
    private var list: CharacteristicList { entry.list }

    let version = 2
    var id: StepID { StepID(stage: "extract", subject: "\(source.id)/\(part.id)") }
    var output: ArtifactID { .cells(source.id, part.id) }
    var inputs: [ArtifactID] {
        [.snapshot(source.id, part.id)]
            + (reading.labels == nil ? [] : [.snapshot(source.id, .labels)])
    }

    func settings() -> [Setting] { fixedSettings }

    func run(in context: StepContext) throws -> Extracted {
        let fetched = try context.input(.snapshot(source.id, part.id), as: Fetched.self)
        guard let fetched = fetched.part else { return Extracted(table: nil) }
        context.count { $0.file = part.file.name }
        let table = try extract(fetched, labels: labels(in: context), context)
        context.count { counts in
            counts.rows = table.rowsRead
            counts.rejects = table.rejects.count
        }
        return Extracted(table: table)
    }

    private func labels(in context: StepContext) throws -> LabelsFile {
        guard let file = reading.labels else { return LabelsFile(name: "") }
        guard
            let fetched = try context.input(.snapshot(source.id, .labels), as: Fetched.self).part
        else {
            throw Diagnostic(
                "extract.no-labels",
                "source `\(source.id)` has figures but no `\(file.name)` to hold them against",
                at: SourceSpan(file: "config/sources/\(source.id).yaml", line: 1),
                hints: ["put the file beside the others of the source"]
            )
        }
        return try LabelsFile.read(fetched.path, name: file.name)
    }

    private func extract(
        _ fetched: FetchedPart,
        labels: LabelsFile,
        _ context: StepContext
    ) throws -> CellTable {
        let opened = try PartOpener(source: source, part: part).open(fetched, context)
        let input = PartInput(
            source: source.id,
            reading: reading,
            part: part,
            list: list,
            file: opened.name,
            path: fetched.path,
            bytes: opened.bytes,
            labels: labels,
            matcher: entry.names.map(NameMatcher.init)
        )
        var collector = CellCollector(
            source: source.id,
            part: part.id,
            list: list,
            wanted: wanted,
            geographies: geographies,
            allOfLevel: part.cover?.by,
            file: opened.name
        )
        try reading.layout.layout.read(input, into: &collector)
        try opened.bytes.readToEnd()
        for text in collector.told { context.warn("\(source.id)/\(part.id): \(text)") }
        return try collector.finish(rejectsAllowed: reading.rejectsAllowed)
    }
}

/// What an extract step made: a table, or that its part is not at hand.
struct Extracted: Sendable {
    let table: CellTable?
}

extension CellTable {
    /// Reads a part outside a run, from a file that is not taken into the snapshot store; `labels`
    /// is the path of the source's file of labels, when it has one.
    package static func read(
        _ part: SourcePart,
        of entry: ReadSource,
        at path: String,
        labels: String? = nil,
        wanted: WantedCells,
        geographies: Set<Geography>
    ) throws -> CellTable? {
        let workspace = Workspace()
        workspace.put(Fetched(part: .unnoted(path)), as: .snapshot(entry.source.id, part.id))
        workspace.put(
            Fetched(part: labels.map(FetchedPart.unnoted)),
            as: .snapshot(entry.source.id, .labels)
        )
        let step = ExtractStep(
            entry: entry,
            part: part,
            wanted: wanted,
            geographies: geographies,
            fixedSettings: []
        )
        return try step.run(in: StepContext(workspace)).table
    }
}

extension FetchedPart {
    /// A file that is read where it lies.
    static func unnoted(_ path: String) -> FetchedPart {
        FetchedPart(sha256: "", bytes: 0, path: path)
    }
}
