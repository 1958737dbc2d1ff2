package import IndicatorModel

/// What the lists say to a person who asks for a name or a code.
package struct GeographyAnswers {
    private let gazetteers: [Gazetteer]

    /// - Parameters:
    ///   - gazetteers: The lists of the configuration.
    ///   - vintage: The one that is asked; all of them when nil.
    /// - Throws: `usage.no-list` when there is no list of that census.
    package init(_ gazetteers: [Period: Gazetteer], vintage: Period?) throws {
        let all = gazetteers.values.sorted { $0.period < $1.period }
        self.gazetteers = all.filter { vintage == nil || $0.period == vintage }
        guard self.gazetteers.isEmpty else { return }
        let known = listed(all.map(\.period.name))
        throw Diagnostic(
            "usage.no-list",
            vintage.map { "there is no list of the geographies of \($0); known are \(known)" }
                ?? "there is no list of geographies in config/geographies",
            hints: ["make one with `lip geographies build`"]
        )
    }

    /// A geography of one census, as it is found and shown.
    package struct Found: Encodable, Sendable {
        package let vintage: String
        package let level: String
        package let code: String
        package let nameEnglish: String
        package let nameFrench: String
        package let type: String
        package let dguid: String
        package let landArea: Double?
        package let population: Int?
        package let within: [Named]

        enum CodingKeys: String, CodingKey {
            case vintage, level, code, type, dguid, population, within
            case nameEnglish = "name_en"
            case nameFrench = "name_fr"
            case landArea = "land_area"
        }

        /// `CSD 4806016 Calgary (CY), 1,239,220 persons, 825.56 km2`.
        package var line: String {
            var text = "\(level) \(code) \(nameEnglish)"
            if nameFrench != nameEnglish { text += " / \(nameFrench)" }
            if !type.isEmpty { text += " (\(type))" }
            if let population { text += ", \(grouped(population)) persons" }
            if let landArea { text += ", \(decimalText(landArea)) km2" }
            return text
        }
    }

    /// A geography by its code and name.
    package struct Named: Encodable, Sendable {
        package let level: String
        package let code: String
        package let name: String

        package var text: String { name.isEmpty ? "\(level) \(code)" : "\(level) \(code) \(name)" }
    }

    /// A geography of one census with all that lies in it.
    package struct Shown: Encodable, Sendable {
        package let geography: Found
        package let components: [Named]
    }

    /// All geographies of a name, by census, level and code.
    package func find(
        _ name: String,
        level: GeographyLevel? = nil,
        province: String? = nil
    ) -> [Found] {
        gazetteers.flatMap { gazetteer in
            gazetteer.find(name: name, level: level, province: province).map {
                found($0, gazetteer)
            }
        }
    }

    /// What to say when nothing has a name: which names have it among their words.
    ///
    /// - Parameter name: The name that nothing has.
    /// - Returns: The error `geographies.not-found`.
    package func notFound(_ name: String) -> Diagnostic {
        let word = foldedPlaceName(name)
        let like = gazetteers.flatMap(\.entries).filter { entry in
            !word.isEmpty && foldedPlaceName(entry.names.en).contains(word)
        }
        let names = Set(like.map { "\($0.geography) \($0.names.en)" }).sorted()
        return Diagnostic(
            "geographies.not-found",
            "no geography is called `\(name)`",
            hints: [
                names.isEmpty
                    ? "leave out words, `--level` or `--province`"
                    : "there is " + listed(names, quoted: false)
            ]
        )
    }

    /// A geography in each census that has it, with what lies in it.
    ///
    /// - Parameter geography: Its level and code.
    /// - Returns: A record for each census.
    /// - Throws: `usage.unknown-code` when no list has it.
    package func show(_ geography: Geography) throws -> [Shown] {
        let shown = gazetteers.compactMap { gazetteer in
            gazetteer[geography].map { entry in
                Shown(
                    geography: found(entry, gazetteer),
                    components: gazetteer.components(of: geography).map { named($0, gazetteer) }
                )
            }
        }
        guard shown.isEmpty else { return shown }
        let years = listed(gazetteers.map(\.period.name), quoted: false)
        throw Diagnostic(
            "usage.unknown-code",
            "no `\(geography)` in the lists of \(years)",
            hints: ["look for its name: `lip geographies find NAME`"]
        )
    }

    private func found(_ entry: GazetteerEntry, _ gazetteer: Gazetteer) -> Found {
        Found(
            vintage: gazetteer.period.name,
            level: entry.geography.level.rawValue,
            code: entry.geography.code,
            nameEnglish: entry.names.en,
            nameFrench: entry.names.fr,
            type: entry.type,
            dguid: entry.dguid,
            landArea: entry.landArea,
            population: entry.population,
            within: gazetteer.parents(of: entry.geography).map { named($0, gazetteer) }
        )
    }

    private func named(_ geography: Geography, _ gazetteer: Gazetteer) -> Named {
        Named(
            level: geography.level.rawValue,
            code: geography.code,
            name: gazetteer[geography]?.names.en ?? ""
        )
    }
}

extension GeographyAnswers {
    /// What was found, for a person: a line each, and what it lies in.
    package static func text(_ found: [Found]) -> String {
        found.map { one in
            let within = one.within.filter { $0.level != "CAN" }.map(\.text)
            let place = within.isEmpty ? "" : "\n      in " + within.joined(separator: ", ")
            return "\(one.vintage)  \(one.line)\(place)"
        }
        .joined(separator: "\n")
    }

    /// A geography in each census, for a person; of many parts of a level the first are named.
    package static func text(_ shown: [Shown], limit: Int = 12) -> String {
        shown.map { one in
            var lines = ["\(one.geography.vintage)  \(one.geography.line)"]
            if !one.geography.dguid.isEmpty { lines.append("      DGUID \(one.geography.dguid)") }
            let within = one.geography.within.map(\.text)
            if !within.isEmpty { lines.append("      in " + within.joined(separator: ", ")) }
            for level in GeographyLevel.allCases {
                let parts = one.components.filter { $0.level == level.rawValue }
                if parts.isEmpty { continue }
                let names = parts.map { "\($0.code) \($0.name)" }
                lines.append(
                    "      \(grouped(parts.count)) \(level.rawValue): "
                        + listed(names, limit: limit, quoted: false)
                )
            }
            return lines.joined(separator: "\n")
        }
        .joined(separator: "\n\n")
    }
}
