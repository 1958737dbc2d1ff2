import FoundationEssentials
import GRDB

extension Ledger {
    /// Notes that a run has begun; runs whose process is gone become `aborted`.
    ///
    /// `owned` is the dataset this process holds the lock of: no other run of it can be alive.
    package func begin(_ run: RunRow, owned: String) throws {
        try write { database in
            try reconcile(owned: owned, database)
            try insert(run, database)
        }
    }

    /// Notes a run that is over already.
    package func note(_ run: RunRow) throws {
        try write { database in
            try reconcile(owned: run.dataset, database)
            try insert(run, database)
        }
    }

    private func insert(_ run: RunRow, _ database: Database) throws {
        let process = ProcessIdentity.current
        try database.execute(
            sql: """
                INSERT INTO run VALUES \
                (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run.id, run.pipeline, run.dataset, run.state.rawValue, run.began, run.ended,
                run.seconds, process.host, process.boot, process.pid, process.start, run.arguments,
                run.tool, run.exitStatus, run.published, run.current, run.ran, run.failed,
                run.blocked, run.stopped, run.peakMemory, run.message,
            ]
        )
    }

    /// Notes how a run ended.
    package func end(_ run: RunRow, digests: [String: FileDigests.Entry] = [:]) throws {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE run SET state = ?, ended = ?, seconds = ?, exit_status = ?, \
                    published = ?, current = ?, ran = ?, failed = ?, blocked = ?, stopped = ?, \
                    peak_memory = ?, message = ? WHERE id = ?
                    """,
                arguments: [
                    run.state.rawValue, run.ended, run.seconds, run.exitStatus, run.published,
                    run.current, run.ran, run.failed, run.blocked, run.stopped, run.peakMemory,
                    run.message, run.id,
                ]
            )
            try save(digests, database)
        }
    }

    private func reconcile(owned: String, _ database: Database) throws {
        let rows = try Row.fetchAll(database, sql: "SELECT * FROM run WHERE state = 'running'")
        for row in rows where row["dataset"] == owned || !process(row).mayBeAlive {
            try database.execute(
                sql: "UPDATE run SET state = 'aborted' WHERE id = ?",
                arguments: [row["id"] as String]
            )
        }
    }

    private func process(_ row: Row) -> ProcessIdentity {
        ProcessIdentity(
            host: row["host"],
            boot: row["boot"],
            pid: row["pid"],
            start: row["process_start"]
        )
    }

    /// Runs, newest first; a run whose process is gone is shown as what it is.
    package func runs(dataset: String? = nil, limit: Int = 20) throws -> [RunRow] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM run WHERE ?1 IS NULL OR dataset = ?1 \
                    ORDER BY began DESC, id DESC LIMIT ?2
                    """,
                arguments: [dataset, limit]
            ).map(run)
        }
    }

    /// A run by its id, or by the beginning of it when that is enough to tell it from others.
    package func runs(called id: String) throws -> [RunRow] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM run WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id",
                arguments: [id]
            ).map(run)
        }
    }

    private func run(_ row: Row) -> RunRow {
        var run = RunRow(row)
        if run.state == .running, !process(row).mayBeAlive { run.state = .aborted }
        return run
    }

    /// The steps of a run that were not found current, in the order of their ends.
    package func steps(of run: String) throws -> [StepRow] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM step_run WHERE run = ? ORDER BY number",
                arguments: [run]
            ).map(StepRow.init)
        }
    }

    // MARK: - Digests of files

    package func fileDigests() throws -> [String: FileDigests.Entry] {
        try read { database in
            var digests: [String: FileDigests.Entry] = [:]
            let rows = try Row.fetchCursor(database, sql: "SELECT * FROM file_digest")
            while let row = try rows.next() {
                let inode: Int64 = row["inode"]
                digests[row["path"]] = FileDigests.Entry(
                    stamp: FileStamp(
                        inode: UInt64(bitPattern: inode),
                        size: row["size"],
                        modified: row["modified"],
                        changed: row["changed"]
                    ),
                    digest: row["digest"],
                    read: row["read"]
                )
            }
            return digests
        }
    }

    private func save(_ digests: [String: FileDigests.Entry], _ database: Database) throws {
        let insert = try database.makeStatement(
            sql: "INSERT OR REPLACE INTO file_digest VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        for (path, entry) in digests {
            try insert.execute(arguments: [
                path, Int64(bitPattern: entry.stamp.inode), entry.stamp.size, entry.stamp.modified,
                entry.stamp.changed, entry.digest, entry.read,
            ])
        }
    }
}

extension RunRow {
    fileprivate init(_ row: Row) {
        id = row["id"]
        pipeline = row["pipeline"]
        dataset = row["dataset"]
        state = RunState(rawValue: row["state"]) ?? .aborted
        began = row["began"]
        ended = row["ended"]
        seconds = row["seconds"]
        host = row["host"]
        pid = row["pid"]
        arguments = row["arguments"]
        tool = row["tool"]
        exitStatus = row["exit_status"]
        published = row["published"]
        current = row["current"]
        ran = row["ran"]
        failed = row["failed"]
        blocked = row["blocked"]
        stopped = row["stopped"]
        peakMemory = row["peak_memory"]
        message = row["message"]
    }
}

extension StepRow {
    fileprivate init(_ row: Row) {
        step = row["step"]
        stage = row["stage"]
        state = row["state"]
        reasons = lines(row["reasons"])
        beganSeconds = row["began_seconds"]
        seconds = row["seconds"]
        attempts = row["attempts"]
        rows = row["row_count"]
        rejects = row["rejects"]
        bytes = row["bytes"]
        peakMemory = row["peak_memory"]
        inputs = NamedDigests.read(row["inputs"])
        output = row["output"]
        isChanged = row["is_changed"]
        error = row["error"]
        blockers = lines(row["blockers"])
    }
}

private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
}
