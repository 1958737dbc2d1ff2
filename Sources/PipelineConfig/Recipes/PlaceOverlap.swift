package import IndicatorModel

/// Two places that share land in one census.
package struct PlaceOverlap: Encodable, Hashable, Sendable {
    package let first: PlaceID
    package let second: PlaceID
    /// Whether they are two definitions of one place, a city and the partnership around it, which
    /// share land by their nature.
    package let isTwoDefinitions: Bool
    /// What lies in both, sorted.
    package let geographies: [Geography]
    /// Persons counted there; nil where the list does not say it of all of them.
    package let people: Int?

    private enum CodingKeys: String, CodingKey {
        case first, second, twoDefinitions, geographies, people
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(first.name, forKey: .first)
        try container.encode(second.name, forKey: .second)
        try container.encode(isTwoDefinitions, forKey: .twoDefinitions)
        try container.encode(geographies.map(\.description), forKey: .geographies)
        try container.encode(people, forKey: .people)
    }
}

extension Configuration {
    /// The partnerships and cities that share land in a census, in the order of their ids.
    ///
    /// A geography with a weight counts whole. Geographies whose land the list does not tell, such
    /// as population centres, are not looked at.
    package func overlaps(in period: Period) -> [PlaceOverlap] {
        guard let gazetteer = gazetteers[period] else { return [] }
        let lands = places.compactMap { place -> PlaceLand? in
            guard [.lip, .city].contains(place.kind), let recipe = place.recipes[period] else {
                return nil
            }
            return PlaceLand(place, recipe, gazetteer)
        }
        return lands.indices.flatMap { later in
            lands[..<later].compactMap { $0.overlap(with: lands[later], gazetteer) }
        }
        .sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }
}

/// The land of a place in one census, member by member.
private struct PlaceLand {
    let place: Place
    let members: [(geography: Geography, footprint: Footprint)]
    let subdivisions: Set<Geography>

    init(_ place: Place, _ recipe: Recipe, _ gazetteer: Gazetteer) {
        self.place = place
        members = recipe.members.compactMap { member in
            gazetteer.footprint(of: member.geography).map { (member.geography, $0) }
        }
        subdivisions = members.reduce(into: []) { $0.formUnion($1.footprint.subdivisions) }
    }

    func overlap(with other: PlaceLand, _ gazetteer: Gazetteer) -> PlaceOverlap? {
        guard !subdivisions.isDisjoint(with: other.subdivisions) else { return nil }
        var common: Set<Geography> = []
        for one in members {
            for another in other.members { common.formUnion(Self.common(one, another)) }
        }
        // What lies in something else that both have is counted with it.
        common = common.filter { part in
            common.allSatisfy { $0 == part || !gazetteer.parents(of: part).contains($0) }
        }
        if common.isEmpty { return nil }
        let counts = common.map { gazetteer[$0]?.population }
        let isCityOf =
            place.kind == .city && place.parent == other.place.id
            || other.place.kind == .city && other.place.parent == place.id
        return PlaceOverlap(
            first: place.id,
            second: other.place.id,
            isTwoDefinitions: isCityOf,
            geographies: common.sorted(),
            people: counts.contains(nil) ? nil : counts.reduce(0) { $0 + ($1 ?? 0) }
        )
    }

    private static func common(
        _ one: (geography: Geography, footprint: Footprint),
        _ other: (geography: Geography, footprint: Footprint)
    ) -> Set<Geography> {
        if one.geography == other.geography { return [one.geography] }
        let shared = one.footprint.subdivisions.intersection(other.footprint.subdivisions)
        switch (one.footprint.isWhole, other.footprint.isWhole) {
        case (true, true): return shared
        case (false, true): return shared.isEmpty ? [] : [one.geography]
        case (true, false): return shared.isEmpty ? [] : [other.geography]
        // Two parts of a subdivision may lie side by side.
        case (false, false): return []
        }
    }
}
