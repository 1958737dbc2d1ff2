import IndicatorModel

/// The census subdivisions that a geography has land of.
struct Footprint {
    let subdivisions: Set<Geography>
    /// Whether the geography is all of them, and not a part, as a designated place is.
    let isWhole: Bool
}

extension Gazetteer {
    /// The land of a geography in this census; nil when the list does not say it.
    func footprint(of geography: Geography) -> Footprint? {
        switch geography.level {
        case .censusSubdivision:
            return Footprint(subdivisions: [geography], isWhole: true)
        case .country, .province, .censusDivision, .metropolitanArea, .metropolitanAreaPart,
            .economicRegion:
            let parts = components(of: geography, by: .censusSubdivision)
            return parts.isEmpty ? nil : Footprint(subdivisions: Set(parts), isWhole: true)
        case .designatedPlace, .disseminationArea, .populationCentre, .healthRegion, .place:
            let around = self[geography]?.within.filter { $0.level == .censusSubdivision } ?? []
            return around.isEmpty ? nil : Footprint(subdivisions: Set(around), isWhole: false)
        }
    }
}
