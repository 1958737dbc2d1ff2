import DataStore
import IndicatorModel

extension ReferenceTables {
    /// Between which periods a place is made of other land; nil when no place is.
    var definitionChangeTable: Table? {
        var table = Table(
            name: "definition_changes",
            columns: [
                .init("place", "Id of the place"),
                .init("from", "Last period of the old definition"),
                .init("to", "First period of the new definition"),
                .init("reason_en", "What changed, in English"),
                .init("reason_fr", "What changed, in French"),
            ],
            keyCount: 3
        )
        for place in places {
            for change in place.definitionChanges {
                table.append([
                    place.id.name, change.periods.from.name, change.periods.to.name,
                    change.reason.en, change.reason.fr,
                ])
            }
        }
        return table.rowCount == 0 ? nil : table.sorted()
    }
}
