/// Says how the land of places changed between censuses, by the lists of geographies and changes.
package struct PlaceChanges {
    private let gazetteers: [Period: Gazetteer]
    private let lists: [PeriodPair: BoundaryChanges]
    private let crosswalks: [PeriodPair: Crosswalk]

    package init(
        gazetteers: [Period: Gazetteer],
        lists: [PeriodPair: BoundaryChanges],
        crosswalks: [PeriodPair: Crosswalk]
    ) {
        self.gazetteers = gazetteers
        self.lists = lists
        self.crosswalks = crosswalks
    }

    /// Every pair of censuses in which a place has a recipe, the earlier first.
    package func changes(of place: Place) -> [PlaceChange] {
        let periods = place.recipes.keys.sorted()
        return periods.flatMap { from in
            periods.compactMap { PeriodPair(from: from, to: $0) }
        }.sorted().compactMap { change(of: place, $0) }
    }

    /// How a place changed between two censuses; nil where one of them has no recipe.
    package func change(of place: Place, _ periods: PeriodPair) -> PlaceChange? {
        guard let old = place.recipes[periods.from], let new = place.recipes[periods.to] else {
            return nil
        }
        let question = Question(
            place: place.id,
            periods: periods,
            old: old,
            new: new,
            declared: place.definitionChange(from: periods.from, to: periods.to)
        )
        if old.onBoundariesOf == periods.to {
            return question.answer(.same, gained: 0, lost: 0, [], .constantLand(periods))
        }
        if question.isOfProvinces, question.declared == nil {
            return question.answer(.same, gained: 0, lost: 0, [], .none)
        }
        guard let list = lists[periods], let crosswalk = crosswalks[periods] else {
            if let declared = question.declared {
                return question.answer(.definitionChanged, [], declared.reason)
            }
            return question.answer(.notKnown, [], noList(question))
        }
        let oldLand = RecipeLand(old, periods.from, gazetteers[periods.from])
        let newLand = RecipeLand(new, periods.to, gazetteers[periods.to])
        switch (oldLand, newLand) {
        case (.notKnown(let reason), _), (_, .notKnown(let reason)):
            if let declared = question.declared {
                return question.answer(.definitionChanged, [], declared.reason)
            }
            return question.answer(.notKnown, [], reason)
        case (.known(let oldCodes), .known(let newCodes)):
            return answer(question, list, crosswalk, oldCodes, newCodes)
        }
    }

    /// A place in two censuses.
    private struct Question {
        let place: PlaceID
        let periods: PeriodPair
        let old: Recipe
        let new: Recipe
        /// The declared change of definition that lies between.
        let declared: DefinitionChange?

        /// Provinces and territories have kept their land since Nunavut was made in 1999.
        var isOfProvinces: Bool {
            let members = Set(old.members.map(\.geography))
            return members == Set(new.members.map(\.geography)) && old.unresolved.isEmpty
                && new.unresolved.isEmpty
                && members.allSatisfy { [.province, .country].contains($0.level) }
        }

        var isAnotherDefinition: Bool {
            declared != nil
                || Set(old.members.map(\.geography.level))
                    != Set(new.members.map(\.geography.level))
        }

        /// Whether a metropolitan area is a member: Statistics Canada draws its border anew.
        var isDelineated: Bool {
            new.members.contains {
                [.metropolitanArea, .metropolitanAreaPart].contains($0.geography.level)
            }
        }

        func answer(
            _ verdict: BoundaryChangeVerdict,
            gained: Int? = nil,
            lost: Int? = nil,
            _ crossings: [BorderCrossing],
            _ note: BilingualText
        ) -> PlaceChange {
            PlaceChange(
                place: place,
                periods: periods,
                verdict: verdict,
                gained: gained,
                lost: lost,
                crossings: crossings,
                note: note
            )
        }
    }

    // MARK: - What is known

    private func answer(
        _ question: Question,
        _ list: BoundaryChanges,
        _ crosswalk: Crosswalk,
        _ old: Set<String>,
        _ new: Set<String>
    ) -> PlaceChange {
        let names = CrossingNames(
            old: gazetteers[question.periods.from],
            new: gazetteers[question.periods.to]
        )
        let crossings = BorderCrossing.all(crosswalk, list, old, new, names)
        func sum(_ direction: BorderCrossing.Direction) -> Int? {
            let found = crossings.filter { $0.direction == direction }
            if found.contains(where: { $0.people == nil }) { return nil }
            return found.reduce(0) { $0 + ($1.people ?? 0) }
        }
        let verdict = verdict(question, list, crossings, old, new)
        let isInside = verdict == .same && old != new
        return question.answer(
            verdict,
            gained: sum(.gained),
            lost: sum(.lost),
            crossings,
            .crossings(crossings, isInside: isInside)
        )
    }

    private func verdict(
        _ question: Question,
        _ list: BoundaryChanges,
        _ crossings: [BorderCrossing],
        _ old: Set<String>,
        _ new: Set<String>
    ) -> BoundaryChangeVerdict {
        if question.isAnotherDefinition { return .definitionChanged }
        let real = crossings.filter { !$0.isCorrectionOfMap }
        if real.isEmpty {
            let isRenamed = list.all.contains { row in
                guard let code = row.gaining.code, new.contains(code) else { return false }
                return row.change.isOfWords || row.change.isOfCode
            }
            // Of a place that is no subdivision itself the members' names are not its own.
            let isOne = question.new.members.count == 1 && new.count == 1
            return isRenamed && isOne ? .renamed : .same
        }
        if real.contains(where: \.isByDefinition) {
            return question.isDelineated ? .changed : .definitionChanged
        }
        let gained = real.filter { $0.direction == .gained }
        if gained.isEmpty, real.contains(where: { $0.people != 0 }) { return .split }
        let areWhole = gained.count == real.count && gained.allSatisfy(\.isWhole)
        return areWhole ? .merged : .changed
    }

    // MARK: - What is known by codes alone

    private func noList(_ question: Question) -> BilingualText {
        let (from, to) = (question.periods.from, question.periods.to)
        let old = Set(question.old.members.map(\.geography))
        let new = Set(question.new.members.map(\.geography))
        let head = BilingualText(
            en: "there is no list of changes between \(from) and \(to)",
            fr: "il n’y a pas de liste des changements entre \(from) et \(to)"
        )
        if old == new {
            return BilingualText(
                en: head.en + "; its codes are the same in both",
                fr: head.fr + "; ses codes sont les mêmes dans les deux"
            )
        }
        let gone = old.subtracting(new).sorted().map(\.description).joined(separator: ", ")
        let come = new.subtracting(old).sorted().map(\.description).joined(separator: ", ")
        var text = head
        if !gone.isEmpty {
            text = BilingualText(
                en: text.en + "; only in \(from): \(gone)",
                fr: text.fr + "; seulement en \(from) : \(gone)"
            )
        }
        if !come.isEmpty {
            text = BilingualText(
                en: text.en + "; only in \(to): \(come)",
                fr: text.fr + "; seulement en \(to) : \(come)"
            )
        }
        return text
    }
}
