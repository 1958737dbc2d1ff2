import IndicatorModel
import PipelineConfig
import PipelineEngine

/// Makes the observations of a partition from the cells of its places.
struct HarmonizeStep: Step {
    let partition: PipelinePartition
    let configuration: Configuration

    var id: StepID { StepID(stage: "harmonize", subject: partition.id.name) }
    var inputs: [ArtifactID] { [.placeCells(partition.id)] }
    var output: ArtifactID { .observations(partition.id) }

    func run(in workspace: Workspace) throws {
        let places = try workspace.value(.placeCells(partition.id), as: [PlaceCells].self)
        let harmonizer = Harmonizer(partition.period, configuration, partition.sources)
        var observations: [Observation] = []
        for place in places { observations += harmonizer.observations(of: place) }
        workspace.put(observations, as: output)
    }
}

/// Computes the indicators of one period.
struct Harmonizer {
    let period: Period
    let indicators: [IndicatorID: Indicator]
    /// In the order of their ids, which is that of the published tables.
    private let sorted: [Indicator]
    private let lists: [CharacteristicList]

    init(_ period: Period, _ configuration: Configuration, _ sources: [SourceID]) {
        self.period = period
        sorted = configuration.indicators.sorted { $0.id < $1.id }
        indicators = Dictionary(uniqueKeysWithValues: sorted.map { ($0.id, $0) })
        lists = sources.compactMap { configuration.sources[$0] }
            .compactMap { configuration.lists[$0.list] }
    }

    /// All observations of a place, sorted by key.
    func observations(of cells: PlaceCells) -> [Observation] {
        let views = cells.sources.map(PlaceView.init)
        var observations: [Observation] = []
        for indicator in sorted {
            for key in indicator.keys.sorted() {
                for gender in publishedGenders(indicator, key) {
                    let (estimate, lineage) = estimate(indicator, key, gender, views)
                    let observationKey = ObservationKey(
                        place: cells.place.id,
                        period: period,
                        indicator: indicator.id,
                        category: key.category,
                        group: key.group,
                        gender: gender
                    )
                    observations.append(
                        Observation(key: observationKey, estimate: estimate, lineage: lineage)
                    )
                }
            }
        }
        return observations
    }

    /// The genders that have a row: total always, men and women where a list can have a figure.
    private func publishedGenders(_ indicator: Indicator, _ key: CategoryKey) -> [Gender] {
        let genders = indicator.genders.filter { gender in
            gender == .total
                || lists.contains { list in
                    expressions(indicator, key, list).map { all in
                        all.allSatisfy { expression in
                            expression.terms.allSatisfy { term in
                                term.mapped.key(
                                    gender,
                                    gendersAreCharacteristics: list.gendersAreCharacteristics
                                ) != nil
                            }
                        }
                    } ?? false
                }
        }
        return genders.sorted { $0.rawValue < $1.rawValue }
    }

    /// All expressions that a category needs of a list; nil when the list does not have them.
    private func expressions(_ indicator: Indicator, _ key: CategoryKey, _ list: CharacteristicList)
        -> [ValueExpression]?
    {
        if let own = indicator.expression(key, in: list.id, period: period) { return [own] }
        guard !isPrinted(indicator), let quotient = indicator.quotients[key],
            let top = sum(quotient.numerator, list), let bottom = sum(quotient.denominator, list)
        else { return nil }
        return [top, bottom]
    }

    /// Whether the period uses printed figures instead of a quotient.
    private func isPrinted(_ indicator: Indicator) -> Bool { indicator.periods[period] != nil }

    private func sum(_ references: [CategoryReference], _ list: CharacteristicList)
        -> ValueExpression?
    {
        var parts: [ValueExpression] = []
        for reference in references {
            let indicator = indicators[reference.indicator]
            guard
                let part = indicator?.expression(reference.key, in: list.id, period: period)
            else { return nil }
            parts.append(part)
        }
        return .sum(parts)
    }

    // MARK: - One observation

    /// The figure of the first source that has one, else the best reason why there is none.
    private func estimate(
        _ indicator: Indicator,
        _ key: CategoryKey,
        _ gender: Gender,
        _ views: [PlaceView]
    ) -> (Estimate, [LineageEntry]) {
        var best: Estimate?
        for view in views {
            guard let (estimate, lineage) = estimate(indicator, key, gender, view) else { continue }
            if estimate.value != nil { return (estimate, lineage()) }
            if best == nil || best?.state == .notAvailable { best = estimate }
        }
        return (best ?? .noFigure(.notAvailable), [])
    }

    /// What one source gives; nil when it does not map the category for the gender.
    private func estimate(
        _ indicator: Indicator,
        _ key: CategoryKey,
        _ gender: Gender,
        _ view: PlaceView
    ) -> (Estimate, lineage: () -> [LineageEntry])? {
        let source = view.source
        guard let expressions = expressions(indicator, key, source.list),
            expressions.allSatisfy({ source.maps($0, gender) })
        else { return nil }
        var estimate: Estimate
        var roles: [(ValueExpression, LineageEntry.Role)]
        if expressions.count == 2 {
            let within = indicator.quotients[key]?.numerator.first
                .flatMap { indicators[$0.indicator]?.within }
            estimate = source.quotient(
                expressions[0],
                over: expressions[1],
                gender,
                kind: indicator.kind,
                within: within
            )
            roles = [(expressions[0], .numerator), (expressions[1], .denominator)]
        } else if indicator.kind == .count {
            estimate = source.sum(expressions[0], gender, within: indicator.within)
            roles = [(expressions[0], .term)]
        } else if let weight = weight(indicator, source), source.maps(weight, gender) {
            estimate = source.mean(expressions[0], weightedBy: weight, gender)
            roles = [(expressions[0], .term)]
            if estimate.method == .weightedMean { roles.append((weight, .weight)) }
        } else {
            estimate = source.printed(expressions[0], gender)
            roles = [(expressions[0], .term)]
        }
        if estimate.value != nil {
            estimate.quality = source.qualityText(indicator.form, roles.map(\.0), gender)
        }
        return (estimate, { roles.flatMap { view.lineage($0.0, gender, role: $0.1) } })
    }

    private func weight(_ indicator: Indicator, _ source: PlaceSource) -> ValueExpression? {
        guard indicator.kind == .average, let reference = indicator.weight else { return nil }
        return sum([reference], source.list)
    }
}
