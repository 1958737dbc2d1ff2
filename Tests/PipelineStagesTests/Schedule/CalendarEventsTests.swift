import DataStore
import Foundation
import PipelineStages
import TestSupport
import Testing

@Suite struct CalendarEventsTests {
    static let table: [(String, [String])] = [
        ("0 2 * * *", ["*-*-* 02:00:00"]), ("* * * * *", ["*-*-* *:*:00"]),
        ("*/15 8-18 * * mon-fri", ["Mon..Fri *-*-* 08..18:00,15,30,45:00"]),
        ("0 0 1,15 * *", ["*-*-01,15 00:00:00"]), ("@weekly", ["Sun *-*-* 00:00:00"]),
        ("0 0 1,15 * 1", ["*-*-01,15 00:00:00", "Mon *-*-* 00:00:00"]),
        ("0 0 */2 * 1", ["Mon *-*-01,03,05,07,09,11,13,15,17,19,21,23,25,27,29,31 00:00:00"]),
        ("5 4 29 2 *", ["*-02-29 04:05:00"]),
        ("0 0 * 1-3,12 0,6", ["Sat,Sun *-01..03,12-* 00:00:00"]),
    ]

    @Test(arguments: table)
    func `a cron expression is one calendar event, or two`(
        _ text: String,
        _ events: [String]
    ) throws {
        #expect(try CalendarEvents(CronExpression(text)).all == events)
    }

    /// A random field, as text and as the numbers that it means.
    private func field(
        _ range: ClosedRange<Int>,
        _ random: inout SeededGenerator
    ) -> (text: String, values: Set<Int>, isStarred: Bool) {
        let count = range.count
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return ("*", Set(range), true)
        case 1:
            let step = Int.random(in: 1...count, using: &random)
            return (
                "*/\(step)",
                Set(stride(from: range.lowerBound, through: range.upperBound, by: step)), true
            )
        case 2:
            let values = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                Int.random(in: range, using: &random)
            }
            return (values.map(String.init).joined(separator: ","), Set(values), false)
        default:
            let a = Int.random(in: range, using: &random)
            let b = Int.random(in: range, using: &random)
            let step = Int.random(in: 1...3, using: &random)
            let (low, high) = (min(a, b), max(a, b))
            return (
                "\(low)-\(high)/\(step)", Set(stride(from: low, through: high, by: step)), false
            )
        }
    }

    /// The next times after the last second of 2026, at most `limit` of them in eight years, by
    /// looking at every day.
    private func times(
        _ minutes: Set<Int>,
        _ hours: Set<Int>,
        _ months: Set<Int>,
        limit: Int,
        fits: (_ day: Int, _ weekday: Int) -> Bool
    ) -> [String] {
        var times: [String] = []
        // 2027 begins on a Friday.
        var weekday = 5
        for year in 2027..<2035 {
            let february = year % 4 == 0 ? 29 : 28
            let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for month in 1...12 {
                for day in 1...lengths[month - 1] {
                    defer { weekday = (weekday + 1) % 7 }
                    guard months.contains(month), fits(day, weekday) else { continue }
                    for hour in hours.sorted() {
                        for minute in minutes.sorted() {
                            times.append(
                                String(
                                    format: "%04d-%02d-%02d %02d:%02d:00",
                                    year,
                                    month,
                                    day,
                                    hour,
                                    minute
                                )
                            )
                        }
                    }
                    if times.count >= limit { return Array(times.prefix(limit)) }
                }
            }
        }
        return times
    }

    /// When systemd says that events come, in order.
    private func systemd(_ events: [String], limit: Int) throws -> [String] {
        let program = try #require(InstalledTool.path("systemd-analyze"))
        var times: Set<String> = []
        for event in events {
            let outcome = try ChildProcess(
                [
                    program, "calendar", "--iterations=\(limit)",
                    "--base-time=2026-12-31 23:59:59", event,
                ],
                environment: ["TZ": "UTC", "LC_ALL": "C.UTF-8"],
                tailSize: 1 << 20
            )
            .run()
            #expect(outcome.end == .exited(0), "\(event): \(outcome.tail)")
            for match in outcome.tail.matches(of: /(?:elapse|#\d+): \w+ (\S+ \S+) UTC/) {
                times.insert(String(match.output.1))
            }
        }
        return times.sorted().prefix(limit).map { $0 }
    }

    @Test(
        .enabled(
            if: InstalledTool.path("systemd-analyze") != nil,
            "needs `systemd-analyze` (Debian: systemd)"
        ),
        arguments: UInt64(1)...40
    )
    func `systemd fires when cron would`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let minute = field(0...59, &random)
        let hour = field(0...23, &random)
        // Every month has the days up to 28, so that every expression comes.
        let day = field(1...28, &random)
        let month = field(1...12, &random)
        let weekday = field(0...6, &random)
        // A star reaches to the last day, also where it has a step.
        let days =
            day.text.hasPrefix("*/")
            ? starDays(day.text) : day.text == "*" ? Set(1...31) : day.values
        let text = [minute.text, hour.text, day.text, month.text, weekday.text]
            .joined(separator: " ")
        let isEither = !day.isStarred && !weekday.isStarred
        let expected = times(minute.values, hour.values, month.values, limit: 30) { number, name in
            isEither
                ? days.contains(number) || weekday.values.contains(name)
                : days.contains(number) && weekday.values.contains(name)
        }
        let events = try CalendarEvents(CronExpression(text)).all
        // Of times more than eight years away we know nothing.
        let found = try systemd(events, limit: 30).filter { $0 < "2035" }
        #expect(!expected.isEmpty)
        #expect(found == expected, "\(text): \(events)")
    }

    private func starDays(_ text: String) -> Set<Int> {
        Set(stride(from: 1, through: 31, by: Int(text.dropFirst(2)) ?? 1))
    }
}
