import IndicatorModel

/// What all checks found, by check and partition.
struct CheckSummary {
    /// A check with what it found in one partition.
    struct Entry {
        let check: DescribedCheck
        let partition: PartitionID
        let result: CheckResult
    }

    /// Sorted by check, then by partition.
    let entries: [Entry]

    init(_ checks: [Check], _ results: [PartitionID: [CheckResult]]) {
        let described = Dictionary(
            (checks.map(DescribedCheck.init) + BuiltInCheck.allCases.map(DescribedCheck.init))
                .map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var entries: [Entry] = []
        for (partition, results) in results {
            for result in results {
                guard let check = described[result.check] else { continue }
                entries.append(Entry(check: check, partition: partition, result: result))
            }
        }
        self.entries = entries.sorted {
            ($0.check.id, $0.partition) < ($1.check.id, $1.partition)
        }
    }

    var lookedAt: Int { entries.reduce(0) { $0 + $1.result.lookedAt } }

    /// The checks that failed, each with what it found in all partitions: errors first, then by
    /// id.
    var failures: [(check: DescribedCheck, result: CheckResult)] {
        var failures: [(check: DescribedCheck, result: CheckResult)] = []
        for entry in entries {
            if let last = failures.indices.last, failures[last].check.id == entry.check.id {
                failures[last].result.add(entry.result)
            } else {
                failures.append((entry.check, entry.result))
            }
        }
        let failed = failures.filter { $0.result.failed > 0 }
        return failed.filter { $0.check.severity == .error }
            + failed.filter { $0.check.severity == .warning }
    }

    /// What a person is told of the failures: errors first.
    var diagnostics: [Diagnostic] {
        failures.map { check, result in
            var rows: [String] = []
            for finding in result.findings {
                rows.append(CheckTexts.row(finding).en)
                if !finding.origin.isEmpty { rows.append("  read from \(finding.origin)") }
            }
            if result.failed > result.findings.count {
                rows.append("and \(grouped(result.failed - result.findings.count)) more")
            }
            var diagnostic = Diagnostic(
                "validate.\(check.code)",
                check.failure(result),
                at: check.span,
                hints: check.severity == .error ? check.hints : [],
                severity: check.severity == .error ? .error : .warning
            )
            diagnostic.details = ["limit: \(check.limit.en)"] + rows
            return diagnostic
        }
    }
}

/// A check as people are told of it.
struct DescribedCheck {
    let id: CheckID
    /// What kind of check it is, which is the name of its message.
    let code: String
    let severity: CheckSeverity
    let title: BilingualText
    let limit: BilingualText
    let span: SourceSpan?
    let hints: [String]

    init(_ check: Check) {
        id = check.id
        code = check.kind.rawValue
        severity = check.severity
        title = check.title
        limit = CheckTexts.text(check.limit)
        span = check.span
        hints = [
            "nothing was published; correct the mapping, the recipe or the source that the rows "
                + "were read from",
            "an oddity of the source that is known gets an entry under `except` of the check, with "
                + "its date and reason",
        ]
    }

    init(_ builtIn: BuiltInCheck) {
        id = builtIn.id
        code = builtIn.rawValue
        severity = builtIn.severity
        title = builtIn.title
        limit = CheckTexts.text(builtIn)
        span = nil
        hints =
            switch builtIn {
            case .contradiction:
                ["this is a mistake in Lipline or in an indicator's mapping: report it"]
            case .exceptions: ["remove the entries under `except`"]
            }
    }

    /// How often it failed, and what it says, in one clause.
    func failure(_ result: CheckResult) -> String {
        "check `\(id)` failed in \(grouped(result.failed)) of \(counted(result.lookedAt, "row")): "
            + title.en
    }
}
