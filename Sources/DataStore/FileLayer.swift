import FoundationEssentials
import Glibc
package import IndicatorModel
import Synchronization

/// The one way anything is written: whole or not at all, under a name that nobody reads before.
///
/// Every write, fsync, rename, link and commit of Lipline goes through this type, so that each can
/// be made to fail, or to be the last thing that a process does.
package struct FileLayer: Sendable {
    /// Called before each operation with its name; throwing stands for a failing disk.
    private let before: @Sendable (Operation) throws -> Void
    /// Whether `before` is also called in the middle of each write.
    private let splitsWrites: Bool

    package enum Operation: String, Sendable, CaseIterable {
        case createFolder, write, sync, rename, link, remove, commit
    }

    package init(
        splitsWrites: Bool = false,
        before: @escaping @Sendable (Operation) throws -> Void = { _ in }
    ) {
        self.splitsWrites = splitsWrites
        self.before = before
    }

    /// A number that no other temporary name of this process has.
    private static func number() -> Int {
        counter.wrappingAdd(1, ordering: .relaxed).newValue
    }

    private static let counter = Atomic<Int>(0)

    /// Makes a folder and those above it.
    package func createFolder(_ path: String) throws {
        try before(.createFolder)
        try makeFolder(path)
    }

    private func makeFolder(_ path: String) throws {
        if unsafe mkdir(path, 0o777) == 0 { return }
        var reason = errno
        let above = folder(of: path)
        if reason == ENOENT, above != path, !path.isEmpty {
            try makeFolder(above)
            if unsafe mkdir(path, 0o777) == 0 { return }
            reason = errno
        }
        guard isFolder(path) else {
            throw WriteFailure("create folder", path, systemMessage(reason))
        }
    }

    /// Writes a new file and syncs it; nobody may read it under this name before it is whole.
    package func write(_ bytes: [UInt8], to path: String, permissions: UInt32 = 0o644) throws {
        try before(.write)
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, permissions)
        guard descriptor >= 0 else { throw WriteFailure("create", path) }
        defer { close(descriptor) }
        try writeAll(bytes, to: descriptor, path)
        try before(.sync)
        guard fsync(descriptor) == 0 else { throw WriteFailure("sync", path) }
    }

    private func writeAll(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
        var bytes = bytes
        if splitsWrites, bytes.count > 1 {
            _ = writeWhole(Array(bytes[..<(bytes.count / 2)]), to: descriptor)
            bytes.removeFirst(bytes.count / 2)
            try before(.write)
        }
        let reason = writeWhole(bytes, to: descriptor)
        if reason != 0 { throw WriteFailure("write", path, systemMessage(reason)) }
    }

    /// Writes a file under a temporary name, syncs it, and puts it in place by one rename.
    package func replace(_ path: String, with bytes: [UInt8], permissions: UInt32 = 0o644) throws {
        try withTemporaryName(path) { temporary in
            try write(bytes, to: temporary, permissions: permissions)
            try rename(temporary, to: path)
        }
    }

    /// Writes a file under a temporary name and puts it in place, without waiting for the disk.
    ///
    /// For what is checked when it is read, and can be made again.
    package func replaceUnsynced(_ path: String, with bytes: [UInt8]) throws {
        try withTemporaryName(path) { temporary in
            try before(.write)
            let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw WriteFailure("create", temporary) }
            defer { close(descriptor) }
            try writeAll(bytes, to: descriptor, temporary)
            try before(.rename)
            guard unsafe Glibc.rename(temporary, path) == 0 else {
                throw WriteFailure("rename", path)
            }
        }
    }

    /// Adds a line to a file that only grows, and syncs it.
    ///
    /// A line that an earlier process did not finish is cut off first; one that this process
    /// cannot finish is taken back.
    package func append(line: [UInt8], to path: String) throws {
        try before(.write)
        let isNew = unsafe access(path, F_OK) != 0
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw WriteFailure("create", path) }
        defer { close(descriptor) }
        let size = try cutUnfinishedLine(descriptor, path)
        do {
            try writeAll(line, to: descriptor, path)
            try before(.sync)
            guard fsync(descriptor) == 0 else { throw WriteFailure("sync", path) }
        } catch {
            ftruncate(descriptor, off_t(size))
            throw error
        }
        if isNew { try sync(folder(of: path)) }
    }

    /// Opens a file that grows while it is fetched; nobody reads it under this name.
    package func grow(_ path: String) throws -> GrowingFile {
        try before(.write)
        return try GrowingFile(path, files: self)
    }

    /// Adds bytes to an open file, as far as the disk takes them.
    func append(_ bytes: ArraySlice<UInt8>, to descriptor: Int32, _ path: String) throws {
        try before(.write)
        let reason = writeWhole(Array(bytes), to: descriptor)
        if reason != 0 { throw WriteFailure("write", path, systemMessage(reason)) }
    }

    func cut(_ descriptor: Int32, to size: Int, _ path: String) throws {
        try before(.write)
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw WriteFailure("cut", path) }
    }

    func sync(_ descriptor: Int32, _ path: String) throws {
        try before(.sync)
        guard fsync(descriptor) == 0 else { throw WriteFailure("sync", path) }
    }

    /// Cuts off what stands behind the last line end; returns the size that is left.
    private func cutUnfinishedLine(_ descriptor: Int32, _ path: String) throws -> Int {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        var end = size
        while end > 0 {
            var byte: UInt8 = 0
            // SAFETY: pread writes one byte to the variable.
            guard unsafe pread(descriptor, &byte, 1, off_t(end - 1)) == 1 else {
                throw WriteFailure("read", path)
            }
            if byte == UInt8(ascii: "\n") { break }
            end -= 1
        }
        if end < size, ftruncate(descriptor, off_t(end)) != 0 { throw WriteFailure("cut", path) }
        return end
    }

    /// Commits a transaction of a database that syncs its own files.
    package func commit(_ body: () throws -> Void) throws {
        try before(.commit)
        try body()
    }

    /// Gives a name that nobody else uses, and removes what stands under it when `body` throws.
    private func withTemporaryName<T>(_ path: String, _ body: (String) throws -> T) throws -> T {
        let temporary = "\(path).tmp-\(getpid())-\(Self.number())"
        do {
            return try body(temporary)
        } catch {
            unsafe unlink(temporary)
            throw error
        }
    }

    /// Copies a file in pieces under a temporary name, syncs it, and puts it in place.
    ///
    /// Returns false, and leaves nothing, when the bytes are not those of `digest`.
    package func copy(
        _ from: String,
        to path: String,
        digest: String,
        permissions: UInt32
    ) throws -> Bool {
        try withTemporaryName(path) { temporary in
            guard try copy(from, to: temporary, permissions) == digest else {
                unsafe unlink(temporary)
                return false
            }
            try rename(temporary, to: path)
            return true
        }
    }

    private func copy(_ from: String, to path: String, _ permissions: UInt32) throws -> String {
        try before(.write)
        let source = try FileByteSource(from)
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, permissions)
        guard descriptor >= 0 else { throw WriteFailure("create", path) }
        defer { close(descriptor) }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while case let count = try source.read(into: &buffer, at: 0), count > 0 {
            hash.update(buffer.span.extracting(0..<count))
            let piece = count == buffer.count ? buffer : Array(buffer[..<count])
            try writeAll(piece, to: descriptor, path)
        }
        try before(.sync)
        guard fsync(descriptor) == 0 else { throw WriteFailure("sync", path) }
        return hash.finish()
    }

    /// Overwrites bytes of a file that has no final name yet, and syncs it.
    package func overwrite(_ path: String, at offset: Int, with bytes: [UInt8]) throws {
        try before(.write)
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw WriteFailure("open", path) }
        defer { close(descriptor) }
        guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
            throw WriteFailure("write", path)
        }
        try writeAll(bytes, to: descriptor, path)
        try before(.sync)
        guard fsync(descriptor) == 0 else { throw WriteFailure("sync", path) }
    }

    /// Lets nobody write to a file any more.
    package func makeReadOnly(_ path: String) throws {
        try before(.write)
        guard unsafe chmod(path, 0o444) == 0 else { throw WriteFailure("protect", path) }
    }

    /// Syncs what was written by somebody else, such as a library.
    package func sync(_ path: String) throws {
        try before(.sync)
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw WriteFailure("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw WriteFailure("sync", path) }
    }

    /// Gives a file or folder its final name, and syncs the folder it stands in.
    package func rename(_ from: String, to path: String) throws {
        try before(.rename)
        guard unsafe Glibc.rename(from, path) == 0 else { throw WriteFailure("rename", path) }
        try sync(folder(of: path))
    }

    /// Gives a file a second name, or copies it where the file system cannot.
    package func linkOrCopy(_ from: String, to path: String) throws {
        try before(.link)
        if unsafe link(from, path) == 0 { return }
        guard errno == EXDEV || errno == EPERM || errno == EMLINK || errno == ENOTSUP else {
            throw WriteFailure("link", path)
        }
        try write(readFile(from), to: path)
    }

    /// Points a symbolic link at `target`, by one rename.
    package func pointLink(_ path: String, to target: String) throws {
        try withTemporaryName(path) { temporary in
            unsafe unlink(temporary)
            try before(.link)
            guard unsafe symlink(target, temporary) == 0 else { throw WriteFailure("link", path) }
            try rename(temporary, to: path)
        }
    }

    /// Removes a folder that was never published, with all that is in it.
    package func removeUnpublished(_ path: String) throws {
        try before(.remove)
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            let reason = ((error as? CocoaError)?.underlying as? POSIXError)?.code.rawValue
            throw WriteFailure("remove", path, reason.map(systemMessage) ?? "\(error)")
        }
    }
}

