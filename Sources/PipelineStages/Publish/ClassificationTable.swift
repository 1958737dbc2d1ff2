import DataStore
import IndicatorModel
import PipelineConfig

extension ReferenceTables {
    /// The master lists of countries and languages, also of those that no indicator prints.
    var classificationTable: Table {
        var table = Table(
            name: "classifications",
            columns: [
                .init("classification", "Id of the master list"),
                .init("category", "Id of the category"),
                .init("kind", "country, territory, language, region, group or residual"),
                .init("within", "Region or language family it belongs to"),
                .init("iso", "ISO 3166-1 alpha-3 (former states: 3166-3) or ISO 639-3"),
                .init("from", "Year or month from which it existed; empty when it does not matter"),
                .init("until", "Year or month in which it ended"),
                .init("successors", "What it was divided into, with spaces between"),
                .init("label_en", "Name in English"),
                .init("label_fr", "Name in French"),
            ],
            keyCount: 2
        )
        for classification in configuration.classifications.values {
            for entry in classification.entries {
                table.append(
                    [
                        classification.id.name, entry.id.name, entry.kind.rawValue,
                        entry.within?.name ?? "", entry.code ?? "", entry.from ?? "",
                        entry.until ?? "", entry.successors.map(\.name).joined(separator: " "),
                    ] + text(.categories, entry.id.name)
                )
            }
        }
        return table.sorted()
    }
}
