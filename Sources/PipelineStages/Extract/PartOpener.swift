import CSVKernel
import DataStore
import IndicatorModel
import PipelineEngine

/// Opens the file of a part as the bytes that a layout reads.
struct PartOpener {
    let source: Source
    let part: SourcePart

    /// Opens a ZIP member, a gzip file or a plain file; a web page in its place is refused.
    ///
    /// `pattern` says which member, in place of what the part says.
    func open(
        _ fetched: FetchedPart,
        _ context: StepContext,
        member pattern: String? = nil
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
                try archive.member(matching: pattern ?? part.member ?? "*.csv")
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

extension ByteSource {
    /// Reads what a layout left, notes for the most part: a checksum is checked at the very end.
    func readToEnd() throws {
        var rest = [UInt8](repeating: 0, count: 1 << 16)
        while try read(into: &rest, at: 0) > 0 {}
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
