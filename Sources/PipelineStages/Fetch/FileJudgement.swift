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
        let inspector = Inspector(
            archives: wanted.source.archives,
            contract: wanted.source.contract,
            checkpoint: context.checkpoint
        )
        do {
            judgement.inspection = try inspector.inspect(arrival.path, name: wanted.file.name)
        } catch let diagnostic as Diagnostic {
            judgement.findings = [diagnostic.message]
            return judgement
        }
        guard let inspection = judgement.inspection, let current = history.current else {
            return judgement
        }
        let earlier = try? inspector.inspect(
            store.object(current.sha256),
            name: wanted.file.name
        )
        guard let earlier else { return judgement }
        judgement.isSame = inspection.content == (current.content ?? earlier.content)
        judgement.findings += inspection.losses(since: earlier, wanted.source.thresholds)
        return judgement
    }
}
