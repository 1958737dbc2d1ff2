import IndicatorModel

/// One of the five fields of a cron expression: the numbers at which it fits.
package struct CronField: Hashable, Sendable {
    /// Which of the five, with the numbers and names it may hold.
    enum Kind: String, CaseIterable {
        case minute
        case hour
        case day = "day of the month"
        case month
        case weekday = "day of the week"

        var range: ClosedRange<Int> {
            switch self {
            case .minute: 0...59
            case .hour: 0...23
            case .day: 1...31
            case .month: 1...12
            // 0 and 7 are both Sunday.
            case .weekday: 0...7
            }
        }

        /// The names of the numbers from the first on.
        var names: [String] {
            switch self {
            case .minute, .hour, .day: []
            case .month:
                [
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec",
                ]
            case .weekday: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
            }
        }
    }

    /// As it was written.
    let text: String
    /// The numbers, in order; Sunday is 0.
    package let values: [Int]
    /// Whether it begins with `*`, on which depends how the two fields of days go together.
    package let isStarred: Bool

    /// What is wrong with a part of a field, and where that begins in the field.
    struct Mistake: Error {
        let message: String
        let offset: Int
        let length: Int
        var hint: String?
    }

    init(_ text: String, _ kind: Kind) throws(Mistake) {
        self.text = text
        isStarred = text.hasPrefix("*")
        var values: Set<Int> = []
        var offset = 0
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            values.formUnion(try CronItem(item, offset, kind).values)
            offset += item.count + 1
        }
        if kind == .weekday { values = Set(values.map { $0 % 7 }) }
        self.values = values.sorted()
    }

    /// Whether every number of its kind fits.
    func isAny(_ kind: Kind) -> Bool {
        values.count == (kind == .weekday ? 7 : kind.range.count)
    }

    /// As every cron reads it: some know names only where they stand alone.
    var numbers: String {
        guard text.contains(where: \.isLetter), !isStarred else { return text }
        return values.map(String.init).joined(separator: ",")
    }
}

/// A part between commas: `*`, a number, a range, with or without a step.
private struct CronItem {
    let values: [Int]

    init(_ item: Substring, _ offset: Int, _ kind: CronField.Kind) throws(CronField.Mistake) {
        let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let base = parts[0]
        let range: ClosedRange<Int>
        if base == "*" {
            range = kind.range
        } else {
            range = try Self.range(base, offset, kind)
        }
        guard parts.count == 2 else {
            values = Array(range)
            return
        }
        let place = offset + base.count + 1
        guard let step = Int(parts[1]), step > 0, parts[1].allSatisfy(\.isNumber) else {
            throw CronField.Mistake(
                message: "`\(parts[1])` is no step: a whole number from 1 was expected",
                offset: place,
                length: max(1, parts[1].count)
            )
        }
        guard base == "*" || base.contains("-") else {
            throw CronField.Mistake(
                message: "a step needs a range or `*` before it",
                offset: offset,
                length: item.count,
                hint: "write `\(base)-\(kind.range.upperBound)/\(step)`"
            )
        }
        // A week has seven days: */2 of it is 0, 2, 4, 6, and not 7 again.
        let last = kind == .weekday && base == "*" ? 6 : range.upperBound
        values = Array(stride(from: range.lowerBound, through: last, by: step))
    }

    private static func range(
        _ text: Substring,
        _ offset: Int,
        _ kind: CronField.Kind
    ) throws(CronField.Mistake) -> ClosedRange<Int> {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let first = try number(ends[0], offset, kind)
        guard ends.count == 2 else { return first...first }
        let last = try number(ends[1], offset + ends[0].count + 1, kind)
        guard first <= last else {
            // A week ends with Saturday, the 6; all else with the last number it may hold.
            let end = kind == .weekday ? 6 : kind.range.upperBound
            let parts = [(first, end), (kind.range.lowerBound, last)].map { part in
                part.0 == part.1 ? "\(part.0)" : "\(part.0)-\(part.1)"
            }
            throw CronField.Mistake(
                message: "the range `\(text)` ends before it begins",
                offset: offset,
                length: text.count,
                hint: "write both parts of it: `\(parts.joined(separator: ","))`"
            )
        }
        return first...last
    }

    private static func number(
        _ text: Substring,
        _ offset: Int,
        _ kind: CronField.Kind
    ) throws(CronField.Mistake) -> Int {
        let name = text.lowercased()
        if let index = kind.names.firstIndex(of: name) { return index + kind.range.lowerBound }
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
        if isNumber, let number = Int(text), kind.range.contains(number) { return number }
        let range = "\(kind.range.lowerBound) to \(kind.range.upperBound)"
        let what = text.isEmpty ? "nothing stands here" : "`\(text)` is no \(kind.rawValue)"
        let names =
            kind.names.isEmpty ? "" : ", or \(kind.names[0]) to \(kind.names[kind.names.count - 1])"
        throw CronField.Mistake(
            message: "\(what): a number from \(range)\(names) was expected",
            offset: offset,
            length: max(1, text.count),
            hint: didYouMean(name, among: kind.names)
        )
    }
}
