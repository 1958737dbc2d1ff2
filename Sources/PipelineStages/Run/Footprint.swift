import CSVKernel
import DataStore
import FoundationEssentials
import IndicatorModel

/// All that the last complete run of a pipeline looked at, to see in a moment that nothing of it
/// has changed.
///
/// It says that a run would do nothing; when it does not, all is looked at in earnest. Deleting it
/// costs time, nothing else.
struct Footprint {
    /// What the run that left it ended with.
    struct Summary: Codable {
        let dataset: String
        let version: Int
        let steps: Int
        let observations: Int
        let highlights: [HighlightLine]
        let missing: [Missing]
        let missingKept: [Missing]

        struct Missing: Codable {
            let source: String
            let part: String
            let file: String

            init(_ missing: MissingPart) {
                source = missing.source.name
                part = missing.part.name
                file = missing.file
            }

            var missing: MissingPart? {
                guard let source = SourceID(source), let part = PartID(part) else { return nil }
                return MissingPart(source: source, part: part, file: file)
            }
        }
    }

    struct Entry {
        let path: String
        /// Nil when there was no such file.
        let stamp: FileStamp?
        /// Whether somebody else may change it; what was published is not changed.
        let isInput: Bool
    }

    let summary: Summary
    /// When it was begun to be taken, in nanoseconds since 1970.
    let taken: Int
    /// When a server is to be asked again, in nanoseconds since 1970; nil when never.
    let freshUntil: Int?
    let entries: [Entry]

    /// Whether every file is as it was, as far as can be told without reading it.
    func isUnchanged(now: Int) -> Bool {
        if let freshUntil, now >= freshUntil { return false }
        return entries.allSatisfy { entry in
            guard let stamp = entry.stamp else { return FileStamp(entry.path) == nil }
            if entry.isInput, stamp.isTooFresh(at: taken) { return false }
            return FileStamp(entry.path) == stamp
        }
    }

    // MARK: - In a file

    /// Where the footprint of a pipeline under some options is kept.
    static func path(_ state: String, pipeline: String, options: RunOptions) -> String {
        let executable = FileStamp("/proc/self/exe").map { "\($0)" } ?? ""
        let about = [
            pipeline, options.root, options.dataRaw, options.dataClean, options.mirror ?? "",
            options.isOffline ? "offline" : "",
            options.period?.name ?? "", liplineVersion, executable,
        ]
        let digest = SHA256.digest(Array(about.joined(separator: "\n").utf8)).prefix(16)
        return "\(state)/footprints/\(fileName(pipeline))-\(digest)"
    }

    static func read(_ path: String) -> Footprint? {
        guard let bytes = try? readFile(path) else { return nil }
        let lines = bytes.split(separator: ASCII.newline)
        guard lines.count >= 3,
            let summary = try? JSONDecoder().decode(Summary.self, from: Data(lines[0])),
            let taken = Int(String(decoding: lines[1], as: UTF8.self))
        else { return nil }
        var entries: [Entry] = []
        entries.reserveCapacity(lines.count)
        for line in lines.dropFirst(3) {
            guard let entry = Entry(line) else { return nil }
            entries.append(entry)
        }
        return Footprint(
            summary: summary,
            taken: taken,
            freshUntil: Int(String(decoding: lines[2], as: UTF8.self)),
            entries: entries
        )
    }

    func write(to path: String, _ files: FileLayer) throws {
        try files.createFolder(folder(of: path))
        var bytes =
            try jsonLine(summary) + Array("\(taken)\n\(freshUntil.map(String.init) ?? "-")\n".utf8)
        for entry in entries { bytes += Array(entry.line.utf8) }
        try files.replaceUnsynced(path, with: bytes)
    }
}

extension Footprint.Entry {
    /// `i 17 120 1700 1700 path` for an input, `p ...` for what was published, `- path` for none.
    fileprivate var line: String {
        guard let stamp else { return "- \(path)\n" }
        return "\(isInput ? "i" : "p") \(stamp.inode) \(stamp.size) \(stamp.modified) "
            + "\(stamp.changed) \(path)\n"
    }

    fileprivate init?(_ line: ArraySlice<UInt8>) {
        var rest = line
        func number() -> Int? {
            guard let space = rest.firstIndex(of: ASCII.space) else { return nil }
            var value = 0
            for byte in rest[..<space] {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                value = value &* 10 &+ Int(byte - UInt8(ascii: "0"))
            }
            rest = rest[(space + 1)...]
            return value
        }
        guard let kind = rest.first else { return nil }
        rest = rest.dropFirst(2)
        if kind == UInt8(ascii: "-") {
            self.init(path: String(decoding: rest, as: UTF8.self), stamp: nil, isInput: true)
            return
        }
        guard let inode = number(), let size = number(), let modified = number(),
            let changed = number()
        else { return nil }
        self.init(
            path: String(decoding: rest, as: UTF8.self),
            stamp: FileStamp(
                inode: UInt64(inode),
                size: size,
                modified: modified,
                changed: changed
            ),
            isInput: kind == UInt8(ascii: "i")
        )
    }
}
