import DataStore
import IndicatorModel
import PipelineConfig

/// The tables that say what the ids of the observations mean.
struct ReferenceTables {
    let configuration: Configuration
    let places: [Place]

    private var labels: Labels { configuration.labels }

    var all: [Table] {
        [
            placeTable, indicatorTable, categoryTable, classificationTable, comparabilityTable,
            termTable, labelHistory,
        ] + (definitionChangeTable.map { [$0] } ?? []) + boundaryChangeTables
    }

    func text(_ section: Labels.Section, _ id: String) -> [String] {
        let text = labels.text(section, id)
        return [text?.en ?? id, text?.fr ?? id]
    }

    private var placeTable: Table {
        var table = Table(
            name: "places",
            columns: [
                .init("place", "Stable id of the place"),
                .init("kind", "country, region, province, territory, lip, city or community"),
                .init("status", "Whether its existence and definition are confirmed"),
                .init("parent", "The place above it"),
                .init("name_en", "Name in English"),
                .init("name_fr", "Name in French"),
                .init("name_since", "Month from which the name holds; empty when not known"),
            ],
            keyCount: 1
        )
        for place in places {
            let name = place.names.last
            table.append([
                place.id.name, place.kind.rawValue, place.status.rawValue,
                place.parent?.name ?? "", name?.text.en ?? place.id.name,
                name?.text.fr ?? place.id.name, name?.from ?? "",
            ])
        }
        return table.sorted()
    }

    private var indicatorTable: Table {
        var table = Table(
            name: "indicators",
            columns: [
                .init("indicator", "Id of the indicator"),
                .init("position", .integer, "Order in the dashboard"),
                .init("tab", "Id of the tab it stands in"),
                .init("tab_en", "Name of the tab in English"),
                .init("tab_fr", "Name of the tab in French"),
                .init("kind", "How it combines: count, share, rate, average, median, ratio, index"),
                .init("unit", "Id of the unit"),
                .init("unit_en", "Unit in English"),
                .init("unit_fr", "Unit in French"),
                .init("universe_en", "Whom it counts, in English"),
                .init("universe_fr", "Whom it counts, in French"),
                .init("form", "Census form: short (100 %) or long (sample)"),
                .init("label_en", "Name in English"),
                .init("label_fr", "Name in French"),
                .init("definition_en", "Definition in English"),
                .init("definition_fr", "Definition in French"),
                .init("classification", "Master list of its categories, see classifications.csv"),
            ],
            keyCount: 1
        )
        for (index, indicator) in configuration.indicators.enumerated() {
            let definition = labels.definitions[indicator.id.name]
            var row = [indicator.id.name, String(index + 1), indicator.tab.name]
            row += text(.tabs, indicator.tab.name)
            row += [indicator.kind.rawValue, indicator.unit]
            row += text(.units, indicator.unit)
            row += text(.universes, indicator.universe)
            row += [indicator.form.rawValue]
            row += text(.indicators, indicator.id.name)
            row += [definition?.en ?? "", definition?.fr ?? ""]
            row += [indicator.classification?.name ?? ""]
            table.append(row)
        }
        return table.sorted()
    }

    private var categoryTable: Table {
        var table = Table(
            name: "categories",
            columns: [
                .init("indicator", "Id of the indicator"),
                .init("category", "Id of the category"),
                .init("position", .integer, "Order within the indicator"),
                .init("label_en", "Name in English"),
                .init("label_fr", "Name in French"),
            ],
            keyCount: 2
        )
        for indicator in configuration.indicators {
            for (index, category) in indicator.categories.enumerated() {
                table.append(
                    [indicator.id.name, category.name, String(index + 1)]
                        + text(.categories, category.name)
                )
            }
        }
        return table.sorted()
    }

    private var comparabilityTable: Table {
        var table = Table(
            name: "comparability",
            columns: [
                .init("indicator", "Id of the indicator"),
                .init("from", "Earlier period; `any` for all periods of a series"),
                .init("to", "Later period"),
                .init(
                    "code",
                    "A compare, B compare with the note, C direction only, X do not compare"
                ),
                .init("note_en", "Note in English"),
                .init("note_fr", "Note in French"),
            ],
            keyCount: 3
        )
        for indicator in configuration.indicators {
            for (pair, comparability) in indicator.comparability {
                let note = comparability.note.map { text(.notes, $0) } ?? ["", ""]
                let code = comparability.code.rawValue
                table.append([indicator.id.name, pair.from.name, pair.to.name, code] + note)
            }
            guard let comparability = indicator.seriesComparability else { continue }
            let note = comparability.note.map { text(.notes, $0) } ?? ["", ""]
            let any = Table.anyPeriod
            table.append([indicator.id.name, any, any, comparability.code.rawValue] + note)
        }
        return table.sorted()
    }

    private var termTable: Table {
        var table = Table(
            name: "terms",
            columns: [
                .init("kind", "What kind of word it is: group, gender, state, method, level, kind"),
                .init("term", "The word as it stands in the tables"),
                .init("label_en", "Meaning in English"),
                .init("label_fr", "Meaning in French"),
            ],
            keyCount: 2
        )
        let sections: [(String, Labels.Section)] = [
            ("group", .groups), ("gender", .genders), ("state", .states), ("method", .methods),
            ("level", .levels), ("kind", .kinds),
        ]
        for (kind, section) in sections {
            for (id, text) in labels.texts[section] ?? [:] {
                table.append([kind, id, text.en, text.fr])
            }
        }
        return table.sorted()
    }
}

extension Table {
    /// What stands for all periods of a series in the table of comparability.
    static let anyPeriod = "any"
}
