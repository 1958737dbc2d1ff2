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

    let version = 1
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
        let opened = try open(fetched, context)
        let input = PartInput(
            source: source.id,
            reading: reading,
            part: part,
            list: list,
            file: opened.name,
            bytes: opened.bytes,
            labels: labels
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
        try readToEnd(opened.bytes)
        return try collector.finish(rejectsAllowed: reading.rejectsAllowed)
    }

    /// Reads what a layout left, notes for the most part: a checksum is checked at the very end.
    private func readToEnd(_ bytes: any ByteSource) throws {
        var rest = [UInt8](repeating: 0, count: 1 << 16)
        while try bytes.read(into: &rest, at: 0) > 0 {}
    }

    /// Opens a ZIP member, a gzip file or a plain file; a web page in its place is refused.
    private func open(
        _ fetched: FetchedPart,
        _ context: StepContext
    ) throws -> (name: String, bytes: any ByteSource) {
        let name = part.file.name
        func watched(_ bytes: any ByteSource) -> WatchedSource {
            WatchedSource(bytes, name, fetched.path, context)
        }
        if name.hasSuffix(".zip") {
            let archive = try naming(name, fetched.path) {
                try ZIPArchive(fetched.path, limits: source.archives)
            }
            let member = try naming(name, fetched.path) {
                try archive.member(matching: part.member ?? "*.csv")
            }
            let first = try naming(name, fetched.path) { try archive.open(member) }
            try refuseWebPage(first, name: "\(name)/\(member.name)")
            return ("\(name)/\(member.name)", watched(try archive.open(member)))
        }
        let file = try FileByteSource(fetched.path)
        if name.hasSuffix(".gz") {
            return (name, watched(try InflateByteSource(file, format: .gzip, name: name)))
        }
        try refuseWebPage(try FileByteSource(fetched.path), name: name)
        return (name, watched(file))
    }

    private func refuseWebPage(_ source: any ByteSource, name: String) throws {
        var start = [UInt8](repeating: 0, count: 256)
        let count = try source.read(into: &start, at: 0)
        if [.html, .xml].contains(FileKind(start[..<count])) {
            throw Diagnostic(
                "extract.web-page",
                "`\(name)` is a web page, not a table",
                at: SourceSpan(file: name, line: 1),
                hints: ["the server sent an error page: fetch the file again"]
            )
        }
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
    fileprivate static func unnoted(_ path: String) -> FetchedPart {
        FetchedPart(sha256: "", bytes: 0, path: path)
    }
}

/// Errors about an object of the store name the file that was fetched, not the object.
private func naming<T>(_ name: String, _ path: String, _ body: () throws -> T) throws -> T {
    do {
        return try withName(name, insteadOf: path, body)
    } catch var diagnostic as Diagnostic {
        diagnostic.span = diagnostic.span ?? SourceSpan(file: name, line: 1)
        throw diagnostic
    }
}

/// A byte source whose errors name the file that was fetched, and that ends when its step is to.
private final class WatchedSource: ByteSource {
    private let source: any ByteSource
    private let name: String
    private let path: String
    private let context: StepContext

    init(_ source: any ByteSource, _ name: String, _ path: String, _ context: StepContext) {
        self.source = source
        self.name = name
        self.path = path
        self.context = context
    }

    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        try context.checkpoint()
        let count = try naming(name, path) { try source.read(into: &buffer, at: offset) }
        context.count { $0.bytes += count }
        return count
    }
}
