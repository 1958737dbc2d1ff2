import IndicatorModel
import TestSupport
import Testing

/// Lists of changes are made up here; real ones are followed in `RealBoundaryChangesTests`.
@Suite struct InterimListCrosswalkTests {
    /// A list of changes with what becomes of three subdivisions.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let rows: [BoundaryChange]
        let expected: [String]
        var problems: [String] = []

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "nothing happens", rows: [], expected: ["A A 100 1", "B B 50 1", "C C 0 1"]),
        Case(
            name: "a name changes",
            rows: [change("A", .nameChange, nil)],
            expected: ["A A 100 1", "B B 50 1", "C C 0 1"]
        ),
        Case(
            name: "a code is corrected",
            rows: [change("X", .codeCorrection, "B")],
            expected: ["A A 100 1", "B X 50 1", "C C 0 1"]
        ),
        Case(
            name: "one is annexed whole",
            rows: [change("A", .gainByCompleteAnnexation, "B", .dissolution, 50)],
            expected: ["A A 100 1", "B A 50 1 list", "C C 0 1"]
        ),
        Case(
            name: "two are made one",
            rows: [
                change("X", .incorporation, "A", .dissolution, 100),
                change("X", .incorporation, "B", .dissolution, 50),
            ],
            expected: ["A X 100 1 list", "B X 50 1 list", "C C 0 1"]
        ),
        Case(
            name: "a part is annexed, and the rest stays",
            rows: [change("A", .gainByAnnexation, "B", .lossByAnnexation, 7)],
            expected: ["A A 100 1", "B A 7 7/50 list", "B B 43 43/50 list", "C C 0 1"]
        ),
        Case(
            name: "one is divided among two",
            rows: [
                change("X", .incorporation, "A", .dissolution, 30),
                change("Y", .incorporation, "A", .dissolution, 70),
            ],
            expected: ["A X 30 30/100 list", "A Y 70 70/100 list", "B B 50 1", "C C 0 1"]
        ),
        Case(
            name: "what one annexed is annexed with it later",
            rows: [
                change("X", .gainByCompleteAnnexation, "A", .dissolution, 107, "2018-01-01"),
                change("A", .gainByAnnexation, "B", .lossByAnnexation, 7, "2017-01-01"),
            ],
            expected: ["A X 100 1 list", "B B 43 43/50 list", "B X 7 7/50 list", "C C 0 1"]
        ),
        Case(
            name: "rows of one day happen at once, in whatever order they stand",
            rows: [
                change("B", .gainByAnnexation, "A", .lossByAnnexation, 100),
                change("A", .gainByAnnexation, "B", .lossByAnnexation, 50),
            ],
            expected: ["A A 0 0/100 list", "A B 100 100/100 list", "B A 50 50/50 list"]
                + ["B B 0 0/50 list", "C C 0 1"]
        ),
        Case(
            name: "one comes into being and is corrected on the same day",
            rows: [
                change("Y", .gainByCorrection, "X", .lossByCorrection, 5),
                change("X", .incorporation, "A", .lossByAnnexation, 20),
            ],
            expected: ["A A 80 80/100 list", "A X 15 15/100 list", "A Y 5 5/100 list"]
                + ["B B 50 1", "C C 0 1"]
        ),
        Case(
            name: "land without people",
            rows: [
                change("A", .areaGainByCorrection, "B", .areaLossByCorrection),
                change("A", .gainByAnnexation, "B", .lossByAnnexation, 0),
            ],
            expected: ["A A 100 1", "B B 50 1", "C C 0 1"]
        ),
        Case(
            name: "nobody lives in what is divided",
            rows: [
                change("X", .incorporation, "C", .dissolution, 0),
                change("Y", .incorporation, "C", .dissolution, 0),
            ],
            expected: ["A A 100 1", "B B 50 1", "C X 0 1 list", "C Y 0 0/1 list"]
        ),
        Case(
            name: "people of two are told apart in proportion",
            rows: [
                change("A", .gainByAnnexation, "B", .lossByAnnexation, 20, "2017-01-01"),
                change("X", .incorporation, "A", .lossByAnnexation, 10, "2018-01-01"),
            ],
            expected: ["A A 92 92/100 list in-proportion", "A X 8 8/100 list in-proportion"]
                + ["B A 18 18/50 list in-proportion", "B B 30 30/50 list"]
                + ["B X 2 2/50 list in-proportion", "C C 0 1"]
        ),
        Case(
            name: "the list does not say how many",
            rows: [change("A", .gainByAnnexation, "B", .lossByAnnexation)],
            expected: ["A A 100 1", "B A ? ? list", "B B ? ? list", "C C 0 1"],
            problems: [
                "unknown-size 0: the list does not say how many people went from B to A"
            ]
        ),
        Case(
            name: "more leave than are there",
            rows: [change("A", .gainByAnnexation, "B", .lossByAnnexation, 60)],
            expected: ["A A 100 1", "B A 50 50/50 list", "B B 0 0/50 list", "C C 0 1"],
            problems: ["too-many-people 0: 60 people leave B, where 50 are"]
        ),
        Case(
            name: "a dissolution that does not add up",
            rows: [
                change("X", .incorporation, "A", .dissolution, 30),
                change("Y", .incorporation, "A", .dissolution, 60),
            ],
            expected: ["A X 30 30/100 list", "A Y 70 70/100 list", "B B 50 1", "C C 0 1"],
            problems: ["uneven-dissolution 1: A has 100 people, and others gain 90 of it"]
        ),
        Case(
            name: "one that nobody knows",
            rows: [change("A", .gainByAnnexation, "Q", .lossByAnnexation, 3)],
            expected: ["A A 100 1", "B B 50 1", "C C 0 1"],
            problems: [
                "unknown-losing 0: Q is not in the census of 2016, and no change before makes it"
            ]
        ),
    ]

    @Test(arguments: cases)
    func `a list says where people went`(_ given: Case) throws {
        let crosswalk = try followed(given.rows, ["A": 100, "B": 50, "C": 0])
        #expect(crosswalk.rows.map(\.shown) == given.expected)
        #expect(
            crosswalk.problems.map { "\($0.kind.rawValue) \($0.change): \($0.message)" }
                == given.problems
        )
    }

    @Test func `people without a count stay uncounted, and move whole`() throws {
        let rows = [Self.change("X", .codeChange, "A")]
        let crosswalk = try followed(rows, ["A": nil, "B": 50])
        #expect(crosswalk.rows.map(\.shown) == ["A X ? 1", "B B 50 1"])
    }

    @Test func `a part of those without a count has no share`() throws {
        let rows = [Self.change("B", .gainByAnnexation, "A", .lossByAnnexation, 4)]
        let crosswalk = try followed(rows, ["A": nil, "B": 50])
        #expect(crosswalk.rows.map(\.shown) == ["A A ? ? list", "A B ? ? list", "B B 50 1"])
        #expect(
            crosswalk.problems.map(\.message) == ["A has no count in the census of 2016"]
        )
    }

    @Test func `land without people is told apart`() throws {
        let rows = [
            Self.change("A", .areaGainByCorrection, "B", .areaLossByCorrection),
            Self.change("X", .codeCorrection, "A", nil, nil, "2019-01-01"),
        ]
        let crosswalk = try followed(rows, ["A": 100, "B": 50])
        #expect(crosswalk.land == [LandTransfer(from: "B", to: "X", change: 0)])
    }

    @Test(arguments: 0..<200)
    func `shares of each subdivision add up to all of it`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let codes = ["A", "B", "C", "D", "E", "F", "G", "H"]
        var populations: [String: Int?] = [:]
        for code in codes.prefix(6) { populations[code] = Int.random(in: 0...200, using: &random) }
        let rows = (0..<Int.random(in: 1...12, using: &random)).map { _ in
            let ends = Int.random(in: 0..<4, using: &random) == 0
            return Self.change(
                codes.randomElement(using: &random) ?? "A",
                ends ? .gainByCompleteAnnexation : .gainByAnnexation,
                codes.randomElement(using: &random) ?? "B",
                ends ? .dissolution : .lossByAnnexation,
                Int.random(in: 0...150, using: &random),
                "201\(Int.random(in: 6...9, using: &random))-01-01"
            )
        }
        let crosswalk = try followed(rows, populations)
        for (code, people) in populations {
            let own = crosswalk.rows.filter { $0.from == code }
            #expect(own.reduce(0) { $0 + ($1.people ?? 0) } == people)
            let shares = try own.map { try #require($0.share) }
            #expect(shares.reduce(0) { $0 + $1.people } == shares.first?.of)
            #expect(Set(shares.map(\.of)).count == 1)
        }
    }

    @Test func `whole numbers are apportioned by largest remainders`() {
        #expect(apportioned(10, by: [1, 1, 1]) == [4, 3, 3])
        #expect(apportioned(7, by: [0, 3, 5]) == [0, 3, 4])
        #expect(apportioned(5, by: [0, 0]) == [5, 0])
        #expect(apportioned(0, by: [2, 3]) == [0, 0])
        let large = 4_000_000_000_000_000_000
        #expect(apportioned(large, by: [large, 0]) == [large, 0])
    }

    private func followed(
        _ rows: [BoundaryChange],
        _ populations: [String: Int?]
    ) throws -> Crosswalk {
        let pair = try #require(PeriodPair(from: period("2016"), to: period("2021")))
        return .interimList(BoundaryChanges(periods: pair, all: rows), populations: populations)
    }

    /// A row of a list; codes are letters here.
    static func change(
        _ gaining: String,
        _ change: BoundaryChangeCode,
        _ losing: String?,
        _ losingChange: BoundaryChangeCode? = nil,
        _ people: Int? = nil,
        _ date: String = "2018-01-01"
    ) -> BoundaryChange {
        BoundaryChange(
            gaining: ChangedSubdivision(code: gaining, name: gaining, type: "T"),
            losing: ChangedSubdivision(code: losing, name: losing ?? "", type: "T"),
            change: change,
            losingChange: losingChange,
            people: people,
            date: date,
            fileNumber: ""
        )
    }
}

extension CrosswalkRow {
    /// `from to people share`, with what else is said of it.
    fileprivate var shown: String {
        let share = share.map { $0 == .whole ? "1" : "\($0.people)/\($0.of)" } ?? "?"
        return "\(from) \(to) \(people.map(String.init) ?? "?") \(share)"
            + (method == .interimList ? " list" : "") + (isApportioned ? " in-proportion" : "")
    }
}
