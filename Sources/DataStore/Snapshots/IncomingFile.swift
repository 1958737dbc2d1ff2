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
        /// Where the bytes came from in the end.
        package let finalURL: String
        /// The head of the answer, as far as it matters.
        package let headers: [String: String]
        /// Bytes that were not yet on the disk when the machine went down are not there.
        fileprivate var boot = ProcessIdentity.current.boot

        package init(url: String, finalURL: String, headers: [String: String]) {
            self.url = url
            self.finalURL = finalURL
            self.headers = headers
        }

        /// Whether the bytes came as they are kept: ranges and lengths are of bytes as they come.
        private var isPlain: Bool {
            headers["content-encoding"].map { $0 == "identity" } ?? true
        }

        /// What a server can be asked whether it still has the same: a weak tag does not say that
        /// the bytes are the same (RFC 9110, 13.1.5).
        package var validator: String? {
            guard isPlain else { return nil }
            if let etag = headers["etag"], !etag.hasPrefix("W/") { return etag }
            return headers["last-modified"]
        }

        /// How many bytes there are, where the server said so.
        fileprivate var length: Int? {
            isPlain ? headers["content-length"].flatMap { Int($0) } : nil
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
        guard file.size > 0, let origin, origin.url == url, let validator = origin.validator,
            origin.length.map({ file.size < $0 }) ?? true
        else { return nil }
        return (file.size, validator)
    }

    /// The head that all bytes of this URL came with, when they have come, and the server can be
    /// asked whether they are still the same.
    package func whole(of url: String) -> Origin? {
        guard file.size > 0, let origin, origin.url == url, origin.validator != nil,
            origin.length == file.size
        else { return nil }
        return origin
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

    /// Lets go what has come, which is of no use; it may begin anew.
    package func reset() throws {
        try file.empty()
        try removeNote()
    }

    /// Removes what has come; nothing may be added after that.
    package func discard() throws {
        try file.empty()
        try removeNote()
        try files.removeUnpublished(path)
    }

    func move(to object: String) throws {
        try files.makeReadOnly(path)
        try files.rename(path, to: object)
        try removeNote()
    }

    private func removeNote() throws {
        origin = nil
        if FileStamp(notePath) != nil { try files.removeUnpublished(notePath) }
    }
}
