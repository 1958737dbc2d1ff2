import DataStore
import FoundationEssentials
package import IndicatorModel
import PipelineConfig

/// The observations of one partition and all that is said of them.
struct PartitionTables: Sendable {
    let id: PartitionID
    let period: Period
    /// The census by whose recipes its places are made.
    let vintage: Period
    let observations: Table
    /// The 95 % bands of observations that rounding moves.
    let bands: Table
    let lineage: Table
    let members: Table
    let sources: Table
}

/// What became of a run's publishing.
package enum PublishOutcome: Sendable {
    /// The version that stands is the one this run would publish.
    case upToDate(version: Int)
    case published(version: Int, folder: String, changes: [PartitionID: PartitionChange])

    package var version: Int {
        switch self {
        case .upToDate(let version), .published(let version, _, _): version
        }
    }
}

/// What a run is allowed to change.
package struct RevisionPermit: Sendable {
    package let partitions: Set<PartitionID>
    package let reason: String

    package init(partitions: Set<PartitionID>, reason: String) {
        self.partitions = partitions
        self.reason = reason
    }
}

/// Writes a version of a dataset, and publishes it when it differs from the one that stands.
struct Publisher {
    let pipeline: Pipeline
    let configuration: Configuration
    let store: ReleaseStore
    let files: FileLayer
    let permit: RevisionPermit?
    /// Parts that were not at hand, which the version's README must name.
    let missing: [MissingPart]
    let standIns: [StandIn]
    /// What all checks found, by partition.
    let checks: [PartitionID: [CheckResult]]
    /// Called often until the version gets its name; throws when the run is to stop.
    let checkpoint: () throws -> Void

    func publish(
        _ partitions: [PartitionTables],
        _ rankings: [PartitionID: Table],
        _ supplements: [Supplement],
        time: String,
        run: String
    ) throws
        -> PublishOutcome
    {
        try store.recover()
        let previous = try store.latest().map {
            PublishedVersion(folder: store.folder($0), number: $0)
        }
        let version = (try store.releases().last?.version ?? 0) + 1
        let contents = try contents(partitions, rankings, supplements, previous)
        try refuseRevisions(contents)
        if let previous, try isSame(contents, as: previous) {
            return .upToDate(version: previous.number)
        }
        let staged = try store.stage(version)
        try write(contents, version: version, previous: previous, to: staged)
        try checkpoint()
        _ = try store.publish(staged, version: version, time: time, run: run)
        return .published(
            version: version,
            folder: store.folder(version),
            changes: contents.changes
        )
    }

    // MARK: - What the version holds

    private func contents(
        _ partitions: [PartitionTables],
        _ rankings: [PartitionID: Table],
        _ supplements: [Supplement],
        _ previous: PublishedVersion?
    ) throws
        -> VersionContents
    {
        var contents = VersionContents()
        contents.made = partitions.map(\.id)
        for partition in partitions {
            contents.observations[partition.id] = partition.observations
            contents.bands[partition.id] = partition.bands
            contents.lineage[partition.id] = partition.lineage
            contents.changes[partition.id] = try change(of: partition, since: previous)
            try contents.rank(partition.id, rankings[partition.id], previous)
        }
        for id in try previous?.partitions() ?? [] where contents.observations[id] == nil {
            guard let old = try previous?.observations(id) else { continue }
            contents.observations[id] = old
            contents.bands[id] = try previous?.bands(id)
            contents.lineage[id] = try previous?.lineage(id)
            contents.changes[id] = .carried(rows: old.rowCount)
            try contents.rank(id, previous?.rankings(id), previous)
        }
        let places = pipeline.published(of: configuration.places)
        contents.reference = ReferenceTables(configuration: configuration, places: places).all
        contents.reference.append(
            try merged(
                partitions.map(\.members),
                with: previous?.table(
                    "members",
                    Table.memberColumns,
                    keyCount: Table.memberKeyCount
                )
            ) { row in
                !partitions.contains {
                    $0.period.name == row[row.startIndex + 1]
                        && $0.vintage.name == row[row.startIndex + 5]
                }
            }
        )
        contents.reference.append(
            try merged(
                partitions.map(\.sources),
                with: previous?.table("sources", Table.sourceColumns, keyCount: 3)
            ) { row in !partitions.contains { $0.id.name == row[row.startIndex] } }
        )
        contents.reference.append(
            try merged(
                [.checks(checkSummary(partitions.map(\.id)))],
                with: previous?.table("checks", Table.checkColumns, keyCount: 2)
            ) { row in isCarried(row, beside: partitions) }
        )
        for supplement in supplements { try contents.add(supplement, previous) }
        contents.reference.sort { $0.name < $1.name }
        return contents
    }

