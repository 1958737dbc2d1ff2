package import DataStore
package import IndicatorModel

extension Table {
    static let rankingKeyCount = 7

    static let rankingColumns: [Column] = [
        Column("place", "Id of the place, see places.csv"),
        Column("period", "Census year or other period"),
        Column("indicator", "Id of the indicator, see indicators.csv"),
        Column("group", "Population group, see terms.csv"),
        Column("gender", "total, men or women (sex to 2016, two-category gender from 2021)"),
        Column("rank", .integer, "Rank by value, 1 to 10; equal values share a rank"),
        Column("category", "Country, territory or language, see classifications.csv"),
        Column("rank_low", .integer, "Best rank that the bounds of all figures allow"),
        Column("rank_high", .integer, "Worst rank that the bounds of all figures allow"),
        Column("value", .number, "The figure, as in observations"),
        Column("low", .number, "Lower worst-case bound of the true figure"),
        Column("high", .number, "Upper worst-case bound of the true figure"),
        Column("state", "Why the figure is what it is, see terms.csv"),
        Column(
            "largest_residual",
            .number,
            "Largest figure of the same list that may hold a country or language it does not name"
        ),
    ]

    /// The rankings of one partition's lists; the order of the observations does not matter.
    package static func rankings(
        _ observations: [Observation],
        _ masters: [IndicatorID: Classification],
        name: String
    ) -> Table {
        var lists: [[String]: Ranking.List] = [:]
        var indicators: [[String]: IndicatorID] = [:]
        for observation in observations where masters[observation.key.indicator] != nil {
            let key = observation.key
            let list = [
                key.place.name, key.period.name, key.indicator.name, key.group.name,
                key.gender.rawValue,
            ]
            lists[list, default: [:]][key.category] = observation.estimate
            indicators[list] = key.indicator
        }
        var table = Table(name: name, columns: rankingColumns, keyCount: rankingKeyCount)
        for (list, estimates) in lists {
            guard let master = indicators[list].flatMap({ masters[$0] }) else { continue }
            let ranking = Ranking(estimates, by: master)
            for row in ranking.rows {
                let numbers = [row.estimate.value, row.estimate.low, row.estimate.high]
                table.append(
                    list + ["\(row.rank)", row.category.name, "\(row.best)", "\(row.worst)"]
                        + numbers.map { $0.map(decimalText) ?? "" }
                        + [
                            row.estimate.state.rawValue,
                            ranking.largestResidual.map(decimalText) ?? "",
                        ]
                )
            }
        }
        return table.sorted()
    }
}
