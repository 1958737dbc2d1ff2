import FoundationEssentials

/// A program that tests hold our files against, where it is installed.
package enum InstalledTool {
    /// Where `.ci/run` puts what it fetches.
    private static let ownFolder = "\(RealFiles.project)/.build/tools/bin"

    /// The path of a program: in the folder that continuous integration fills, else in PATH.
    package static func path(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return ([ownFolder] + path.split(separator: ":").map(String.init))
            .map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
