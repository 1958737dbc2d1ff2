import IndicatorModel

// Checks of counts that are the same before rounding: what differs by no more than rounding and
// members without a figure can explain is not wrong. True counts add; so the intervals that they
// lie in must meet.

extension PartitionChecks {
    /// The parts of each `adds-up` against their whole.
    func compareParts(_ run: ObservationIndex.Run, _ tally: inout CheckTally) {
        let rows = run.byKey
        for observation in run.rows {
            let key = observation.key
            for partition in run.indicator.partitions where partition.whole == key.category {
                let parts = partition.parts.map { part in
                    rows[RowKey(category: part, group: key.group, gender: key.gender)]
                }
                compare(observation, parts, partition.parts.map(\.name), &tally)
            }
        }
    }

    /// Men and women against both together.
    func compareGenders(_ run: ObservationIndex.Run, _ tally: inout CheckTally) {
        let rows = run.byKey
        for observation in run.rows where observation.key.gender == .total {
            let key = observation.key
            let parts = [Gender.men, .women].map { gender in
                rows[RowKey(category: key.category, group: key.group, gender: gender)]
            }
            // A census or a source without figures by gender has no such rows.
            if parts.allSatisfy({ $0 == nil }) { continue }
            compare(observation, parts, ["men", "women"], &tally)
        }
    }

    private func compare(
        _ whole: Observation,
        _ parts: [Observation?],
        _ names: [String],
        _ tally: inout CheckTally
    ) {
        let found = parts.compactMap { $0 }
        let all = [whole] + found
        guard found.count == parts.count, all.allSatisfy({ $0.estimate.value != nil }) else {
            return tally.skip(.noFigure)
        }
        let sum = found.reduce(Bounds.exact(0)) { $0 + $1.estimate.bounds }
        guard let meets = sum.meets(whole.estimate.bounds) else { return tally.skip(.noBounds) }
        let value = found.reduce(0) { $0 + ($1.estimate.value ?? 0) }
        tally.judge(whole, passes: meets) {
            CheckTexts.expectedSum(of: names, value, sum)
        }
        if let isWithin = Estimate.isWithinBand(whole.estimate, found.map(\.estimate)) {
            tally.noteBand(isWithin)
        }
    }

    // MARK: - Places

    /// The places below a place against it: together they are no more than it is.
    func compareParents(
        _ index: ObservationIndex,
        _ check: Check,
        _ tally: inout CheckTally
    ) {
        let runs = Dictionary(grouping: runs(index, check), by: \.place)
        for (parent, children) in families(&tally) {
            for run in runs[parent] ?? [] {
                let below = children.map { ($0, index.rows($0, run.indicator.id, run.period)) }
                for observation in run.rows where observation.estimate.value != nil {
                    let key = RowKey(observation.key)
                    let found = below.compactMap { child, rows in
                        rows[key].flatMap { row in row.estimate.low.map { (child, $0) } }
                    }
                    guard !found.isEmpty else {
                        tally.skip(.noFigure)
                        continue
                    }
                    guard let most = observation.estimate.high else {
                        tally.skip(.noBounds)
                        continue
                    }
                    let least = found.reduce(0) { $0 + $1.1 }
                    tally.judge(observation, passes: least <= most) {
                        CheckTexts.expectedAtLeast(least, together: found.map(\.0.name))
                    }
                }
            }
        }
    }

    /// Each place with those below it that share nothing, in the order of their ids.
    private func families(_ tally: inout CheckTally) -> [(parent: PlaceID, children: [PlaceID])] {
        var children: [PlaceID: [(id: PlaceID, recipe: Recipe)]] = [:]
        for place in places.sorted(by: { $0.id < $1.id }) {
            guard let parent = place.parent, let recipe = place.recipes[period] else { continue }
            let others = children[parent] ?? []
            if others.contains(where: { $0.recipe.overlaps(recipe) }) {
                tally.skip(.overlap)
            } else {
                children[parent, default: []].append((place.id, recipe))
            }
        }
        return children.sorted { $0.key < $1.key }.map { ($0.key, $0.value.map(\.id)) }
    }

    // MARK: - Sources

    /// The figures of one source against those of another that gives the same in its parts.
    func compareSums(
        _ index: ObservationIndex,
        _ alternatives: [Observation],
        _ check: Check,
        _ tally: inout CheckTally
    ) {
        // Those of one place and indicator follow each other.
        var last: (place: PlaceID, indicator: IndicatorID, period: Period)?
        var rows: [RowKey: Observation] = [:]
        for other in alternatives {
            let key = other.key
            guard let indicator = indicators[key.indicator], check.scope.contains(indicator),
                check.scope.contains(key.place)
            else { continue }
            if last.map({ $0 != (key.place, key.indicator, key.period) }) ?? true {
                last = (key.place, key.indicator, key.period)
                rows = index.rows(key.place, key.indicator, key.period)
            }
            guard let published = rows[RowKey(key)] else { continue }
            let (a, b) = (published.estimate, other.estimate)
            guard let meets = a.bounds.meets(b.bounds) else {
                tally.skip(.noBounds)
                continue
            }
            tally.judge(published, passes: meets) {
                CheckTexts.expectedOther(other)
            }
            if let isWithin = Estimate.isWithinBand(a, [b]) { tally.noteBand(isWithin) }
        }
    }
}

extension Estimate {
    /// Whether a count and the sum of others differ by no more than rounding does in 95 of 100
    /// cases; nil where one of them has no such band.
    ///
    /// Errors of independently rounded counts add up by their squares. The upper half of a band is
    /// taken, because 0 may cut the lower one. Members without a figure widen bands without being
    /// errors of rounding, so partial counts have none here. Differences of rounded counts are
    /// multiples of 5, so half of that is the correction for a distribution with steps.
    static func isWithinBand(_ whole: Estimate, _ parts: [Estimate]) -> Bool? {
        var difference = 0.0
        var squares = 0.0
        for (estimate, sign) in [(whole, 1.0)] + parts.map({ ($0, -1.0) }) {
            guard estimate.state != .partial, let value = estimate.value,
                let high = estimate.high95
            else { return nil }
            difference += sign * value
            squares += (high - value) * (high - value)
        }
        let correction = squares > 0 ? 2.5 : 0
        return abs(difference) - correction <= squares.squareRoot()
    }
}

extension Recipe {
    /// Whether two places have geography in common, as far as codes tell: the same geography, or
    /// one whose code lies within the other's.
    ///
    /// That a census subdivision lies in a metropolitan area cannot be told from codes.
    /// Source: Standard Geographical Classification; the code of a CSD begins with that of its CD,
    /// and both with that of their province.
    func overlaps(_ other: Recipe) -> Bool {
        members.contains { member in
            other.members.contains { $0.geography.shares(member.geography) }
        }
    }
}

extension Geography {
    fileprivate func shares(_ other: Geography) -> Bool {
        self == other || isWithin(other) || other.isWithin(self)
    }

    private func isWithin(_ other: Geography) -> Bool {
        switch (level, other.level) {
        case (_, .country): true
        case (_, .province): province == other.code
        case (.censusSubdivision, .censusDivision), (.disseminationArea, .censusDivision):
            code.hasPrefix(other.code)
        default: false
        }
    }
}
