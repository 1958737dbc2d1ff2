import DataStore
import IndicatorModel
import PipelineEngine

/// A file of a version that is no table.
struct Attachment: Hashable, Sendable {
    /// Below the version's folder.
    let path: String
    let bytes: [UInt8]
}

/// A row that leaves a table whose rows otherwise stand, and why it may.
struct Withdrawal: Hashable, Sendable {
    let table: String
    let key: [String]
    let because: String
}

/// What a stage adds to a version beside the observations of partitions: maps, what coordinators
/// handed in.
struct Supplement: Sendable {
    /// What `--revise` names, such as `local`.
    let name: PartitionID
    /// Whether its input was at hand; where it was not, the version before is carried on, and
    /// `tables`, `kept` have no rows.
    let isAtHand: Bool
    /// Tables that describe, made anew with every version.
    let tables: [Table]
    /// Tables whose published rows may only be added to, as those of observations.
    let kept: [Table]
    let files: [Attachment]
    /// The folders of the version that only its files lie in, such as `maps`.
    let folders: [String]
    let missing: [MissingPart]
    /// Rows of `kept` that may leave without a revision, such as a person's who withdraws consent.
    let withdrawals: [Withdrawal]

    init(
        name: PartitionID,
        isAtHand: Bool = true,
        tables: [Table] = [],
        kept: [Table] = [],
        files: [Attachment] = [],
        folders: [String],
        missing: [MissingPart] = [],
        withdrawals: [Withdrawal] = []
    ) {
        self.name = name
        self.isAtHand = isAtHand
        self.tables = tables
        self.kept = kept
        self.files = files
        self.folders = folders
        self.missing = missing
        self.withdrawals = withdrawals
    }
}

extension ArtifactID {
    /// What a stage adds to a version, by the name of the supplement.
    static func supplement(_ name: PartitionID) -> ArtifactID { ArtifactID("supplement/\(name)") }
}

extension Supplement: Artifact {
    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(name.name)
        writer.write(isAtHand)
        writer.write(tables) { $0.write($1) }
        writer.write(kept) { $0.write($1) }
        writer.write(files) {
            $0.write($1.path)
            $0.write(raw: $1.bytes)
        }
        writer.write(folders) { $0.write($1) }
        writer.write(missing) { $0.write($1) }
        writer.write(withdrawals) {
            $0.write($1.table)
            $0.write($1.key) { $0.write($1) }
            $0.write($1.because)
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        name = try reader.identifier()
        isAtHand = try reader.flag()
        tables = try reader.items { try $0.wholeTable() }
        kept = try reader.items { try $0.wholeTable() }
        files = try reader.items { Attachment(path: try $0.text(), bytes: try $0.raw()) }
        folders = try reader.items { try $0.text() }
        missing = try reader.items { try $0.missingPart() }
        withdrawals = try reader.items { reader in
            Withdrawal(
                table: try reader.text(),
                key: try reader.items { try $0.text() },
                because: try reader.text()
            )
        }
        try reader.end()
    }
}

extension ArtifactWriter {
    /// Writes a table with the meaning of its columns.
    fileprivate mutating func write(_ table: Table) {
        write(table.name)
        write(table.keyCount)
        write(table.columns) {
            $0.write($1.name)
            $0.write($1.kind.rawValue)
            $0.write($1.description)
        }
        write(table.fields) { $0.write($1) }
    }
}

extension ArtifactReader {
    fileprivate mutating func wholeTable() throws -> Table {
        let name = try text()
        let keyCount = try number()
        let columns = try items { reader in
            Table.Column(try reader.text(), try reader.choice(), try reader.text())
        }
        guard !columns.isEmpty else { throw ArtifactDamage(position: 0) }
        return try table(name, columns, keyCount: keyCount)
    }
}
