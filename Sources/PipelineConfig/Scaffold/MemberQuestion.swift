package import IndicatorModel

/// A geography as a person names it: by code or by name, for one census or for all.
package struct MemberQuestion: Hashable, Sendable {
    package let level: GeographyLevel
    /// A code, or a name in either language.
    package let word: String
    /// Nil for every census.
    package let period: Period?

    /// Reads `CSD Airdrie`, `CSD 4801008`, `CA Brooks` or `2016:CSD 4801008`.
    package init(_ text: String) throws {
        var rest = Substring(text)
        var period: Period?
        if let colon = text.firstIndex(of: ":"), let year = Period(String(text[..<colon])) {
            period = year
            rest = text[text.index(after: colon)...]
        }
        let words = rest.split(separator: " ", maxSplits: 1)
        let name = words.count == 2 ? words[1].drop { $0 == " " } : ""
        // Agglomerations share the codes of metropolitan areas.
        let level = words.first.flatMap { $0 == "CA" ? .metropolitanArea : GeographyLevel($0) }
        guard let level, level != .place, !name.isEmpty else {
            let levels = GeographyLevel.allCases.map(\.rawValue)
            throw Diagnostic(
                "usage.bad-member",
                "`\(text)` is not a member",
                hints: [
                    "write the level and a code or name, as `CSD 4801008`, `CMA Calgary` or "
                        + "`2016:CSD Airdrie`",
                    "levels are \(listed(levels, limit: 20))",
                ]
            )
        }
        self.level = level
        self.period = period
        word = String(name)
    }

    var isCode: Bool { level.mayHave(code: word) }

    package var description: String { "\(level.rawValue) \(word)" }

    /// The geographies of a census that are meant; the province keeps others of the name out.
    package func candidates(_ gazetteer: Gazetteer, province: String?) -> [GazetteerEntry] {
        if isCode {
            return gazetteer[Geography(level: level, code: word)].map { [$0] } ?? []
        }
        let inside = gazetteer.find(name: word, level: level, province: province)
        return inside.isEmpty ? gazetteer.find(name: word, level: level) : inside
    }
}

extension GeographyLevel {
    fileprivate init?(_ text: Substring) { self.init(rawValue: text.uppercased()) }
}

extension GazetteerEntry {
    /// The geography with its type and population, as `CSD 5915001 Langley, DM (132,603 people)`.
    package var told: String {
        let type = type.isEmpty ? "" : ", \(type)"
        let people = population.map { " (\(counted($0, "person", plural: "people")))" } ?? ""
        return "\(geography) \(names.en)\(type)\(people)"
    }
}
