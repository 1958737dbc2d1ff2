/// The geographies of one census.
package struct Gazetteer: Sendable {
    /// The census whose boundaries, codes and names these are.
    package let period: Period
    /// Sorted by level, then code.
    package let entries: [GazetteerEntry]
    private let ranges: [GeographyLevel: Range<Int>]
    private let relations = Once<GazetteerRelations>()
    private let index = Once<GazetteerNames>()

    /// Of entries with the same geography, one that comes first in `entries` is kept.
    package init(period: Period, entries: [GazetteerEntry]) {
        let isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.geography < $1.geography }
        let sorted = isSorted ? entries : Self.sorted(entries)
        self.period = period
        self.entries = sorted
        var ranges: [GeographyLevel: Range<Int>] = [:]
        var start = 0
        while start < sorted.count {
            let level = sorted[start].geography.level
            let end = sorted[start...].firstIndex { $0.geography.level != level } ?? sorted.count
            ranges[level] = start..<end
            start = end
        }
        self.ranges = ranges
    }

    private static func sorted(_ entries: [GazetteerEntry]) -> [GazetteerEntry] {
        var seen: Set<Geography> = []
        return entries.filter { seen.insert($0.geography).inserted }
            .sorted { $0.geography < $1.geography }
    }

    /// What the census says of a geography; nil where it has none of that level and code.
    package subscript(geography: Geography) -> GazetteerEntry? {
        // Sorted as they are, entries need no table of their own to be found.
        var range = ranges[geography.level] ?? 0..<0
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let code = entries[middle].geography.code
            if code == geography.code { return entries[middle] }
            let isBehind = code < geography.code
            range = isBehind ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }

    /// The levels that are listed.
    ///
    /// Of a level that is not, nothing is known: a code of it may or may not exist.
    package var levels: [GeographyLevel] { ranges.keys.sorted { $0.rawValue < $1.rawValue } }

    /// The geographies of a level, by code; none where the level is not listed.
    package func entries(of level: GeographyLevel) -> ArraySlice<GazetteerEntry> {
        entries[ranges[level] ?? 0..<0]
    }

    /// Everything that a geography lies in, sorted: what its code says, what its entry says, and
    /// what those lie in.
    ///
    /// A geography that is not listed lies in what its code says. Of several of one level (the
    /// CSDs of a designated place) what they lie in counts where all of them do.
    package func parents(of geography: Geography) -> [Geography] {
        if let known = relationsOfAll.parents[geography] { return known }
        return Self.sorted(Set(geography.parentsByCode))
    }

    /// The geographies of a level that lie in another one, by code: the CSDs of a CMA, the parts
    /// of a CMA, the divisions of Canada.
    ///
    /// Of none see `tells(_:of:)`.
    package func components(of whole: Geography, by level: GeographyLevel) -> [Geography] {
        components(of: whole).filter { $0.level == level }
    }

    /// All listed geographies that lie in another one, by level and code.
    package func components(of whole: Geography) -> [Geography] {
        relationsOfAll.components[whole] ?? []
    }

    /// Whether the list says which geographies of a level lie in which of another.
    ///
    /// False means that it is not known, so that an empty answer of `components` says nothing.
    package func tells(_ level: GeographyLevel, of whole: GeographyLevel) -> Bool {
        relationsOfAll.told.contains(GazetteerRelations.Pair(part: level, whole: whole))
    }

    /// All geographies of a name, in either language, by level and code.
    ///
    /// Case, accents, hyphens, dashes, apostrophes, repeated spaces, and `Saint` for `St.` do not
    /// matter (`foldedPlaceName`). Of a name in two languages, `Greater Sudbury / Grand Sudbury`,
    /// each is found too.
    ///
    /// - Parameters:
    ///   - name: The name as somebody wrote it.
    ///   - level: The level that it must have.
    ///   - province: The two digits of a province that it must lie in, at least in part.
    /// - Returns: All entries of that name; none when nothing has it.
    package func find(
        name: String,
        level: GeographyLevel? = nil,
        province: String? = nil
    ) -> [GazetteerEntry] {
        let names = index.value { GazetteerNames(entries) }
        return (names.positions[foldedPlaceName(name)] ?? []).map { entries[$0] }.filter {
            if let level, $0.geography.level != level { return false }
            guard let province else { return true }
            return provinces(of: $0.geography).contains(province)
        }
    }

    /// The two digits of each province or territory that a geography lies in, sorted.
    ///
    /// A CMA over a border lies in the provinces of its parts; none where that is not known.
    package func provinces(of geography: Geography) -> [String] {
        if let province = geography.province { return [province] }
        let above = parents(of: geography).filter { $0.level == .province }
        if !above.isEmpty { return above.map(\.code) }
        return Set(components(of: geography).compactMap(\.province)).sorted()
    }

    private var relationsOfAll: GazetteerRelations {
        relations.value { GazetteerRelations(entries) }
    }

    static func sorted(_ geographies: some Sequence<Geography>) -> [Geography] {
        geographies.sorted { $0 < $1 }
    }
}

extension Geography {
    /// Canada; its code in the lists of this project.
    package static let canada = Geography(level: .country, code: "01")

    /// What the code of a geography says it lies in, the nearest first.
    ///
    /// Source: Standard Geographical Classification; Dictionary of the Census, DAUID and CMAPUID.
    package var parentsByCode: [Geography] {
        var parents: [Geography] = []
        switch level {
        case .censusSubdivision, .disseminationArea:
            parents.append(Geography(level: .censusDivision, code: String(code.prefix(4))))
        case .metropolitanAreaPart:
            parents.append(Geography(level: .metropolitanArea, code: String(code.dropFirst(2))))
        default: break
        }
        if level != .province, let province {
            parents.append(Geography(level: .province, code: province))
        }
        if level != .country, level != .place { parents.append(.canada) }
        return parents
    }
}
