import IndicatorModel
import Testing

/// Places, lists and censuses are made up here.
@Suite struct PlaceChangesTests {
    /// What became of a place that had these members.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let rows: [BoundaryChange]
        var old = ["CSD 1001001"]
        var new = ["CSD 1001001"]
        let expected: String

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "nothing happens", rows: [], expected: "same +0 -0"),
        Case(
            name: "its name changes",
            rows: [change("1001001", .nameChange, nil)],
            expected: "renamed +0 -0"
        ),
        Case(
            name: "its code changes",
            rows: [change("1001009", .codeCorrection, "1001001")],
            new: ["CSD 1001009"],
            expected: "renamed +0 -0"
        ),
        Case(
            name: "it takes in another whole",
            rows: [change("1001001", .gainByCompleteAnnexation, "1001002", .dissolution, 50)],
            expected: "merged +50 -0\ngained 50 people of B (CSD 1001002), 2018-01-01"
        ),
        Case(
            name: "it gives some away",
            rows: [change("1001002", .gainByAnnexation, "1001001", .lossByAnnexation, 1)],
            expected: "split +0 -1\nlost 1 person to B (CSD 1001002), 2018-01-01"
        ),
        Case(
            name: "it takes in a part of another",
            rows: [change("1001001", .gainByAnnexation, "1001002", .lossByAnnexation, 7)],
            expected: "changed +7 -0\ngained 7 people of B (CSD 1001002), 2018-01-01"
        ),
        Case(
            name: "it takes in land without people",
            rows: [change("1001001", .gainByAnnexation, "1001002", .lossByAnnexation, 0)],
            expected: "changed +0 -0\n"
                + "gained land without people of B (CSD 1001002), 2018-01-01"
        ),
        Case(
            name: "only its drawn border is corrected",
            rows: [change("1001001", .areaGainByCorrection, "1001002", .areaLossByCorrection)],
            expected: "same +0 -0\ngained land without people of B (CSD 1001002), 2018-01-01"
        ),
        Case(
            name: "nobody knows how many came",
            rows: [change("1001001", .gainByAnnexation, "1001002", .lossByAnnexation)],
            expected: "changed +? -0\n"
                + "gained people whose number is not known of B (CSD 1001002), 2018-01-01"
        ),
        Case(
            name: "people move between two members",
            rows: [change("1001001", .gainByAnnexation, "1001002", .lossByAnnexation, 7)],
            old: ["CSD 1001001", "CSD 1001002"],
            new: ["CSD 1001001", "CSD 1001002"],
            expected: "same +0 -0"
        ),
        Case(
            name: "two members become one",
            rows: [change("1001001", .gainByCompleteAnnexation, "1001002", .dissolution, 50)],
            old: ["CSD 1001001", "CSD 1001002"],
            expected: "same +0 -0\nits members changed among themselves"
        ),
        Case(
            name: "the whole division",
            rows: [change("1001001", .gainByAnnexation, "1001002", .lossByAnnexation, 7)],
            old: ["CD 1001"],
            new: ["CD 1001"],
            expected: "same +0 -0\nits members changed among themselves"
        ),
        Case(
            name: "another level",
            rows: [],
            new: ["CD 1001"],
            expected: "definition-changed +50 -0\n"
                + "gained 50 people of B (CSD 1001002), by definition"
        ),
        Case(
            name: "another member",
            rows: [],
            old: ["CSD 1001001", "CSD 1001002"],
            expected: "definition-changed +0 -50\nlost 50 people to B (CSD 1001002), by definition"
        ),
        Case(
            name: "a metropolitan area that is drawn anew",
            rows: [],
            old: ["CMA 010"],
            new: ["CMA 010"],
            expected: "changed +50 -0\ngained 50 people of B (CSD 1001002), by definition"
        ),
        Case(
            name: "a designated place",
            rows: [],
            old: ["DPL 100001"],
            new: ["DPL 100001"],
            expected: "not-known +? -?\n"
                + "the census subdivisions that make up DPL 100001 in 2016 are not listed"
        ),
        Case(name: "a province", rows: [], old: ["PR 10"], new: ["PR 10"], expected: "same +0 -0"),
    ]

    @Test(arguments: cases)
    func `a place is told how it changed`(_ given: Case) throws {
        let pair = try #require(PeriodPair(from: period("2016"), to: period("2021")))
        let list = BoundaryChanges(periods: pair, all: given.rows)
        let old = try gazetteer("2016", cma: ["1001001"])
        let changes = PlaceChanges(
            gazetteers: [
                pair.from: old,
                pair.to: try gazetteer("2021", cma: ["1001001", "1001002"]),
            ],
            lists: [pair: list],
            crosswalks: [
                pair: .interimList(list, populations: old.subdivisionPopulations)
            ]
        )
        let place = try place([pair.from: given.old, pair.to: given.new])
        let found = try #require(changes.changes(of: place).first)
        #expect(shown(found) == given.expected)
        #expect(changes.changes(of: place).count == 1)
    }

    @Test func `without a list only codes are known`() throws {
        let changes = PlaceChanges(gazetteers: [:], lists: [:], crosswalks: [:])
        let years = (try period("2006"), try period("2016"))
        let same = try place([years.0: ["CSD 1001001"], years.1: ["CSD 1001001"]])
        #expect(
            changes.changes(of: same).map(shown) == [
                "not-known +? -?\nthere is no list of changes between 2006 and 2016; its codes "
                    + "are the same in both"
            ]
        )
        let other = try place([years.0: ["CSD 1001001"], years.1: ["CSD 1001002"]])
        #expect(
            changes.changes(of: other).map(\.note.fr) == [
                "il n’y a pas de liste des changements entre 2006 et 2016; seulement en 2006 : "
                    + "CSD 1001001; seulement en 2016 : CSD 1001002"
            ]
        )
    }

    @Test func `every pair of censuses is looked at`() throws {
        let changes = PlaceChanges(gazetteers: [:], lists: [:], crosswalks: [:])
        let years = try ["2021", "2006", "2016"].map(period)
        let recipes = Dictionary(uniqueKeysWithValues: years.map { ($0, ["PR 10"]) })
        #expect(
            try changes.changes(of: place(recipes)).map(\.periods.description)
                == ["2006-2016", "2006-2021", "2016-2021"]
        )
    }

    @Test func `what crossed is said in French too`() throws {
        let crossing = BorderCrossing(
            direction: .gained,
            other: Geography(level: .censusSubdivision, code: "4818005"),
            name: "Grande Cache",
            people: 3571,
            isByDefinition: false,
            dates: ["2019-01-01"],
            changes: [.gainByCompleteAnnexation],
            isWhole: true,
            isApportioned: false
        )
        #expect(
            crossing.french
                == "a gagné 3\u{A0}571 personnes de Grande Cache (CSD 4818005), 2019-01-01"
        )
        #expect(
            crossing.english == "gained 3,571 people of Grande Cache (CSD 4818005), 2019-01-01"
        )
    }

    private func shown(_ change: PlaceChange) -> String {
        func text(_ people: Int?) -> String { people.map(String.init) ?? "?" }
        let head = "\(change.verdict.rawValue) +\(text(change.gained)) -\(text(change.lost))"
        return change.note.en.isEmpty ? head : "\(head)\n\(change.note.en)"
    }

    private func place(_ recipes: [Period: [String]]) throws -> Place {
        Place(
            id: PlaceID(known: "town"),
            kind: .lip,
            status: .confirmed,
            collection: "test",
            parent: nil,
            names: [],
            recipes: try recipes.mapValues { members in
                Recipe(
                    status: .verified,
                    source: "a test",
                    members: try members.map { member in
                        let parts = member.split(separator: " ").map(String.init)
                        let level = try #require(GeographyLevel(rawValue: parts[0]))
                        return RecipeMember(
                            geography: Geography(level: level, code: parts[1]),
                            name: member,
                            weight: 1
                        )
                    },
                    unresolved: []
                )
            },
            notDefined: [:]
        )
    }

    private func gazetteer(_ year: String, cma: Set<String>) throws -> Gazetteer {
        let people = ["1001001": ("A", 100), "1001002": ("B", 50), "1001009": ("X", 100)]
        let wholes = [
            Geography(level: .censusDivision, code: "1001"),
            Geography(level: .province, code: "10"),
            Geography(level: .metropolitanArea, code: "010"),
            Geography(level: .designatedPlace, code: "100001"),
        ].map { GazetteerEntry(geography: $0, names: text("\($0)")) }
        let codes = ["1001001", "1001002"] + (year == "2021" ? ["1001009"] : [])
        return Gazetteer(
            period: try period(year),
            entries: wholes
                + codes.map { code in
                    GazetteerEntry(
                        geography: Geography(level: .censusSubdivision, code: code),
                        names: text(people[code]?.0 ?? ""),
                        within: cma.contains(code)
                            ? [Geography(level: .metropolitanArea, code: "010")] : [],
                        population: year == "2016" ? people[code]?.1 : nil
                    )
                }
        )
    }

    private static func change(
        _ gaining: String,
        _ change: BoundaryChangeCode,
        _ losing: String?,
        _ losingChange: BoundaryChangeCode? = nil,
        _ people: Int? = nil
    ) -> BoundaryChange {
        InterimListCrosswalkTests.change(gaining, change, losing, losingChange, people)
    }
}
