import IndicatorModel

/// Looks the members of a new place up in the list of each census.
struct MemberSearch {
    enum Answer {
        /// The members, with where their codes were looked up; derived ones follow by a rule.
        case members([RecipeMember], codes: String, isDerived: Bool = false)
        case notDefined(String)

        var reason: String? {
            if case .notDefined(let reason) = self { reason } else { nil }
        }
    }

    let configuration: Configuration
    /// The province that names are looked for in first.
    let province: String?

    private var gazetteers: [Period: Gazetteer] { configuration.gazetteers }

    /// The members in one census; one that it does not have leaves the census without a definition.
    ///
    /// Questions for this census alone replace all others. `known` has the geographies that later
    /// censuses have for a question; this one's is added. `choose` is asked where a name is that of
    /// several geographies.
    func answer(
        _ questions: [MemberQuestion],
        _ year: Period,
        _ known: inout [MemberQuestion: Geography],
        _ choose: NewPlace.Choice
    ) throws -> Answer {
        let own = questions.filter { $0.period == year }
        let asked = own.isEmpty ? questions.filter { $0.period == nil } : own
        if asked.isEmpty { return .notDefined("no member was given for the census of \(year)") }
        guard let gazetteer = gazetteers[year] else {
            return carriedBack(asked.compactMap { known[$0] }, asked.count, year)
                ?? withoutList(own, year)
        }
        var members: [RecipeMember] = []
        for question in asked {
            guard
                let entry = try entry(question, gazetteer, known[question], choose)
            else { return .notDefined(missing(question, year, known[question])) }
            known[question] = known[question] ?? entry.geography
            if members.contains(where: { $0.geography == entry.geography }) { continue }
            members.append(
                RecipeMember(geography: entry.geography, name: entry.names.en, weight: 1)
            )
        }
        return .members(members, codes: "config/geographies/\(year).csv")
    }

    private func entry(
        _ question: MemberQuestion,
        _ gazetteer: Gazetteer,
        _ later: Geography?,
        _ choose: NewPlace.Choice
    ) throws -> GazetteerEntry? {
        let candidates = question.candidates(gazetteer, province: province)
        if let later, let same = gazetteer[later],
            question.isCode || candidates.contains(where: { $0.geography == later })
        {
            return same
        }
        if candidates.count < 2 { return candidates.first }
        return try choose(question, gazetteer.period, candidates)
    }

    /// The codes of 2011 for the census of 2006, where no code was revised between them.
    ///
    /// Source: Standard Geographical Classification 2011, table G: no revision of a code (7, 7C) in
    /// these provinces and the territory.
    private func carriedBack(
        _ geographies: [Geography],
        _ count: Int,
        _ year: Period
    ) -> Answer? {
        guard year.name == "2006", geographies.count == count,
            let list = Period("2011").flatMap({ gazetteers[$0] })
        else { return nil }
        let unrevised: Set = ["10", "11", "12", "13", "46", "47", "48", "62"]
        var members: [RecipeMember] = []
        for geography in geographies {
            let levels: [GeographyLevel] = [.censusSubdivision, .censusDivision]
            guard levels.contains(geography.level), let entry = list[geography],
                unrevised.contains(geography.province ?? "")
            else { return nil }
            members.append(RecipeMember(geography: geography, name: entry.names.en, weight: 1))
        }
        return .members(
            members,
            codes: "SGC 2011 carried back, no code revision in the province from 2006 to 2011 "
                + "(SGC 2011, table G)",
            isDerived: true
        )
    }

    /// Of a census without a list only codes that were given for it are taken, as they are.
    private func withoutList(_ own: [MemberQuestion], _ year: Period) -> Answer {
        if own.isEmpty || !own.allSatisfy(\.isCode) {
            return .notDefined(
                "there is no list of the census of \(year) in config/geographies to look codes "
                    + "up in"
            )
        }
        let members = own.map { question in
            RecipeMember(
                geography: Geography(level: question.level, code: question.word),
                name: question.description,
                weight: 1
            )
        }
        return .members(members, codes: "given by hand, not checked in a list of \(year)")
    }

    /// Why a census has no such member, with what others have.
    private func missing(_ question: MemberQuestion, _ year: Period, _ later: Geography?) -> String
    {
        var words = "the census of \(year) has no \(question.description)"
        if let later, !question.isCode { words += " (now \(later))" }
        let others = gazetteers.keys.sorted().compactMap { other -> String? in
            guard other != year, let gazetteer = gazetteers[other] else { return nil }
            let found = question.candidates(gazetteer, province: province)
            if found.isEmpty { return nil }
            return "that of \(other) has \(listed(found.map(\.told), limit: 3, quoted: false))"
        }
        if others.isEmpty { words += near(question, year) }
        let meant = gazetteers.keys.sorted().filter { $0 != year }.flatMap { other in
            gazetteers[other].map { question.candidates($0, province: province) } ?? []
        }
        let land = Set(meant.map(\.geography)).sorted().flatMap {
            configuration.successors(of: $0, in: year)
        }
        let now = land.isEmpty ? [] : ["its land is in \(listed(land.map(\.told), quoted: false))"]
        return ([words] + others + now).joined(separator: "; ")
    }

    /// A name that was perhaps meant.
    private func near(_ question: MemberQuestion, _ year: Period) -> String {
        guard !question.isCode, let gazetteer = gazetteers[year] else { return "" }
        let names = gazetteer.entries(of: question.level)
            .filter { province == nil || $0.geography.province == province }
            .map(\.names.en)
        return closestMatch(to: question.word, among: names).map { "; did you mean \($0)?" } ?? ""
    }
}
