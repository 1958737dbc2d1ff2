import DataStore
import FoundationEssentials
import IndicatorModel

/// A version that was published, as this run reads it.
struct PublishedVersion {
    let folder: String
    let number: Int

    func partitions() throws -> [PartitionID] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/observations")
            .filter { $0.hasSuffix(".csv") }
            .compactMap { PartitionID(String($0.dropLast(".csv".count))) }
            .sorted()
    }

    func observations(_ id: PartitionID) throws -> Table? {
        try table("observations/\(id)", Table.observationColumns, keyCount: 6)
    }

    func bands(_ id: PartitionID) throws -> Table? {
        try table("bands/\(id)", Table.bandColumns, keyCount: 6)
    }

    func lineage(_ id: PartitionID) throws -> Table? {
        try table("lineage/\(id)", Table.lineageColumns, keyCount: 7)
    }

    func rankings(_ id: PartitionID) throws -> Table? {
        try table("rankings/\(id)", Table.rankingColumns, keyCount: Table.rankingKeyCount)
    }

    /// A table, or nil when the version does not have it.
    func table(_ name: String, _ columns: [Table.Column], keyCount: Int) throws -> Table? {
        guard let bytes = try bytes("\(name).csv") else { return nil }
        return try Table.read(bytes, name: name, columns: columns, keyCount: keyCount)
    }

    /// The files of some folders that are no tables.
    func attachments(in folders: [String]) throws -> [Attachment] {
        try folders.flatMap { name -> [Attachment] in
            let top = "\(folder)/\(name)"
            guard FileManager.default.fileExists(atPath: top) else { return [] }
            return try FileManager.default.subpathsOfDirectory(atPath: top).sorted()
                .filter { !$0.hasSuffix(".csv") && !isFolder("\(top)/\($0)") }
                .map { Attachment(path: "\(name)/\($0)", bytes: try readFile("\(top)/\($0)")) }
        }
    }

    func bytes(_ path: String) throws -> [UInt8]? {
        let path = "\(folder)/\(path)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try readFile(path)
    }
}
