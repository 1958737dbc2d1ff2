import DataStore
import IndicatorModel
import PipelineStages

/// A list of countries, made in memory.
enum RankedLists {
    /// Two regions; the last entries are residual.
    static let master = Classification(
        id: ClassificationID(known: "countries"),
        codes: .countries,
        entries: [
            entry("asia", .region), entry("india", .country, "asia"),
            entry("china", .country, "asia"), entry("hong-kong", .territory, "asia"),
            entry("iran", .country, "asia"), entry("persia", .language),
            entry("east-persia", .language, "persia"), entry("other-asia", .residual, "asia"),
            entry("europe", .region), entry("italy", .country, "europe"), entry("both", .group),
        ]
    )

    static func entry(
        _ id: String,
        _ kind: Classification.Kind,
        _ within: String? = nil
    )
        -> Classification.Entry
    {
        Classification.Entry(id: category(id), kind: kind, within: within.map(category))
    }

    static func category(_ name: String) -> CategoryID { CategoryID(name) ?? .total }

    /// A count of one geography, randomly rounded.
    static func rounded(_ value: Double) -> Estimate {
        let bounds = CountRounding.random5.bounds(of: value)
        return Estimate(
            value: value,
            low: bounds.low,
            high: bounds.high,
            state: .rounded,
            method: .published,
            coverage: 1
        )
    }

    static func observation(_ name: String, _ estimate: Estimate) -> Observation {
        guard let period = Period("2016") else { preconditionFailure("2016 is a year") }
        return Observation(
            key: ObservationKey(
                place: PlaceID(known: "town"),
                period: period,
                indicator: IndicatorID(known: "birth"),
                category: category(name),
                group: .total,
                gender: .total
            ),
            estimate: estimate,
            lineage: []
        )
    }

    /// The published rows from the rank on, with the columns in order.
    static func rows(
        _ observations: [Observation],
        by master: Classification = master
    )
        -> [String]
    {
        let table = Table.rankings(
            observations,
            [IndicatorID(known: "birth"): master],
            name: "rankings/census-2016"
        )
        return (0..<table.rowCount).map { table.row($0).dropFirst(5).joined(separator: ",") }
    }

    static func rows(_ figures: [String: Estimate]) -> [String] {
        rows(figures.map(observation))
    }
}
