import FoundationEssentials
import Glibc

/// What the file system tells of a file without reading it; a file that is written to gets
/// another one.
package struct FileStamp: Hashable, Sendable {
    package let inode: UInt64
    package let size: Int
    /// When the content changed last, in nanoseconds since 1970.
    package let modified: Int
    /// When anything about the file changed last; no program can set it back.
    package let changed: Int

    package init(inode: UInt64, size: Int, modified: Int, changed: Int) {
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }

    /// The stamp of a file or folder; nil when there is none.
    package init?(_ path: String) {
        var status = stat()
        // SAFETY: stat fills the structure it is given and keeps no pointer.
        guard unsafe stat(path, &status) == 0 else { return nil }
        inode = UInt64(status.st_ino)
        size = Int(status.st_size)
        modified = nanoseconds(status.st_mtim)
        changed = nanoseconds(status.st_ctim)
    }

    /// Whether a write just after `time` could leave the stamp as it is, because clocks of file
    /// systems move in steps: of 2 s on the coarsest.
    package func isTooFresh(at time: Int) -> Bool {
        changed > time - 2_000_000_000
    }
}

private func nanoseconds(_ time: timespec) -> Int {
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// The time of day, in nanoseconds since 1970.
package func wallClock() -> Int {
    var time = timespec()
    // SAFETY: clock_gettime fills the structure it is given.
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
}

/// Whether there is a folder of this name.
package func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
}

/// Whether there is something of this name that is no folder.
package func isFile(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path) && !isFolder(path)
}
