import DataStore
import Glibc
import Synchronization
import TestSupport
import Testing

@Suite struct DatasetLockTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func lock(_ dataset: String = "small") throws -> DatasetLock {
        try DatasetLock(
            dataset: dataset,
            state: "\(folder.path)/.lip",
            owner: LockOwner(run: "run-1", since: "2026-01-01T00:00:00Z"),
            files: FileLayer()
        )
    }

    @Test func `a dataset is locked by one run at a time, which is named`() throws {
        let first = try lock()
        let error = #expect(throws: DatasetIsLocked.self) { _ = try lock() }
        #expect(error?.dataset == "small")
        #expect(error?.owner?.run == "run-1")
        #expect(error?.owner?.process.pid == getpid())
        withExtendedLifetime(first) {}
    }

    @Test func `a lock that was let go of is free`() throws {
        for _ in 0..<3 {
            let lock = try lock()
            withExtendedLifetime(lock) {}
        }
        // A run that was refused keeps nothing from being locked later.
        do {
            let held = try lock()
            _ = try? lock()
            withExtendedLifetime(held) {}
        }
        _ = try lock()
    }

    @Test func `who holds a dataset can be asked without taking the lock`() throws {
        let state = "\(folder.path)/.lip"
        #expect(DatasetLock.holder("small", state) == nil)
        let held = try lock()
        held.note(stage: "extract")
        #expect(DatasetLock.holder("small", state)?.run == "run-1")
        #expect(DatasetLock.holder("small", state)?.stage == "extract")
        withExtendedLifetime(held) {}
    }

    @Test func `who holds a dataset is known while its owner writes a shorter note`() throws {
        let held = try lock()
        held.note(stage: "a stage with a long name")
        let path = "\(folder.path)/.lip/locks/small.lock"
        let long = try readFile(path)
        held.note(stage: "plan")
        // The new note is there, and the end of the longer one before is not cut off yet.
        let short = try readFile(path)
        let torn = short + long[short.count...]
        // In place: the lock is that of this very file.
        let file = open(path, O_WRONLY)
        #expect(pwrite(file, torn, torn.count, 0) == torn.count)
        close(file)
        let state = "\(folder.path)/.lip"
        #expect(DatasetLock.holder("small", state)?.stage == "plan")
        let error = #expect(throws: DatasetIsLocked.self) { _ = try lock() }
        #expect(error?.owner?.run == "run-1")
        withExtendedLifetime(held) {}
    }

    @Test func `an owner whose process is gone holds nothing`() throws {
        let state = "\(folder.path)/.lip"
        let gone = ProcessIdentity(host: ProcessIdentity.current.host, boot: "", pid: 1, start: 0)
        _ = try DatasetLock(
            dataset: "small",
            state: state,
            owner: LockOwner(run: "run-0", process: gone, since: "2026-01-01T00:00:00Z"),
            files: FileLayer()
        )
        #expect(DatasetLock.holder("small", state) == nil)
        #expect(DatasetLock.owner("small", state)?.run == "run-0")
    }

    @Test func `who waits gets the lock when its owner lets go of it`() async throws {
        var held: DatasetLock? = try lock()
        let waiting = Task.detached { [state = "\(folder.path)/.lip"] in
            try DatasetLock(
                dataset: "small",
                state: state,
                owner: LockOwner(run: "run-2", since: "2026-01-01T00:00:00Z"),
                files: FileLayer(),
                // Other tests may keep all threads busy for minutes between the two lines below.
                patience: 900
            )
        }
        try await Task.sleep(for: .milliseconds(50))
        #expect(DatasetLock.owner("small", "\(folder.path)/.lip")?.run == "run-1")
        withExtendedLifetime(held) {}
        held = nil
        _ = try await waiting.value
        #expect(DatasetLock.owner("small", "\(folder.path)/.lip")?.run == "run-2")
    }

    @Test func `who has waited long enough is told who holds it`() throws {
        let held = try lock()
        let error = #expect(throws: DatasetIsLocked.self) {
            _ = try DatasetLock(
                dataset: "small",
                state: "\(folder.path)/.lip",
                owner: LockOwner(run: "run-2", since: "2026-01-01T00:00:00Z"),
                files: FileLayer(),
                patience: 1
            )
        }
        #expect(error?.waited == 1)
        #expect(error?.owner?.run == "run-1")
        withExtendedLifetime(held) {}
    }

    @Test func `a lock that is refused closes no file of anybody else`() async throws {
        let held = try lock()
        let state = "\(folder.path)/.lip"
        let isOver = Flag()
        // Files that are opened meanwhile get the numbers that the refused locks had.
        let others = Task.detached {
            var lost = 0
            while !isOver.value.load(ordering: .relaxed) {
                let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
                for _ in 0..<20 { sched_yield() }
                if fcntl(file, F_GETFD) < 0 { lost += 1 }
                close(file)
            }
            return lost
        }
        for _ in 0..<3_000 {
            _ = try? DatasetLock(
                dataset: "small",
                state: state,
                owner: LockOwner(run: "run-2", since: "2026-01-01T00:00:00Z"),
                files: FileLayer()
            )
        }
        isOver.value.store(true, ordering: .relaxed)
        #expect(await others.value == 0)
        withExtendedLifetime(held) {}
    }

    private final class Flag: Sendable {
        let value = Atomic(false)
    }

    @Test func `datasets are locked each for itself`() throws {
        let small = try lock()
        let other = try lock("other")
        withExtendedLifetime((small, other)) {}
    }

    @Test func `of many that try at once, one gets it`() async throws {
        let got = await withTaskGroup { group in
            for _ in 0..<16 {
                group.addTask {
                    // Kept until the end of the test, so that none follows another.
                    (try? lock()).map { Unmanaged.passRetained($0) } != nil
                }
            }
            var count = 0
            for await isMine in group where isMine { count += 1 }
            return count
        }
        #expect(got == 1)
    }
}
