import CSVKernel
import DataStore
import IndicatorModel

/// Opens files that came from publishers, and refuses those that are not what they seem.
struct FileOpener {
    let limits: ArchiveLimits
    let checkpoint: () throws -> Void

    func watch(_ source: any ByteSource) -> WatchedBytes { WatchedBytes(source, checkpoint) }

    /// What a file is, when that is what its name promises.
    func kind(of path: String, name: String) throws -> FileKind {
        let bytes = try RewoundBytes(try open(path), sample: FileKind.sampleSize)
        var kind = FileKind(bytes.start)
        // Blanks at the beginning may be all that was looked at.
        if kind == .empty, !bytes.isWhole { kind = .text }
        try hold(kind, bytes.start, to: name, shown: name)
        return kind
    }

    func open(_ path: String) throws -> any ByteSource { try FileByteSource(path) }

    func openGzip(_ path: String, name: String) throws -> any ByteSource {
        let file = try FileByteSource(path)
        let limit = ExpansionLimit(limits, compressed: file.size)
        return try InflateByteSource(file, format: .gzip, name: name, limit: limit)
    }

    /// Throws unless a kind is what a name promises.
    func hold(
        _ kind: FileKind,
        _ start: ArraySlice<UInt8>,
        to name: String,
        shown: String
    ) throws {
        if kind == .empty { throw Self.empty("`\(shown)` is empty") }
        let promise = FilePromise(name)
        if promise.kinds.contains(kind) { return }
        let excerpt = PageExcerpt(start.prefix(FileKind.sampleSize), kind: kind).text
        throw Diagnostic(
            "fetch.not-what-it-says",
            "`\(shown)` is \(kind.noun), not \(promise.noun)"
                + (excerpt.isEmpty ? "" : ": \"\(excerpt)\""),
            hints: [
                [.html, .xml, .json].contains(kind)
                    ? "the server sent a message instead of the file: look at the URL in a browser"
                    : "correct the name of the file, or its URL"
            ]
        )
    }

    static func empty(_ message: String) -> Diagnostic {
        Diagnostic("fetch.empty", message, hints: ["fetch the file again"])
    }
}

/// Runs `body`; errors about a path name the file that a person knows.
func withName<Result>(
    _ name: String,
    insteadOf path: String,
    _ body: () throws -> Result
) throws -> Result {
    do {
        return try body()
    } catch var diagnostic as Diagnostic {
        diagnostic.message = diagnostic.message.replacing(path, with: name)
        throw diagnostic
    }
}
