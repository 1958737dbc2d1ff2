/// The census subdivisions that a recipe's land consists of.
package enum RecipeLand: Hashable, Sendable {
    /// Codes of the recipe's census.
    case known(Set<String>)
    case notKnown(BilingualText)

    /// Takes the members of a recipe apart by the list of its census.
    package init(_ recipe: Recipe, _ period: Period, _ gazetteer: Gazetteer?) {
        guard recipe.unresolved.isEmpty else {
            self = .notKnown(
                BilingualText(
                    en: "parts of the definition of \(period) have no code",
                    fr: "des parties de la définition de \(period) n’ont pas de code"
                )
            )
            return
        }
        guard let gazetteer else {
            self = .notKnown(
                BilingualText(
                    en: "there is no list of the geographies of \(period)",
                    fr: "il n’y a pas de liste des régions géographiques de \(period)"
                )
            )
            return
        }
        var codes: Set<String> = []
        for member in recipe.members {
            guard let parts = Self.subdivisions(of: member, gazetteer) else {
                self = .notKnown(Self.reason(member, period))
                return
            }
            codes.formUnion(parts)
        }
        self = .known(codes)
    }

    /// The subdivisions of a member; nil where it is not known to be made of whole ones.
    private static func subdivisions(of member: RecipeMember, _ list: Gazetteer) -> [String]? {
        let geography = member.geography
        if member.weight != 1 { return nil }
        switch geography.level {
        case .censusSubdivision:
            return list[geography] == nil ? nil : [geography.code]
        case .country, .province, .censusDivision, .metropolitanArea, .metropolitanAreaPart,
            .economicRegion:
            let parts = list.components(of: geography, by: .censusSubdivision)
            return parts.isEmpty ? nil : parts.map(\.code)
        case .designatedPlace, .populationCentre, .disseminationArea, .healthRegion, .place:
            return nil
        }
    }

    private static func reason(_ member: RecipeMember, _ period: Period) -> BilingualText {
        let geography = member.geography
        if member.weight != 1 {
            return BilingualText(
                en: "\(geography) belongs to the place in part in \(period)",
                fr: "\(geography) fait partie du lieu en partie seulement en \(period)"
            )
        }
        return BilingualText(
            en: "the census subdivisions that make up \(geography) in \(period) are not listed",
            fr: "les subdivisions de recensement qui composent \(geography) en \(period) ne sont "
                + "pas dans la liste"
        )
    }
}

extension Gazetteer {
    /// The census subdivisions with their counts; nil where the census published none.
    package var subdivisionPopulations: [String: Int?] {
        var populations: [String: Int?] = [:]
        for entry in entries(of: .censusSubdivision) {
            populations.updateValue(entry.population, forKey: entry.geography.code)
        }
        return populations
    }
}
