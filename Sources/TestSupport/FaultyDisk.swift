package import DataStore
import Glibc
import Synchronization

/// A disk that does well until its n-th operation, counted from 1.
package final class FaultyDisk: Sendable {
    /// What happens at that operation.
    package enum Fault: String, CaseIterable, Sendable {
        /// The process is killed, as by the kernel.
        case kill
        /// The disk is full, and stays so: what needs room fails.
        case full
        /// One operation fails; the next ones do not.
        case broken
    }

    private let fault: Fault
    private let point: Int
    private let count = Atomic(0)

    package init(_ fault: Fault, at point: Int) {
        self.fault = fault
        self.point = point
    }

    /// How many operations were begun.
    package var operations: Int { count.load(ordering: .relaxed) }

    /// Whether the fault has come.
    package var hasFailed: Bool { operations >= point }

    /// A file layer on this disk; each write counts twice, before it and in the middle of it.
    package var files: FileLayer {
        FileLayer(splitsWrites: true) { operation in try self.count(operation) }
    }

    private func count(_ operation: FileLayer.Operation) throws {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        switch fault {
        case .kill:
            guard number == point else { return }
            kill(getpid(), SIGKILL)
            // The signal reaches some thread of the process at once; this one waits for its end.
            while true { pause() }
        case .full:
            guard number >= point, operation != .remove, operation != .rename else { return }
            throw WriteFailure(operation.rawValue, "a full disk", errorNumber: ENOSPC)
        case .broken:
            guard number == point else { return }
            throw WriteFailure(operation.rawValue, "a broken disk", errorNumber: EIO)
        }
    }
}
