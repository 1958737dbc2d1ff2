import DataStore
import IndicatorModel

/// What differs between two published versions of a dataset.
///
/// Differing rows are handed on as they are met; only counts and the largest changes are kept.
package struct VersionDiff: Sendable {
    package struct Partition: Hashable, Sendable {
        package enum Standing: String, Codable, Sendable {
            /// Byte for byte the same, by the digests: not read.
            case same
            case compared
            case new
            case gone
        }

        package let id: String
        package let standing: Standing
        package var counts: [DifferenceClass: Int] = [:]

        package func count(_ kind: DifferenceClass) -> Int { counts[kind] ?? 0 }

        package var differs: Bool {
            counts.contains { kind, count in kind != .same && count > 0 }
        }
    }

    package let old: VersionFolder
    package let new: VersionFolder
    /// The one partition that was looked at; nil for all.
    package let only: String?
    package private(set) var partitions: [Partition] = []
    package private(set) var largest: LargestChanges
    package private(set) var tables: [ReferenceDifference] = []

    /// Compares two versions, and gives `body` each row that differs, in the order of partitions
    /// and keys.
    ///
    /// With `only` one partition is looked at, and no label; `limit` of the largest changes are
    /// kept.
    package init(
        _ old: VersionFolder,
        _ new: VersionFolder,
        only: String? = nil,
        limit: Int,
        _ body: (FigureDifference) throws -> Void
    ) throws {
        self.old = old
        self.new = new
        self.only = only
        largest = LargestChanges(limit: limit)
        let all = Set(old.partitions).union(new.partitions).sorted()
        if let only, !all.contains(only) {
            throw Diagnostic(
                "config.unknown-partition",
                "neither version has a partition `\(only)`",
                hints: [likelyName(only, all)]
            )
        }
        for id in all where only == nil || id == only {
            partitions.append(try compare(id, body))
        }
        for (table, keyCount) in ReferenceDifference.tables where only == nil {
            tables.append(try ReferenceDifference(table, keyCount: keyCount, old, new))
        }
    }

    private mutating func compare(
        _ id: String,
        _ body: (FigureDifference) throws -> Void
    ) throws -> Partition {
        let path = VersionFolder.path(id)
        let digests = (old.digests[path], new.digests[path])
        if digests.0 == digests.1 { return Partition(id: id, standing: .same) }
        let standing: Partition.Standing =
            digests.0 == nil ? .new : digests.1 == nil ? .gone : .compared
        var partition = Partition(id: id, standing: standing)
        var largest = largest
        try mergeJoin(try old.observations(id), try new.observations(id)) { rows in
            guard let difference = try FigureDifference(rows) else {
                partition.counts[.same, default: 0] += 1
                return
            }
            partition.counts[difference.kind, default: 0] += 1
            largest.add(difference)
            try body(difference)
        }
        self.largest = largest
        return partition
    }

    package var differs: Bool {
        partitions.contains { $0.differs || $0.standing == .new || $0.standing == .gone }
            || tables.contains { !$0.isEmpty }
    }

    /// The partitions of the older version that the newer one has otherwise, or not at all.
    package var changedPartitions: [Partition] {
        partitions.filter { $0.standing == .gone || $0.standing == .compared }
    }

    /// What became of the partitions of the older version, in one line.
    package var firstLine: String {
        let changed = changedPartitions
        let range = only.map { " (only `\($0)` was looked at)" } ?? ""
        guard !changed.isEmpty else { return "no older partition changed\(range)" }
        let words = changed.map { partition in
            let adds = partition.counts.keys.allSatisfy { $0 == .new || $0 == .same }
            let how = partition.standing == .gone ? "gone" : adds ? "rows added" : "rows changed"
            return "\(partition.id) (\(how))"
        }
        return "\(counted(changed.count, "older partition")) changed: "
            + words.joined(separator: ", ") + range
    }
}

/// The name that is likely meant, or the names that there are.
func likelyName(_ name: String, _ known: [String]) -> String {
    didYouMean(name, among: known)
        ?? "there are \(listed(known))"
}
