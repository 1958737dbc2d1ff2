import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct RankingTests {
    private func rounded(_ value: Double) -> Estimate { RankedLists.rounded(value) }

    @Test func `countries and territories are ranked, regions and residuals are not`() {
        let rows = RankedLists.rows([
            "total": rounded(900), "asia": rounded(700), "india": rounded(300),
            "china": rounded(200), "hong-kong": rounded(100), "other-asia": rounded(95),
            "both": rounded(500),
        ])
        #expect(
            rows == [
                "1,india,1,1,300,296,304,rounded,95", "2,china,2,2,200,196,204,rounded,95",
                "3,hong-kong,3,3,100,96,104,rounded,95",
            ]
        )
    }

    @Test func `equal figures share a rank, and the next one counts them`() {
        let rows = RankedLists.rows([
            "india": rounded(100), "china": rounded(50), "iran": rounded(50), "italy": rounded(10),
        ])
        #expect(
            rows == [
                "1,india,1,1,100,96,104,rounded,", "2,china,2,3,50,46,54,rounded,",
                "2,iran,2,3,50,46,54,rounded,", "4,italy,4,4,10,6,14,rounded,",
            ]
        )
    }

    @Test func `neighbours whose bounds overlap cannot be told apart`() {
        let rows = RankedLists.rows([
            "india": rounded(30), "china": rounded(25), "iran": rounded(20),
        ])
        #expect(
            rows == [
                "1,india,1,2,30,26,34,rounded,", "2,china,1,3,25,21,29,rounded,",
                "3,iran,2,3,20,16,24,rounded,",
            ]
        )
    }

    @Test func `zero and what has no figure take no rank, but may be larger than a small one`() {
        let rows = RankedLists.rows([
            "india": rounded(20), "china": rounded(5), "iran": rounded(0),
            "hong-kong": .noFigure(.suppressed), "italy": .noFigure(.notAvailable),
        ])
        #expect(
            rows
                == ["1,india,1,2,20,16,24,rounded,", "2,china,2,4,5,1,9,rounded,"]
        )
    }

    @Test func `a figure without bounds may be anywhere`() {
        let known = Estimate(value: 40, state: .observed, method: .published)
        let rows = RankedLists.rows(["india": known, "china": rounded(100)])
        #expect(rows == ["1,china,1,2,100,96,104,rounded,", "2,india,1,2,40,,,observed,"])
    }

    @Test func `ten ranks are listed, with all that share the tenth`() throws {
        let entries = (0..<14).map { RankedLists.entry("c-\($0)", .country) }
        let master = Classification(
            id: ClassificationID(known: "many"),
            codes: .countries,
            entries: entries
        )
        let observations = entries.enumerated().map { index, entry in
            RankedLists.observation(
                entry.id.name,
                rounded(index < 9 ? 1000 - 50 * Double(index) : 5)
            )
        }
        let rows = RankedLists.rows(observations, by: master)
        #expect(rows.count == 14)
        #expect(rows.filter { $0.hasPrefix("10,") }.count == 5)
    }

    @Test func `a language that the list divides is not ranked beside its parts`() {
        let figures = ["persia": rounded(500), "east-persia": rounded(300)]
        #expect(
            RankedLists.rows(figures) == ["1,east-persia,1,1,300,296,304,rounded,200"]
        )
        #expect(
            RankedLists.rows(["persia": rounded(500)]) == ["1,persia,1,1,500,496,504,rounded,"]
        )
    }

    @Test(arguments: [
        // The residual of Asia is told; Europe prints nobody within it.
        (["asia": 700.0, "india": 300, "other-asia": 400, "europe": 250], "400"),
        (["asia": 700, "india": 300, "other-asia": 200, "europe": 250], "250"),
        // No residual is printed: what is left of Asia.
        (["asia": 700, "india": 300, "china": 150], "250"),
        // Rounding may leave less than nothing.
        (["asia": 300, "india": 305], "0"),
        // The total and groups of answers hold no unnamed country.
        (["total": 900, "india": 300, "both": 50], ""),
    ])
    func `the largest residual tells where an unlisted country may be`(
        _ figures: [String: Double],
        _ expected: String
    ) {
        let rows = RankedLists.rows(figures.mapValues(RankedLists.rounded))
        #expect(
            Set(rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).last }) == [
                Substring(expected)
            ]
        )
    }

    // MARK: - Properties

    /// Counts of countries in several geographies, each randomly rounded, some withheld.
    private struct Population {
        var truth: [String: Int] = [:]
        var figures: [String: Estimate] = [:]

        init(seed: UInt64) {
            var random = SeededGenerator(seed: seed)
            let geographies = Int.random(in: 1...4, using: &random)
            let withholds = Int.random(in: 0..<4, using: &random) == 0
            let scale = [3, 20, 200].randomElement(using: &random) ?? 3
            for index in 0..<Int.random(in: 1...16, using: &random) {
                let counts = (0..<geographies).map { _ in Int.random(in: 0...scale, using: &random)
                }
                truth["c-\(index)"] = counts.reduce(0, +)
                figures["c-\(index)"] =
                    withholds && Int.random(in: 0..<8, using: &random) == 0
                    ? .noFigure(.suppressed) : Self.published(counts, &random)
            }
        }

        /// Each count goes to one of the two multiples of 5 around it; the sum carries the bounds.
        private static func published(_ counts: [Int], _ random: inout SeededGenerator) -> Estimate
        {
            var estimate = Estimate(value: 0, low: 0, high: 0, state: .rounded, method: .sum)
            for count in counts {
                let below = Double(count / 5 * 5)
                let value = count % 5 == 0 || Bool.random(using: &random) ? below : below + 5
                let bounds = CountRounding.random5.bounds(of: value)
                estimate.value = (estimate.value ?? 0) + value
                estimate.low = (estimate.low ?? 0) + (bounds.low ?? 0)
                estimate.high = (estimate.high ?? 0) + (bounds.high ?? 0)
            }
            return estimate
        }

        var master: Classification {
            Classification(
                id: ClassificationID(known: "many"),
                codes: .countries,
                entries: truth.keys.sorted().map { RankedLists.entry($0, .country) }
            )
        }
    }

    @Test func `the true rank always lies between the best and the worst that are published`() {
        var rows = 0
        var wide = 0
        for seed in 0..<2000 {
            let population = Population(seed: UInt64(seed))
            let published = RankedLists.rows(
                population.figures.map(RankedLists.observation),
                by: population.master
            )
            for row in published {
                let fields = row.split(separator: ",", omittingEmptySubsequences: false)
                let ranks = [0, 2, 3].compactMap { Int(fields[$0]) }
                let own = population.truth[String(fields[1])] ?? 0
                let truth = 1 + population.truth.values.count { $0 > own }
                #expect(
                    ranks[1] <= truth && truth <= ranks[2],
                    "seed \(seed): \(row), true \(truth)"
                )
                #expect(ranks[1] <= ranks[0] && ranks[0] <= ranks[2], "seed \(seed): \(row)")
                rows += 1
                wide += ranks[1] < ranks[2] ? 1 : 0
            }
        }
        // The test would say nothing if nothing were ranked, or everything were open.
        #expect(rows > 5000)
        #expect(wide > 1000 && wide < rows - 1000)
    }

    @Test(arguments: 0..<50)
    func `the order of the observations does not matter`(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let population = Population(seed: UInt64(seed))
        let observations = population.figures.map(RankedLists.observation)
        let one = RankedLists.rows(observations, by: population.master)
        let other = RankedLists.rows(observations.shuffled(using: &random), by: population.master)
        #expect(one == other)
    }
}
