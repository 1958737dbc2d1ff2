import IndicatorModel
import Testing

@Suite struct GazetteerTests {
    /// A small country: two provinces, a CMA over their border, one inside the first.
    private static func gazetteer() throws -> Gazetteer {
        try list([
            entry(.country, "01", "Canada"),
            entry(.province, "24", "Quebec", "Québec"),
            entry(.province, "35", "Ontario"),
            entry(.economicRegion, "2460", "Outaouais"),
            entry(.economicRegion, "3510", "Ottawa"),
            entry(.censusDivision, "2481", "Gatineau", within: ["ER 2460"]),
            entry(.censusDivision, "3506", "Ottawa"),
            entry(.metropolitanArea, "505", "Ottawa - Gatineau"),
            entry(.metropolitanArea, "580", "Greater Sudbury", "Grand Sudbury", within: ["PR 35"]),
            entry(.metropolitanAreaPart, "24505", "Ottawa - Gatineau (Quebec part)"),
            entry(.metropolitanAreaPart, "35505", "Ottawa - Gatineau (Ontario part)"),
            entry(.metropolitanAreaPart, "35580", "Greater Sudbury", "Grand Sudbury"),
            entry(.censusSubdivision, "2481017", "Gatineau", within: ["CMA 505", "CMAP 24505"]),
            entry(
                .censusSubdivision,
                "3506008",
                "Ottawa",
                within: ["CMA 505", "CMAP 35505", "ER 3510"]
            ),
            entry(.censusSubdivision, "3506009", "Next to Ottawa", within: ["ER 3510"]),
            entry(.designatedPlace, "350001", "Over Two", within: ["CSD 3506008", "CSD 3506009"]),
        ])
    }

    private static func list(_ entries: [GazetteerEntry]) throws -> Gazetteer {
        Gazetteer(period: try period("2016"), entries: entries)
    }

    private static func geography(_ text: String) -> Geography {
        let words = text.split(separator: " ")
        return Geography(
            level: GeographyLevel(rawValue: String(words[0])) ?? .place,
            code: String(words[1])
        )
    }

    private static func entry(
        _ level: GeographyLevel,
        _ code: String,
        _ name: String,
        _ french: String? = nil,
        within: [String] = []
    ) -> GazetteerEntry {
        GazetteerEntry(
            geography: Geography(level: level, code: code),
            names: BilingualText(en: name, fr: french ?? name),
            within: within.map(geography).sorted()
        )
    }

    @Test func `entries are found by level and code, whatever their order was`() throws {
        let gazetteer = try Self.gazetteer()
        let shuffled = try Self.list(gazetteer.entries.reversed())
        #expect(shuffled.entries == gazetteer.entries)
        for entry in shuffled.entries { #expect(shuffled[entry.geography] == entry) }
        #expect(shuffled[Self.geography("CSD 3506010")] == nil)
        #expect(shuffled[Self.geography("HR 3506")] == nil)
        #expect(shuffled.entries(of: .province).map(\.names.en) == ["Quebec", "Ontario"])
        #expect(shuffled.entries(of: .disseminationArea).isEmpty)
        #expect(
            shuffled.levels.map(\.rawValue) == [
                "CAN", "CD", "CMA", "CMAP", "CSD", "DPL", "ER", "PR",
            ]
        )
    }

    @Test(arguments: [
        ("CSD 2481017", "CAN 01, CD 2481, CMA 505, CMAP 24505, ER 2460, PR 24"),
        ("CSD 3506009", "CAN 01, CD 3506, ER 3510, PR 35"),
        ("CMAP 35505", "CAN 01, CMA 505, PR 35"),
        ("CMA 505", "CAN 01"),
        ("CMA 580", "CAN 01, PR 35"),
        ("PR 35", "CAN 01"),
        ("CAN 01", ""),
        // In one subdivision and in another: what only one of them lies in does not count.
        ("DPL 350001", "CAN 01, CD 3506, CSD 3506008, CSD 3506009, ER 3510, PR 35"),
        // One that is not listed lies in what its code says.
        ("DA 35060001", "CAN 01, CD 3506, PR 35"),
        ("CSD 4806016", "CAN 01, CD 4806, PR 48"),
    ])
    func `a geography lies in what its code and its entry say, and what those lie in`(
        _ geography: String,
        _ expected: String
    ) throws {
        let parents = try Self.gazetteer().parents(of: Self.geography(geography))
        #expect(parents.map(\.description).joined(separator: ", ") == expected)
    }

