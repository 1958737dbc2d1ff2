import IndicatorModel
import PipelineConfig
import PipelineStages
import TestSupport
import Testing

@Suite struct NameMatcherTests {
    private static func entry(
        _ level: GeographyLevel,
        _ code: String,
        _ name: String
    )
        -> GazetteerEntry
    {
        let text = BilingualText(en: name, fr: name)
        return GazetteerEntry(geography: Geography(level: level, code: code), names: text)
    }

    private static let gazetteer = Gazetteer(
        period: Period("2016").unsafelyUnwrapped,
        entries: [
            entry(.province, "13", "New Brunswick"), entry(.province, "24", "Quebec"),
            entry(.province, "35", "Ontario"), entry(.province, "59", "British Columbia"),
            entry(.censusDivision, "1302", "Charlotte"), entry(.censusDivision, "3553", "Sudbury"),
            entry(.censusDivision, "5915", "Greater Vancouver"),
            entry(.censusSubdivision, "1302016", "Saint George"),
            entry(.censusSubdivision, "1302018", "St. George"),
            entry(.censusSubdivision, "1302030", "Prud\u{2019}homme  No.  5"),
            entry(.censusSubdivision, "3553005", "Greater Sudbury / Grand Sudbury"),
            GazetteerEntry(
                geography: Geography(level: .censusSubdivision, code: "3553009"),
                names: BilingualText(en: "French River", fr: "Rivière des Français")
            ),
            entry(.censusSubdivision, "5915001", "Langley"),
            entry(.censusSubdivision, "5915002", "Langley"),
            entry(.metropolitanArea, "505", "Ottawa - Gatineau"),
            entry(.metropolitanArea, "580", "Greater Sudbury"),
            entry(.metropolitanAreaPart, "24505", "Ottawa - Gatineau (Quebec part)"),
            entry(.metropolitanAreaPart, "35505", "Ottawa - Gatineau (Ontario part)"),
        ]
    )

    private static let matcher = NameMatcher(
        gazetteer,
        [
            PlaceSynonym(
                level: .censusDivision,
                province: "British Columbia",
                name: "Metro Vancouver",
                codes: ["5915"]
            ),
            PlaceSynonym(
                level: .censusSubdivision,
                province: "New Brunswick",
                division: "Charlotte",
                name: "Eastern Charlotte",
                codes: ["1302018", "1302016"]
            ),
        ]
    )

    private static func csd(_ codes: String...) -> NameMatch {
        let all = codes.map { Geography(level: .censusSubdivision, code: $0) }
        return all.count == 1 ? .one(all[0]) : .joint(all)
    }

    @Test(arguments: [
        ("New Brunswick", "Charlotte", "St. George", csd("1302018")),
        ("New Brunswick", "Charlotte", "Saint George", csd("1302016")),
        // Neither is written so: both could be meant.
        ("New Brunswick", "Charlotte", "St George", csd("1302016", "1302018")),
        ("New Brunswick", "Charlotte", "Prud'homme No. 5", csd("1302030")),
        ("New Brunswick", "charlotte", "PRUDHOMME NO 5", csd("1302030")),
        ("Ontario", "Sudbury", "Greater Sudbury / Grand Sudbury", csd("3553005")),
        ("Ontario", "Sudbury", "Grand Sudbury", csd("3553005")),
        ("Ontario", "Sudbury", "French River / Rivière des Français", csd("3553009")),
        ("Ontario", "Sudbury", "Rivière des Français", csd("3553009")),
        ("British Columbia", "Greater Vancouver", "Langley", csd("5915001", "5915002")),
        ("British Columbia", "Metro Vancouver", "Langley", csd("5915001", "5915002")),
        ("New Brunswick", "Charlotte", "Eastern Charlotte", csd("1302016", "1302018")),
        ("New Brunswick", "Charlotte", "Langley", .none),
        ("Ontario", "Charlotte", "Langley", .none),
        ("Nowhere", "Charlotte", "St. George", .none),
        ("Ontario", "Sudbury", "Census subdivision not stated", .rest),
    ])
    func `a subdivision is found in its division and province, and nowhere else`(
        _ province: String,
        _ division: String,
        _ name: String,
        _ match: NameMatch
    ) {
        let found = Self.matcher.subdivision(name, division: division, province: province)
        #expect(found == match)
    }

    @Test(arguments: [
        ("Ottawa - Gatineau (Ontario part)", "Ontario", "CMAP 35505"),
        ("Ottawa–Gatineau (Quebec part)", "Quebec", "CMAP 24505"),
        ("Ottawa - Gatineau", "Ontario", "CMAP 35505"),
        ("Ottawa - Gatineau (Ontario part)", "Quebec", "none"),
        ("Ottawa - Gatineau", "British Columbia", "none"),
        ("Greater Sudbury", "Ontario", "CMA 580"), ("Other - Ontario", "Ontario", "rest"),
        ("Territories (outside Census agglomeration, Yukon)", "Yukon", "rest"),
        ("Sudbury", "Ontario", "none"),
    ])
    func `an area over a border is its part in the province`(
        _ name: String,
        _ province: String,
        _ expected: String
    ) {
        let match = Self.matcher.metropolitanArea(name, province: province)
        switch match {
        case .one(let geography): #expect(geography.description == expected)
        case .rest: #expect(expected == "rest")
        case .none: #expect(expected == "none")
        case .joint(let all): Issue.record("joint: \(all)")
        }
    }

