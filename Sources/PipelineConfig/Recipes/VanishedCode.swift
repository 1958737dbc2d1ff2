import IndicatorModel

extension Configuration {
    /// Which other censuses have a geography, for the end of a sentence; nothing when none has.
    func otherCensuses(_ geography: Geography, than period: Period) -> String {
        let names = gazetteers.keys.sorted().compactMap { other -> String? in
            guard other != period, let entry = gazetteers[other]?[geography] else { return nil }
            return "\(other) (\(entry.names.en))"
        }
        return names.isEmpty ? "" : "; that of \(listed(names, quoted: false)) has it"
    }

    /// What to do about a code that a census does not have: where its land is there, by the lists
    /// of config/changes; else which codes the name has.
    func hint(for geography: Geography, named name: String, in period: Period) -> String {
        let land = successors(of: geography, in: period)
        if !land.isEmpty {
            return "its land is in \(listed(land.map(\.told), quoted: false)) in \(period)"
        }
        let same =
            gazetteers[period]?.find(name: name, level: geography.level)
            .map(\.geography.code) ?? []
        return same.isEmpty
            ? "look it up in config/geographies/\(period).csv"
            : "\(listed([name])) is \(listed(same, conjunction: "or")) in \(period)"
    }

    /// The subdivisions that the land of one lies in, in a census that does not have it: what a
    /// later census made of it, or what a later one was made of.
    func successors(of geography: Geography, in period: Period) -> [GazetteerEntry] {
        guard geography.level == .censusSubdivision, let here = gazetteers[period] else {
            return []
        }
        let codes = changes.flatMap { pair, changes -> [String?] in
            if pair.to == period {
                return changes.all.filter { $0.losing.code == geography.code }.map(\.gaining.code)
            }
            if pair.from == period {
                return changes.all.filter { $0.gaining.code == geography.code }.map(\.losing.code)
            }
            return []
        }
        return Set(codes.compactMap(\.self)).sorted().compactMap {
            here[Geography(level: .censusSubdivision, code: $0)]
        }
    }
}
