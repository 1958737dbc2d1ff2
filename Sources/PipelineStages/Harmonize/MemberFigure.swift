import IndicatorModel

/// What an expression gives for one member of a place.
enum MemberFigure {
    case figure(RoundedFigure)
    /// The concept has no meaning there: the member adds nothing, and is not missing.
    case notApplicable
    /// The member is in the source, and has no figure for this reason; `most` is what the file
    /// itself says that it can be at most.
    case missing(ValueState, most: Double?)
    /// No part of the source has the member.
    case absent
}

extension MemberFigure {
    var figure: RoundedFigure? { if case .figure(let figure) = self { figure } else { nil } }
    var isAbsent: Bool { if case .absent = self { true } else { false } }
}

/// An expression of one gender whose terms were looked up in the tables of a source.
struct BoundExpression {
    struct Term {
        let key: CellKey
        let sign: Double
        /// How the characteristic is rounded.
        let rounding: ListRounding
        let form: CensusForm
        /// The cells by table of the source, then by row; empty where a table lacks the key.
        let cells: [[Cell?]]
        /// The largest count that the source withholds; nil where it withholds none.
        let mostWithheld: Double?

        func cell(_ location: MemberSlot.Location) -> Cell? {
            let column = cells[location.table]
            return column.isEmpty ? nil : column[location.row]
        }

        /// The most that a cell without a figure can be: a masked one, or one that Lipline
        /// withholds because it is small; nil where its publisher withholds it.
        func mostHidden(_ cell: Cell) -> Double? {
            if cell.state == .masked { return largestMaskedCount }
            return cell.isWithheld ? mostWithheld : nil
        }
    }

    let terms: [Term]

    /// What the expression gives for one member: the sum of its terms, less those taken away.
    func evaluate(_ slot: MemberSlot) -> MemberFigure {
        guard let location = slot.location else { return .absent }
        if slot.isPartOfRow { return part(slot) }
        var sum = RoundedFigure.zero
        var reason: ValueState?
        var notApplicable = 0
        // What terms without a figure can be, where the file itself limits it.
        var hidden: Bounds? = .exact(0)
        for term in terms {
            guard let cell = term.cell(location) else {
                reason = worse(reason, .notAvailable)
                hidden = nil
                continue
            }
            guard let printed = cell.value else {
                if cell.state == .notApplicable {
                    notApplicable += 1
                } else {
                    hidden = hidden.flatMap { sum in
                        term.mostHidden(cell).map { most in
                            term.sign > 0
                                ? sum + Bounds(low: 0, high: most)
                                : sum - Bounds(low: 0, high: most)
                        }
                    }
                    reason = worse(reason, cell.state)
                }
                continue
            }
            let figure = term.rounding.figure(printed, term.form)
            if term.sign > 0 { sum += figure } else { sum -= figure }
        }
        if let reason {
            return .missing(reason, most: hidden.flatMap { (sum.bounds + $0).high })
        }
        if notApplicable == terms.count { return .notApplicable }
        if notApplicable > 0 { return .missing(.notAvailable, most: nil) }
        sum.bounds.low = sum.bounds.low.map { max(0, $0) }
        return .figure(sum)
    }

    /// What a member can have at most whose row counts others too.
    private func part(_ slot: MemberSlot) -> MemberFigure {
        switch evaluate(slot.withWholeRow) {
        case .figure(let figure): .missing(.notAvailable, most: figure.bounds.high)
        case let other: other
        }
    }

    /// The figure of one member; nil when it has none.
    func figure(_ slot: MemberSlot) -> RoundedFigure? { evaluate(slot).figure }
}

extension PlaceSource {
    /// Looks the terms of an expression up; nil when the list has no such figures of the gender.
    func bind(
        _ expression: ValueExpression,
        _ gender: Gender,
        _ form: CensusForm
    ) -> BoundExpression? {
        var terms: [BoundExpression.Term] = []
        for (mapped, sign) in expression.terms {
            let key = mapped.key(
                gender,
                gendersAreCharacteristics: list.gendersAreCharacteristics
            )
            guard let key else { return nil }
            terms.append(bind(key, form, sign: sign))
        }
        return BoundExpression(terms: terms)
    }

    func bind(_ key: CellKey, _ form: CensusForm, sign: Double) -> BoundExpression.Term {
        let key = key.at(time)
        return BoundExpression.Term(
            key: key,
            sign: sign,
            rounding: list.unrounded.contains(key.characteristic) ? .none : list.rounding,
            form: form,
            cells: tables.map { $0.column(key) },
            mostWithheld: source.reading?.withholdBelow.map { Double($0 - 1) }
        )
    }
}

extension ValueExpression {
    /// The terms with 1 for those that add and -1 for those that are taken away.
    var terms: [(mapped: MappedCharacteristic, sign: Double)] {
        plus.map { ($0, 1) } + minus.map { ($0, -1) }
    }

    /// The sum of several expressions.
    static func sum(_ expressions: [ValueExpression]) -> ValueExpression {
        ValueExpression(
            plus: expressions.flatMap(\.plus),
            minus: expressions.flatMap(\.minus)
        )
    }
}

/// The reason that is told when members have several: what is withheld before what is not there.
func worse(_ a: ValueState?, _ b: ValueState) -> ValueState {
    let order: [ValueState] = [.suppressed, .unreliable, .masked, .notAvailable, .notApplicable]
    guard let a else { return b }
    return order.first { $0 == a || $0 == b } ?? b
}

extension MemberSlot {
    /// The slot as if all that its row counts were the member.
    fileprivate var withWholeRow: MemberSlot {
        MemberSlot(
            geography: geography,
            name: name,
            weight: weight,
            componentOf: componentOf,
            location: location
        )
    }
}
