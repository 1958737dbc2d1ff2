package import FoundationEssentials

/// How long a header `Retry-After` asks to wait: seconds, or a date (RFC 9110, 10.2.3).
///
/// - Returns: Nil when it is neither; zero when the time has passed.
package func retryAfter(_ header: String, now: Date = Date()) -> Duration? {
    let text = trimmed(header[...])
    if let seconds = Int32(text) { return .seconds(max(0, seconds)) }
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        return .seconds(Int32.max)
    }
    guard let moment = secondsSince1970(httpDate: text) else { return nil }
    return .seconds(max(0, Double(moment) - now.timeIntervalSince1970))
}

/// A date of HTTP in any of its three forms (RFC 9110, 5.6.7); nil when it is none.
///
/// - Returns: Seconds since 1970 in UTC. The day of the week is not looked at.
func secondsSince1970(httpDate text: String) -> Int? {
    // `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`
    // and `Sun Nov  6 08:49:37 1994`.
    var words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
    if words.count == 5 { words = [words[0], words[2], words[1], words[4], words[3], "GMT"] }
    guard words.count == 6, words[5] == "GMT",
        let day = number(words[1], 1...31),
        let month = months.firstIndex(of: words[2]),
        var year = number(words[3], 0...9999)
    else { return nil }
    // Of two digits: those dates are of our time, or some years ahead.
    if words[3].count == 2 { year += year < 70 ? 2000 : 1900 }
    let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, clock.allSatisfy({ $0.count == 2 }),
        let hour = number(clock[0], 0...23),
        let minute = number(clock[1], 0...59),
        // 60 is a leap second.
        let second = number(clock[2], 0...60)
    else { return nil }
    return ((days(year, month + 1, day) * 24 + hour) * 60 + minute) * 60 + second
}

private let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

private func number(_ text: some StringProtocol, _ range: ClosedRange<Int>) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
        range.contains(number)
    else { return nil }
    return number
}

/// Days from 1970-01-01 to a day of the Gregorian calendar.
///
/// Source: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
private func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    // Years begin in March, so that the day of a leap year is the last one.
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
}
