import CSVKernel
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
            // A class that throws when all of it is set runs its deinit, which closes.
            guard errno == EINTR else { throw WriteFailure("lock", path) }
        }
    }

    /// Waits for the lock without being deaf to the world: `waiting` is called every 50 ms, and
    /// throws to wait no longer.
    init(_ path: String, waiting: () throws -> Void) throws {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw WriteFailure("create", path) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EINTR || errno == EWOULDBLOCK else { throw WriteFailure("lock", path) }
            try waiting()
            usleep(50_000)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}

/// Who holds a dataset, as the lock file says.
package struct LockOwner: Codable, Hashable, Sendable {
    package let run: String
    package let process: ProcessIdentity
    /// When the run took the lock.
    package let since: String
    /// What it was doing when it last said so.
    package var stage: String

    /// The owner of a lock that is taken now.
    package init(
        run: String,
        process: ProcessIdentity = .current,
        since: String,
        stage: String = "plan"
    ) {
        self.run = run
        self.process = process
        self.since = since
        self.stage = stage
    }
}

/// Another run holds this dataset.
package struct DatasetIsLocked: Error {
    package let dataset: String
    /// Nil when the lock file does not say.
    package let owner: LockOwner?
    /// How long was waited for it, in seconds.
    package let waited: Int?

    package var rendered: String {
        var text = "error[run.locked]: another run holds dataset `\(dataset)`"
        if let owner {
            text =
                "error[run.locked]: run \(owner.run) holds dataset `\(dataset)` since "
                + "\(owner.since): process \(owner.process.pid) on \(owner.process.host), in stage "
                + owner.stage
        }
        if let waited { text += "; waited \(waited) s for it" }
        return text + "\nhint: wait for it with `--wait`, or leave quietly with `--skip-if-running`"
    }
}

/// The right to publish one dataset, which the kernel takes back when its owner dies.
///
/// The file says who holds it; what it says counts only while the lock is held.
package final class DatasetLock: Sendable {
    private let descriptor: Int32
    private let owner: LockOwner
    /// Keeps the collector of garbage away.
    private let use: StateLock

    /// Takes the lock, or throws `DatasetIsLocked` when another run holds it and goes on to.
    ///
    /// `patience` is how long to wait, in seconds; `isStopped` ends the waiting.
    package init(
        dataset: String,
        state: String,
        owner: LockOwner,
        files: FileLayer,
        patience: Int = 0,
        isStopped: () -> Bool = { false }
    ) throws {
        try files.createFolder("\(state)/locks")
        use = try StateLock(state, .use)
        let path = Self.path(dataset, state)
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        self.owner = owner
        guard descriptor >= 0 else { throw WriteFailure("create", path) }
        let start = ContinuousClock.now
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            let waited = ContinuousClock.now - start
            if reason == EINTR, !isStopped() { continue }
            guard reason == EWOULDBLOCK || reason == EINTR else {
                throw WriteFailure("lock", path, systemMessage(reason))
            }
            guard waited < .seconds(patience), !isStopped() else {
                throw DatasetIsLocked(
                    dataset: dataset,
                    owner: Self.owner(dataset, state),
                    waited: patience > 0 ? Int(waited.components.seconds) : nil
                )
            }
            usleep(20_000)
        }
        note(owner)
    }

    deinit {
        close(descriptor)
    }

    /// Says what the owner is doing now.
    package func note(stage: String) {
        var owner = owner
        owner.stage = stage
        note(owner)
    }

    /// Who was last known to hold the dataset.
    package static func owner(_ dataset: String, _ state: String) -> LockOwner? {
        guard let bytes = try? readFile(path(dataset, state)) else { return nil }
        // Behind the first line the end of a longer note may stand, which is cut off after it.
        let line = bytes.prefix { $0 != ASCII.newline }
        return try? JSONDecoder().decode(LockOwner.self, from: Data(line))
    }

    /// Who holds the dataset now; nil when nobody does.
    ///
    /// The lock itself is not touched: a run that begins at this moment must not be kept out.
    package static func holder(_ dataset: String, _ state: String) -> LockOwner? {
        owner(dataset, state).flatMap { $0.process.mayBeAlive ? $0 : nil }
    }

    private static func path(_ dataset: String, _ state: String) -> String {
        "\(state)/locks/\(dataset).lock"
    }

    private func note(_ owner: LockOwner) {
        guard let bytes = try? jsonLine(owner) else { return }
        // SAFETY: pwrite reads the bytes given and keeps no pointer.
        let count = unsafe bytes.withUnsafeBytes {
            unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0)
        }
        if count > 0 { ftruncate(descriptor, off_t(count)) }
    }
}

/// The state folder, used by many runs at a time or swept by one collector of garbage.
package final class StateLock: Sendable {
    package enum Kind: Sendable {
        case use, sweep
    }

    private let descriptor: Int32

    /// Takes the lock; to use waits until nobody sweeps, to sweep is refused while it is used.
    package init(_ state: String, _ kind: Kind) throws {
        let path = "\(state)/locks/.sweep"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw WriteFailure("create", path) }
        let mode = kind == .use ? LOCK_SH : LOCK_EX | LOCK_NB
        while flock(descriptor, mode) != 0 {
            if errno == EINTR { continue }
            throw StateIsUsed()
        }
    }

    deinit {
        close(descriptor)
    }
}

/// Runs use the state folder that was to be swept.
package struct StateIsUsed: Error {
    package init() {}
}
