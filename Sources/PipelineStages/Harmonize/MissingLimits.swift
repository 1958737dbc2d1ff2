import IndicatorModel

/// What a count of a member can be at most that has no figure, from what is printed beside it.
///
/// Lists print totals that no part exceeds, and wholes with their other parts: a suppressed part
/// is at most what the whole leaves over. They are looked up when the first member lacks a figure:
/// most places lack none.
final class MissingLimits {
    private let source: PlaceSource
    private let formula: Formula?
    private let gender: Gender

    /// Nothing is printed beside the count.
    init(_ source: PlaceSource) {
        self.source = source
        formula = nil
        gender = .total
    }

    init(_ source: PlaceSource, _ formula: Formula, _ gender: Gender) {
        self.source = source
        self.formula = formula
        self.gender = gender
    }

    /// The number of persons, households or dwellings; nil when the list has none.
    private lazy var total: BoundExpression.Term? = formula?.within
        .flatMap { source.list.totals[$0] }
        .map { source.bind(CellKey(characteristic: $0, column: .total), .short, sign: 1) }

    /// The wholes that the count is a part of, each with the other parts that are printed.
    private lazy var wholes: [(whole: BoundExpression, others: [BoundExpression])] =
        (formula?.wholes ?? []).compactMap { entry in
            guard let formula, let whole = source.bind(entry.whole, gender, formula.form) else {
                return nil
            }
            return (whole, entry.others.compactMap { source.bind($0, gender, formula.form) })
        }

    var hasWholes: Bool { !wholes.isEmpty }

    /// The most that a member without a figure can add, times its weight.
    ///
    /// Nil when nothing bounds it; `own` is what the file itself says of it.
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
    /// The limits of a formula's missing members.
    func limits(_ formula: Formula, _ gender: Gender) -> MissingLimits {
        MissingLimits(self, formula, gender)
    }
}
