import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineConfig
import PipelineEngine

/// Reads what a coordinator handed in for a place.
///
/// What is withheld is withheld by the reader: this step, and all that comes after it, never knew
/// it. Files are not copied to data-raw; only their digests are noted.
struct LocalPlaceStep: Step {
    let place: PlaceID
    let root: String
    let survey: SurveyDefinition?
    /// The day on which consent must hold.
    let today: CalendarDay
    let digests: FileDigests
    let fixedSettings: [Setting]

    let version = 1
    var id: StepID { StepID(stage: "local", subject: place.name) }
    let inputs: [ArtifactID] = []
    var output: ArtifactID { .local(place) }

    func settings() throws -> [Setting] {
        let reader = LocalReader(in: root, survey, today: today, Report())
        let files = try reader.files(of: place).map { name in
            let digest = try digests.digest(of: path(name, in: root))?.digest
            return Setting(.file, "file \(name)", digest: digest ?? Setting.absent)
        }
        // The day counts only where consent ends.
        let ends = Set(reader.endsOfConsent(of: place)).sorted()
        let consent = ends.map { "\($0) \($0 < today ? "over" : "holds")" }
        return fixedSettings + files
            + (ends.isEmpty
                ? []
                : [.option("consent in \(place)", consent.joined(separator: "\n"))])
    }

    func run(in context: StepContext) throws -> Supplement {
        let report = Report()
        let local = LocalReader(in: root, survey, today: today, report).read(place)
        let errors = report.diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty { throw Diagnostics(errors) }
        for diagnostic in report.diagnostics {
            context.warn("\(diagnostic.span?.file ?? ""): \(diagnostic.message)")
        }
        let supplement = Supplement(local)
        context.count { $0.rows = supplement.kept.reduce(0) { $0 + $1.rowCount } }
        return supplement
    }
}

extension ArtifactID {
    /// What was handed in for a place.
    static func local(_ place: PlaceID) -> ArtifactID { ArtifactID("local/\(place)") }
}