    /// What all checks found in the partitions that this run makes, and across them.
    private func checkSummary(_ made: [PartitionID]) -> CheckSummary {
        let own = checks.filter { $0.key == .all || made.contains($0.key) }
        return CheckSummary(configuration.checks, own)
    }

    /// Whether a row of the table of checks is of a partition that this run does not make.
    private func isCarried(_ row: ArraySlice<String>, beside made: [PartitionTables]) -> Bool {
        let partition = row[row.startIndex + 1]
        return partition != PartitionID.all.name && !made.contains { $0.id.name == partition }
    }

    /// How a partition stands to the one that was published: its bands belong to its figures.
    private func change(
        of partition: PartitionTables,
        since previous: PublishedVersion?
    ) throws -> PartitionChange {
        guard let old = try previous?.observations(partition.id) else {
            return .new(rows: partition.observations.rowCount)
        }
        let change = PartitionChange.compare(old, partition.observations)
        if case .revised = change { return change }
        guard let oldBands = try previous?.bands(partition.id),
            case .revised(_, let rows) = PartitionChange.compare(oldBands, partition.bands)
        else { return change }
        return .revised(rows: partition.observations.rowCount, changes: rows)
    }

    /// This run's rows, with those of the version before that this run says nothing of.
    private func merged(
        _ tables: [Table],
        with previous: Table?,
        where keeps: (ArraySlice<String>) -> Bool
    ) throws -> Table {
        var result = Table(
            name: tables[0].name,
            columns: tables[0].columns,
            keyCount: tables[0].keyCount
        )
        for table in tables { result.append(contentsOf: table) }
        if let previous {
            for index in 0..<previous.rowCount where keeps(previous.row(index)) {
                result.append(Array(previous.row(index)))
            }
        }
        return result.sorted().withoutRepeatedKeys()
    }

    /// The reasons for which a partition's published rows may change in this run.
    private func isPermitted(_ id: PartitionID) -> Bool {
        permit?.partitions.contains(id) == true
            || pipeline.partitions.contains { $0.id == id && $0.restated != nil }
    }

    private func refuseRevisions(_ contents: VersionContents) throws {
        var revisions: [RevisionRefused.Revision] = []
        for id in contents.partitions where !isPermitted(id) {
            let revision = RevisionRefused.Revision(
                partition: id,
                changes: contents.changes[id]?.revisedRows ?? [],
                rankings: contents.rankingChanges[id]?.revisedRows ?? []
            )
            if !revision.isEmpty { revisions.append(revision) }
        }
        for id in Set(contents.kept.map(\.supplement)).sorted()
        where permit?.partitions.contains(id) != true {
            let changes = contents.kept.filter { $0.supplement == id }
                .flatMap(\.change.revisedRows)
            if changes.isEmpty { continue }
            revisions.append(.init(partition: id, changes: changes, rankings: []))
        }
        if !revisions.isEmpty {
            throw RevisionRefused(dataset: pipeline.dataset, revisions: revisions)
        }
    }

    /// Whether every table is, byte for byte, the one of the version that stands.
    private func isSame(_ contents: VersionContents, as previous: PublishedVersion) throws -> Bool {
        for change in Array(contents.changes.values) + contents.rankingChanges.values
            + contents.kept.map(\.change)
        {
            guard case .carried = change else { return false }
        }
        let attached = try previous.attachments(in: contents.attachmentFolders)
        guard Set(attached) == Set(contents.attachments) else { return false }
        for (folder, tables) in [("bands", contents.bands), ("lineage", contents.lineage)] {
            for (id, table) in tables
            where try previous.bytes("\(folder)/\(id).csv") != table.csv {
                return false
            }
        }
        return try contents.reference.allSatisfy { table in
            try previous.bytes("\(table.name).csv") == table.csv
        }
    }

    // MARK: - Writing

