import IndicatorModel

/// What an observation was made of, and how, in words; every figure comes from the code that the
/// harmonize step computes with.
struct Explanation {
    let observation: Observation
    let cells: PlaceCells
    let question: Question?
    /// The price index of the place, in constant dollars.
    let prices: PriceLevel
    private let files: [PublishedFile]

    init(
        observation: Observation,
        cells: PlaceCells,
        questions: [Question],
        prices: PriceLevel,
        files: [PublishedFile]
    ) {
        self.observation = observation
        self.cells = cells
        self.prices = prices
        self.files = files
        let key = observation.key
        question = questions.first {
            $0.indicator.id == key.indicator && $0.gender == key.gender
                && $0.key == CategoryKey(group: key.group, category: key.category)
        }
    }

    /// A source that was asked, with how its figures are combined.
    struct Asked {
        let source: PlaceSource
        let formula: Formula
        let first: BoundExpression
        let second: BoundExpression?
        let limits: MissingLimits
    }

    /// The source that the figure came from; without a figure all that could have had one.
    var asked: [Asked] {
        let used = observation.lineage.first?.source
        return cells.sources.compactMap { source in
            guard let formula = formula(source), !source.isEmpty,
                used == nil || used == source.source.id,
                let first = source.bind(formula.first, observation.key.gender, formula.form)
            else { return nil }
            let second = formula.second.flatMap {
                source.bind($0, observation.key.gender, formula.secondForm)
            }
            return Asked(
                source: source,
                formula: formula,
                first: first,
                second: second,
                limits: source.limits(formula, observation.key.gender)
            )
        }
    }

    /// The way that the figure was computed; without a figure the best one.
    private func formula(_ source: PlaceSource) -> Formula? {
        let formulas = question?.formulas[source.list.id] ?? []
        let isInterpolated = observation.lineage.first?.role == .classCount
        return formulas.first { $0.isQuantile == isInterpolated } ?? formulas.first
    }

    // MARK: - What was read

    var inputs: [Trace.Input] {
        asked.flatMap { asked in
            let view = PlaceView(asked.source)
            var entries = observation.lineage
            if entries.isEmpty {
                entries = view.lineage(asked.first, role: asked.second == nil ? .term : .numerator)
                if let second = asked.second {
                    let role: LineageEntry.Role =
                        asked.formula.kind == .mean ? .weight : .denominator
                    entries += view.lineage(second, role: role)
                }
            }
            return entries.map { input($0, asked) }
        }
    }

    private func input(_ entry: LineageEntry, _ asked: Asked) -> Trace.Input {
        let key = CellKey(characteristic: entry.characteristic, column: entry.column)
        let tables = asked.source.tables
        let file = files.first { $0.source == entry.source.name && $0.part == entry.part.name }
        let table = tables.firstIndex { $0.part == entry.part }
        let terms = asked.first.terms + (asked.second?.terms ?? [])
        let term = terms.first { $0.key.at(nil) == key }
        let isCounted =
            asked.formula.isCounted && asked.formula.kind != .printed && entry.role != .index
            && !(asked.formula.kind == .mean && entry.role == .term)
        return Trace.Input(
            role: entry.role.rawValue,
            source: entry.source.name,
            part: entry.part.name,
            file: file?.name ?? "",
            sha256: file?.sha256 ?? "",
            characteristic: entry.characteristic.name,
            label: label(entry.characteristic, asked, table.map { tables[$0] }),
            column: entry.column.rawValue,
            lines: entry.lines,
            members: entry.members,
            cells: entry.role == .index
                ? indexCells
                : asked.source.slots.filter { $0.location?.table == table }.compactMap { slot in
                    term.flatMap { printed($0, slot, hasBounds: isCounted) }
                }
        )
    }

    /// The two years of the price index.
    private var indexCells: [Trace.PrintedCell] {
        guard let restated = prices.restatement(question, observation.key.period) else { return [] }
        return restated.years.compactMap { year in
            guard let index = restated.series.index[year] else { return nil }
            return Trace.PrintedCell(
                line: index.line,
                geography: "\(restated.series.area)",
                name: year.name,
                text: decimalText(index.value),
                symbol: "",
                state: ValueState.observed.rawValue,
                value: index.value,
                low: nil,
                high: nil,
                weight: 1
            )
        }
    }

    /// What the file calls a characteristic, else what the mapping expects there.
    private func label(_ id: CharacteristicID, _ asked: Asked, _ table: CellTable?) -> String {
        if let label = table?.labels[id] { return label.trimmed }
        let mapped = asked.formula.first.terms + (asked.formula.second?.terms ?? [])
        return mapped.first { $0.mapped.id == id }?.mapped.label ?? ""
    }

    private func printed(
        _ term: BoundExpression.Term,
        _ slot: MemberSlot,
        hasBounds: Bool
    ) -> Trace.PrintedCell? {
        guard let cell = slot.location.flatMap(term.cell) else { return nil }
        var bounds = Bounds(low: nil, high: nil)
        let alone = BoundExpression(terms: [term.adding])
        if hasBounds, let figure = alone.figure(slot) { bounds = figure.bounds }
        return Trace.PrintedCell(
            line: cell.line,
            geography: "\(slot.geography)",
            name: slot.name,
            text: cell.text,
            symbol: cell.symbol?.rawValue ?? "",
            state: (bounds.low == bounds.high ? cell.state : .rounded).rawValue,
            value: cell.value,
            low: bounds.low,
            high: bounds.high,
            weight: slot.weight
        )
    }
}

extension BoundExpression.Term {
    /// The term, added.
    fileprivate var adding: Self {
        BoundExpression.Term(
            key: key,
            sign: 1,
            rounding: rounding,
            form: form,
            cells: cells,
            mostWithheld: mostWithheld
        )
    }
}

extension String {
    /// Without the spaces around it, by which profiles indent their labels.
    fileprivate var trimmed: String {
        let start = drop { $0 == " " }
        return String(
            start[..<(start.lastIndex { $0 != " " }.map(start.index(after:)) ?? start.startIndex)]
        )
    }
}
