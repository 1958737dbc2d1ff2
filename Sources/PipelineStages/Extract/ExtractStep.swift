import CSVKernel
import DataStore
package import IndicatorModel
import PipelineEngine

/// Reads the wanted cells out of one part.
struct ExtractStep: Step {
    let source: Source
    let part: SourcePart
    let list: CharacteristicList
    let wanted: WantedCells
    /// The geographies that recipes name.
    let geographies: Set<Geography>

    var id: StepID { StepID(stage: "extract", subject: "\(source.id)/\(part.id)") }
    var output: ArtifactID { .cells(source.id, part.id) }
    var inputs: [ArtifactID] {
        [.fetched(source.id, part.id)]
            + (source.labels == nil ? [] : [.fetched(source.id, .labels)])
    }

    func run(in workspace: Workspace) throws {
        let fetched = try workspace.value(.fetched(source.id, part.id), as: Fetched.self)
        guard let fetched = fetched.part else {
            return workspace.put(Extracted(table: nil), as: output)
        }
        let labels = try self.labels(in: workspace)
        let table = try extract(fetched, labels: labels)
        workspace.put(Extracted(table: table), as: output)
    }

    private func labels(in workspace: Workspace) throws -> LabelsFile {
        guard let file = source.labels else { return LabelsFile(name: "") }
        guard
            let fetched = try workspace.value(.fetched(source.id, .labels), as: Fetched.self).part
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

    private func extract(_ fetched: FetchedPart, labels: LabelsFile) throws -> CellTable {
        let opened = try open(fetched)
        let input = PartInput(
            source: source,
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
        try source.layout.layout.read(input, into: &collector)
        try readToEnd(opened.bytes)
        return try collector.finish(rejectsAllowed: source.rejectsAllowed)
    }

    /// Reads what a layout left, notes for the most part: a checksum is checked at the very end.
    private func readToEnd(_ bytes: any ByteSource) throws {
        var rest = [UInt8](repeating: 0, count: 1 << 16)
        while try bytes.read(into: &rest, at: 0) > 0 {}
    }

    /// Opens a ZIP member, a gzip file or a plain file; a web page in its place is refused.
    private func open(_ fetched: FetchedPart) throws -> (name: String, bytes: any ByteSource) {
        let name = part.file.name
        if name.hasSuffix(".zip") {
            let archive = try naming(name, fetched.path) { try ZIPArchive(fetched.path) }
            let member = try naming(name, fetched.path) {
                try archive.member(matching: part.member ?? "*.csv")
            }
            let first = try naming(name, fetched.path) { try archive.open(member) }
            try refuseWebPage(first, name: "\(name)/\(member.name)")
            return (
                "\(name)/\(member.name)",
                RenamingSource(try archive.open(member), name, fetched.path)
            )
        }
        let file = try FileByteSource(fetched.path)
        if name.hasSuffix(".gz") {
            let bytes = try InflateByteSource(file, format: .gzip, name: name)
            return (name, RenamingSource(bytes, name, fetched.path))
        }
        try refuseWebPage(try FileByteSource(fetched.path), name: name)
        return (name, RenamingSource(file, name, fetched.path))
    }

    private func refuseWebPage(_ source: any ByteSource, name: String) throws {
        var start = [UInt8](repeating: 0, count: 256)
        let count = try source.read(into: &start, at: 0)
        let text = String(decoding: start[..<count], as: UTF8.self).lowercased()
        let first = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if first.hasPrefix("<!doctype html") || first.hasPrefix("<html") || first.hasPrefix("<?xml")
        {
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
        of source: Source,
        at path: String,
        labels: String? = nil,
        list: CharacteristicList,
        wanted: WantedCells,
        geographies: Set<Geography>
    ) throws -> CellTable? {
        let workspace = Workspace()
        workspace.put(Fetched(part: .unnoted(path)), as: .fetched(source.id, part.id))
        workspace.put(
            Fetched(part: labels.map(FetchedPart.unnoted)),
            as: .fetched(source.id, .labels)
        )
        let step = ExtractStep(
            source: source,
            part: part,
            list: list,
            wanted: wanted,
            geographies: geographies
        )
        try step.run(in: workspace)
        return try workspace.value(step.output, as: Extracted.self).table
    }
}

extension FetchedPart {
    /// A file that is read where it lies.
    fileprivate static func unnoted(_ path: String) -> FetchedPart {
        let snapshot = Snapshot(part: "", file: path, origin: path, time: "", bytes: 0, sha256: "")
        return FetchedPart(snapshot: snapshot, path: path)
    }
}

/// Errors about an object of the store name the file that was fetched, not the object.
private func naming<T>(_ name: String, _ path: String, _ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch var diagnostic as Diagnostic {
        diagnostic.message = diagnostic.message.replacing(path, with: name)
        diagnostic.span = diagnostic.span ?? SourceSpan(file: name, line: 1)
        throw diagnostic
    }
}

/// A byte source whose errors name the file that was fetched.
private final class RenamingSource: ByteSource {
    private let source: any ByteSource
    private let name: String
    private let path: String

    init(_ source: any ByteSource, _ name: String, _ path: String) {
        self.source = source
        self.name = name
        self.path = path
    }

    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        try naming(name, path) { try source.read(into: &buffer, at: offset) }
    }
}
