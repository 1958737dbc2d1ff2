import DataStore
import IndicatorModel
import PipelineConfig
import PipelineEngine

/// Makes the checks across partitions, and says what all checks together found: errors end the
/// run, and warnings are told.
struct ValidateAllStep: Step {
    let pipeline: Pipeline
    let configuration: Configuration
    /// The partitions that this run makes.
    let made: [PipelinePartition]
    /// The version that stands, for the partitions that this run does not make.
    let store: ReleaseStore
    let fixedSettings: [Setting]

    let version = 1
    var id: StepID { StepID(stage: "validate", subject: PartitionID.all.name) }
    var output: ArtifactID { .checks(pipeline.dataset) }
    var inputs: [ArtifactID] {
        made.map { .report($0.id) } + (isAcross ? made.map { .observations($0.id) } : [])
    }

    /// Whether some check needs figures of more than one partition.
    private var isAcross: Bool { configuration.checks.contains { $0.kind.isAcrossPartitions } }

    func settings() throws -> [Setting] {
        guard isAcross else { return fixedSettings }
        return try fixedSettings
            + carried().map { id, version in
                Setting.option(
                    "published partition \(id)",
                    try version.digest("observations/\(id).csv")
                )
            }
    }

    func run(in context: StepContext) throws -> ValidationReport {
        var results: [PartitionID: [CheckResult]] = [:]
        for partition in made {
            let report = try context.input(.report(partition.id), as: ValidationReport.self)
            results.merge(report.results) { first, _ in first }
        }
        results[.all] = try acrossPartitions(context)
        results[.all, default: []].append(staleExceptions(results))
        let summary = CheckSummary(configuration.checks, results)
        context.count { $0.rows = summary.lookedAt }
        let problems = summary.diagnostics
        if problems.contains(where: { $0.severity == .error }) { throw Diagnostics(problems) }
        for problem in problems { context.warn(problem.message) }
        return ValidationReport(results)
    }

    // MARK: - Across partitions

    private func acrossPartitions(_ context: StepContext) throws -> [CheckResult] {
        let checks = configuration.checks.filter(\.kind.isAcrossPartitions)
            .sorted { $0.id < $1.id }
        if checks.isEmpty { return [] }
        var partitions: [Period: [Observation]] = [:]
        for partition in made where !partition.isSeries {
            let observations = try context.input(
                .observations(partition.id),
                as: Observations.self
            )
            partitions[partition.period] = observations.all
        }
        for (id, version) in try carried() {
            guard let partition = pipeline.partitions.first(where: { $0.id == id }),
                !partition.isSeries,
                let table = try version.observations(id)
            else { continue }
            partitions[partition.period] = try (0..<table.rowCount).map { index in
                try Observation(published: Array(table.row(index)))
            }
        }
        return try checks.map { check in
            let jump = JumpCheck(
                check,
                dataset: pipeline.dataset,
                indicators: configuration.indicators,
                places: configuration.places.filter { !$0.definitionChanges.isEmpty }
            )
            return try jump.result(partitions, context.checkpoint)
        }
    }

    /// The partitions that this run does not make and that stand published.
    private func carried() throws -> [(PartitionID, PublishedVersion)] {
        let own = Set(made.map(\.id))
        let others = pipeline.partitions.map(\.id).filter { !own.contains($0) }
        guard !others.isEmpty, let number = try store.latest() else { return [] }
        let version = PublishedVersion(folder: store.folder(number), number: number)
        let published = Set(try version.partitions())
        return others.filter(published.contains).map { ($0, version) }
    }

    // MARK: - Exceptions

    /// The exceptions whose rows were looked at, and do not fail any more.
    private func staleExceptions(_ results: [PartitionID: [CheckResult]]) -> CheckResult {
        var stale = CheckResult(check: BuiltInCheck.exceptions.id)
        let isWhole = made.count == pipeline.partitions.count
        let periods = Set(made.map(\.period))
        for check in configuration.checks.sorted(by: { $0.id < $1.id }) {
            let own = results.values.flatMap { $0.filter { $0.check == check.id } }
            for (index, exception) in check.exceptions.enumerated()
            where exception.period.map(periods.contains) ?? isWhole {
                let uses = own.compactMap {
                    $0.exceptions.indices.contains(index) ? $0.exceptions[index] : nil
                }
                if uses.allSatisfy({ $0.lookedAt == 0 }) { continue }
                stale.lookedAt += 1
                if uses.contains(where: { $0.failed > 0 }) { continue }
                stale.failed += 1
                if stale.findings.count < CheckResult.keptFindings {
                    stale.findings.append(FailedRow(stale: exception, of: check))
                }
            }
        }
        return stale
    }
}

extension FailedRow {
    /// An exception that has nothing left to except.
    fileprivate init(stale exception: CheckException, of check: Check) {
        let subject = exception.subject + [nil, nil]
        let what = subject.compactMap(\.self).joined(separator: ",")
        let place = exception.span.map { " (\($0.file):\($0.line))" } ?? ""
        self.init(
            subject: subject.map { $0 ?? "" },
            value: nil,
            bounds: Bounds(low: nil, high: nil),
            expected: BilingualText(
                en: "the exception of `\(check.id)` for \(what), declared on \(exception.date), "
                    + "is not needed any more\(place)",
                fr: "l’exception de `\(check.id)` pour \(what), déclarée le \(exception.date), "
                    + "n’est plus nécessaire\(place)"
            ),
            origin: ""
        )
    }
}

extension Observation {
    /// A row of a published table; its source lines are not read.
    fileprivate init(published row: [String]) throws {
        let figure = try PublishedFigure(row: row)
        guard let key = ObservationKey(fields: Array(row.prefix(6))),
            let state = ValueState(rawValue: figure.state)
        else {
            throw Diagnostic(
                "publish.bad-key",
                "a published row cannot be read: \(row.prefix(6).joined(separator: ","))",
                hints: ["`lip verify` tells whether the file is as it was published"]
            )
        }
        self.init(
            key: key,
            estimate: Estimate(
                value: figure.value,
                low: figure.low,
                high: figure.high,
                state: state,
                method: Method(rawValue: figure.method) ?? .none,
                coverage: figure.coverage,
                quality: figure.quality
            ),
            lineage: []
        )
    }
}

extension PublishedVersion {
    /// The digest of a file, as the version's own list has it.
    fileprivate func digest(_ path: String) throws -> String {
        let sums = try bytes("SHA256SUMS").map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = sums.split(separator: "\n").first { $0.hasSuffix("  \(path)") }
        return line.map { String($0.prefix(64)) } ?? ""
    }
}
