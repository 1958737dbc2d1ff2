import IndicatorModel

/// Counts and areas of wholes, added up from their subdivisions where no file gives them.
///
/// Counts of persons of the census are not rounded, so that a count that is given must be the sum;
/// a subdivision that was not enumerated adds nothing to either.
struct GazetteerTotals {
    private let list: Gazetteer
    /// Wholes whose count is not the sum of their subdivisions.
    private(set) var problems: [Diagnostic] = []

    init(_ list: Gazetteer) { self.list = list }

    /// The list with what could be added up.
    mutating func filled() -> Gazetteer {
        let wholes: Set<GeographyLevel> = [
            .country, .province, .censusDivision, .economicRegion, .metropolitanArea,
            .metropolitanAreaPart,
        ]
        let entries = list.entries.map { entry in
            wholes.contains(entry.geography.level) ? filled(entry) : entry
        }
        return Gazetteer(period: list.period, entries: entries)
    }

    private mutating func filled(_ entry: GazetteerEntry) -> GazetteerEntry {
        let level = entry.geography.level
        let parts = members(entry, by: .censusSubdivision)
        let counts = parts.compactMap(\.population)
        let sum = counts.isEmpty ? nil : counts.reduce(0, +)
        if let population = entry.population, let sum, population != sum {
            problems.append(notTheSum(entry, population, sum))
        }
        // The area of the parts of a CMA is published; those of its subdivisions are rounded.
        let provincial =
            level == .metropolitanArea ? members(entry, by: .metropolitanAreaPart) : []
        let pieces = provincial.contains { $0.landArea != nil } ? provincial : parts
        let areas = pieces.compactMap(\.landArea)
        let area =
            areas.isEmpty || areas.count < pieces.count
            ? nil : rounded(areas.reduce(0, +), decimals: 4)
        return GazetteerEntry(
            geography: entry.geography,
            names: entry.names,
            type: entry.type,
            dguid: entry.dguid,
            within: entry.within,
            landArea: entry.landArea ?? area,
            population: entry.population ?? sum
        )
    }

    private func members(_ entry: GazetteerEntry, by level: GeographyLevel) -> [GazetteerEntry] {
        guard list.tells(level, of: entry.geography.level) else { return [] }
        return list.components(of: entry.geography, by: level).compactMap { list[$0] }
    }

    private func notTheSum(_ entry: GazetteerEntry, _ population: Int, _ sum: Int) -> Diagnostic {
        Diagnostic(
            "geographies.not-the-sum",
            "`\(entry.geography)` \(entry.names.en) has \(grouped(population)) persons, its "
                + "subdivisions together \(grouped(sum))",
            hints: [
                "a subdivision lies elsewhere than the files say, or a count is of another year"
            ]
        )
    }
}
