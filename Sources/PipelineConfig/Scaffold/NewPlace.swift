package import IndicatorModel

/// A place to be made from what a person says of it, with the codes of each census looked up.
package struct NewPlace: Sendable {
    package var id: PlaceID
    package var kind: PlaceKind
    package var status: PlaceStatus
    package var collection: String
    package var parent: PlaceID?
    package var name: BilingualText
    /// Where the definition was read; empty where the person does not say.
    package var source: String
    package var members: [MemberQuestion]

    package init(
        id: PlaceID,
        kind: PlaceKind,
        status: PlaceStatus,
        collection: String,
        parent: PlaceID?,
        name: BilingualText,
        source: String,
        members: [MemberQuestion]
    ) {
        self.id = id
        self.kind = kind
        self.status = status
        self.collection = collection
        self.parent = parent
        self.name = name
        self.source = source
        self.members = members
    }

    /// Chooses one of several geographies of a name; the census is that of the list.
    package typealias Choice = (MemberQuestion, Period, [GazetteerEntry]) throws -> GazetteerEntry

    /// The place with its recipes, and what the person should be told of them.
    ///
    /// - Throws: A diagnostic when the id is taken, the parent unknown, or no census has a member.
    package func draft(
        _ configuration: Configuration,
        choose: Choice
    ) throws -> (draft: PlaceDraft, notes: [String]) {
        try check(configuration)
        let search = MemberSearch(
            configuration: configuration,
            province: parent.flatMap { province(of: $0, configuration) }
        )
        var years: Set<Period> = []
        for place in configuration.places {
            years.formUnion(place.recipes.keys)
            years.formUnion(place.notDefined.keys)
        }
        if years.isEmpty { years = Set(configuration.gazetteers.keys) }
        var answers: [Period: MemberSearch.Answer] = [:]
        // The latest census first: its codes are those that people know.
        var known: [MemberQuestion: Geography] = [:]
        for year in years.sorted(by: >) {
            answers[year] = try search.answer(members, year, &known, choose)
        }
        if !answers.values.contains(where: { if case .members = $0 { true } else { false } }) {
            throw Diagnostic(
                "config.unknown-code",
                "no census has \(listed(members.map(\.description)))",
                hints: answers.sorted { $0.key > $1.key }.prefix(1).compactMap(\.value.reason)
            )
        }
        let notes = answers.sorted { $0.key < $1.key }.compactMap { year, answer in
            answer.reason.map { "\(year) is not defined: \($0)" }
        }
        let draft = PlaceDraft(
            id: id,
            kind: kind,
            status: status,
            collection: collection,
            parent: parent,
            name: name,
            comments: comments,
            recipes: answers.mapValues(recipe)
        )
        return (draft, notes)
    }

    private func check(_ configuration: Configuration) throws {
        if configuration.places.contains(where: { $0.id == id }) {
            throw Diagnostic(
                "config.duplicate-id",
                "there is a place `\(id)` already",
                hints: ["change config/places/\(id).yaml, or give the new place another id"]
            )
        }
        if let parent, !configuration.places.contains(where: { $0.id == parent }) {
            let known = configuration.places.map(\.id.name)
            throw Diagnostic(
                "config.unknown-place",
                "there is no place `\(parent)`",
                hints: didYouMean(parent.name, among: known).map { [$0] } ?? []
            )
        }
        if members.isEmpty {
            throw Diagnostic(
                "usage.no-members",
                "the place has no member",
                hints: ["give what it is made of, as `--member \"CSD Airdrie\"`"]
            )
        }
    }

    /// The province of a parent, when it is one or lies in one.
    private func province(of parent: PlaceID, _ configuration: Configuration) -> String? {
        guard let place = configuration.places.first(where: { $0.id == parent }) else { return nil }
        let provinces = Set(
            place.recipes.values.flatMap(\.members).map(\.geography)
                .filter { $0.level == .province }.map(\.code)
        )
        return provinces.count == 1 ? provinces.first : nil
    }

    private func recipe(_ answer: MemberSearch.Answer) -> PlaceDraft.Recipe {
        switch answer {
        case .notDefined(let reason): return .notDefined(reason)
        case .members(let members, let codes, let isDerived):
            let recipe = DraftRecipe(
                status: source.isEmpty ? .inferred : isDerived ? .derived : .verified,
                source: (source.isEmpty ? "no source for the boundary; proposed" : source)
                    + "; codes: \(codes)",
                members: members
            )
            return .members(recipe)
        }
    }

    /// What a steward must know to go on.
    private var comments: [String] {
        let candidate = """
            Candidate: no source was given that confirms that it exists, so it is not published.
            If you can confirm it, write where in the "source" of each year, and set status: \
            confirmed.

            """
        let members = """
            Members come from config/geographies. The status of each recipe says how well its
            source supports it: verified (read there), derived (by a rule that is named), inferred.
            A part without a known code goes under "unresolved" with level, name and reason; never \
            put a
            larger area in its place. A year that is not defined says why: write its recipe when \
            you know.
            """
        return ((status == .candidate ? candidate : "") + members)
            .split(separator: "\n").map(String.init)
    }
}
