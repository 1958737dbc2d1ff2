package import DataStore
package import IndicatorModel

extension Table {
    /// The published observations of one partition (design 4).
    package static func observations(_ observations: [Observation], name: String) -> Table {
        var table = Table(name: name, columns: observationColumns, keyCount: 6)
        for observation in observations {
            let estimate = observation.estimate
            var row = observation.key.fields
            for number in [estimate.value, estimate.low, estimate.high] {
                row.append(number.map(decimalText) ?? "")
            }
            row.append(estimate.state.rawValue)
            row.append(estimate.method.rawValue)
            row.append(estimate.coverage.map(decimalText) ?? "")
            row.append(estimate.quality)
            table.append(row)
        }
        return table.sorted()
    }

    package static let observationColumns: [Column] = [
        Column("place", "Id of the place, see places.csv"),
        Column("period", "Census year or other period"),
        Column("indicator", "Id of the indicator, see indicators.csv"),
        Column("category", "Class of the indicator's classification, see categories.csv"),
        Column("group", "Population group, see terms.csv"),
        Column("gender", "total, men or women (sex to 2016, two-category gender from 2021)"),
        Column("value", .number, "The figure; empty when there is none, and state says why"),
        Column("low", .number, "Lower worst-case bound of the true figure; empty when not bounded"),
        Column(
            "high",
            .number,
            "Upper worst-case bound of the true figure; empty when not bounded"
        ),
        Column("state", "Why the figure is what it is, see terms.csv"),
        Column("method", "How the figure was made, see terms.csv"),
        Column("coverage", .number, "Share of the place's members that have a figure, 0 to 1"),
        Column("quality", "Non-response, quality flag and symbol of the worst member"),
    ]

    /// The 95 % bands of one partition's observations, of those that have one.
    static func bands(_ observations: [Observation], name: String) -> Table {
        var table = Table(name: name, columns: bandColumns, keyCount: 6)
        for observation in observations {
            let estimate = observation.estimate
            guard estimate.low95 != nil || estimate.high95 != nil else { continue }
            table.append(
                observation.key.fields
                    + [estimate.low95, estimate.high95].map { $0.map(decimalText) ?? "" }
            )
        }
        return table.sorted()
    }

    static let bandColumns: [Column] =
        Array(observationColumns.prefix(6)) + [
            Column(
                "low95",
                .number,
                "Lower end of the band that holds the true figure 95 times in 100, for rounding"
            ),
            Column("high95", .number, "Upper end of that band; empty when it is not bounded"),
        ]

    /// The source lines of one partition's observations.
    package static func lineage(_ observations: [Observation], name: String) -> Table {
        var table = Table(name: name, columns: lineageColumns, keyCount: 7)
        for observation in observations {
            for (index, entry) in observation.lineage.enumerated() {
                table.append(
                    observation.key.fields + [
                        String(index + 1), entry.role.rawValue, entry.source.name, entry.part.name,
                        entry.characteristic.name, entry.column.rawValue, entry.lines,
                        entry.members, entry.weights,
                    ]
                )
            }
        }
        return table.sorted()
    }

    package static let lineageColumns: [Column] =
        Array(observationColumns.prefix(6)) + [
            Column("entry", .integer, "Number of the entry within the observation, from 1"),
            Column("role", "term, minus, numerator, denominator, weight, class or index"),
            Column("source", "Id of the source, see sources.csv"),
            Column("part", "Part of the source, see sources.csv"),
            Column("characteristic", "Characteristic id in the source"),
            Column("column", "Column of the source: total, men, women"),
            Column("lines", "Lines of the part, from 1; 2-1595 is a run"),
            Column("members", "Geographies whose lines these are; `by DA` means all of its DAs"),
            Column("weights", "Weights of the members when one is not 1"),
        ]
}
