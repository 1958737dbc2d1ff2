import FoundationEssentials
import Glibc
package import IndicatorModel

/// data-raw/incoming: the bytes of a part that have come so far.
///
/// They stay there when a process dies, so that the next one asks for the rest alone. Whoever has
/// the object holds the part: others wait.
package final class IncomingFile {
    /// What the bytes are the beginning of.
    package struct Origin: Codable, Hashable, Sendable {
        package let url: String
        package let etag: String?
        package let modified: String?
        /// Bytes that were not yet on the disk when the machine went down are not there.
        fileprivate var boot = ProcessIdentity.current.boot

        package init(url: String, etag: String?, modified: String?) {
            self.url = url
            self.etag = etag
            self.modified = modified
        }

        /// What a server can be asked whether it still has the same: a weak tag does not say that
        /// the bytes are the same (RFC 9110, 13.1.5).
        package var validator: String? {
            if let etag, !etag.hasPrefix("W/") { return etag }
            return modified
        }
    }

    package let path: String
    private let files: FileLayer
    private let lock: FileLock
    private let file: GrowingFile
    private var origin: Origin?

    private var notePath: String { "\(path).json" }

    /// Opens what has come of a part; waits while another process fetches it.
    ///
    /// `waiting` is called often then, and throws to wait no longer.
    package init(
        root: String,
        _ source: SourceID,
        _ part: PartID,
        files: FileLayer,
        waiting: () throws -> Void
    ) throws {
        self.files = files
        path = "\(root)/incoming/\(source).\(part)"
        try files.createFolder(folder(of: path))
        lock = try FileLock("\(path).lock", waiting: waiting)
        file = try files.grow(path)
        let noted = FileStamp(notePath) == nil ? nil : try? readFile(notePath)
        origin = noted.flatMap { try? JSONDecoder().decode(Origin.self, from: Data($0)) }
        if let origin, origin.boot != ProcessIdentity.current.boot { self.origin = nil }
    }

    package var size: Int { file.size }

    /// What can be gone on with: bytes of this URL that the server can be asked about.
    package func beginning(of url: String) -> (size: Int, validator: String)? {
        guard file.size > 0, let origin, origin.url == url, let validator = origin.validator else {
            return nil
        }
        return (file.size, validator)
    }

    /// Lets go what has come, and begins anew.
    package func begin(_ origin: Origin) throws {
        try file.empty()
        self.origin = origin
        try files.replaceUnsynced(notePath, with: jsonLine(origin))
    }

    package func append(_ bytes: ArraySlice<UInt8>) throws {
        try file.append(bytes)
    }

    /// All bytes have come: makes sure that the disk has them.
    package func finish() throws -> (digest: String, size: Int) {
        try file.sync()
        return try SHA256.digest(ofFile: path)
    }

    /// Removes what has come.
    package func discard() throws {
        try file.empty()
        try removeFiles()
    }

    func move(to object: String) throws {
        try files.makeReadOnly(path)
        try files.rename(path, to: object)
        try removeFiles()
    }

    private func removeFiles() throws {
        origin = nil
        for path in [path, notePath] where FileStamp(path) != nil {
            try files.removeUnpublished(path)
        }
    }
}