    private func write(
        _ contents: VersionContents,
        version: Int,
        previous: PublishedVersion?,
        to folder: String
    ) throws {
        try files.createFolder("\(folder)/observations")
        try files.createFolder("\(folder)/bands")
        try files.createFolder("\(folder)/lineage")
        if !contents.rankings.isEmpty { try files.createFolder("\(folder)/rankings") }
        for path in contents.supplementFolders { try files.createFolder("\(folder)/\(path)") }
        var resources: [DataPackage.Resource] = []
        for (table, change) in contents.compared {
            try checkpoint()
            let path = "\(table.name).csv"
            let bytes = table.csv
            if case .carried = change, let previous {
                try files.linkOrCopy("\(previous.folder)/\(path)", to: "\(folder)/\(path)")
            } else {
                try files.write(bytes, to: "\(folder)/\(path)")
            }
            resources.append(DataPackage.resource(table, path: path, bytes: bytes))
        }
        for file in contents.attachments {
            try checkpoint()
            let path = "\(folder)/\(file.path)"
            let isOld = try previous?.bytes(file.path) == file.bytes
            if isOld, let previous {
                try files.linkOrCopy("\(previous.folder)/\(file.path)", to: path)
            } else {
                try files.write(file.bytes, to: path)
            }
        }
        let others =
            contents.reference.map { ("\($0.name).csv", $0) }
            + contents.partitions.flatMap { id in
                [("bands", contents.bands[id]), ("lineage", contents.lineage[id])]
                    .compactMap { name, table in table.map { ("\(name)/\(id).csv", $0) } }
            }
        for (path, table) in others {
            try checkpoint()
            let bytes = table.csv
            if let previous, try previous.bytes(path) == bytes {
                try files.linkOrCopy("\(previous.folder)/\(path)", to: "\(folder)/\(path)")
            } else {
                try files.write(bytes, to: "\(folder)/\(path)")
            }
            resources.append(DataPackage.resource(table, path: path, bytes: bytes))
        }
        try writeDatabase(contents, to: "\(folder)/dataset.sqlite")
        let texts = VersionTexts(
            pipeline: pipeline,
            version: version,
            previous: previous?.number,
            changes: contents.changes,
            rankingChanges: contents.rankingChanges,
            keptChanges: contents.kept.map { ($0.table.name, $0.change) },
            withdrawn: contents.withdrawn,
            labelChanges: previous.map { LabelChange.all(in: contents.reference, since: $0) } ?? [],
            sources: contents.reference.first { $0.name == "sources" },
            checks: contents.reference.first { $0.name == "checks" }.map { table in
                CheckNotes(
                    checks: configuration.checks,
                    summary: checkSummary(contents.made),
                    table: table
                )
            },
            permit: permit,
            missing: missing,
            standIns: standIns
        )
        try files.write(
            texts.dataPackage(resources.sorted { $0.path < $1.path }).json(),
            to: "\(folder)/datapackage.json"
        )
        try files.write(Array(texts.readme.utf8), to: "\(folder)/README.md")
        try files.write(Array(texts.readmeFrench.utf8), to: "\(folder)/README.fr.md")
        try files.write(Array(texts.changesText.utf8), to: "\(folder)/CHANGES.md")
        try files.write(checksums(of: folder), to: "\(folder)/SHA256SUMS")
    }

    private func writeDatabase(_ contents: VersionContents, to path: String) throws {
        func named(_ tables: [PartitionID: Table], _ name: String) -> [Table] {
            contents.partitions.compactMap { tables[$0]?.named(name) }
        }
        let tables =
            named(contents.observations, "observations") + named(contents.bands, "bands")
            + named(contents.lineage, "lineage") + named(contents.rankings, "rankings")
            + (contents.reference + contents.kept.map(\.table)).map {
                $0.named($0.name.replacing("/", with: "_"))
            }
        let pairs = Set(configuration.indicators.flatMap(\.comparability.keys)).sorted()
        let periods = Set(pairs.flatMap { [$0.from, $0.to] }).union(
            pipeline.partitions.filter { !$0.isSeries }.map(\.period)
        )
        try DatasetDatabase.write(
            tables,
            views: DatabaseView.all(periods: periods.sorted(), pairs: pairs)
                + (contents.rankings.isEmpty ? [] : [.top10]),
            to: path,
            files
        )
    }

    /// SHA256SUMS in the form that `sha256sum --check` reads.
    private func checksums(of folder: String) throws -> [UInt8] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        var text = ""
        for path in paths {
            if isFolder("\(folder)/\(path)") { continue }
            text += "\(try SHA256.digest(ofFile: "\(folder)/\(path)").digest)  \(path)\n"
        }
        return Array(text.utf8)
    }
}
