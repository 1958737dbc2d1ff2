import Glibc

/// A class of a distribution with how many are counted in it.
package struct CountedClass: Hashable, Sendable {
    package let limits: ValueClass
    package let count: Double
    /// The interval that the true count lies in.
    package let bounds: Bounds

    package init(limits: ValueClass, count: Double, bounds: Bounds) {
        self.limits = limits
        self.count = count
        self.bounds = bounds
    }
}

/// How many are counted in each class, the lowest class first.
package struct Distribution: Hashable, Sendable {
    package let classes: [CountedClass]

    package init(classes: [CountedClass]) {
        self.classes = classes
    }

    /// The value below which `share` of the counted lie, interpolated in the class that it falls
    /// into; nil when nobody is counted, or the class has no limits to interpolate between.
    ///
    /// Linear inside a closed class, as if those in it were spread evenly. In a class that is open
    /// above by Pareto's law: of those above x there are c x^-a, with a from the numbers above the
    /// lower limits of the class and of the one before it.
    /// Source: Shryock and Siegel, The Methods and Materials of Demography, chapter 7 (median of
    /// grouped data); Henson, Trends in the Income of Families and Persons in the United States,
    /// U.S. Census Bureau technical paper 17, 1967 (Pareto interpolation).
    package func quantile(_ share: Double) -> Double? {
        let total = classes.reduce(0) { $0 + $1.count }
        guard total > 0 else { return nil }
        let wanted = share * total
        var below = 0.0
        for (index, entry) in classes.enumerated() {
            if entry.count > 0, below + entry.count >= wanted {
                guard let low = entry.limits.low else { return nil }
                if let high = entry.limits.high {
                    return low + (wanted - below) / entry.count * (high - low)
                }
                guard index > 0 else { return nil }
                return entry.paretoQuantile(above: total - wanted, after: classes[index - 1])
            }
            below += entry.count
        }
        return nil
    }

    /// The limits of the classes that a quantile can fall into, whatever rounding did to the counts
    /// and wherever up to `missing` who are not counted belong; an end is nil where the class is
    /// open.
    package func bounds(of share: Double, missing: Double?) -> Bounds {
        guard let missing else { return .none }
        let lows = classes.map { $0.bounds.low ?? 0 }
        let highs = classes.map { $0.bounds.high ?? .infinity }
        // The quantile can lie as low as a class when so many can be below its upper limit.
        func canReach(_ index: Int) -> Bool {
            let most = highs[...index].reduce(0, +) + missing
            return most >= share * (most + lows[(index + 1)...].reduce(0, +))
        }
        // It lies no higher than a class when at least so many are below its upper limit.
        func mustReach(_ index: Int) -> Bool {
            let least = lows[...index].reduce(0, +)
            let others = highs[(index + 1)...].reduce(0, +) + missing
            return least > 0 && least >= share * (least + others)
        }
        return Bounds(
            low: classes.indices.first(where: canReach).flatMap { classes[$0].limits.low },
            high: classes.indices.first(where: mustReach).flatMap { classes[$0].limits.high }
        )
    }
}

extension CountedClass {
    /// The value that `above` of those in a class that is open above lie above.
    fileprivate func paretoQuantile(above: Double, after before: CountedClass) -> Double? {
        guard let low = limits.low, let lowBefore = before.limits.low, lowBefore > 0,
            before.count > 0, above > 0
        else { return nil }
        let exponent = log((count + before.count) / count) / log(low / lowBefore)
        return low * pow(count / above, 1 / exponent)
    }
}
