import DataStore
import IndicatorModel

extension Table {
    static let checkColumns: [Column] = [
        Column("check", "Id of the check"),
        Column("partition", "Partition it looked at; all where it compares several"),
        Column("kind", "What figures are held against"),
        Column("severity", "error: nothing is published when it fails; warning: it is told"),
        Column("title_en", "What must hold, in English"),
        Column("title_fr", "What must hold, in French"),
        Column("limit_en", "The limit in English"),
        Column("limit_fr", "The limit in French"),
        Column("looked_at", .integer, "How many rows were judged"),
        Column("failed", .integer, "How many are outside the limit, without those excepted"),
        Column("excepted", .integer, "How many are outside the limit and declared exceptions"),
        Column("banded", .integer, "How many comparisons of counts have a 95 % band of rounding"),
        Column("within_band", .integer, "How many of these lie within it"),
        Column("not_made", .integer, "How many rows could not be judged"),
        Column("not_made_reason_en", "Why they could not, in English"),
        Column("not_made_reason_fr", "Why they could not, in French"),
    ]

    /// What every check looked at and found.
    static func checks(_ summary: CheckSummary) -> Table {
        var table = Table(name: "checks", columns: checkColumns, keyCount: 2)
        for entry in summary.entries {
            let (check, result) = (entry.check, entry.result)
            let reasons = NotMadeReason.allCases.compactMap { reason in
                result.notMade[reason].map { CheckTexts.text(reason, $0) }
            }
            table.append([
                check.id.name, entry.partition.name, check.code, check.severity.rawValue,
                check.title.en, check.title.fr, check.limit.en, check.limit.fr,
                String(result.lookedAt), String(result.failed), String(result.excepted),
                String(result.banded), String(result.withinBand),
                String(result.notMade.values.reduce(0) { $0 + $1.count }),
                reasons.map(\.en).joined(separator: "; "),
                reasons.map(\.fr).joined(separator: " ; "),
            ])
        }
        return table.sorted()
    }
}

/// What the README of a version says of its checks.
struct CheckNotes {
    /// How many rows of each check a README shows.
    private static let shownRows = 5

    let checks: [Check]
    let summary: CheckSummary
    /// The table of the version, which has the rows of carried partitions too.
    let table: Table

    /// The lines in English and in French; none where no check has anything to say.
    var texts: [BilingualText] {
        let notes = warnings + exceptions
        if notes.isEmpty { return [] }
        return [
            BilingualText(en: "## Checks", fr: "## Vérifications"),
            BilingualText(en: "", fr: ""),
            BilingualText(
                en: "All errors would have stopped this version. What is out of the ordinary, and "
                    + "was published:",
                fr: "Une erreur aurait arrêté cette version. Ce qui sort de l’ordinaire et a été "
                    + "publié :"
            ),
            BilingualText(en: "", fr: ""),
        ] + notes + [BilingualText(en: "", fr: "")]
    }

    private var warnings: [BilingualText] {
        var texts: [BilingualText] = []
        let columns = Table.checkColumns.map(\.name)
        for index in 0..<table.rowCount {
            let row = Dictionary(uniqueKeysWithValues: zip(columns, table.row(index)))
            guard let failed = row["failed"], failed != "0", let id = row["check"],
                let partition = row["partition"]
            else { continue }
            let total = row["looked_at"].flatMap(Int.init) ?? 0
            let count = Int(failed) ?? 0
            let limit = (row["limit_en"] ?? "", row["limit_fr"] ?? "")
            texts.append(
                BilingualText(
                    en: "- \(row["title_en"] ?? ""): not in \(grouped(count)) of "
                        + "\(counted(total, "row")) (`\(id)`, `\(partition)`; limit: \(limit.0)).",
                    fr: "- \(row["title_fr"] ?? "") : faux pour \(count) de \(total) lignes "
                        + "(`\(id)`, `\(partition)` ; limite : \(limit.1))."
                )
            )
            texts += rows(id, partition, failed: count)
        }
        return texts
    }

    private func rows(_ id: String, _ partition: String, failed: Int) -> [BilingualText] {
        let entry = summary.entries.first {
            $0.check.id.name == id && $0.partition.name == partition
        }
        guard let result = entry?.result else { return [] }
        var texts = result.findings.prefix(Self.shownRows).map { finding in
            let text = CheckTexts.row(finding)
            return BilingualText(en: "  - \(text.en)", fr: "  - \(text.fr)")
        }
        if failed > texts.count {
            let rest = failed - texts.count
            texts.append(
                BilingualText(en: "  - and \(grouped(rest)) more", fr: "  - et \(rest) autres")
            )
        }
        return texts
    }

    /// The exceptions that kept rows of this run from failing.
    private var exceptions: [BilingualText] {
        var texts: [BilingualText] = []
        for check in checks.sorted(by: { $0.id < $1.id }) {
            let results = summary.entries.filter { $0.check.id == check.id }.map(\.result)
            for (index, exception) in check.exceptions.enumerated() {
                let count = results.reduce(0) { sum, result in
                    sum
                        + (result.exceptions.indices.contains(index)
                            ? result.exceptions[index].failed : 0)
                }
                if count == 0 { continue }
                let about = exception.subject.compactMap(\.self).joined(separator: ",")
                texts.append(
                    BilingualText(
                        en:
                            "- Known (`\(check.id)`, \(about), \(counted(count, "row")), "
                            + "declared on "
                            + "\(exception.date)): \(exception.reason.en)",
                        fr:
                            "- Connu (`\(check.id)`, \(about), nombre de lignes : \(count), "
                            + "déclaré le "
                            + "\(exception.date)) : \(exception.reason.fr)"
                    )
                )
            }
        }
        return texts
    }
}
