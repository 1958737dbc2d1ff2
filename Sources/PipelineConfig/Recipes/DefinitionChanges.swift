import IndicatorModel

extension ConfigReader {
    /// Reads the changes of definition that a place declares; both periods must have a recipe.
    func readDefinitionChanges(
        _ value: YAMLValue?,
        _ recipes: [Period: Recipe]
    ) -> [DefinitionChange] {
        (value?.list ?? []).compactMap { item in
            guard let mapping = item.mapping(required: ["from", "to", "reason"]),
                let fromValue = mapping["from"], let from = fromValue.period,
                let toValue = mapping["to"], let to = toValue.period,
                let reason = mapping["reason"]?.bilingual
            else { return nil }
            guard let periods = PeriodPair(from: from, to: to) else {
                let message = "`\(from)` is not before `\(to)`"
                let hint = "`from` is the earlier census"
                report.add(.general("wrong-order", message, toValue, hints: [hint]))
                return nil
            }
            for (period, value) in [(from, fromValue), (to, toValue)] where recipes[period] == nil {
                let hint = "a change is between two censuses in which the place is defined"
                let message = "the place has no recipe of \(period)"
                report.add(.general("no-recipe", message, value, hints: [hint]))
            }
            return DefinitionChange(periods: periods, reason: reason)
        }
    }
}

extension RecipeChecks {
    /// Reports where a place is made of other land than in the census before, and does not say so.
    ///
    /// A code that was only renamed or merged is no change: it is not in the list of the other
    /// census. A geography that both censuses have, and one recipe has, is one. Where no list tells
    /// what land a recipe has, other levels are a change. A recipe on the boundaries of the later
    /// census is its land.
    func checkDefinitions() {
        let periods = place.recipes.keys.sorted()
        for (from, to) in zip(periods, periods.dropFirst()) {
            guard let before = place.recipes[from], let after = place.recipes[to],
                place.definitionChange(from: from, to: to) == nil,
                before.onBoundariesOf != to,
                let difference = difference(before, from, after, to)
            else { continue }
            let diagnostic = Diagnostic(
                "config.undeclared-definition-change",
                "the definition of `\(place.id)` changes from \(from) to \(to): \(difference)",
                at: spans[to],
                hints: [
                    "if the place is the same land, correct one of the two recipes",
                    "if it is another definition, declare it: `definition-changes: "
                        + "[{ from: \"\(from)\", to: \"\(to)\", reason: { en: ..., fr: ... } }]`",
                ]
            )
            report.add(diagnostic)
        }
    }

    /// What the later recipe has more or less than the earlier one; nil when they are one land, as
    /// far as can be known.
    private func difference(
        _ before: Recipe,
        _ from: Period,
        _ after: Recipe,
        _ to: Period
    ) -> String? {
        if Set(before.members.map(\.geography)) == Set(after.members.map(\.geography)) {
            return nil
        }
        // In the census of each recipe, what the other one has of its geographies.
        let added = gazetteers[from].flatMap { $0.land(after, without: before) }
        let left = gazetteers[to].flatMap { $0.land(before, without: after) }
        if let added, !added.isEmpty {
            return "the recipe of \(to) adds \(named(added, from)), which the census of \(from) has"
        }
        if let left, !left.isEmpty {
            return "the recipe of \(to) leaves out \(named(left, to)), which the census still has"
        }
        if added != nil || left != nil { return nil }
        let levels = (Self.levels(before), Self.levels(after))
        if levels.0 == levels.1 { return nil }
        return "its members are \(listed(levels.1)), and were \(listed(levels.0))"
    }

    private static func levels(_ recipe: Recipe) -> [String] {
        Set(recipe.members.map(\.geography.level.rawValue)).sorted()
    }
}

extension Gazetteer {
    /// The census subdivisions of one recipe that another does not have, in this census.
    ///
    /// Codes that this census does not have are left aside. Nil when it is not known what
    /// subdivisions a member has, or when no code of a recipe is known.
    fileprivate func land(_ recipe: Recipe, without other: Recipe) -> Set<Geography>? {
        guard let own = land(recipe), let others = land(other) else { return nil }
        return own.subtracting(others)
    }

    /// Whether the census has a geography, or its level is not listed.
    private func mayHave(_ geography: Geography) -> Bool {
        self[geography] != nil || !levels.contains(geography.level)
    }

    private func land(_ recipe: Recipe) -> Set<Geography>? {
        var land: Set<Geography> = []
        var isKnown = false
        for member in recipe.members where mayHave(member.geography) {
            guard let footprint = footprint(of: member.geography), footprint.isWhole else {
                return nil
            }
            land.formUnion(footprint.subdivisions)
            isKnown = true
        }
        return isKnown ? land : nil
    }
}
