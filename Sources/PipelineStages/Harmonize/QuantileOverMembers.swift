import IndicatorModel

extension PlaceSource {
    /// A quantile of a place of several members, read from the classes that they are counted in.
    ///
    /// The counts of all members are added class by class; the value is interpolated in the class
    /// that the quantile falls into, and its bounds are the limits of the classes that it can fall
    /// into, whatever rounding and missing members do. There is no value where that class is open
    /// below, or open above without a class to take the slope from.
    func quantile(_ distribution: BoundDistribution) -> Estimate {
        var tally = MemberTally(self)
        var counts = [RoundedFigure](repeating: .zero, count: distribution.classes.count)
        for slot in slots {
            let figures = distribution.classes.map { $0.count.evaluate(slot) }
            if figures.contains(where: \.isAbsent) {
                tally.absent += 1
            } else if let reason = figures.lazy.compactMap(\.missingReason).first {
                tally.miss(reason, atMost: distribution.limits.most(slot))
            } else {
                let known = figures.compactMap(\.figure)
                guard known.count == counts.count else {
                    tally.notApplicable += 1
                    continue
                }
                tally.withFigure += 1
                for index in counts.indices {
                    counts[index] += known[index].scaled(by: slot.weight)
                }
            }
        }
        if let state = tally.stateWithoutFigure {
            return .noFigure(state, coverage: tally.coverage)
        }
        let counted = Distribution(
            classes: zip(distribution.classes, counts).map { entry, count in
                CountedClass(limits: entry.limits, count: count.value, bounds: count.bounds)
            }
        )
        guard let value = counted.quantile(distribution.quantile) else {
            return .noFigure(.notAdditive, coverage: tally.coverage)
        }
        let bounds = counted.bounds(of: distribution.quantile, missing: tally.mostMissing)
        return Estimate(
            value: rounded(value, decimals: quotientDecimals),
            low: bounds.low,
            high: bounds.high,
            state: tally.isComplete ? .estimated : .partial,
            method: .interpolated,
            coverage: tally.coverage
        )
    }

    /// Looks the classes of a distribution up; nil when the list has none of the gender.
    func bind(_ formula: Formula, _ gender: Gender) -> BoundDistribution? {
        guard case .quantile(let quantile) = formula.kind else { return nil }
        var classes: [(limits: ValueClass, count: BoundExpression)] = []
        for entry in formula.classes {
            guard let count = bind(entry.count, gender, formula.form) else { return nil }
            classes.append((entry.limits, count))
        }
        return BoundDistribution(
            quantile: quantile,
            classes: classes,
            limits: limits(formula, gender)
        )
    }
}

/// A distribution whose classes were looked up in the tables of a source, the lowest class first.
struct BoundDistribution {
    let quantile: Double
    let classes: [(limits: ValueClass, count: BoundExpression)]
    let limits: MissingLimits
}

extension MemberFigure {
    fileprivate var missingReason: ValueState? {
        if case .missing(let reason, _) = self { reason } else { nil }
    }
}
