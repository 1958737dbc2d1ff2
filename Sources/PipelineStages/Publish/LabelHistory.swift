import DataStore
import IndicatorModel
import PipelineConfig

extension ReferenceTables {
    /// What ids and places were called before, so that a reader finds an old name.
    var labelHistory: Table {
        var table = Table(
            name: "label_history",
            columns: [
                .init("section", "What was called so: categories, indicators, places, ..."),
                .init("id", "Its id"),
                .init("until", "Month in which the name was replaced; empty when not known"),
                .init("label_en", "Former name in English"),
                .init("label_fr", "Former name in French"),
            ],
            keyCount: 3
        )
        for former in configuration.labels.former {
            let text = former.text
            table.append([former.section.rawValue, former.id, former.until, text.en, text.fr])
        }
        for place in places {
            for (name, next) in zip(place.names, place.names.dropFirst()) {
                let text = name.text
                table.append(["places", place.id.name, next.from ?? "", text.en, text.fr])
            }
        }
        return table.sorted()
    }
}
