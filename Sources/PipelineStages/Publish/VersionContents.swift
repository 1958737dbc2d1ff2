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
        }
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
}
