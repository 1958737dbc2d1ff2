import IndicatorModel
import Testing

@Suite struct ObservationTests {
    @Test func `a key is published in the order of the first columns`() throws {
        let key = ObservationKey(
            place: PlaceID(known: "calgary"),
            period: try period("2016"),
            indicator: IndicatorID(known: "population"),
            category: .total,
            group: .total,
            gender: .women
        )
        #expect(key.fields == ["calgary", "2016", "population", "total", "total", "women"])
        #expect(
            Observation.columns == [
                "place", "period", "indicator", "category", "group", "gender", "value", "low",
                "high", "state", "method", "coverage", "quality",
            ]
        )
    }

    @Test func `an observation without a figure says why, and no more`() {
        let estimate = Estimate.noFigure(.suppressed, coverage: 0.5)
        #expect(estimate == Estimate(state: .suppressed, method: .none, coverage: 0.5))
        #expect(estimate.value == nil)
        #expect(estimate.low == nil)
        #expect(estimate.high == nil)
    }
}
