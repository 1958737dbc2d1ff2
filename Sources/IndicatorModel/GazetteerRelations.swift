/// Which geographies of a census lie in which.
struct GazetteerRelations: Sendable {
    /// Two levels of which the list says how they lie in each other.
    struct Pair: Hashable, Sendable {
        let part: GeographyLevel
        let whole: GeographyLevel
    }

    /// Everything that a listed geography lies in, sorted.
    private(set) var parents: [Geography: [Geography]] = [:]
    /// Everything listed that lies in a geography, sorted.
    private(set) var components: [Geography: [Geography]] = [:]
    private(set) var told: Set<Pair> = []

    init(_ entries: [GazetteerEntry]) {
        var within: [Geography: [Geography]] = [:]
        for entry in entries where !entry.within.isEmpty { within[entry.geography] = entry.within }
        // Wholes first, so that what they lie in is known when their parts are looked at.
        let levels = Dictionary(grouping: entries.map(\.geography), by: \.level)
        for level in Self.order {
            var wholes: Set<GeographyLevel> = []
            for geography in levels[level] ?? [] {
                let above = resolve(geography, within, depth: 0)
                parents[geography] = above
                for parent in above {
                    components[parent, default: []].append(geography)
                    wholes.insert(parent.level)
                }
            }
            for whole in wholes { told.insert(Pair(part: level, whole: whole)) }
        }
        for whole in components.keys { components[whole]?.sort() }
    }

    private static let order: [GeographyLevel] = [
        .country, .province, .economicRegion, .healthRegion, .censusDivision, .metropolitanArea,
        .metropolitanAreaPart, .censusSubdivision, .designatedPlace, .populationCentre,
        .disseminationArea,
    ]

    /// Everything that a geography lies in.
    ///
    /// - Parameters:
    ///   - geography: One that is listed or not.
    ///   - within: What entries say.
    ///   - depth: How many geographies lie between; a list that goes round is cut there.
    /// - Returns: All of them, each once, sorted.
    private func resolve(
        _ geography: Geography,
        _ within: [Geography: [Geography]],
        depth: Int
    ) -> [Geography] {
        if let known = parents[geography] { return known }
        let direct = geography.parentsByCode + (within[geography] ?? [])
        var all = direct
        guard depth < Self.order.count else { return all }
        for (index, parent) in direct.enumerated() {
            let others = direct.filter { $0.level == parent.level }
            var above = resolve(parent, within, depth: depth + 1)
            if others.count > 1 {
                // Of several of one level, what all of them lie in, and once.
                guard direct.firstIndex(where: { $0.level == parent.level }) == index else {
                    continue
                }
                for other in others.dropFirst() {
                    let its = resolve(other, within, depth: depth + 1)
                    above = above.filter(its.contains)
                }
            }
            all += above
        }
        all.sort()
        var last: Geography?
        return all.filter { one in
            defer { last = one }
            return one != last && one != geography
        }
    }
}
