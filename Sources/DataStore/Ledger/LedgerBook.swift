import GRDB
package import PipelineEngine
import Synchronization

/// The ledger as the memory of one run of one dataset.
package final class LedgerBook: RecordBook {
    private let ledger: Ledger?
    private let dataset: String
    /// Nil when nothing is to be noted.
    private let run: String?
    private let describe: @Sendable (any Error) -> String

    private struct State {
        var records: [StepID: StepRecord]
        var groups: [String: [String: String]] = [:]
        var number = 0
    }

    private let state: Mutex<State>

    /// Reads what is remembered of a dataset's steps; `describe` turns an error into text.
    package init(
        _ ledger: Ledger?,
        dataset: String,
        run: String? = nil,
        describe: @escaping @Sendable (any Error) -> String = { "\($0)" }
    ) throws {
        self.ledger = ledger
        self.dataset = dataset
        self.run = run
        self.describe = describe
        state = Mutex(State(records: try ledger?.records(of: dataset) ?? [:]))
    }

    package func record(of step: StepID) -> StepRecord? {
        state.withLock { $0.records[step] }
    }

    /// Every step that is remembered, with the digest of what it made.
    package var outputs: [String] { state.withLock { $0.records.values.map(\.output) } }

    package func members(of digest: String) -> [String: String]? {
        if let members = state.withLock({ $0.groups[digest] }) { return members }
        guard let members = try? ledger?.group(digest) else { return nil }
        state.withLock { $0.groups[digest] = members }
        return members
    }

    package func note(_ report: StepReport) throws {
        let number = state.withLock { state in
            state.number += 1
            if let record = report.record { state.records[report.id] = record }
            return state.number
        }
        guard let run, let ledger else { return }
        let error = report.error.map(describe)
        try ledger.write { database in
            try ledger.insert(report, number: number, run: run, error: error, database)
            if let record = report.record {
                try ledger.save(record, of: report.id, dataset: dataset, run: run, database)
                for group in report.groups { try ledger.save(group, database) }
            }
        }
    }
}

extension Ledger {
    fileprivate func records(of dataset: String) throws -> [StepID: StepRecord] {
        try read { database in
            var records: [StepID: StepRecord] = [:]
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT step, version, settings, inputs, output, seconds FROM step_record \
                    WHERE dataset = ?
                    """,
                arguments: [dataset]
            )
            while let row = try rows.next() {
                guard let id = StepID(row[0] as String) else { continue }
                let inputs = NamedDigests.read(row[3]).map { (ArtifactID($0.key), $0.value) }
                records[id] = StepRecord(
                    version: row[1],
                    settings: NamedDigests.read(row[2]),
                    inputs: Dictionary(uniqueKeysWithValues: inputs),
                    output: row[4],
                    duration: .seconds(row[5] as Double)
                )
            }
            return records
        }
    }

    fileprivate func group(_ digest: String) throws -> [String: String]? {
        try read { database in
            try String.fetchOne(
                database,
                sql: "SELECT members FROM setting_group WHERE digest = ?",
                arguments: [digest]
            ).map(NamedDigests.read)
        }
    }

    fileprivate func insert(
        _ report: StepReport,
        number: Int,
        run: String,
        error: String?,
        _ database: Database
    ) throws {
        let inputs = report.record?.inputs ?? [:]
        let statement = try database.cachedStatement(
            sql:
                "INSERT INTO step_run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        try statement.execute(arguments: [
            run, number, report.id.description, report.id.stage, report.state.rawValue,
            report.reasons.map(\.description).joined(separator: "\n"), seconds(report.began),
            seconds(report.duration), report.attempts, report.counts.rows, report.counts.rejects,
            report.counts.bytes, report.counts.peakMemory ?? 0,
            NamedDigests(named(inputs)).text, report.record?.output, report.isChanged, error,
            report.blockers.map(\.description).joined(separator: "\n"),
        ])
    }

    fileprivate func save(
        _ record: StepRecord,
        of step: StepID,
        dataset: String,
        run: String,
        _ database: Database
    ) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO step_record VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        try statement.execute(arguments: [
            dataset, step.description, record.version, NamedDigests(record.settings).text,
            NamedDigests(named(record.inputs)).text, record.output, seconds(record.duration), run,
        ])
    }

    fileprivate func save(_ group: Setting, _ database: Database) throws {
        let members = group.members.map { ($0.name, $0.digest) }
        let statement = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO setting_group VALUES (?, ?)"
        )
        try statement.execute(arguments: [
            group.digest,
            NamedDigests(Dictionary(members, uniquingKeysWith: { $1 })).text,
        ])
    }
}

private func named(_ digests: [ArtifactID: String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: digests.map { ($0.key.name, $0.value) })
}

/// A time in seconds.
package func seconds(_ time: Duration) -> Double {
    let (whole, fraction) = time.components
    return Double(whole) + Double(fraction) / 1e18
}
