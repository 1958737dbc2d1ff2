import IndicatorModel
import PipelineStages
import Testing

@Suite struct CronExpressionTests {
    static let accepted: [(String, String)] = [
        ("0 2 * * *", "0 2 * * *"), ("  5\t4  1 1 0 ", "5 4 1 1 0"),
        ("*/15 0-6,22-23/1 * jan Sun", "*/15 0-6,22-23/1 * 1 0"),
        ("0 0 * jan-mar,DEC mon-fri", "0 0 * 1,2,3,12 1,2,3,4,5"),
        ("0 0 29 2 *", "0 0 29 2 *"), ("0 0 31 2 1", "0 0 31 2 1"), ("0 0 * * 7", "0 0 * * 7"),
        ("@daily", "0 0 * * *"), ("@Midnight", "0 0 * * *"), (" @hourly ", "0 * * * *"),
        ("@weekly", "0 0 * * 0"), ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"),
        ("@annually", "0 0 1 1 *"),
    ]

    @Test(arguments: accepted)
    func `reads what cron reads, and says it as every cron does`(
        _ text: String,
        _ plain: String
    ) throws {
        #expect(try CronExpression(text).text == plain)
    }

    static let values: [(String, [Int], [Int])] = [
        ("*/20 * * * *", [0, 20, 40], [0, 1, 2, 3, 4, 5, 6]),
        ("5-20/5,59 * * * 5-7", [5, 10, 15, 20, 59], [0, 5, 6]),
        ("0 * * * */2", [0], [0, 2, 4, 6]), ("3,1,3 * * * 0,7", [1, 3], [0]),
        ("07 * * * sat", [7], [6]), ("0-59/100 * * * 1-7/3", [0], [0, 1, 4]),
    ]

    @Test(arguments: values)
    func `numbers are those of cron`(_ text: String, _ minutes: [Int], _ days: [Int]) throws {
        let cron = try CronExpression(text)
        #expect(cron.minute.values == minutes)
        #expect(cron.weekday.values == days)
    }

    static let refused: [(String, String)] = [
        (
            "0 25 * * *",
            """
            error[schedule.bad-cron]: `25` is no hour: a number from 0 to 23 was expected
             --> --cron:1:3
              |
            1 | 0 25 * * *
              |   ^^
            """
        ),
        (
            "0 2 * * mon,fir",
            """
            error[schedule.bad-cron]: `fir` is no day of the week: a number from 0 to 7, or sun \
            to sat was expected
             --> --cron:1:13
              |
            1 | 0 2 * * mon,fir
              |             ^^^
            hint: did you mean `fri`?
            """
        ),
        (
            "0 2 * *",
            """
            error[schedule.bad-cron]: 4 fields, but five were expected: minute, hour, day of the \
            month, month, day of the week
             --> --cron:1:8
              |
            1 | 0 2 * *
              |        ^
            hint: every night at two is `0 2 * * *`
            """
        ),
        (
            "0 2 * * * root",
            """
            error[schedule.bad-cron]: 6 fields, but five were expected: minute, hour, day of the \
            month, month, day of the week
             --> --cron:1:11
              |
            1 | 0 2 * * * root
              |           ^^^^
            hint: every night at two is `0 2 * * *`
            """
        ),
        (
            "",
            """
            error[schedule.bad-cron]: 0 fields, but five were expected: minute, hour, day of the \
            month, month, day of the week
             --> --cron:1:1
              |
            1 |\u{20}
              | ^
            hint: every night at two is `0 2 * * *`
            """
        ),
        (
            "1,,2 * * * *",
            """
            error[schedule.bad-cron]: nothing stands here: a number from 0 to 59 was expected
             --> --cron:1:3
              |
            1 | 1,,2 * * * *
              |   ^
            """
        ),
        (
            "5/15 * * * *",
            """
            error[schedule.bad-cron]: a step needs a range or `*` before it
             --> --cron:1:1
              |
            1 | 5/15 * * * *
              | ^^^^
            hint: write `5-59/15`
            """
        ),
        (
            "*/0 * * * *",
            """
            error[schedule.bad-cron]: `0` is no step: a whole number from 1 was expected
             --> --cron:1:3
              |
            1 | */0 * * * *
              |   ^
            """
        ),
        (
            "0 0 * * sat-mon",
            """
            error[schedule.bad-cron]: the range `sat-mon` ends before it begins
             --> --cron:1:9
              |
            1 | 0 0 * * sat-mon
              |         ^^^^^^^
            hint: write both parts of it: `6,0-1`
            """
        ),
        (
            "0 22-6 * * *",
            """
            error[schedule.bad-cron]: the range `22-6` ends before it begins
             --> --cron:1:3
              |
            1 | 0 22-6 * * *
              |   ^^^^
            hint: write both parts of it: `22-23,0-6`
            """
        ),
        (
            "0 0 30,31 2 *",
            """
            error[schedule.bad-cron]: no month of those has such a day, so this never comes
             --> --cron:1:5
              |
            1 | 0 0 30,31 2 *
              |     ^^^^^
            """
        ),
        (
            "@dayly",
            """
            error[schedule.bad-cron]: `@dayly` is no time
             --> --cron:1:1
              |
            1 | @dayly
              | ^^^^^^
            hint: did you mean `@daily`?
            """
        ),
        (
            "@reboot",
            """
            error[schedule.bad-cron]: `@reboot` is no time
             --> --cron:1:1
              |
            1 | @reboot
              | ^^^^^^^
            hint: a run at every start of the machine is no schedule: say at which time
            """
        ),
    ]

    @Test(arguments: refused)
    func `shows where an expression is wrong`(_ text: String, _ message: String) {
        let error = #expect(throws: Diagnostic.self) { try CronExpression(text) }
        #expect(error?.rendered == message)
    }
}
