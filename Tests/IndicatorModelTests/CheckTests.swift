import IndicatorModel
import Testing

@Suite struct CheckTests {
    @Test(arguments: [
        (ValueRange(low: 0, high: 100), 0.0, 0.0, true),
        (ValueRange(low: 0, high: 100), 100, 100, true),
        (ValueRange(low: 0, high: 100), 101, 101, false),
        (ValueRange(low: 0, high: 100), 98, 104, true),
        (ValueRange(low: 0, high: 100), -4, -1, false),
        (ValueRange(low: 0, high: nil), 1e9, 1e9, true),
        (ValueRange(low: nil, high: nil, above: 0), 0, 0, false),
        (ValueRange(low: nil, high: nil, above: 0), 0, 4, true),
    ])
    func `a range is met when some figure of an interval is in it`(
        _ range: ValueRange,
        _ low: Double,
        _ high: Double,
        _ isMet: Bool
    ) {
        #expect(range.meets(low: low, high: high) == isMet)
    }

    @Test func `an exception covers what it names, and all of what it does not name`() throws {
        let period = try #require(Period("2016"))
        let key = ObservationKey(
            place: PlaceID(known: "town"),
            period: period,
            indicator: IndicatorID(known: "population"),
            category: .total,
            group: .total,
            gender: .total
        )
        func exception(_ place: String?, _ indicator: String?) -> CheckException {
            CheckException(
                place: place.flatMap(PlaceID.init),
                indicator: indicator.flatMap(IndicatorID.init),
                date: "2026-11-24",
                reason: BilingualText(en: "Odd", fr: "Bizarre")
            )
        }
        #expect(exception("town", nil).covers(key))
        #expect(exception(nil, "population").covers(key))
        #expect(!exception("village", "population").covers(key))
        #expect(!exception("town", "rents").covers(key))
    }
}
