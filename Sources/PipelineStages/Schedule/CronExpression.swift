package import IndicatorModel

/// When a pipeline runs, as cron is told: minute, hour, day of the month, month, day of the week.
///
/// Source: crontab(5) of Debian's cron. Times are those of the machine's time zone.
package struct CronExpression: Hashable, Sendable {
    package let minute: CronField
    package let hour: CronField
    package let day: CronField
    package let month: CronField
    package let weekday: CronField

    /// What cron writes shorter.
    private static let shorthands = [
        "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *",
        "@weekly": "0 0 * * 0", "@daily": "0 0 * * *", "@midnight": "0 0 * * *",
        "@hourly": "0 * * * *",
    ]

    /// Reads an expression.
    ///
    /// - Throws: `schedule.bad-cron`, with the column of what is wrong.
    package init(_ text: String) throws(Diagnostic) {
        let text = try Self.spelledOut(text)
        let words = text.split { $0 == " " || $0 == "\t" }
        guard words.count == 5 else { throw Self.wrongCount(text, words) }
        var fields: [CronField] = []
        for (kind, word) in zip(CronField.Kind.allCases, words) {
            do throws(CronField.Mistake) {
                fields.append(try CronField(String(word), kind))
            } catch {
                let column = text.distance(from: text.startIndex, to: word.startIndex) + 1
                throw Self.mistake(
                    text,
                    error.message,
                    column + error.offset,
                    error.length,
                    error.hint
                )
            }
        }
        minute = fields[0]
        hour = fields[1]
        day = fields[2]
        month = fields[3]
        weekday = fields[4]
        guard canEverBe else {
            throw Self.mistake(
                text,
                "no month of those has such a day, so this never comes",
                text.distance(from: text.startIndex, to: words[2].startIndex) + 1,
                words[2].count
            )
        }
    }

    /// As every cron reads it.
    package var text: String {
        [minute, hour, day, month, weekday].map(\.numbers).joined(separator: " ")
    }

    /// Whether a day fits that is one of both fields, or one of either: cron takes either when both
    /// say which days, so when neither begins with `*`.
    package var takesEitherDay: Bool { !day.isStarred && !weekday.isStarred }

    /// Whether the calendar has such a day, in some year.
    private var canEverBe: Bool {
        let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return takesEitherDay
            || month.values.contains { month in
                day.values.contains { $0 <= lengths[month - 1] }
            }
    }

    /// What cron knows by a shorter name.
    private static func spelledOut(_ text: String) throws(Diagnostic) -> String {
        let word = text.split(separator: " ").joined(separator: " ").lowercased()
        guard word.hasPrefix("@") else { return text }
        guard let long = shorthands[word] else { throw unknownShorthand(text, word) }
        return long
    }

    private static func mistake(
        _ text: String,
        _ message: String,
        _ column: Int,
        _ length: Int,
        _ hint: String? = nil
    ) -> Diagnostic {
        // A tab would put the caret elsewhere.
        let line = text.replacing("\t", with: " ")
        return Diagnostic(
            "schedule.bad-cron",
            message,
            at: SourceSpan(file: "--cron", line: 1, column: column, length: length, text: line),
            hints: hint.map { [$0] } ?? []
        )
    }

    private static func wrongCount(_ text: String, _ words: [Substring]) -> Diagnostic {
        let names = "minute, hour, day of the month, month, day of the week"
        let message = "\(counted(words.count, "field")), but five were expected: \(names)"
        let hint = "every night at two is `0 2 * * *`"
        guard words.count > 5 else { return mistake(text, message, text.count + 1, 1, hint) }
        let column = text.distance(from: text.startIndex, to: words[5].startIndex) + 1
        return mistake(text, message, column, words[5].count, hint)
    }

    private static func unknownShorthand(_ text: String, _ word: String) -> Diagnostic {
        let known = shorthands.keys.sorted()
        let hint =
            word == "@reboot"
            ? "a run at every start of the machine is no schedule: say at which time"
            : didYouMean(word, among: known)
                ?? "known are \(listed(known))"
        return mistake(text, "`\(word)` is no time", 1, text.count, hint)
    }
}
