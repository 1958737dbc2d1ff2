import DataStore
import FoundationEssentials
import IndicatorModel

/// Where official files are taken from in the place of their servers.
package enum Mirror: Sendable {
    /// A folder that holds them anywhere below it, by their names.
    case folder(MirrorFolder)
    /// A server that has them under the host and path of their URLs:
    /// `https://www12.statcan.gc.ca/a.zip` is `BASE/www12.statcan.gc.ca/a.zip` there.
    case server(String)

    /// - Throws: `fetch.no-mirror` when it is neither a folder nor the URL of a server.
    package init(_ text: String) throws {
        self =
            isServer(text)
            ? .server(text.last == "/" ? String(text.dropLast()) : text)
            : .folder(try MirrorFolder(text))
    }

    /// Refuses a mirror that is not there.
    static func check(_ text: String) throws {
        if !isServer(text) { try MirrorFolder.require(text) }
    }

    /// Where a server has what a URL names.
    func address(of url: String) -> String {
        guard case .server(let base) = self, let scheme = url.firstRange(of: "://") else {
            return url
        }
        return "\(base)/\(url[scheme.upperBound...])"
    }
}

private func isServer(_ text: String) -> Bool {
    text.hasPrefix("http://") || text.hasPrefix("https://")
}

/// A folder that holds official files anywhere below it.
package struct MirrorFolder: Sendable {
    package let path: String
    /// Paths below the folder, by the name of the file.
    private let paths: [String: [String]]

    package init(_ path: String) throws {
        self.path = path
        try Self.require(path)
        let files = try FileManager.default.subpathsOfDirectory(atPath: path)
        paths = Dictionary(grouping: files.sorted(), by: fileName)
    }

    static func require(_ path: String) throws {
        guard isFolder(path) else {
            throw Diagnostic(
                "fetch.no-mirror",
                "the mirror `\(path)` is not a folder",
                hints: [
                    "give `--mirror` a folder that holds the official files, or the URL of a "
                        + "server that has them"
                ]
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
        return found.first.map { "\(path)/\($0)" }
    }
}
