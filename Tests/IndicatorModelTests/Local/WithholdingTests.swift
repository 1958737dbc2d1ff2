import IndicatorModel
import TestSupport
import Testing

@Suite struct WithholdingTests {
    /// Counts by category or period, and those that are withheld below 10.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let counts: [(String, Double?)]
        let withheld: Set<String>
    }

    static let categories: [Case] = [
        Case(
            testDescription: "nothing small, nothing withheld",
            counts: [("total", 60), ("a", 10), ("b", 20), ("c", 30)],
            withheld: []
        ),
        Case(
            testDescription: "one small category takes the smallest other with it",
            counts: [("total", 56), ("a", 6), ("b", 20), ("c", 30)],
            withheld: ["a", "b"]
        ),
        Case(
            testDescription: "two small ones whose sum could be shown need no third",
            counts: [("total", 45), ("a", 6), ("b", 9), ("c", 30)],
            withheld: ["a", "b"]
        ),
        Case(
            testDescription: "two small ones whose sum is small take a third with them",
            counts: [("total", 64), ("a", 1), ("b", 3), ("c", 30), ("d", 30)],
            withheld: ["a", "b", "c"]
        ),
        Case(
            testDescription: "without a total nothing can be subtracted",
            counts: [("a", 6), ("b", 20), ("c", 30)],
            withheld: ["a"]
        ),
        Case(
            testDescription: "a small total is withheld with all its categories",
            counts: [("total", 7), ("a", 3), ("b", 4)],
            withheld: ["total", "a", "b"]
        ),
        Case(
            testDescription: "nobody is a small count too",
            counts: [("total", 50), ("a", 0), ("b", 20), ("c", 30)],
            withheld: ["a", "b"]
        ),
        Case(
            testDescription: "what is not available protects nobody",
            counts: [("total", 56), ("a", 6), ("b", nil), ("c", 30), ("d", 20)],
            withheld: ["a", "d"]
        ),
    ]

    @Test(arguments: categories)
    func `small counts of categories, and what would give them away, are withheld`(
        _ example: Case
    ) throws {
        let observations = try example.counts.map { name, count in
            try observation(CategoryID(name), LocalPeriod("2023"), count)
        }
        let positions = Withholding.positions(in: observations, below: 10)
        #expect(Set(positions.map { example.counts[$0].0 }) == example.withheld)
    }

    static let periods: [Case] = [
        Case(
            testDescription: "a small quarter of a year that its quarters add up to",
            counts: [
                ("2023", 66), ("2023-Q1", 6), ("2023-Q2", 15), ("2023-Q3", 20), ("2023-Q4", 25),
            ],
            withheld: ["2023-Q1", "2023-Q2"]
        ),
        Case(
            testDescription: "a stock, whose quarters do not add up",
            counts: [
                ("2023", 25), ("2023-Q1", 6), ("2023-Q2", 15), ("2023-Q3", 20), ("2023-Q4", 25),
            ],
            withheld: ["2023-Q1"]
        ),
        Case(
            testDescription: "a year of which a quarter is not known",
            counts: [("2023", 66), ("2023-Q1", 6), ("2023-Q2", 15), ("2023-Q3", 20)],
            withheld: ["2023-Q1"]
        ),
        Case(
            testDescription: "months of a quarter of a fiscal year",
            counts: [
                ("2023-24", 100), ("2023-Q2", 40), ("2023-Q3", 20), ("2023-Q4", 20),
                ("2024-Q1", 20), ("2023-04", 4), ("2023-05", 16), ("2023-06", 20),
            ],
            withheld: ["2023-04", "2023-05"]
        ),
    ]

    @Test(arguments: periods)
    func `small counts of periods are not told by the longer ones`(_ example: Case) throws {
        let observations = try example.counts.map { name, count in
            try observation(.total, LocalPeriod(name), count)
        }
        let positions = Withholding.positions(in: observations, below: 10)
        #expect(Set(positions.map { example.counts[$0].0 }) == example.withheld)
    }

    /// Random tables: no sum that is shown leaves one unknown, or several that are small.
    @Test(arguments: 1...40)
    func `no sum tells what is withheld`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var counts: [[Double]] = []
        for _ in 0..<4 {
            counts.append((0..<3).map { _ in Double(Int.random(in: 0...40, using: &random)) })
        }
        var observations: [LocalObservation] = []
        var sums: [[Int]] = []
        let names = ["a", "b", "c"]
        for (quarter, row) in counts.enumerated() {
            let period = LocalPeriod("2023-Q\(quarter + 1)")
            sums.append(Array(observations.count...observations.count + 3))
            observations.append(try observation(.total, period, row.reduce(0, +)))
            for (name, count) in zip(names, row) {
                observations.append(try observation(CategoryID(name), period, count))
            }
        }
        sums.append(Array(observations.count...observations.count + 3))
        let totals = (0..<3).map { column in counts.reduce(0) { $0 + $1[column] } }
        let year = LocalPeriod("2023")
        observations.append(try observation(.total, year, totals.reduce(0, +)))
        for (name, count) in zip(names, totals) {
            observations.append(try observation(CategoryID(name), year, count))
        }
        for column in 0..<4 { sums.append([16 + column] + (0..<4).map { $0 * 4 + column }) }
        let withheld = Withholding.positions(in: observations, below: 10)
        for (index, observation) in observations.enumerated() where (observation.value ?? 0) < 10 {
            #expect(withheld.contains(index))
        }
        for sum in sums {
            let hidden = sum.filter(withheld.contains)
            #expect(hidden.count != 1, "seed \(seed): \(sum) gives away \(hidden)")
            guard !hidden.isEmpty, !hidden.contains(sum[0]) else { continue }
            #expect(hidden.reduce(0) { $0 + (observations[$1].value ?? 0) } >= 10)
        }
    }

    @Test func `with a threshold of 0 nothing is withheld`() throws {
        let observations = [try observation(.total, LocalPeriod("2023"), 0)]
        #expect(Withholding.positions(in: observations, below: 0).isEmpty)
    }

    @Test func `what is withheld has neither its figure nor its note`() throws {
        let withheld = try observation(.total, LocalPeriod("2023"), 6).withheld
        #expect(withheld.value == nil)
        #expect(withheld.state == .suppressed)
        #expect(withheld.note == "")
    }

    private func observation(
        _ category: CategoryID?,
        _ period: LocalPeriod?,
        _ value: Double?
    ) throws -> LocalObservation {
        LocalObservation(
            key: .init(
                indicator: LocalIndicatorID(known: "clients"),
                category: try #require(category),
                period: try #require(period)
            ),
            value: value,
            state: value == nil ? .notAvailable : .observed,
            note: "a note"
        )
    }
}
