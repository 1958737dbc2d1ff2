package import IndicatorModel

/// What a printed name of a place turned out to be.
package enum NameMatch: Hashable, Sendable {
    /// One geography.
    case one(Geography)
    /// Several whose people the publisher adds in one row: two of one name in a division, or what
    /// the table of synonyms says. Sorted.
    case joint([Geography])
    /// A rest that is no geography of the census, such as `Other - Ontario`.
    case rest
    /// No geography of that name.
    case none
}

/// Finds the codes of places of which a publisher prints names only.
///
/// A name is looked for in its province and division, first in the table of synonyms, then among
/// the names of one census: as it stands (spaces, dashes and apostrophes made alike), and only
/// where none has it, without accents, case and punctuation. `St. George` and `Saint George` are
/// two places of one division, so that a name that stands as it is must win.
///
/// Nothing is guessed: a name that fits nothing has no code, and one that fits two has both.
package struct NameMatcher: Sendable {
    /// A table of names of one level, by the code of what they lie in.
    private struct Names {
        var asPrinted: [String: Set<String>] = [:]
        var folded: [String: Set<String>] = [:]

        func codes(_ name: String) -> Set<String> {
            asPrinted[spelled(name)] ?? folded[foldedPlaceName(name)] ?? []
        }

        /// Adds the names of an entry.
        ///
        /// IRCC prints both languages as `English / French` where they
        /// differ; one of them alone is found by what is folded.
        mutating func add(_ names: BilingualText, _ code: String) {
            let whole = names.en == names.fr ? names.en : "\(names.en) / \(names.fr)"
            asPrinted[spelled(whole), default: []].insert(code)
            let halves = whole.split(separator: " / ").map { String($0) }
            for name in Set([whole, names.en, names.fr] + (halves.count == 2 ? halves : [])) {
                folded[foldedPlaceName(name), default: []].insert(code)
            }
        }
    }

    private struct SynonymKey: Hashable {
        let level: GeographyLevel
        let province: String
        let division: String
        let name: String
    }

    /// The census whose names and codes these are.
    package let vintage: Period
    private var provinces = Names()
    private var divisions: [String: Names] = [:]
    private var subdivisions: [String: Names] = [:]
    private var areas = Names()
    /// The provinces of a CMA, where the list tells them.
    private var provincesOfArea: [String: [String]] = [:]
    private var synonyms: [SynonymKey: [String]] = [:]

    package init(_ gazetteer: Gazetteer, _ synonyms: [PlaceSynonym]) {
        vintage = gazetteer.period
        for entry in gazetteer.entries {
            let code = entry.geography.code
            let names = entry.names
            switch entry.geography.level {
            case .province: provinces.add(names, code)
            case .censusDivision:
                divisions[String(code.prefix(2)), default: Names()].add(names, code)
            case .censusSubdivision:
                subdivisions[String(code.prefix(4)), default: Names()].add(names, code)
            case .metropolitanArea: areas.add(names, code)
            default: break
            }
        }
        for entry in gazetteer.entries(of: .metropolitanArea) {
            provincesOfArea[entry.geography.code] = gazetteer.provinces(of: entry.geography)
        }
        for synonym in synonyms {
            self.synonyms[
                SynonymKey(
                    level: synonym.level,
                    province: foldedPlaceName(synonym.province),
                    division: foldedPlaceName(synonym.division),
                    name: spelled(synonym.name)
                )
            ] = synonym.codes
        }
    }

    package func province(_ name: String) -> NameMatch {
        if isRest(name) { return .rest }
        return match(.province, Array(provinces.codes(name)))
    }

    package func division(_ name: String, province: String) -> NameMatch {
        if isRest(name) { return .rest }
        if let codes = synonym(.censusDivision, province, "", name) {
            return match(.censusDivision, codes)
        }
        let found = code(of: province).flatMap { divisions[$0]?.codes(name) } ?? []
        return match(.censusDivision, Array(found))
    }

    package func subdivision(_ name: String, division: String, province: String) -> NameMatch {
        if isRest(name) { return .rest }
        if let codes = synonym(.censusSubdivision, province, division, name) {
            return match(.censusSubdivision, codes)
        }
        let found = codes(ofDivision: division, province: province).flatMap {
            subdivisions[$0]?.codes(name) ?? []
        }
        return match(.censusSubdivision, found)
    }

    /// A census metropolitan area or agglomeration, as far as it lies in the province: of one over
    /// a border, `Ottawa - Gatineau (Ontario part)`, that is a CMAP.
    ///
    /// Older files print no province: then it is looked for in all.
    package func metropolitanArea(_ name: String, province: String?) -> NameMatch {
        if isRest(name) { return .rest }
        if let codes = synonym(.metropolitanArea, province ?? "", "", name) {
            return match(.metropolitanArea, codes)
        }
        guard let province else { return match(.metropolitanArea, Array(areas.codes(name))) }
        guard let code = code(of: province) else { return .none }
        let part = " (\(province) part)"
        let isPart = name.hasSuffix(part)
        let found = areas.codes(isPart ? String(name.dropLast(part.count)) : name).filter {
            let known = provincesOfArea[$0] ?? []
            return known.isEmpty || known.contains(code)
        }
        let parts = found.filter { isPart || (provincesOfArea[$0] ?? []).count > 1 }
        if !parts.isEmpty, parts.count == found.count {
            return match(.metropolitanAreaPart, found.map { code + $0 })
        }
        return match(.metropolitanArea, Array(found))
    }

    /// The two digits of a province.
    package func code(of province: String) -> String? {
        let codes = provinces.codes(province)
        return codes.count == 1 ? codes.first : nil
    }

    /// The codes of the divisions that a printed name stands for.
    package func codes(ofDivision name: String, province: String) -> [String] {
        switch division(name, province: province) {
        case .one(let division): [division.code]
        case .joint(let divisions): divisions.map(\.code)
        case .rest, .none: []
        }
    }

    private func match(_ level: GeographyLevel, _ codes: [String]) -> NameMatch {
        let geographies = Set(codes).sorted().map { Geography(level: level, code: $0) }
        return switch geographies.count {
        case 0: .none
        case 1: .one(geographies[0])
        default: .joint(geographies)
        }
    }

    private func synonym(
        _ level: GeographyLevel,
        _ province: String,
        _ division: String,
        _ name: String
    ) -> [String]? {
        if synonyms.isEmpty { return nil }
        return synonyms[
            SynonymKey(
                level: level,
                province: foldedPlaceName(province),
                division: foldedPlaceName(division),
                name: spelled(name)
            )
        ]
    }

    /// What IRCC prints for people of no known, or of no named, place.
    ///
    /// Source: the books and files of IRCC's open data.
    private func isRest(_ name: String) -> Bool {
        name.hasPrefix("Other - ") || name.hasPrefix("Territories (outside")
            || name.contains(" not stated") || name == "Not stated"
    }
}

/// A name with single spaces, one kind of dash without spaces around it, one kind of apostrophe.
private func spelled(_ name: String) -> String {
    let plain = name.replacing("\u{A0}", with: " ").replacing("\u{2019}", with: "'")
        .replacing("\u{2013}", with: "-").replacing("\u{2014}", with: "-")
        .replacing("--", with: "-")
    return plain.split(separator: " ").joined(separator: " ").replacing(" - ", with: "-")
}
