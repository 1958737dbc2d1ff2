import DataStore
import IndicatorModel
import PipelineEngine

/// What a file that came is held to be.
struct FileJudgement {
    /// What makes it suspicious; it is used when there is nothing.
    var findings: [String] = []
    /// What a person has to know of it all the same.
    var warnings: [String] = []
    /// Whether it says the same as the file that is used, in other bytes.
    var isSame = false
    var inspection: Inspection?
    /// What would make the source's contract fit it.
    var patch: String?
    /// Whether the run may go on with the last good file.
    var mayFallBack = true
}

extension Intake {
    /// Judges a file that is not the one that is used.
    func judge(_ arrival: Arrival, _ history: PartHistory) throws -> FileJudgement {
        var judgement = FileJudgement()
        if history.rejected.contains(arrival.digest) {
            judgement.findings = ["a person rejected these bytes before"]
            return judgement
        }
        // A file of the project is the steward's: what is wrong with it is told by who reads it.
        if case .local = wanted.file { return judgement }
        // A person knows better than what follows.
        if history.accepted.contains(arrival.digest) { return judgement }
        do {
            let inspection = try inspector.inspect(arrival.path, name: wanted.file.name)
            judgement.inspection = inspection
            try hold(arrival, to: wanted.contract, &judgement)
            guard let current = history.current else { return judgement }
            judgement.isSame = inspection.content == current.content
            if judgement.isSame { return judgement }
            // What was good is read again: notes do not hold its labels, older ones not its digest.
            let earlier = try? inspector.inspect(
                store.object(current.sha256),
                name: wanted.file.name
            )
            guard let earlier else { return judgement }
            judgement.isSame = inspection.content == earlier.content
            judgement.findings +=
                compare(earlier, inspection, wanted.source.thresholds).map(\.text)
        } catch let diagnostic as Diagnostic {
            judgement.findings = [diagnostic.message]
        }
        return judgement
    }

    private var inspector: Inspector {
        Inspector(
            limits: wanted.source.archives,
            contract: wanted.contract,
            member: wanted.member,
            checkpoint: context.checkpoint
        )
    }

    /// Holds a file to what its source says it must look like.
    private func hold(
        _ arrival: Arrival,
        to contract: SchemaContract?,
        _ judgement: inout FileJudgement
    ) throws {
        guard let contract else { return }
        let report = try inspector.check(
            contract,
            arrival.path,
            name: wanted.file.name,
            member: wanted.member
        )
        if report.differences.isEmpty { return }
        judgement.patch = patch(contract, report)
        let news = report.newThings.map(\.text)
        if contract.mode == .acceptNew, !news.isEmpty {
            judgement.warnings = [
                "`\(report.file)` has what its contract does not: "
                    + listed(news, limit: 5, quoted: false)
                    + (judgement.patch.map { "; to take it in for good:\n\($0)" } ?? "")
            ]
            judgement.findings += report.breaches.map(\.text)
        } else {
            judgement.findings += report.differences.map(\.text)
        }
        if contract.mode == .fail, !judgement.findings.isEmpty { judgement.mayFallBack = false }
    }

    /// The change of the source's definition that makes it fit.
    private func patch(_ contract: SchemaContract, _ report: ContractReport) -> String? {
        guard let bytes = try? readFile(path(wanted.definition, in: root)) else { return nil }
        let yaml = String(decoding: bytes, as: UTF8.self)
        let patch = ContractPatch(
            yaml,
            path: wanted.definition,
            contract: contract,
            report: report
        )
        return patch?.text
    }
}

extension Inspection {
    /// The members, as notes have them; nil where it is no archive.
    var noted: [SnapshotNote.Member]? {
        kind == .zip ? members : nil
    }
}
