import DataStore
import IndicatorModel
import PipelineConfig

extension ReferenceTables {
    /// How each place stands to itself in other censuses; no table where the project has no lists
    /// of changes.
    var boundaryChangeTables: [Table] {
        if configuration.changes.isEmpty { return [] }
        var table = Table(
            name: "boundary_changes",
            columns: [
                .init("place", "Id of the place"),
                .init("from", "Earlier census"),
                .init("to", "Later census"),
                .init(
                    "verdict",
                    "same, renamed, merged, split, changed, definition-changed or not-known"
                ),
                .init(
                    "people_gained",
                    .integer,
                    "People of the earlier census whom the place gained; empty when not known"
                ),
                .init(
                    "people_lost",
                    .integer,
                    "People of the earlier census whom the place lost; empty when not known"
                ),
                .init("known", "Whether lists say what happened: yes or no"),
                .init("note_en", "What happened, in English"),
                .init("note_fr", "What happened, in French"),
            ],
            keyCount: 3
        )
        let report = configuration.placeChanges
        for change in places.flatMap(report.changes) {
            table.append([
                change.place.name, change.periods.from.name, change.periods.to.name,
                change.verdict.rawValue, change.gained.map(String.init) ?? "",
                change.lost.map(String.init) ?? "", change.isKnown ? "yes" : "no", change.note.en,
                change.note.fr,
            ])
        }
        return [table.sorted()]
    }
}
