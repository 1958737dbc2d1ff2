import IndicatorModel

/// What an observation was made of, and how, in words; every figure comes from the code that the
/// harmonize step computes with.
struct Explanation {
    let observation: Observation
    let cells: PlaceCells
    let question: Question?
    private let files: [PublishedFile]

    init(
        observation: Observation,
        cells: PlaceCells,
        questions: [Question],
        files: [PublishedFile]
    ) {
        self.observation = observation
        self.cells = cells
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
    }

    /// The source that the figure came from; without a figure all that could have had one.
    var asked: [Asked] {
        let used = observation.lineage.first?.source
        return cells.sources.compactMap { source in
            guard let formula = question?.formulas[source.list.id], !source.isEmpty,
                used == nil || used == source.source.id,
                let first = source.bind(formula.first, observation.key.gender)
            else { return nil }
            let second = formula.second.flatMap { source.bind($0, observation.key.gender) }
            return Asked(source: source, formula: formula, first: first, second: second)
        }
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
        let term = terms.first { $0.key == key }
        let isCounted =
            asked.formula.isCounted && asked.formula.kind != .printed
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
            cells: asked.source.slots.filter { $0.location?.table == table }.compactMap { slot in
                term.flatMap { printed($0, slot, hasBounds: isCounted) }
            }
        )
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
        if hasBounds, case .figure(_, let interval, _) = alone.evaluate(slot) { bounds = interval }
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
            isExact: isExact,
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
