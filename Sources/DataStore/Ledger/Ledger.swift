import FoundationEssentials
import GRDB
import Glibc
package import IndicatorModel

/// .lip/ledger.sqlite: every run with its steps, and what decides which steps run.
///
/// Deleting it costs time, nothing else. Several processes may have it open: readers are never
/// blocked, writers wait for each other.
package final class Ledger: Sendable {
    let queue: DatabaseQueue
    let files: FileLayer
    package let path: String

    private init(_ queue: DatabaseQueue, _ path: String, _ files: FileLayer) {
        self.queue = queue
        self.path = path
        self.files = files
    }

    /// Opens the ledger of a state folder, and makes it when there is none.
    ///
    /// A file that is no ledger is set aside under another name; `report` is told so.
    package static func open(
        state: String,
        files: FileLayer,
        report: (Diagnostic) -> Void = { _ in }
    ) throws -> Ledger {
        let path = "\(state)/ledger.sqlite"
        try files.createFolder(state)
        let lock = try FileLock("\(state)/.ledger-lock")
        defer { withExtendedLifetime(lock) {} }
        do {
            return try open(path, files)
        } catch let error as DatabaseError where error.isDamage {
            let aside = "\(path).damaged"
            for ending in ["", "-wal", "-shm"] where unsafe access(path + ending, F_OK) == 0 {
                try files.rename(path + ending, to: aside + ending)
            }
            report(
                Diagnostic(
                    "run.damaged-ledger",
                    "`\(path)` is not a ledger: it is now `\(aside)`, and a new one was begun",
                    hints: ["every step runs once more; nothing that was published is touched"],
                    severity: .warning
                )
            )
            return try open(path, files)
        }
    }

    /// Opens the ledger to read it, and writes nothing; nil when there is none.
    package static func openIfThere(state: String) throws -> Ledger? {
        let path = "\(state)/ledger.sqlite"
        guard unsafe access(path, F_OK) == 0 else { return nil }
        let ledger = try open(path, FileLayer(), isReadOnly: true)
        // A run that died when it made the file left it empty.
        return try ledger.schemaVersion() == 0 ? nil : ledger
    }

    private static func open(
        _ path: String,
        _ files: FileLayer,
        isReadOnly: Bool = false
    ) throws -> Ledger {
        var configuration = GRDB.Configuration()
        configuration.journalMode = .wal
        configuration.readonly = isReadOnly
        configuration.busyMode = .timeout(30)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let ledger = Ledger(queue, path, files)
            if !isReadOnly { try ledger.migrate() }
            return ledger
        } catch let error as DatabaseError where !error.isDamage {
            throw ledgerFailure(error, path)
        }
    }

    /// Writes in one transaction.
    func write<T>(_ body: (Database) throws -> T) throws -> T {
        var result: T?
        try files.commit {
            do {
                result = try queue.write(body)
            } catch let error as DatabaseError {
                throw ledgerFailure(error, path)
            }
        }
        guard let result else { preconditionFailure("a commit without a transaction") }
        return result
    }

    func read<T>(_ body: (Database) throws -> T) throws -> T {
        do {
            return try queue.read(body)
        } catch let error as DatabaseError {
            throw ledgerFailure(error, path)
        }
    }

    /// Problems of the file itself; none in a healthy one.
    package func integrityProblems() throws -> [String] {
        try read { database in
            try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        }
    }
}

/// A write to the ledger that failed, as every other write that fails.
private func ledgerFailure(_ error: DatabaseError, _ path: String) -> any Error {
    WriteFailure("write", path, error.message ?? "SQLite error \(error.resultCode.rawValue)")
}

extension DatabaseError {
    fileprivate var isDamage: Bool {
        resultCode == .SQLITE_NOTADB || resultCode == .SQLITE_CORRUPT
    }
}
