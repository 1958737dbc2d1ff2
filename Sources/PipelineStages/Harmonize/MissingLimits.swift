import IndicatorModel

/// What a count of a member can be at most that has no figure, from what is printed beside it.
///
/// Lists print totals that no part exceeds, and wholes with their other parts: a suppressed part
/// is at most what the whole leaves over.
struct MissingLimits {
    /// The number of persons, households or dwellings; nil when the list has none.
    let total: BoundExpression.Term?
    /// The wholes that the count is a part of, each with the other parts that are printed.
    let wholes: [(whole: BoundExpression, others: [BoundExpression])]

    static let none = MissingLimits(total: nil, wholes: [])

    /// The most that a member without a figure can add, times its weight; nil when nothing bounds
    /// it.
    func most(_ slot: MemberSlot, own: Double? = nil) -> Double? {
        var limits = own.map { [$0] } ?? []
        if let total, let printed = slot.location.flatMap(total.cell)?.value {
            limits.append(total.rounding.figure(printed, total.form).bounds.high ?? printed)
        }
        for (whole, others) in wholes {
            guard let high = whole.figure(slot)?.bounds.high else { continue }
            let taken = others.compactMap { $0.figure(slot)?.bounds.low }.reduce(0, +)
            limits.append(max(0, high - taken))
        }
        return limits.min().map { $0 * slot.weight }
    }
}

extension PlaceSource {
    /// Looks the limits of a formula's missing members up.
    func limits(_ formula: Formula, _ gender: Gender) -> MissingLimits {
        MissingLimits(
            total: formula.within.flatMap { list.totals[$0] }.map {
                bind(CellKey(characteristic: $0, column: .total), .short, sign: 1)
            },
            wholes: formula.wholes.compactMap { entry in
                guard let whole = bind(entry.whole, gender, formula.form) else { return nil }
                return (whole, entry.others.compactMap { bind($0, gender, formula.form) })
            }
        )
    }
}
