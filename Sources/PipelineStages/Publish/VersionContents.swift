import DataStore
import IndicatorModel

/// All tables of a version, with how its partitions stand to the version before.
struct VersionContents {
    var observations: [PartitionID: Table] = [:]
    var bands: [PartitionID: Table] = [:]
    var lineage: [PartitionID: Table] = [:]
    /// Of the partitions whose countries or languages are ranked.
    var rankings: [PartitionID: Table] = [:]
    var reference: [Table] = []
    var changes: [PartitionID: PartitionChange] = [:]
    /// How the rankings stand to those of the version before.
    var rankingChanges: [PartitionID: PartitionChange] = [:]

    /// Tables of supplements whose published rows stand, with the supplement they belong to.
    var kept: [(supplement: PartitionID, table: Table, change: PartitionChange)] = []
    /// Rows of these tables that were published and leave, as they may.
    var withdrawn: [Withdrawal] = []
    /// Files of supplements, which are no tables.
    var attachments: [Attachment] = []
    /// The folders that only files of supplements lie in.
    var attachmentFolders: [String] = []

    /// Every folder that tables and files of supplements lie in, the outer ones first.
    var supplementFolders: [String] {
        var folders: Set<String> = []
        let paths = attachments.map(\.path) + (reference + kept.map(\.table)).map(\.name)
        for path in paths {
            let parts = path.split(separator: "/").dropLast()
            for count in 0..<parts.count {
                folders.insert(parts.prefix(count + 1).joined(separator: "/"))
            }
        }
        return folders.sorted()
    }

    /// The partitions that this run makes.
    var made: [PartitionID] = []

    var partitions: [PartitionID] { observations.keys.sorted() }

    /// The tables that are compared row by row, with what became of them.
    var compared: [(table: Table, change: PartitionChange)] {
        partitions.flatMap { id in
            [(observations[id], changes[id]), (rankings[id], rankingChanges[id])]
        }
        .compactMap { table, change in
            guard let table, let change else { return nil }
            return (table, change)
        } + kept.map { ($0.table, $0.change) }
    }

    /// Takes in the rankings of a partition, as a run or the version before has them.
    ///
    /// When it is not ranked any more, the old rows vanish, which is a revision.
    mutating func rank(
        _ id: PartitionID,
        _ table: Table?,
        _ previous: PublishedVersion?
    ) throws {
        let old = try previous?.rankings(id)
        rankings[id] = table
        if let old {
            let none = Table(
                name: old.name,
                columns: old.columns,
                keyCount: old.keyCount
            )
            rankingChanges[id] = .compare(old, table ?? none)
        } else {
            rankingChanges[id] = table.map { .new(rows: $0.rowCount) }
        }
    }

    /// How a table stands to the one before, without the rows that may leave it.
    private mutating func compare(
        _ old: Table,
        with table: Table,
        _ withdrawals: [Withdrawal]
    ) -> PartitionChange {
        let reasons = Dictionary(
            withdrawals.filter { $0.table == table.name }.map { ($0.key, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var rest = Table(name: old.name, columns: old.columns, keyCount: old.keyCount)
        var left = 0
        for index in 0..<old.rowCount {
            let row = Array(old.row(index))
            if let reason = reasons[Array(row.prefix(old.keyCount))] {
                withdrawn.append(reason)
                left += 1
            } else {
                rest.append(row)
            }
        }
        let change = PartitionChange.compare(rest, table)
        switch change {
        case _ where left == 0: return change
        case .extended(let rows, let added):
            return .withdrawn(rows: rows, added: added, withdrawn: left)
        case .carried(let rows): return .withdrawn(rows: rows, added: 0, withdrawn: left)
        case .new, .revised, .withdrawn: return change
        }
    }

    /// Takes in what a stage adds; where its input was not at hand, what the version before has.
    mutating func add(_ supplement: Supplement, _ previous: PublishedVersion?) throws {
        func before(_ table: Table) throws -> Table? {
            try previous?.table(table.name, table.columns, keyCount: table.keyCount)
        }
        for table in supplement.tables {
            let table = supplement.isAtHand ? table : try before(table)
            if let table { reference.append(table.sorted()) }
        }
        for table in supplement.kept {
            let old = try before(table)
            guard let table = supplement.isAtHand ? table.sorted() : old else { continue }
            let change = old.map { compare($0, with: table, supplement.withdrawals) }
            kept.append((supplement.name, table, change ?? .new(rows: table.rowCount)))
        }
        attachmentFolders += supplement.folders
        attachments +=
            supplement.isAtHand
            ? supplement.files : try previous?.attachments(in: supplement.folders) ?? []
    }
}
