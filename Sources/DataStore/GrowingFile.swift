import Glibc

/// A file that bytes are added to as they come, and that keeps those it has when its process dies.
package final class GrowingFile {
    package let path: String
    package private(set) var size: Int
    private let descriptor: Int32
    private let files: FileLayer

    /// Opens the file, or makes it.
    init(_ path: String, files: FileLayer) throws {
        self.path = path
        self.files = files
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        size = 0
        guard descriptor >= 0 else { throw WriteFailure("create", path) }
        size = max(0, Int(lseek(descriptor, 0, SEEK_END)))
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    package func append(_ bytes: ArraySlice<UInt8>) throws {
        if bytes.isEmpty { return }
        try files.append(bytes, to: descriptor, path)
        size += bytes.count
    }

    /// Lets all that it has go.
    package func empty() throws {
        try files.cut(descriptor, to: 0, path)
        size = 0
    }

    package func sync() throws {
        try files.sync(descriptor, path)
    }
}
