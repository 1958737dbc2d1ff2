import Synchronization

/// The digests of files, which are read again only when their stamp has changed.
package final class FileDigests: Sendable {
    /// A digest, and the stamp the file had when it was read.
    package struct Entry: Hashable, Sendable {
        package let stamp: FileStamp
        package let digest: String
        /// When it was read, in nanoseconds since 1970.
        package let read: Int

        package init(stamp: FileStamp, digest: String, read: Int) {
            self.stamp = stamp
            self.digest = digest
            self.read = read
        }
    }

    private struct State {
        var known: [String: Entry]
        var news: [String: Entry] = [:]
    }

    private let state: Mutex<State>
    /// Reads every file again, whatever its stamp.
    private let verifies: Bool

    package init(_ known: [String: Entry] = [:], verifies: Bool = false) {
        state = Mutex(State(known: known))
        self.verifies = verifies
    }

    /// The digest and size of a file; nil when there is no such file.
    package func digest(of path: String) throws -> (digest: String, size: Int)? {
        guard let stamp = FileStamp(path) else { return nil }
        let (entry, isNew) = state.withLock { state in
            (state.news[path] ?? state.known[path], state.news[path] != nil)
        }
        if let entry, entry.stamp == stamp, isNew || !verifies,
            !stamp.isTooFresh(at: entry.read)
        {
            return (entry.digest, stamp.size)
        }
        let read = wallClock()
        let (digest, size) = try SHA256.digest(ofFile: path)
        state.withLock { $0.news[path] = Entry(stamp: stamp, digest: digest, read: read) }
        return (digest, size)
    }

    /// What was read anew, for the ledger.
    package var news: [String: Entry] { state.withLock { $0.news } }
}
