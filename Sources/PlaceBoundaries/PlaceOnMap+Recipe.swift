package import IndicatorModel

extension PlaceOnMap {
    /// Finds the census subdivisions of a place by its recipe of one census; nil without a recipe.
    ///
    /// Designated places and population centres have boundary files of their own, which are not
    /// read: they are told as not drawn, and so is a member that belongs to the place in part.
    ///
    /// The gazetteer is that of the same census, and says which subdivisions a CMA holds; the
    /// codes are the census subdivisions of the boundary file.
    package init?(_ place: Place, in period: Period, _ gazetteer: Gazetteer?, codes: [String]) {
        guard let recipe = place.recipes[period] else { return nil }
        let known = Set(codes)
        var drawn: Set<String> = []
        var notDrawn: [String] = []
        for member in recipe.members {
            let geography = member.geography
            let found = Self.subdivisions(of: geography, gazetteer, codes).filter(known.contains)
            if member.weight < 1 || found.isEmpty {
                notDrawn.append("\(geography) \(member.name)")
            } else {
                drawn.formUnion(found)
            }
        }
        notDrawn += recipe.unresolved.map { "\($0.level.rawValue) \($0.name)" }
        let name = place.names.last?.text
        self.init(
            id: place.id.name,
            english: name?.en ?? place.id.name,
            french: name?.fr ?? place.id.name,
            isLocal: [.lip, .city, .community].contains(place.kind),
            codes: drawn,
            members: recipe.members.map { "\($0.geography)" },
            notDrawn: notDrawn
        )
    }

    private static func subdivisions(
        of geography: Geography,
        _ gazetteer: Gazetteer?,
        _ codes: [String]
    ) -> [String] {
        switch geography.level {
        case .country: codes
        case .province, .censusDivision, .censusSubdivision:
            codes.filter { $0.hasPrefix(geography.code) }
        case .metropolitanArea, .metropolitanAreaPart, .economicRegion:
            gazetteer?.components(of: geography, by: .censusSubdivision).map(\.code) ?? []
        case .designatedPlace, .populationCentre, .disseminationArea, .healthRegion, .place: []
        }
    }
}
