import IndicatorModel

/// What an expression gives for one member of a place.
enum MemberFigure {
    case figure(value: Double, bounds: Bounds, isExact: Bool)
    /// The concept has no meaning there: the member adds nothing, and is not missing.
    case notApplicable
    /// The member is in the source, and has no figure for this reason.
    case missing(ValueState)
    /// No part of the source has the member.
    case absent
}

/// An expression of one gender whose terms were looked up in the tables of a source.
struct BoundExpression {
    struct Term {
        let key: CellKey
        let sign: Double
        /// Whether the characteristic is printed without random rounding.
        let isExact: Bool
        /// The cells by table of the source, then by row; empty where a table lacks the key.
        let cells: [[Cell?]]
        /// The largest count that the source withholds; nil where it withholds none.
        let mostWithheld: Double?

        func cell(_ location: MemberSlot.Location) -> Cell? {
            let column = cells[location.table]
            return column.isEmpty ? nil : column[location.row]
        }
    }

    let terms: [Term]

    /// What the expression gives for one member: the sum of its terms, less those taken away.
    func evaluate(_ slot: MemberSlot) -> MemberFigure {
        guard let location = slot.location else { return .absent }
        var value = 0.0
        var bounds = Bounds.exact(0)
        var isExact = true
        var reason: ValueState?
        var notApplicable = 0
        for term in terms {
            guard let cell = term.cell(location) else {
                reason = worse(reason, .notAvailable)
                continue
            }
            guard let printed = cell.value else {
                if cell.state == .notApplicable {
                    notApplicable += 1
                } else {
                    reason = worse(reason, cell.state)
                }
                continue
            }
            let interval = term.isExact ? Bounds.exact(printed) : .randomlyRounded(printed)
            isExact = isExact && term.isExact
            value += term.sign * printed
            bounds = term.sign > 0 ? bounds + interval : bounds - interval
        }
        if let reason { return .missing(reason) }
        if notApplicable == terms.count { return .notApplicable }
        if notApplicable > 0 { return .missing(.notAvailable) }
        bounds.low = bounds.low.map { max(0, $0) }
        return .figure(value: value, bounds: bounds, isExact: isExact)
    }
}

extension PlaceSource {
    /// Looks the terms of an expression up; nil when the list has no such figures of the gender.
    func bind(_ expression: ValueExpression, _ gender: Gender) -> BoundExpression? {
        var terms: [BoundExpression.Term] = []
        for (mapped, sign) in expression.terms {
            let key = mapped.key(
                gender,
                gendersAreCharacteristics: list.gendersAreCharacteristics
            )
            guard let key else { return nil }
            terms.append(bind(key, sign: sign))
        }
        return BoundExpression(terms: terms)
    }

    private func bind(_ key: CellKey, sign: Double) -> BoundExpression.Term {
        BoundExpression.Term(
            key: key,
            sign: sign,
            isExact: list.unrounded.contains(key.characteristic),
            cells: tables.map { $0.column(key) },
            mostWithheld: source.reading?.withholdBelow.map { Double($0 - 1) }
        )
    }

    /// The totals that bound the missing counts of members; nil when the list has none.
    func bindTotals(_ within: Universe?) -> BoundExpression.Term? {
        guard let within, let id = list.totals[within] else { return nil }
        return bind(CellKey(characteristic: id, column: .total), sign: 1)
    }
}

extension BoundExpression.Term {
    /// The largest count a member can have, when the term is its total.
    func most(_ slot: MemberSlot) -> Double? {
        guard let total = slot.location.flatMap(cell)?.value else { return nil }
        return (isExact ? total : total + randomRoundingError) * slot.weight
    }
}

extension BoundExpression {
    /// The largest count that a member without a figure can have; nil when nothing bounds it.
    func most(_ slot: MemberSlot, _ totals: Term?) -> Double? {
        [withheld(slot)?.high.map { $0 * slot.weight }, totals?.most(slot)]
            .compactMap(\.self).min()
    }

    /// The bounds of a member whose figure Lipline withholds; nil where its publisher does, too.
    func withheld(_ slot: MemberSlot) -> Bounds? {
        var sum = Bounds.exact(0)
        for term in terms {
            guard let cell = slot.location.flatMap(term.cell) else { return nil }
            var bounds = Bounds(low: 0, high: term.mostWithheld)
            if let value = cell.value {
                bounds = term.isExact ? .exact(value) : .randomlyRounded(value)
            } else if !cell.isWithheld || term.mostWithheld == nil {
                return nil
            }
            sum = term.sign > 0 ? sum + bounds : sum - bounds
        }
        return sum
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
    let order: [ValueState] = [.suppressed, .unreliable, .notAvailable, .notApplicable]
    guard let a else { return b }
    return order.first { $0 == a || $0 == b } ?? b
}
