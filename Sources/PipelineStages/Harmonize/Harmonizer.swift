import IndicatorModel
import PipelineConfig

/// Computes the indicators of one partition.
struct Harmonizer {
    private let partition: PipelinePartition
    private let configuration: Configuration
    /// Sorted as the published rows of a place are.
    private let questions: [Question]
    private let prices: PriceTable?
    /// Counts whose categories add up to each other.
    private let wholes: [IndicatorID: Indicator]

    init(
        _ partition: PipelinePartition,
        _ configuration: Configuration,
        _ prices: PriceTable?
    ) {
        self.partition = partition
        self.configuration = configuration
        self.prices = prices
        wholes = configuration.indicators.filter { $0.within != nil && !$0.partitions.isEmpty }.byID
        let lists = partition.sources.compactMap { configuration.sources[$0]?.reading }
            .compactMap { configuration.lists[$0.list] }
        questions = Question.all(partition, configuration.indicators, lists)
    }

    /// All observations of a place, sorted by key; of a series at each of its `times`.
    func observations(of cells: PlaceCells, at times: [Period]) -> Observations {
        guard partition.isSeries else { return observations(of: cells, in: partition.period) }
        var made = Observations()
        for time in times.sorted() {
            made.add(observations(of: cells.at(time), in: time))
        }
        return made
    }

    /// All observations of a place in a period, sorted by key.
    ///
    /// Total has a row for each category; men and women have one where a source at hand that has
    /// the place prints them. Where another source has the same count of the place in its
    /// components, or as a whole, it is there as an alternative. A series has rows only where a
    /// source has the place, but for its totals of the year.
    private func observations(of cells: PlaceCells, in period: Period) -> Observations {
        let views = cells.sources.map(PlaceView.init)
        let seen = Set(views.filter { !$0.source.isEmpty }.map(\.source.list.id))
        let asked = questions.filter { question in
            let isAlways =
                question.gender == .total
                && (!partition.isSeries || period.kind == .year && question.key.category == .total)
            return isAlways || question.formulas.keys.contains(where: seen.contains)
        }
        let level = PriceLevel(of: cells.place, configuration, period, prices)
        var made = Observations()
        for question in asked {
            var (answer, other) = answer(question, views)
            if question.indicator.constantDollars != nil, answer.estimate.value != nil {
                answer =
                    level.restated(answer.estimate, answer.lineage, question, period)
                    ?? (.noFigure(.notAvailable, coverage: answer.estimate.coverage), [])
            }
            let key = ObservationKey(
                place: cells.place,
                period: period,
                indicator: question.indicator.id,
                category: question.key.category,
                group: question.key.group,
                gender: question.gender
            )
            made.all.append(
                Observation(key: key, estimate: answer.estimate, lineage: answer.lineage)
            )
            if let other {
                made.alternatives.append(
                    Observation(key: key, estimate: other.estimate, lineage: other.lineage)
                )
            }
        }
        made.all = Tightening.tightened(made.all, wholes)
        return made
    }

    typealias Answer = (estimate: Estimate, lineage: [LineageEntry])

    /// The figure of the first source that has one, else the best reason why there is none.
    ///
    /// What is read from a distribution gives way to what any source prints. With it comes that of
    /// the first other source that has it otherwise, to be held against it.
    private func answer(_ question: Question, _ views: [PlaceView]) -> (Answer, other: Answer?) {
        var best: Answer?
        var estimated: Answer?
        for (index, view) in views.enumerated() {
            guard let formulas = question.formulas[view.source.list.id] else { continue }
            if view.source.isEmpty {
                best = best ?? (.noFigure(.notAvailable), [])
                continue
            }
            for formula in formulas {
                guard let answer = answer(question, formula, view) else { continue }
                if answer.estimate.value == nil {
                    let isBetter = best.map { $0.estimate.state == .notAvailable } ?? true
                    if isBetter { best = answer }
                } else if answer.estimate.method != .interpolated {
                    return (answer, alternative(question, to: view, views[(index + 1)...]))
                } else {
                    estimated = estimated ?? answer
                }
                // What is withheld for one geography is not made up from its classes.
                if answer.estimate.state != .notAdditive { break }
            }
        }
        return (estimated ?? best ?? (.noFigure(.notAvailable), []), nil)
    }

    /// A count of the same place that is made of its components where the first one is not, or the
    /// other way round.
    private func alternative(
        _ question: Question,
        to first: PlaceView,
        _ views: ArraySlice<PlaceView>
    ) -> Answer? {
        for view in views where view.source.hasComponents != first.source.hasComponents {
            let formulas = question.formulas[view.source.list.id] ?? []
            guard !view.source.isEmpty,
                let formula = formulas.first(where: { $0.kind == .sum && $0.isCounted }),
                let answer = answer(question, formula, view), answer.estimate.value != nil
            else { continue }
            return answer
        }
        return nil
    }

    /// What one source gives; nil when its list has no such figures of the gender.
    private func answer(
        _ question: Question,
        _ formula: Formula,
        _ view: PlaceView
    )
        -> Answer?
    {
        let source = view.source
        guard let first = source.bind(formula.first, question.gender, formula.form) else {
            return nil
        }
        let second = formula.second.flatMap {
            source.bind($0, question.gender, formula.secondForm)
        }
        let limits = source.limits(formula, question.gender)
        var estimate: Estimate
        var roles: [(BoundExpression, LineageEntry.Role)] = [(first, .term)]
        switch (formula.kind, second) {
        case (.sum, _):
            estimate = source.sum(first, limits: limits)
        case (.quotient, let second?):
            estimate = source.quotient(
                first,
                over: second,
                kind: question.indicator.kind,
                limits: limits
            )
            roles = [(first, .numerator), (second, .denominator)]
        case (.mean, let second?):
            estimate = source.mean(first, weightedBy: second)
            if estimate.method == .weightedMean { roles.append((second, .weight)) }
        case (.quantile, _):
            guard let distribution = source.bind(formula, question.gender) else { return nil }
            estimate = source.quantile(distribution)
            roles = distribution.classes.map { ($0.count, .classCount) }
        case (.quotient, nil):
            return nil
        case (.mean, nil), (.printed, _):
            estimate = source.printed(first)
        }
        if !formula.isCounted {
            estimate.low = nil
            estimate.high = nil
            estimate.low95 = nil
            estimate.high95 = nil
        }
        guard estimate.value != nil else { return (estimate, []) }
        estimate.quality = source.qualityText(question.indicator.form, roles.map(\.0))
        return (estimate, roles.flatMap { view.lineage($0.0, role: $0.1) })
    }
}
