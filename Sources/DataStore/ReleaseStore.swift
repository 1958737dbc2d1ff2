import CSVKernel
import FoundationEssentials
import IndicatorModel

/// One line of `releases.jsonl`: a version that was published.
package struct Release: Codable, Hashable, Sendable {
    package let version: Int
    package let time: String
    package let run: String
    /// The digest of the version's SHA256SUMS, which has those of all its files.
    package let sha256sums: String
    /// The digest of the line before, or of nothing.
    package let previous: String
}

/// data-clean/<dataset>: versions that never change, the chain of releases, and `latest`.
///
/// A version is written whole under a name of its own, then gets its final name by one rename,
/// then its line in `releases.jsonl`; a version without a line was never published. `latest` is
/// moved last. A file `pinned` says that a rollback moved it, and which release was the last then:
/// a newer one ends it.
package struct ReleaseStore: Sendable {
    package let root: String
    private let files: FileLayer

    /// `root` is the folder of one dataset.
    package init(root: String, files: FileLayer) {
        self.root = root
        self.files = files
    }

    package func folder(_ version: Int) -> String { "\(root)/versions/\(version)" }

    /// All releases, oldest first; a chain that does not hold is an error.
    package func releases() throws -> [Release] {
        let path = "\(root)/releases.jsonl"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        var releases: [Release] = []
        var previous = ""
        for (index, line) in try readFile(path).split(separator: ASCII.newline).enumerated() {
            let span = SourceSpan(file: path, line: index + 1)
            guard let release = try? JSONDecoder().decode(Release.self, from: Data(line)) else {
                throw Diagnostic("store.bad-ledger", "this line is not a release", at: span)
            }
            guard release.previous == previous, release.version == index + 1 else {
                throw Diagnostic(
                    "store.broken-chain",
                    "release \(release.version) does not follow the line before it",
                    at: span,
                    hints: ["the file was edited: restore it from a backup"]
                )
            }
            previous = SHA256.digest(Array(line) + [ASCII.newline])
            releases.append(release)
        }
        return releases
    }

    /// The version that readers see, or nil before the first.
    package func latest() throws -> Int? {
        try linked ?? releases().last?.version
    }

    /// The version that `latest` points at; nil when there is no link.
    private var linked: Int? {
        let link = "\(root)/latest"
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: link))
            .flatMap { Int(fileName($0)) }
    }

    /// Whether a version is in the chain with this digest of its SHA256SUMS and on the disk, and
    /// readers have a link to follow.
    package func stands(_ version: Int, sums: String) -> Bool {
        guard let release = (try? releases())?.first(where: { $0.version == version }) else {
            return false
        }
        return release.sha256sums == sums && linked != nil
            && FileManager.default.fileExists(atPath: "\(folder(version))/SHA256SUMS")
    }

    /// Makes an empty folder to write the next version in, and removes what a dead run left.
    package func stage(_ version: Int) throws -> String {
        try files.createFolder("\(root)/versions")
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(root)/versions") {
            let isUnpublished = Int(name).map { $0 >= version } ?? true
            if isUnpublished { try files.removeUnpublished("\(root)/versions/\(name)") }
        }
        let path = "\(root)/versions/.next-\(version)"
        try files.createFolder(path)
        return path
    }

    /// Publishes what was staged: final name, line in the chain, `latest`.
    package func publish(
        _ staged: String,
        version: Int,
        time: String,
        run: String
    ) throws
        -> Release
    {
        let sums = try SHA256.digest(ofFile: "\(staged)/SHA256SUMS").digest
        for folder in try foldersOf(staged) { try files.sync(folder) }
        try files.rename(staged, to: folder(version))
        var lines: [UInt8] = []
        let path = "\(root)/releases.jsonl"
        if FileManager.default.fileExists(atPath: path) { lines = try readFile(path) }
        let last = lines.split(separator: ASCII.newline).last.map(Array.init)
        let release = Release(
            version: version,
            time: time,
            run: run,
            sha256sums: sums,
            previous: last.map { SHA256.digest($0 + [ASCII.newline]) } ?? ""
        )
        try files.replace(path, with: lines + jsonLine(release))
        try unpin()
        try pointLatest(to: version)
        return release
    }

    /// Finishes what a run that died between its release and `latest` left undone.
    package func recover() throws {
        guard let last = try releases().last?.version, try !isPinned() else { return }
        if linked != last { try pointLatest(to: last) }
        try unpin()
    }

    /// Moves `latest` to a version that was published, and keeps it there until the next one.
    package func rollBack(to version: Int) throws {
        let last = try releases().last?.version ?? 0
        try files.replace(pin, with: Array("\(version) of \(last)\n".utf8))
        try pointLatest(to: version)
    }

    private func pointLatest(to version: Int) throws {
        try files.pointLink("\(root)/latest", to: "versions/\(version)")
    }

    /// Says that `latest` was moved on purpose.
    private var pin: String { "\(root)/pinned" }

    /// Whether `latest` was moved on purpose, and nothing was published since.
    private func isPinned() throws -> Bool {
        guard FileManager.default.fileExists(atPath: pin) else { return false }
        let words = String(decoding: try readFile(pin), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace)
        // A pin of one number is as good as one of the last release.
        guard words.count == 3, let last = Int(words[2]) else { return true }
        return try releases().last?.version == last
    }

    private func unpin() throws {
        if FileManager.default.fileExists(atPath: pin) { try files.removeUnpublished(pin) }
    }

    private func foldersOf(_ path: String) throws -> [String] {
        var folders = [path]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            let child = "\(path)/\(name)"
            if isFolder(child) { folders.append(child) }
        }
        return folders
    }

    /// What differs between a published version and its SHA256SUMS, and between that and the chain.
    package func verify(_ release: Release) throws -> [String] {
        let folder = folder(release.version)
        let sumsPath = "\(folder)/SHA256SUMS"
        guard FileManager.default.fileExists(atPath: sumsPath) else {
            return ["version \(release.version) has no SHA256SUMS"]
        }
        var problems: [String] = []
        if try SHA256.digest(ofFile: sumsPath).digest != release.sha256sums {
            problems.append("SHA256SUMS is not the one that was published")
        }
        let isList = problems.isEmpty
        var named: Set<String> = ["SHA256SUMS"]
        for line in String(decoding: try readFile(sumsPath), as: UTF8.self).split(separator: "\n") {
            let digest = line.prefix(64)
            let name = String(line.dropFirst(66))
            let path = "\(folder)/\(name)"
            named.insert(name)
            if !FileManager.default.fileExists(atPath: path) {
                problems.append("\(name) is missing")
            } else if try SHA256.digest(ofFile: path).digest != digest {
                problems.append("\(name) has changed")
            }
        }
        // A list that is not the one that was published says nothing of what was added.
        guard isList else { return problems }
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        where !named.contains(name) && !isFolder("\(folder)/\(name)") {
            problems.append("\(name) was added")
        }
        return problems
    }
}
