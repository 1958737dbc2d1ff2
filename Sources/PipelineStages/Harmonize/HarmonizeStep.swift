import IndicatorModel
import PipelineConfig
import PipelineEngine

/// Makes the observations of a partition from the cells of its places.
struct HarmonizeStep: Step {
    let partition: PipelinePartition
    let configuration: Configuration
    let sources: [ReadSource]
    let fixedSettings: [Setting]

    let version = 2
    var id: StepID { StepID(stage: "harmonize", subject: partition.id.name) }
    var inputs: [ArtifactID] { [.placements(partition.id)] + .cells(of: sources) }
    var output: ArtifactID { .observations(partition.id) }

    func settings() -> [Setting] { fixedSettings }

    func run(in context: StepContext) throws -> Observations {
        let placements = try context.input(.placements(partition.id), as: Placements.self)
        let places = placements.cells(sources, try context.tables(of: sources))
        let harmonizer = Harmonizer(partition.period, configuration, partition.sources)
        var made = Observations()
        for place in places {
            try context.checkpoint()
            made.add(harmonizer.observations(of: place))
            let count = made.all.count
            context.count { $0.rows = count }
        }
        return made
    }
}

/// Computes the indicators of one period.
struct Harmonizer {
    private let period: Period
    /// Sorted as the published rows of a place are.
    private let questions: [Question]

    init(_ period: Period, _ configuration: Configuration, _ sources: [SourceID]) {
        self.period = period
        let lists = sources.compactMap { configuration.sources[$0]?.reading }
            .compactMap { configuration.lists[$0.list] }
        questions = Question.all(period, configuration.indicators, lists)
    }

    /// All observations of a place, sorted by key.
    ///
    /// Total has a row for each category; men and women have one where a source at hand that has
    /// the place prints them.
    ///
    /// Where another source has the same counts in the components of the members, or of them, its
    /// sums are there as alternatives.
    func observations(of cells: PlaceCells) -> Observations {
        let views = cells.sources.map(PlaceView.init)
        let seen = Set(views.filter { !$0.source.isEmpty }.map(\.source.list.id))
        let asked = questions.filter { question in
            question.gender == .total || question.formulas.keys.contains(where: seen.contains)
        }
        var made = Observations()
        for question in asked {
            let key = ObservationKey(
                place: cells.place,
                period: period,
                indicator: question.indicator.id,
                category: question.key.category,
                group: question.key.group,
                gender: question.gender
            )
            let (answer, other) = answer(question, views)
            made.all.append(Observation(key: key, estimate: answer.0, lineage: answer.1))
            if let other {
                made.alternatives.append(Observation(key: key, estimate: other.0, lineage: other.1))
            }
        }
        return made
    }

    private typealias Answer = (Estimate, [LineageEntry])

    /// The figure of the first source that has one, else the best reason why there is none; with
    /// that of the first other source that has it otherwise, to be held against it.
    private func answer(_ question: Question, _ views: [PlaceView]) -> (Answer, other: Answer?) {
        var best: Estimate?
        for (index, view) in views.enumerated() {
            guard let formula = question.formulas[view.source.list.id] else { continue }
            if view.source.isEmpty {
                best = best ?? .noFigure(.notAvailable)
                continue
            }
            guard let answer = answer(question, formula, view) else { continue }
            if answer.estimate.value != nil {
                return (answer, alternative(question, to: view, views[(index + 1)...]))
            }
            if best == nil || best?.state == .notAvailable { best = answer.estimate }
        }
        return ((best ?? .noFigure(.notAvailable), []), nil)
    }

    /// A count of the same place that is made of its components where the first one is not, or the
    /// other way round.
    private func alternative(
        _ question: Question,
        to first: PlaceView,
        _ views: ArraySlice<PlaceView>
    ) -> Answer? {
        for view in views where view.source.hasComponents != first.source.hasComponents {
            guard !view.source.isEmpty, let formula = question.formulas[view.source.list.id],
                formula.kind == .sum, formula.isCounted,
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
        -> (estimate: Estimate, lineage: [LineageEntry])?
    {
        let source = view.source
        guard let first = source.bind(formula.first, question.gender) else { return nil }
        let second = formula.second.flatMap { source.bind($0, question.gender) }
        var estimate: Estimate
        var roles: [(BoundExpression, LineageEntry.Role)] = [(first, .term)]
        switch (formula.kind, second) {
        case (.sum, _):
            estimate = source.sum(first, within: formula.within)
        case (.quotient, let second?):
            estimate = source.quotient(
                first,
                over: second,
                kind: question.indicator.kind,
                within: formula.within
            )
            roles = [(first, .numerator), (second, .denominator)]
        case (.mean, let second?):
            estimate = source.mean(first, weightedBy: second)
            if estimate.method == .weightedMean { roles.append((second, .weight)) }
        case (.quotient, nil):
            return nil
        case (.mean, nil), (.printed, _):
            estimate = source.printed(first)
        }
        guard estimate.value != nil else { return (estimate, []) }
        if !formula.isCounted {
            estimate.low = nil
            estimate.high = nil
        }
        estimate.quality = source.qualityText(question.indicator.form, roles.map(\.0))
        return (estimate, roles.flatMap { view.lineage($0.0, role: $0.1) })
    }
}
