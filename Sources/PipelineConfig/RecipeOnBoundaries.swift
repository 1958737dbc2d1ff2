package import IndicatorModel

extension Configuration {
    /// The crosswalk of every pair of censuses that has the lists for it.
    ///
    /// It needs a list of changes, and one of the geographies of the earlier census. All are made
    /// anew with each call.
    package var crosswalks: [PeriodPair: Crosswalk] {
        var crosswalks: [PeriodPair: Crosswalk] = [:]
        for pair in changes.keys { crosswalks[pair] = crosswalk(pair) }
        return crosswalks
    }

    /// The crosswalk of a pair of censuses; nil where a list is not there.
    package func crosswalk(_ pair: PeriodPair) -> Crosswalk? {
        guard let list = changes[pair], let gazetteer = gazetteers[pair.from] else { return nil }
        return Crosswalk.interimList(list, populations: gazetteer.subdivisionPopulations)
    }

    /// Says how the land of places changed between censuses.
    package var placeChanges: PlaceChanges {
        PlaceChanges(gazetteers: gazetteers, lists: changes, crosswalks: crosswalks)
    }
}

extension ConfigReader {
    /// Makes the recipe of a census on the boundaries of a later one: the land of the later
    /// recipe, made of the subdivisions of the earlier census by the shares of their people.
    ///
    /// What keeps it from being made is reported at the key `on-boundaries-of`.
    mutating func recipe(
        on boundaries: YAMLValue,
        of period: Period,
        _ recipes: [Period: Recipe],
        _ text: (status: RecipeStatus, source: String)
    ) -> Recipe? {
        func fail(_ message: String, _ hints: [String] = []) -> Recipe? {
            report.add(.general("on-boundaries", message, boundaries, hints: hints))
            return nil
        }
        guard let year = boundaries.string, let later = Period(year) else {
            report.add(.wrongShape(boundaries, expected: "a census such as \"2021\""))
            return nil
        }
        guard let pair = PeriodPair(from: period, to: later) else {
            return fail("a recipe can only be made on the boundaries of a later census")
        }
        guard let model = recipes[later], model.onBoundariesOf == nil else {
            return fail(
                "the place has no recipe of \(later) of its own",
                ["write the recipe of \(later) with its members"]
            )
        }
        guard let crosswalk = keptCrosswalk(pair) else {
            return fail(
                "there is no way from \(period) to \(later)",
                [
                    "it needs config/changes/\(pair).csv and config/geographies/\(period).csv "
                        + "with populations"
                ]
            )
        }
        let land: Set<String>
        switch RecipeLand(model, later, configuration.gazetteers[later]) {
        case .known(let codes): land = codes
        case .notKnown(let reason): return fail(reason.en)
        }
        let members = members(land, crosswalk, period, boundaries)
        if members.isEmpty { return fail("nothing of \(period) lies on that land") }
        return Recipe(
            status: text.status,
            source: text.source,
            members: members,
            unresolved: [],
            onBoundariesOf: later
        )
    }

    private func members(
        _ land: Set<String>,
        _ crosswalk: Crosswalk,
        _ period: Period,
        _ value: YAMLValue
    ) -> [RecipeMember] {
        let inside = crosswalk.rows.filter { land.contains($0.to) }
        return Dictionary(grouping: inside, by: \.from).sorted { $0.key < $1.key }
            .compactMap { code, rows in
                let geography = Geography(level: .censusSubdivision, code: code)
                let name = configuration.gazetteers[period]?[geography]?.names.en ?? code
                let shares = rows.compactMap(\.share)
                guard shares.count == rows.count, let first = shares.first else {
                    let message = "it is not known how much of \(geography) \(name) lies on it"
                    report.add(.general("on-boundaries", message, value))
                    return nil
                }
                let people = shares.reduce(0) { $0 + $1.people }
                if people == 0 { return nil }
                let share = PopulationShare(people: people, of: first.of)
                let isMoved = rows.contains { $0.method != .code } || !share.isWhole
                return RecipeMember(
                    geography: geography,
                    name: name,
                    weight: share.value,
                    method: isMoved ? .interimList : .code,
                    share: share.isWhole ? nil : share,
                    span: value.span
                )
            }
    }

    /// A crosswalk, made once however many places ask for it.
    private mutating func keptCrosswalk(_ pair: PeriodPair) -> Crosswalk? {
        if let known = crosswalks[pair] { return known }
        let made = configuration.crosswalk(pair)
        crosswalks[pair] = made
        return made
    }

    /// Keeps what a recipe on other boundaries came out as, so that what was made of it is made
    /// again when lists of changes or geographies make it another.
    mutating func keepMembers(of recipe: Recipe, _ period: Period, _ place: PlaceID) {
        guard let known = configuration.definitions["place \(place)"] else { return }
        let lines = recipe.members.map { member in
            "\(member.geography) \(member.name) \(decimalText(member.weight)) \(member.method)"
        }
        var parts = known.parts
        parts["recipes.\(period).made-members"] = Array(lines.joined(separator: "\n").utf8)
        configuration.definitions[known.name] = Definition(
            name: known.name,
            file: known.file,
            parts: parts
        )
    }
}
