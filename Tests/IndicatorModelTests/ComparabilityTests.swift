import IndicatorModel
import Testing

@Suite struct ComparabilityTests {
    @Test(arguments: ["1801", "2006", "2016", "9999"])
    func `a period is a year`(_ name: String) {
        #expect(Period(name)?.name == name)
    }

    @Test(arguments: ["", "16", "1800", "0000", "02016", "2016-17", "+201", "-201", " 201", "２０"])
    func `a period is nothing else`(_ name: String) {
        #expect(Period(name) == nil)
    }

    @Test func `two periods are a pair when the earlier is first`() throws {
        let early = try #require(Period("2006"))
        let late = try #require(Period("2016"))
        #expect(PeriodPair(from: early, to: late)?.description == "2006-2016")
        #expect(PeriodPair(from: late, to: early) == nil)
        #expect(PeriodPair(from: late, to: late) == nil)
    }

    @Test func `pairs are in order of their first period, then their second`() throws {
        let years = ["2006", "2016", "2021"].compactMap(Period.init)
        let pairs = [(1, 2), (0, 2), (0, 1)].compactMap {
            PeriodPair(from: years[$0], to: years[$1])
        }
        #expect(pairs.sorted().map(\.description) == ["2006-2016", "2006-2021", "2016-2021"])
    }

    @Test func `codes are those of the published table`() {
        #expect(Comparability.Code.allCases.map(\.rawValue) == ["A", "B", "C", "X"])
    }
}
