import Glibc
import PipelineEngine
import Synchronization

/// .lip/cache: what steps made, under the digest of its bytes.
///
/// Nothing here is synced to the disk: a file whose bytes are not those of its name is removed
/// when it is read, and made again.
package final class ArtifactCache: ArtifactStore {
    package let root: String
    private let files: FileLayer
    private let folders = Mutex<Set<String>>([])

    package init(root: String, files: FileLayer) {
        self.root = root
        self.files = files
    }

    package func path(_ digest: String) -> String { "\(folder(digest))/\(digest)" }

    private func folder(_ digest: String) -> String { "\(root)/\(digest.prefix(2))" }

    package func save(_ bytes: [UInt8]) throws -> String {
        let digest = SHA256.digest(bytes)
        if contains(digest) { return digest }
        let folder = folder(digest)
        if !folders.withLock({ $0.contains(folder) }) {
            try files.createFolder(folder)
            folders.withLock { _ = $0.insert(folder) }
        }
        try files.replaceUnsynced(path(digest), with: bytes)
        return digest
    }

    package func contains(_ digest: String) -> Bool {
        unsafe access(path(digest), R_OK) == 0
    }

    package func load(_ digest: String) throws -> [UInt8]? {
        guard contains(digest) else { return nil }
        let bytes = try readFile(path(digest))
        if SHA256.digest(bytes) == digest { return bytes }
        try files.removeUnpublished(path(digest))
        return nil
    }
}
