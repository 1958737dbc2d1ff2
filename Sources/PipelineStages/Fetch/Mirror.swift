import DataStore
import FoundationEssentials
import IndicatorModel

/// A folder that holds official files anywhere below it.
package struct Mirror: Sendable {
    package let folder: String
    /// Paths below the folder, by the name of the file.
    private let paths: [String: [String]]

    package init(_ folder: String) throws {
        self.folder = folder
        try Self.requireFolder(folder)
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
        paths = Dictionary(grouping: files.sorted()) { path in
            fileName(path)
        }
    }

    static func requireFolder(_ folder: String) throws {
        guard isFolder(folder) else {
            throw Diagnostic(
                "fetch.no-mirror",
                "the mirror `\(folder)` is not a folder",
                hints: ["give `--mirror` a folder that holds the official files"]
            )
        }
    }

    /// The one file of this name; the name may begin with folders it stands in.
    package func file(_ name: String) throws -> String? {
        let found = (paths[fileName(name)] ?? []).filter { $0 == name || $0.hasSuffix("/\(name)") }
        if found.count > 1 {
            throw Diagnostic(
                "fetch.ambiguous-file",
                "the mirror has more than one `\(name)`: \(listed(found))",
                hints: ["put the folder before the name in `file:` of config/sources"]
            )
        }
        return found.first.map { "\(folder)/\($0)" }
    }
}
