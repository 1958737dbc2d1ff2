import IndicatorModel
import Testing

@Suite struct CalendarDayTests {
    /// Seconds from `date -u -d DAY +%s`.
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -86_400), ("2000-02-29", 951_782_400),
        ("2026-03-01", 1_772_323_200), ("2100-03-01", 4_107_542_400),
    ])
    func `a day is the one of its first and of its last second`(_ name: String, _ start: Int) throws
    {
        let day = try #require(CalendarDay(name))
        #expect(day.description == name)
        #expect(day.endInSecondsSince1970 == start + 86_400)
        #expect(CalendarDay(secondsSince1970: start) == day)
        #expect(CalendarDay(secondsSince1970: start + 86_399) == day)
    }

    @Test func `every day of four centuries comes after the one before`() {
        var previous = CalendarDay(secondsSince1970: -1)
        for number in 0..<146_097 {
            let day = CalendarDay(secondsSince1970: number * 86_400)
            #expect(previous < day && day.endInSecondsSince1970 == (number + 1) * 86_400)
            previous = day
        }
    }

    @Test(arguments: [
        "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-4-1", "2026-04",
        "2026-04-01 ", "26-04-01", "2026/04/01", "-026-04-01", "",
    ])
    func `what is no day of the calendar is none`(_ text: String) {
        #expect(CalendarDay(text) == nil)
    }
}
