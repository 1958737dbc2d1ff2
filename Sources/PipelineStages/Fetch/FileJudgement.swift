import DataStore
import IndicatorModel

/// What a file that came is held to be.
struct FileJudgement {
    /// What makes it suspicious; it is used when there is none.
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
struct Inspection { var content = ""; var rows = 0; var noted: [SnapshotNote.Member]? = nil }
extension Intake { func judge(_ arrival: Arrival, _ history: PartHistory) throws -> FileJudgement { FileJudgement() } }
