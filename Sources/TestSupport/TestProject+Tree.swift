import DataStore
import FoundationEssentials

extension TestProject {
    /// Everything below a folder: files with their contents, links with what they point at.
    package func tree(_ folder: String) throws -> [String: [UInt8]] {
        var tree: [String: [UInt8]] = [:]
        let root = path(folder)
        guard FileManager.default.fileExists(atPath: root) else { return tree }
        for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
            let path = "\(root)/\(name)"
            if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
                tree[name] = Array("-> \(target)".utf8)
                continue
            }
            tree[name] = isFolder(path) ? [] : try readFile(path)
        }
        return tree
    }
}
