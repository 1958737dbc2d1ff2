import GRDB

// The tables are read by people too, with `sqlite3 .lip/ledger.sqlite`.
// A version that has shipped is never edited; add another below it.
//
//   1  run, step_run, step_record, setting_group, file_digest
//   2  upstream_check

extension Ledger {
    /// 0 before there is any table.
    func schemaVersion() throws -> Int {
        try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    }

    /// Brings the file to the newest version of the schema.
    func migrate() throws {
        let versions = [Self.version1, Self.version2]
        let version = try schemaVersion()
        if version >= versions.count { return }
        try files.commit {
            try queue.write { database in
                for statements in versions[version...] { try database.execute(sql: statements) }
                try database.execute(sql: "PRAGMA user_version = \(versions.count)")
            }
        }
    }

    private static let version2 = """
        CREATE TABLE upstream_check (
            source TEXT NOT NULL,
            part TEXT NOT NULL,
            time INTEGER NOT NULL,
            url TEXT NOT NULL,
            etag TEXT,
            modified TEXT,
            PRIMARY KEY (source, part)
        ) WITHOUT ROWID;
        """

    private static let version1 = """
        CREATE TABLE run (
            id TEXT PRIMARY KEY,
            pipeline TEXT NOT NULL,
            dataset TEXT NOT NULL,
            state TEXT NOT NULL,
            began TEXT NOT NULL,
            ended TEXT,
            seconds REAL,
            host TEXT NOT NULL,
            boot TEXT NOT NULL,
            pid INTEGER NOT NULL,
            process_start INTEGER NOT NULL,
            arguments TEXT NOT NULL,
            tool TEXT NOT NULL,
            exit_status INTEGER,
            published INTEGER,
            current INTEGER NOT NULL,
            ran INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            blocked INTEGER NOT NULL,
            stopped INTEGER NOT NULL,
            peak_memory INTEGER,
            message TEXT
        ) WITHOUT ROWID;
        CREATE INDEX run_state ON run (state, dataset);
        CREATE TABLE step_run (
            run TEXT NOT NULL REFERENCES run,
            number INTEGER NOT NULL,
            step TEXT NOT NULL,
            stage TEXT NOT NULL,
            state TEXT NOT NULL,
            reasons TEXT NOT NULL,
            began_seconds REAL NOT NULL,
            seconds REAL NOT NULL,
            attempts INTEGER NOT NULL,
            row_count INTEGER NOT NULL,
            rejects INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            peak_memory INTEGER NOT NULL,
            inputs TEXT NOT NULL,
            output TEXT,
            is_changed INTEGER NOT NULL,
            error TEXT,
            blockers TEXT NOT NULL,
            PRIMARY KEY (run, number)
        ) WITHOUT ROWID;
        CREATE TABLE step_record (
            dataset TEXT NOT NULL,
            step TEXT NOT NULL,
            version INTEGER NOT NULL,
            settings TEXT NOT NULL,
            inputs TEXT NOT NULL,
            output TEXT NOT NULL,
            seconds REAL NOT NULL,
            run TEXT NOT NULL,
            PRIMARY KEY (dataset, step)
        ) WITHOUT ROWID;
        CREATE TABLE setting_group (
            digest TEXT PRIMARY KEY,
            members TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE file_digest (
            path TEXT PRIMARY KEY,
            inode INTEGER NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            digest TEXT NOT NULL,
            read INTEGER NOT NULL
        ) WITHOUT ROWID;
        """
}
