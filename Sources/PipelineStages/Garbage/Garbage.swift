package import DataStore
import FoundationEssentials
import IndicatorModel

/// A file or folder that nothing needs.
package struct Garbage: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// What a step made, and no step's last success.
        case artifact
        /// Bytes that no published version was made of and that no source has now.
        case snapshot
        /// What a process that is gone was writing.
        case unfinished
        /// A version that was written and never published.
        case unpublished
    }

    package let kind: Kind
    package let path: String
    package let bytes: Int
}

/// Finds what can be removed: nothing that was published, nothing that a published version was
/// made of, nothing that the next run would take from what earlier runs kept.
package struct GarbageCollector: Sendable {
    private let options: RunOptions
    private let files: FileLayer

    package init(_ options: RunOptions, files: FileLayer = FileLayer()) {
        self.options = options
        self.files = files
    }

    /// Lists the garbage, sorted by path.
    ///
    /// - Throws: `StateIsUsed` while a run is going on.
    package func find() throws -> [Garbage] {
        try withLock { try search() }
    }

    /// Removes the garbage, and returns what was removed.
    package func collect() throws -> [Garbage] {
        try withLock {
            let garbage = try search()
            for item in garbage { try files.removeUnpublished(item.path) }
            return garbage
        }
    }

    private func withLock<T>(_ body: () throws -> T) throws -> T {
        guard FileStamp(options.state) != nil else { return try body() }
        try files.createFolder("\(options.state)/locks")
        let lock = try StateLock(options.state, .sweep)
        defer { withExtendedLifetime(lock) {} }
        return try body()
    }

    private func search() throws -> [Garbage] {
        let datasets = folders(options.dataClean)
        let all =
            try artifacts() + snapshots(datasets) + unfinished(datasets)
            + unpublished(datasets)
        return all.sorted { $0.path < $1.path }
    }

    // MARK: - Kinds

    private func artifacts() throws -> [Garbage] {
        let kept = try Ledger.openIfThere(state: options.state)?.keptDigests() ?? []
        let root = "\(options.state)/cache"
        return folders(root).flatMap { folder in
            names("\(root)/\(folder)")
                .filter { $0.count == 64 && !kept.contains($0) }
                .map { garbage(.artifact, "\(root)/\(folder)/\($0)") }
        }
    }

    private func snapshots(_ datasets: [String]) throws -> [Garbage] {
        let kept = try NeededSnapshots(options).digests()
        let root = "\(options.dataRaw)/objects/sha256"
        return folders(root).flatMap { folder in
            names("\(root)/\(folder)")
                .filter { $0.count == 64 && !kept.contains($0) }
                .map { garbage(.snapshot, "\(root)/\(folder)/\($0)") }
        }
    }

    /// Files under temporary names, and folders of programs, whose process is gone: no run is
    /// going on.
    private func unfinished(_ datasets: [String]) throws -> [Garbage] {
        let cache = "\(options.state)/cache"
        let objects = "\(options.dataRaw)/objects/sha256"
        let places =
            folders(cache).map { "\(cache)/\($0)" }
            + folders(objects).map { "\(objects)/\($0)" } + ["\(options.dataRaw)/snapshots"]
            + ["\(options.dataRaw)/incoming"]
            + ["\(options.state)/footprints"]
            + datasets.map { "\(options.dataClean)/\($0)" }
        let temporary = places.flatMap { place in
            names(place).filter { $0.contains(".tmp-") }
                .map { garbage(.unfinished, "\(place)/\($0)") }
        }
        let work = "\(options.state)/work"
        return temporary + folders(work).map { garbage(.unfinished, "\(work)/\($0)") }
    }

    private func unpublished(_ datasets: [String]) throws -> [Garbage] {
        try datasets.flatMap { dataset -> [Garbage] in
            let store = ReleaseStore(root: "\(options.dataClean)/\(dataset)", files: files)
            let published = Set(try store.releases().map { String($0.version) })
            let versions = "\(options.dataClean)/\(dataset)/versions"
            return names(versions).filter { !published.contains($0) }
                .map { garbage(.unpublished, "\(versions)/\($0)") }
        }
    }

    // MARK: - Folders

    private func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    private func folders(_ folder: String) -> [String] {
        names(folder).filter { isFolder("\(folder)/\($0)") }
    }

    private func garbage(_ kind: Garbage.Kind, _ path: String) -> Garbage {
        let below = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        let sizes = below.compactMap { FileStamp("\(path)/\($0)")?.size }
        let own = FileStamp(path)?.size ?? 0
        return Garbage(kind: kind, path: path, bytes: below.isEmpty ? own : sizes.reduce(0, +))
    }
}