    @Test(arguments: [
        ("CMA 505", "CSD", "2481017, 3506008"), ("CMA 505", "CMAP", "24505, 35505"),
        ("CMAP 35505", "CSD", "3506008"), ("CD 3506", "CSD", "3506008, 3506009"),
        ("PR 35", "CSD", "3506008, 3506009"), ("CAN 01", "CSD", "2481017, 3506008, 3506009"),
        ("CAN 01", "PR", "24, 35"), ("ER 2460", "CSD", "2481017"), ("CSD 3506008", "DPL", "350001"),
        ("CMA 580", "CSD", ""), ("PR 35", "CMA", "580"), ("CSD 3506008", "CSD", ""),
    ])
    func `the components of a whole are what lies in it`(
        _ whole: String,
        _ level: String,
        _ expected: String
    ) throws {
        let level = try #require(GeographyLevel(rawValue: level))
        let components = try Self.gazetteer().components(of: Self.geography(whole), by: level)
        #expect(components.map(\.code).joined(separator: ", ") == expected)
    }

    @Test func `a list tells what it knows of two levels, so that nothing is not taken for none`()
        throws
    {
        let gazetteer = try Self.gazetteer()
        #expect(gazetteer.tells(.censusSubdivision, of: .metropolitanArea))
        #expect(!gazetteer.tells(.designatedPlace, of: .metropolitanArea))
        let without = try Self.list([Self.entry(.censusSubdivision, "3506008", "Ottawa")])
        #expect(!without.tells(.censusSubdivision, of: .metropolitanArea))
        #expect(without.tells(.censusSubdivision, of: .province))
    }

    @Test(arguments: [
        ("ottawa", "CD 3506, CSD 3506008, ER 3510"),
        ("OTTAWA--GATINEAU", "CMA 505"), ("Ottawa – Gatineau", "CMA 505"),
        ("Ottawa-Gatineau (Ontario part)", "CMAP 35505"),
        ("quebec", "PR 24"), ("Québec", "PR 24"), ("Que\u{301}bec", "PR 24"),
        ("grand sudbury", "CMA 580, CMAP 35580"),
        ("Greater Sudbury / Grand Sudbury", "CMA 580, CMAP 35580"), ("nowhere", ""),
    ])
    func `names are found in either language, as people write them`(
        _ name: String,
        _ expected: String
    ) throws {
        let found = try Self.gazetteer().find(name: name).map(\.geography.description)
        #expect(found.joined(separator: ", ") == expected)
    }

    @Test func `a level and a province narrow what is found, over a border too`() throws {
        let gazetteer = try Self.gazetteer()
        let found = gazetteer.find(name: "Ottawa - Gatineau", province: "24")
        #expect(found.map(\.geography.code) == ["505"])
        #expect(gazetteer.find(name: "Ottawa", level: .censusSubdivision).count == 1)
        #expect(gazetteer.find(name: "Gatineau", province: "35").isEmpty)
        #expect(gazetteer.provinces(of: Self.geography("CMA 505")) == ["24", "35"])
        #expect(gazetteer.provinces(of: Self.geography("CMA 580")) == ["35"])
    }

    @Test func `a list that goes round ends`() throws {
        let round = try Self.list([
            Self.entry(.censusDivision, "3506", "Ottawa", within: ["ER 3510"]),
            Self.entry(.economicRegion, "3510", "Ottawa", within: ["CD 3506"]),
        ])
        #expect(
            round.parents(of: Self.geography("CD 3506")).map(\.description)
                == ["CAN 01", "ER 3510", "PR 35"]
        )
    }
}