/// A write that the operating system refused.
package struct WriteFailure: Error {
    package let action: String
    package let path: String
    package let reason: String

    init(_ action: String, _ path: String, _ reason: String? = nil) {
        self.action = action
        self.path = path
        self.reason = reason ?? systemMessage(errno)
    }

    /// A write that fails in a test, as the operating system says it with an error number.
    package init(_ action: String, _ path: String, errorNumber: Int32) {
        self.init(action, path, systemMessage(errorNumber))
    }

    package var diagnostic: Diagnostic {
        Diagnostic(
            "store.cannot-write",
            "cannot \(action) `\(path)`: \(reason)",
            hints: ["free space or correct the permissions, then run again: nothing was lost"]
        )
    }
}

/// The bytes of a whole file.
package func readFile(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
        throw Diagnostic("store.cannot-read", "`\(path)` is missing or cannot be read")
    }
    return Array(data)
}

/// The bytes of a file from a place on.
func readFile(_ path: String, from start: Int) throws -> [UInt8] {
    let file = try FileByteSource(path, from: start)
    var bytes = [UInt8](repeating: 0, count: max(0, file.size - start))
    var count = 0
    while case let read = try file.read(into: &bytes, at: count), read > 0 { count += read }
    return Array(bytes[..<count])
}

/// What the operating system says about an error number.
func systemMessage(_ number: Int32) -> String {
    // SAFETY: strerror returns a string that ends with 0; it is copied at once.
    unsafe String(cString: strerror(number))
}
