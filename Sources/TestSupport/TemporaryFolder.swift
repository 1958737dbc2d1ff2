import FoundationEssentials

/// A folder that is removed with all it holds when its owner lets go of it.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws {
        let base = FileManager.default.temporaryDirectory.path
        path =
            "\(base.hasSuffix("/") ? String(base.dropLast()) : base)/lipline-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
