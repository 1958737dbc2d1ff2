import IndicatorModel

/// Counts what a check finds, and sees to its exceptions.
struct CheckTally {
    private let check: Check
    private let dataset: String
    private(set) var result: CheckResult

    init(_ check: Check, dataset: String) {
        self.check = check
        self.dataset = dataset
        result = CheckResult(check: check.id)
        result.exceptions = check.exceptions.map { _ in CheckResult.ExceptionUse() }
    }

    /// Notes a row that was judged; `expected` says what a failed one should have been.
    mutating func judge(
        _ observation: Observation,
        passes: Bool,
        expected: () -> BilingualText
    ) {
        result.lookedAt += 1
        var isExcepted = false
        for (index, exception) in check.exceptions.enumerated()
        where exception.dataset ?? dataset == dataset && exception.covers(observation.key) {
            result.exceptions[index].lookedAt += 1
            if !passes { result.exceptions[index].failed += 1 }
            isExcepted = true
        }
        if passes { return }
        if isExcepted {
            result.excepted += 1
            return
        }
        result.failed += 1
        if result.findings.count < CheckResult.keptFindings {
            result.findings.append(FailedRow(observation, expected: expected()))
        }
    }

    /// Notes something that could not be judged; `number` is what there was too little of.
    mutating func skip(_ reason: NotMadeReason, number: Int? = nil) {
        result.notMade[reason, default: NotMade()].add(number)
    }

    /// Notes whether a comparison lies within the band that rounding leaves in 95 of 100 cases.
    mutating func noteBand(_ isWithin: Bool) {
        result.banded += 1
        if isWithin { result.withinBand += 1 }
    }
}

extension FailedRow {
    init(_ observation: Observation, expected: BilingualText) {
        let estimate = observation.estimate
        self.init(
            subject: observation.key.fields,
            value: estimate.value,
            bounds: estimate.bounds,
            expected: expected,
            origin: Self.origin(observation.lineage)
        )
    }

    /// The first entries of the lineage, as long as they can be read at a glance.
    private static func origin(_ lineage: [LineageEntry]) -> String {
        let shown = lineage.prefix(3).map { entry in
            let lines = entry.lines.utf8.count > 40 ? "\(entry.lines.prefix(40))..." : entry.lines
            return "\(entry.source)/\(entry.part), `\(entry.characteristic.name)`, lines \(lines)"
        }
        let rest = lineage.count > 3 ? ["\(lineage.count - 3) more"] : []
        return (shown + rest).joined(separator: "; ")
    }
}
