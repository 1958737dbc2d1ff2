import IndicatorModel

/// The observations of one partition by place, period and indicator, each run in the order of its
/// keys.
///
/// A partition of a census has one period, one of a series a year, its quarters and months.
struct ObservationIndex {
    struct Run {
        let place: PlaceID
        let period: Period
        let indicator: Indicator
        let rows: ArraySlice<Observation>
    }

    let runs: [Run]
    private let positions: [PlaceID: [IndicatorID: [Period: Int]]]

    /// `observations` are sorted by their keys; those of indicators that are not known are left
    /// out.
    init(_ observations: [Observation], _ indicators: [IndicatorID: Indicator]) {
        var runs: [Run] = []
        var positions: [PlaceID: [IndicatorID: [Period: Int]]] = [:]
        var start = 0
        while start < observations.count {
            let key = observations[start].key
            var end = start + 1
            while end < observations.count, observations[end].key.place == key.place,
                observations[end].key.indicator == key.indicator,
                observations[end].key.period == key.period
            {
                end += 1
            }
            if let indicator = indicators[key.indicator] {
                positions[key.place, default: [:]][key.indicator, default: [:]][key.period] =
                    runs.count
                runs.append(
                    Run(
                        place: key.place,
                        period: key.period,
                        indicator: indicator,
                        rows: observations[start..<end]
                    )
                )
            }
            start = end
        }
        self.runs = runs
        self.positions = positions
    }

    /// The rows of a place, an indicator and a period by what they are of.
    func rows(
        _ place: PlaceID,
        _ indicator: IndicatorID,
        _ period: Period
    ) -> [RowKey: Observation] {
        guard let position = positions[place]?[indicator]?[period] else { return [:] }
        return runs[position].byKey
    }
}

extension ObservationIndex.Run {
    var byKey: [RowKey: Observation] {
        Dictionary(rows.map { (RowKey($0.key), $0) }, uniquingKeysWith: { first, _ in first })
    }
}
