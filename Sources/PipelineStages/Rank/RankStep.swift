import DataStore
import IndicatorModel
import PipelineEngine

/// Ranks the countries and languages of each list of a partition by their figures.
///
/// It is a step of its own so that another kind in a master list ranks again, and tabulates and
/// computes nothing.
struct RankStep: Step {
    let partition: PartitionID
    /// The indicators that are ranked, each with the master list of its categories.
    let masters: [IndicatorID: Classification]
    let fixedSettings: [Setting]

    let version = 1
    var id: StepID { StepID(stage: "rank", subject: partition.name) }
    var inputs: [ArtifactID] { [.observations(partition), .report(partition)] }
    var output: ArtifactID { .rankings(partition) }

    func settings() -> [Setting] { fixedSettings }

    func run(in context: StepContext) throws -> Rankings {
        let observations = try context.input(.observations(partition), as: Observations.self).all
        try context.checkpoint()
        let table = Table.rankings(observations, masters, name: "rankings/\(partition)")
        context.count { $0.rows = table.rowCount }
        return Rankings(table: table)
    }
}

/// What a rank step makes.
struct Rankings: Artifact {
    let table: Table

    init(table: Table) {
        self.table = table
    }

    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(table.name)
        writer.write(table.fields) { $0.write($1) }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        let name = try reader.text()
        table = try reader.table(name, Table.rankingColumns, keyCount: Table.rankingKeyCount)
        try reader.end()
    }
}

extension ArtifactID {
    static func rankings(_ partition: PartitionID) -> ArtifactID {
        ArtifactID("rankings/\(partition)")
    }
}
