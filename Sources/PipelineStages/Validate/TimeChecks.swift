import IndicatorModel

extension PartitionChecks {
    /// The months of a quarter or year, and the quarters of a year, against it.
    ///
    /// Each is rounded on its own, so that they differ; both are published. What is masked takes
    /// part with its bounds.
    func compareTimes(
        _ run: ObservationIndex.Run,
        _ index: ObservationIndex,
        _ tally: inout CheckTally
    ) {
        let kinds: [Period.Kind] =
            switch run.period.kind {
            case .year: [.quarter, .month]
            case .quarter: [.month]
            case .month: []
            }
        for kind in kinds {
            let periods = kind == .month ? run.period.months : run.period.periods(kind)
            let parts = periods.map { index.rows(run.place, run.indicator.id, $0) }
            // A source that prints no quarters, or not all months yet, has none to compare.
            if parts.contains(where: \.isEmpty) { continue }
            for observation in run.rows {
                compare(
                    observation,
                    parts.map { $0[RowKey(observation.key)] },
                    kind,
                    &tally
                )
            }
        }
    }

    private func compare(
        _ whole: Observation,
        _ parts: [Observation?],
        _ kind: Period.Kind,
        _ tally: inout CheckTally
    ) {
        let bounds = parts.compactMap { $0?.estimate.bounds }.filter { $0.high != nil }
        guard bounds.count == parts.count, whole.estimate.high != nil else {
            return tally.skip(.noFigure)
        }
        let sum = bounds.reduce(Bounds.exact(0), +)
        guard let meets = sum.meets(whole.estimate.bounds) else { return tally.skip(.noBounds) }
        tally.judge(whole, passes: meets) {
            CheckTexts.expectedTimes(parts.count, kind, sum)
        }
    }
}
