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

extension PlaceSource {
    /// Evaluates an expression for one member: the sum of its terms, less those to be taken away.
    func evaluate(_ expression: ValueExpression, _ gender: Gender, _ slot: MemberSlot)
        -> MemberFigure
    {
        if slot.location == nil { return .absent }
        var value = 0.0
        var bounds = Bounds.exact(0)
        var isExact = true
        var reason: ValueState?
        var notApplicable = 0
        for (mapped, sign) in expression.terms {
            guard let key = key(mapped, gender), let cell = cell(key, slot) else {
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
            let isTermExact = list.unrounded.contains(key.characteristic)
            let term = isTermExact ? Bounds.exact(printed) : Bounds.randomlyRounded(printed)
            isExact = isExact && isTermExact
            value += sign * printed
            bounds = sign > 0 ? bounds + term : bounds - term
        }
        if let reason { return .missing(reason) }
        if notApplicable == expression.terms.count { return .notApplicable }
        if notApplicable > 0 { return .missing(.notAvailable) }
        bounds.low = bounds.low.map { max(0, $0) }
        return .figure(value: value, bounds: bounds, isExact: isExact)
    }

    /// Where a term's figures of a gender stand.
    func key(_ mapped: MappedCharacteristic, _ gender: Gender) -> CellKey? {
        mapped.key(gender, gendersAreCharacteristics: list.gendersAreCharacteristics)
    }

    /// Whether all terms of an expression have figures of a gender.
    func maps(_ expression: ValueExpression, _ gender: Gender) -> Bool {
        expression.terms.allSatisfy { key($0.mapped, gender) != nil }
    }

    /// The largest count a member can have: the total of its persons, households or dwellings.
    func largestCount(_ slot: MemberSlot, _ within: Universe?) -> Double? {
        guard let within, let id = list.totals[within],
            let total = cell(CellKey(characteristic: id, column: .total), slot)?.value
        else { return nil }
        let most = list.unrounded.contains(id) ? total : total + randomRoundingError
        return most * slot.weight
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
