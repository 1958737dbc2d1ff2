/// A cron expression as systemd's calendar events.
///
/// Source: systemd.time(7). A timer fires when any of its events comes, and once when several come
/// at the same time.
package struct CalendarEvents: Hashable, Sendable {
    /// The values of `OnCalendar=`, one or two.
    package let all: [String]

    package init(_ cron: CronExpression) {
        let days = Self.days(cron.day)
        let weekdays = Self.weekdays(cron.weekday)
        if cron.takesEitherDay {
            // systemd wants both the date and the weekday to fit; cron wants one of them.
            all = [Self.event(cron, "", days), Self.event(cron, weekdays, "*")]
        } else {
            all = [Self.event(cron, weekdays, days)]
        }
    }

    private static func event(_ cron: CronExpression, _ weekdays: String, _ days: String) -> String
    {
        let month = cron.month.isAny(.month) ? "*" : list(cron.month.values, two)
        let hour = cron.hour.isAny(.hour) ? "*" : list(cron.hour.values, two)
        let minute = cron.minute.isAny(.minute) ? "*" : list(cron.minute.values, two)
        return "\(weekdays)*-\(month)-\(days) \(hour):\(minute):00"
    }

    private static func days(_ field: CronField) -> String {
        field.isAny(.day) ? "*" : list(field.values, two)
    }

    /// The weekdays with a space after them; nothing for all.
    private static func weekdays(_ field: CronField) -> String {
        if field.isAny(.weekday) { return "" }
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        // systemd's week begins with Monday.
        let values = field.values.map { ($0 + 6) % 7 }.sorted()
        return list(values) { names[$0] } + " "
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// Numbers as a list, three and more in a row as a range.
    private static func list(_ values: [Int], _ text: (Int) -> String) -> String {
        var runs: [ClosedRange<Int>] = []
        for value in values {
            if let last = runs.last, last.upperBound + 1 == value {
                runs[runs.count - 1] = last.lowerBound...value
            } else {
                runs.append(value...value)
            }
        }
        return runs.map { run in
            run.count > 2
                ? "\(text(run.lowerBound))..\(text(run.upperBound))"
                : run.map(text).joined(separator: ",")
        }
        .joined(separator: ",")
    }
}
