package import IndicatorModel

/// Makes the checks of one partition.
package struct PartitionChecks {
    private let dataset: String
    let period: Period
    private let checks: [Check]
    let indicators: [IndicatorID: Indicator]
    /// The places that are published.
    let places: [Place]

    package init(
        dataset: String,
        period: Period,
        checks: [Check],
        indicators: [Indicator],
        places: [Place]
    ) {
        self.dataset = dataset
        self.period = period
        self.checks = checks
        self.indicators = indicators.byID
        self.places = places
    }

    /// The checks that look at figures of one period at a time, in the order of their ids.
    static func made(_ checks: [Check], in period: Period) -> [Check] {
        checks.filter { !$0.kind.isAcrossPartitions && $0.scope.contains(period) }
            .sorted { $0.id < $1.id }
    }

    /// The results of all checks, and of that for contradictions, which is first.
    ///
    /// `observations` and `alternatives`, which other sources have of the same, are sorted by key.
    package func results(
        _ observations: [Observation],
        alternatives: [Observation] = [],
        _ checkpoint: () throws -> Void = {}
    ) throws -> [CheckResult] {
        let index = ObservationIndex(observations, indicators)
        var results = [contradictions(observations)]
        for check in Self.made(checks, in: period) {
            try checkpoint()
            var tally = CheckTally(check, dataset: dataset)
            switch check.kind {
            case .partsAndTotal:
                for run in runs(index, check) { compareParts(run, &tally) }
            case .menAndWomen:
                for run in runs(index, check) { compareGenders(run, &tally) }
            case .placeAndParent: compareParents(index, check, &tally)
            case .publishedAndSum: compareSums(index, alternatives, check, &tally)
            case .monthsAndYear:
                for run in runs(index, check) { compareTimes(run, index, &tally) }
            case .range:
                guard case .range(let range) = check.limit else { break }
                for run in runs(index, check) { judge(run, range, &tally) }
            case .coverage:
                guard case .atLeast(let least) = check.limit else { break }
                for run in runs(index, check) { judge(run, coverage: least, &tally) }
            case .jump: break
            }
            results.append(tally.result)
        }
        return results
    }

    /// The rows that a check looks at.
    func runs(_ index: ObservationIndex, _ check: Check) -> [ObservationIndex.Run] {
        var isInScope: [IndicatorID: Bool] = [:]
        return index.runs.filter { run in
            guard check.scope.contains(run.place) else { return false }
            if let known = isInScope[run.indicator.id] { return known }
            let isOne = check.scope.contains(run.indicator) && check.kind.canJudge(run.indicator)
            isInScope[run.indicator.id] = isOne
            return isOne
        }
    }

    // MARK: - Figures for themselves

    /// What cannot be true of an observation, whatever it is about.
    private func contradictions(_ observations: [Observation]) -> CheckResult {
        let builtIn = BuiltInCheck.contradiction
        var tally = CheckTally(
            Check(
                id: builtIn.id,
                kind: .range,
                severity: builtIn.severity,
                title: builtIn.title,
                limit: .withinRounding
            ),
            dataset: dataset
        )
        var last: ObservationKey?
        for observation in observations {
            // They are sorted, so that the same key can only follow itself.
            let problem =
                observation.key == last ? "stands twice" : observation.estimate.contradiction
            last = observation.key
            tally.judge(observation, passes: problem == nil) {
                BilingualText(en: problem ?? "", fr: problem ?? "")
            }
        }
        return tally.result
    }

    private func judge(_ run: ObservationIndex.Run, _ range: ValueRange, _ tally: inout CheckTally)
    {
        for observation in run.rows {
            let estimate = observation.estimate
            guard let value = estimate.value else { continue }
            // A figure that rounding may have moved out of the range is not wrong.
            let passes =
                range.meets(low: value, high: value)
                || range.meets(low: estimate.low ?? value, high: estimate.high ?? value)
            tally.judge(observation, passes: passes) { CheckTexts.expected(range) }
        }
    }

    /// Judges the figure of a place that rests on the fewest of its members.
    private func judge(
        _ run: ObservationIndex.Run,
        coverage least: Double,
        _ tally: inout CheckTally
    ) {
        var worst: Observation?
        for observation in run.rows where observation.estimate.value != nil {
            guard let coverage = observation.estimate.coverage else { continue }
            if worst?.estimate.coverage.map({ coverage < $0 }) ?? true { worst = observation }
        }
        guard let worst, let coverage = worst.estimate.coverage else {
            return tally.skip(.noFigure)
        }
        tally.judge(worst, passes: coverage >= least) {
            CheckTexts.expected(coverage: coverage, atLeast: least)
        }
    }
}

extension Estimate {
    /// What cannot be true of an estimate; nil when nothing is wrong.
    package var contradiction: String? {
        let statesWithFigure: Set<ValueState> = [
            .observed, .rounded, .partial, .estimated,
        ]
        if value == nil, statesWithFigure.contains(state) {
            return "is `\(state.rawValue)` and has no figure"
        }
        if value != nil, !statesWithFigure.contains(state) {
            return "is `\(state.rawValue)` and has a figure"
        }
        guard let value else {
            // What is withheld can be bounded by what is printed beside it.
            if low == nil, high == nil { return nil }
            if !state.isWithheld, state != .notAvailable { return "has bounds and no figure" }
            return (low ?? 0) <= (high ?? .infinity) ? nil : "has bounds that cross"
        }
        if !value.isFinite { return "is not a number" }
        if let low, low > value { return "is below its lower bound" }
        if let high, high < value { return "is above its upper bound" }
        if let low95, low95 > value { return "is below its 95 % band" }
        if let high95, high95 < value { return "is above its 95 % band" }
        if let coverage, !(0...1).contains(coverage) { return "has a coverage outside 0 to 1" }
        if state == .partial, coverage == 1 { return "is partial and covers everything" }
        return nil
    }
}
