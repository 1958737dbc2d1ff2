import IndicatorModel
import PipelineEngine

/// What a step of the stage validate makes: the results of its checks.
struct ValidationReport: Artifact {
    /// By partition, or `all` for what is checked across partitions.
    let results: [PartitionID: [CheckResult]]

    init(_ results: [PartitionID: [CheckResult]]) {
        self.results = results
    }

    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(results.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key.name)
            writer.write(entry.value) { $0.write($1) }
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        let entries = try reader.items { reader in
            (try reader.identifier() as PartitionID, try reader.items { try $0.checkResult() })
        }
        results = Dictionary(entries, uniquingKeysWith: { first, _ in first })
        try reader.end()
    }
}

extension ArtifactWriter {
    fileprivate mutating func write(_ result: CheckResult) {
        write(result.check.name)
        for number in [
            result.lookedAt, result.failed, result.excepted, result.banded, result.withinBand,
        ] { write(number) }
        write(result.notMade.sorted { $0.key.rawValue < $1.key.rawValue }) { writer, entry in
            writer.write(entry.key.rawValue)
            for number in [entry.value.count, entry.value.least ?? -1, entry.value.most ?? -1] {
                writer.write(number)
            }
        }
        write(result.findings) { writer, finding in
            for field in finding.subject { writer.write(field) }
            for number in [finding.value, finding.bounds.low, finding.bounds.high] {
                writer.write(number)
            }
            for text in [finding.expected.en, finding.expected.fr, finding.origin] {
                writer.write(text)
            }
        }
        write(result.exceptions) { writer, use in
            writer.write(use.lookedAt)
            writer.write(use.failed)
        }
    }
}

extension ArtifactReader {
    fileprivate mutating func checkResult() throws -> CheckResult {
        var result = CheckResult(check: try identifier())
        result.lookedAt = try number()
        result.failed = try number()
        result.excepted = try number()
        result.banded = try number()
        result.withinBand = try number()
        for (reason, notMade) in try items({ reader in
            (
                try reader.choice() as NotMadeReason,
                NotMade(
                    count: try reader.number(),
                    least: try reader.naturalNumber(),
                    most: try reader.naturalNumber()
                )
            )
        }) { result.notMade[reason] = notMade }
        result.findings = try items { try $0.finding() }
        result.exceptions = try items { reader in
            CheckResult.ExceptionUse(lookedAt: try reader.number(), failed: try reader.number())
        }
        return result
    }

    /// A number that is not negative; nil stands for none.
    private mutating func naturalNumber() throws -> Int? {
        let value = try number()
        return value < 0 ? nil : value
    }

    private mutating func finding() throws -> FailedRow {
        var subject: [String] = []
        for _ in 0..<6 { subject.append(try text()) }
        return FailedRow(
            subject: subject,
            value: try optionalDouble(),
            bounds: Bounds(low: try optionalDouble(), high: try optionalDouble()),
            expected: BilingualText(en: try text(), fr: try text()),
            origin: try text()
        )
    }
}
