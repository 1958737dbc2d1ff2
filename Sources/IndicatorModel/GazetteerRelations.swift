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
        for entry in entries { within[entry.geography] = entry.within }
        for entry in entries {
            let geography = entry.geography
            let above = resolve(geography, within, depth: 0)
            parents[geography] = above.sorted()
            for parent in above {
                components[parent, default: []].append(geography)
                told.insert(Pair(part: geography.level, whole: parent.level))
            }
        }
    }

    /// Everything that a geography lies in.
    ///
    /// - Parameters:
    ///   - geography: One that is listed or not.
    ///   - within: What entries say.
    ///   - depth: How many geographies lie between; a list that goes round is cut there.
    /// - Returns: All of them, in no order.
    private func resolve(
        _ geography: Geography,
        _ within: [Geography: [Geography]],
        depth: Int
    ) -> Set<Geography> {
        if let known = parents[geography] { return Set(known) }
        let direct = Set(geography.parentsByCode + (within[geography] ?? []))
        var all = direct
        guard depth < GeographyLevel.allCases.count else { return all }
        for wholes in Dictionary(grouping: direct, by: \.level).values {
            let above = wholes.map { resolve($0, within, depth: depth + 1) }
            guard let first = above.first else { continue }
            all.formUnion(above.dropFirst().reduce(first) { $0.intersection($1) })
        }
        all.remove(geography)
        return all
    }
}
