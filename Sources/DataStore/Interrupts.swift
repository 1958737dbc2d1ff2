import Glibc
import Synchronization

/// SIGINT, SIGTERM and SIGHUP: the first asks the run to stop, the second ends the process at once.
package enum Interrupts {
    /// The signal that came first; 0 before.
    private static let received = Atomic<Int32>(0)

    /// Begins to listen; a SIGHUP that whoever started the process ignores (nohup) stays ignored.
    ///
    /// What starts Lipline from a thread that blocks signals hands that on: it is undone here, or
    /// the process could not be stopped.
    package static func listen() {
        var signals = sigset_t()
        // SAFETY: the calls read and write the one set given.
        unsafe sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            unsafe sigaddset(&signals, number)
            // SAFETY: the handler only uses an atomic, kill and _exit, which signal-safety(7)
            // allows.
            let before = Glibc.signal(number) { number in
                let (isFirst, _) = Interrupts.received.compareExchange(
                    expected: 0,
                    desired: number,
                    ordering: .relaxed
                )
                if isFirst { return }
                Interrupts.killGroups()
                _exit(128 + number)
            }
            // SAFETY: SIG_IGN is the number 1 in the place of a handler (signal.h).
            let isIgnored = unsafe unsafeBitCast(before, to: Int.self) == 1
            if number == SIGHUP, isIgnored { Glibc.signal(number, SIG_IGN) }
        }
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    /// The signal that asked the process to stop.
    package static var signal: Int32? {
        let number = received.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    // MARK: - Process groups of programs that run

    /// Room for as many groups as programs may run at a time.
    private static let room = 64
    // SAFETY: allocated once, never freed; each slot is an aligned word that is read and written
    // whole.
    nonisolated(unsafe) private static let groups: UnsafeMutablePointer<Int32> = {
        let slots = UnsafeMutablePointer<Int32>.allocate(capacity: room)
        unsafe slots.initialize(repeating: 0, count: room)
        return unsafe slots
    }()
    private static let groupLock = Mutex<Void>(())

    /// Has a process group killed when the process ends at once.
    package static func add(group: Int32) {
        replace(0, with: group)
    }

    package static func remove(group: Int32) {
        replace(group, with: 0)
    }

    private static func replace(_ old: Int32, with new: Int32) {
        groupLock.withLock { _ in
            for index in 0..<room where unsafe groups[index] == old {
                unsafe groups[index] = new
                return
            }
        }
    }

    private static func killGroups() {
        for index in 0..<room {
            let group = unsafe groups[index]
            if group > 0 { kill(-group, SIGKILL) }
        }
    }
}
