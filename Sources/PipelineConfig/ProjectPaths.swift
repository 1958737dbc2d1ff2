import IndicatorModel

/// Folders of the project that only Lipline writes.
enum ReservedFolder: String, CaseIterable {
    case published = "data-clean"
    case objects = "data-raw/objects"
    case snapshots = "data-raw/snapshots"
    case state = ".lip"

    /// The folder that a path is in, or is.
    init?(of path: String) {
        guard let folder = Self.allCases.first(where: { "\(path)/".hasPrefix("\($0.rawValue)/") })
        else { return nil }
        self = folder
    }
}

extension YAMLValue {
    /// A path of a file below the project, in its one spelling; anything else is reported.
    var projectPath: String? {
        guard let path = string else { return nil }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if !parts.contains(where: { ["", ".", ".."].contains($0) }) { return path }
        let hint = "write it from the project's folder, without `.` and `..`"
        report.add(
            .general("bad-path", "`\(path)` is not a path below the project", self, hints: [hint])
        )
        return nil
    }

    /// A path below the project that a steward's program may write; anything else is reported.
    var writablePath: String? {
        guard let path = projectPath else { return nil }
        guard let folder = ReservedFolder(of: path) else { return path }
        let message = "`\(path)` cannot be written: only Lipline writes to `\(folder.rawValue)`"
        let hint = "write to another folder, such as `data-local`"
        report.add(.general("reserved-path", message, self, hints: [hint]))
        return nil
    }
}

extension PipelineReader {
    /// A path that a program may read: of what is published, only the latest of this dataset.
    func readInputPath(_ value: YAMLValue) -> String? {
        guard let path = value.projectPath else { return nil }
        if ReservedFolder(of: path) != .published || isPublished(path) { return path }
        let message = "`\(path)` is not of the latest version of `\(dataset)`"
        let hint = "a program may read `\(latest)...`, and then runs after publishing"
        report.add(.general("reserved-path", message, value, hints: [hint]))
        return nil
    }

    /// Whether a path is of the version that the pipeline publishes.
    func isPublished(_ path: String) -> Bool { path.hasPrefix(latest) }

    private var latest: String { "\(ReservedFolder.published.rawValue)/\(dataset)/latest/" }

    /// The file of run metrics: a writable path below the project, or an absolute path.
    func readMetrics(_ value: YAMLValue) -> String? {
        value.rawText.hasPrefix("/") ? value.rawText : value.writablePath
    }
}