    @Test func `older files print no province`() {
        let match = Self.matcher.metropolitanArea("Ottawa - Gatineau", province: nil)
        #expect(match == .one(Geography(level: .metropolitanArea, code: "505")))
    }
}

/// Names of the books against the names of the census of 2016.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct RealNamesTests {
    private struct Tally {
        var one = 0
        var joint = 0
        var none: [String] = []
        var jointNames: [String] = []
    }

    private static func matcher(synonyms: Bool) throws -> NameMatcher {
        let configuration = Reading.configuration
        let period = try #require(Period("2016"))
        let gazetteer = try #require(configuration.gazetteers[period])
        return NameMatcher(gazetteer, synonyms ? configuration.synonyms["ircc"] ?? [] : [])
    }

    private static func tally(
        _ file: String,
        _ columns: Int,
        _ matcher: NameMatcher
    ) throws
        -> Tally
    {
        let book = try IRCCBook.read(
            RealFiles.path("ircc/\(file)"),
            name: file,
            labelColumns: columns,
            isRounded: true
        )
        var tally = Tally()
        for labels in book.rows.map(\.labels) where labels.count == columns {
            let match =
                columns == 3
                ? matcher.subdivision(labels[2], division: labels[1], province: labels[0])
                : matcher.metropolitanArea(labels[1], province: labels[0])
            switch match {
            case .one: tally.one += 1
            case .joint:
                tally.joint += 1
                tally.jointNames.append(labels.joined(separator: ", "))
            case .none: tally.none.append(labels.joined(separator: ", "))
            case .rest: break
            }
        }
        return tally
    }

    @Test func `of 2,342 subdivisions, names of 2016 fit 2,241 alone, 62 with another, and 39 not`()
        throws
    {
        let tally = try Self.tally(
            "EN_ODP-PR-CSD_2024-12.xlsx",
            3,
            Self.matcher(synonyms: false)
        )
        #expect(tally.one == 2_241)
        #expect(tally.joint == 62)
        #expect(tally.none.count == 39)
        #expect(tally.jointNames.contains("British Columbia, Greater Vancouver, Langley"))
    }

    @Test func `with the table of names every subdivision has its codes`() throws {
        let tally = try Self.tally("EN_ODP-PR-CSD_2024-12.xlsx", 3, Self.matcher(synonyms: true))
        #expect(tally.none == [])
        #expect(tally.one + tally.joint == 2_342)
        #expect(tally.joint == 70)
    }

    @Test func `areas that were none in 2016 have no code of that census`() throws {
        let tally = try Self.tally("EN_ODP-PR-CMA_2024-12.xlsx", 2, Self.matcher(synonyms: true))
        #expect(
            tally.none == [
                "Quebec, Sainte-Agathe-des-Monts", "Quebec, Amos", "Ontario, Essa",
                "British Columbia, Trail", "British Columbia, Ladysmith",
            ]
        )
        #expect(tally.joint == 0)
        #expect(tally.one == 150)
    }

    @Test(arguments: [
        ("Alberta", "Division No.  6", "Calgary", "CSD 4806016"),
        ("Alberta", "Division No. 11", "Edmonton", "CSD 4811061"),
        ("Saskatchewan", "Division No. 11", "Saskatoon", "CSD 4711066"),
        ("Manitoba", "Division No. 11", "Winnipeg", "CSD 4611040"),
        ("Manitoba", "Division No. 22", "Thompson", "CSD 4622026"),
        ("Northwest Territories", "Region 6", "Yellowknife", "CSD 6106023"),
        ("Alberta", "Division No. 15", "Jasper", "CSD 4815033"),
    ])
    func `cities of the Prairies and the North have one code`(
        _ province: String,
        _ division: String,
        _ name: String,
        _ code: String
    ) throws {
        let match = try Self.matcher(synonyms: true)
            .subdivision(name, division: division, province: province)
        guard case .one(let geography) = match else {
            Issue.record("\(match)")
            return
        }
        #expect(geography.description == code)
    }

    @Test func `Portage la Prairie and North Battleford are two subdivisions in one row`() throws {
        let matcher = try Self.matcher(synonyms: true)
        let portage = matcher.subdivision(
            "Portage la Prairie",
            division: "Division No.  9",
            province: "Manitoba"
        )
        let codes = ["4609024", "4609029"].map { Geography(level: .censusSubdivision, code: $0) }
        #expect(portage == .joint(codes))
        let battleford = matcher.subdivision(
            "North Battleford",
            division: "Division No. 16",
            province: "Saskatchewan"
        )
        let other = ["4716027", "4716029"].map { Geography(level: .censusSubdivision, code: $0) }
        #expect(battleford == .joint(other))
    }
}
