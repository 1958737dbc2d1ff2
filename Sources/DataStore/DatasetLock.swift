import FoundationEssentials
import Glibc
import IndicatorModel

/// The right to change a file that several runs and steps add to; waits until it is free.
final class FileLock {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw WriteFailure("create", path) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(descriptor)
                throw WriteFailure("lock", path)
            }
        }
    }

    deinit {
        close(descriptor)
    }
}

/// The right to publish one dataset, which the kernel takes back when its owner dies.
package final class DatasetLock {
    private let descriptor: Int32

    /// Takes the lock, or throws `DatasetIsLocked` when another run holds it.
    package init(dataset: String, state: String, files: FileLayer) throws {
        try files.createFolder("\(state)/locks")
        let path = "\(state)/locks/\(dataset).lock"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw WriteFailure("create", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? readFile(path)).map { String(decoding: $0, as: UTF8.self) }
            close(descriptor)
            throw DatasetIsLocked(dataset: dataset, holder: holder ?? "")
        }
        let owner = Array("process \(getpid())".utf8)
        ftruncate(descriptor, 0)
        // SAFETY: write reads the bytes given and keeps no pointer.
        _ = unsafe owner.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    }

    deinit {
        close(descriptor)
    }
}

/// Another run is publishing this dataset.
package struct DatasetIsLocked: Error {
    package let dataset: String
    /// Who holds it, as the owner wrote.
    package let holder: String
}
