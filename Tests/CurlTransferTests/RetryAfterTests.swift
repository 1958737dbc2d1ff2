import CurlTransfer
import FoundationEssentials
import Testing

@Suite struct RetryAfterTests {
    /// 1994-11-06 08:49:37 in UTC, the example of RFC 9110.
    static let example = Date(timeIntervalSince1970: 784_111_777)

    static let seconds: [(String, Duration?)] = [
        ("0", .zero), ("120", .seconds(120)), (" 7\t", .seconds(7)), ("-5", .zero),
        ("99999999999999999999999", .seconds(Int32.max)),
        ("", nil), ("soon", nil), ("1.5", nil), ("1 2", nil), ("５", nil),
    ]

    @Test(arguments: seconds)
    func `reads seconds`(_ header: String, _ wait: Duration?) {
        #expect(retryAfter(header, now: Self.example) == wait)
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:50:37 GMT", "Sunday, 06-Nov-94 08:50:37 GMT",
        "Sun Nov  6 08:50:37 1994",
    ])
    func `reads a date in any form, and the time until then`(_ header: String) {
        #expect(retryAfter(header, now: Self.example) == .seconds(60))
        #expect(retryAfter(header, now: Self.example + 60) == .zero)
        #expect(retryAfter(header, now: Self.example + 1e6) == .zero)
    }

    static let moments = [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799),
        ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
        ("Tue, 19 Jan 2038 03:14:08 GMT", 2_147_483_648),
        ("Monday, 01-Jan-24 00:00:00 GMT", 1_704_067_200),
        ("Thursday, 01-Jan-70 00:00:00 GMT", 0),
    ]

    @Test(arguments: moments)
    func `knows the calendar`(_ header: String, _ seconds: Int) {
        let now = Date(timeIntervalSince1970: Double(seconds - 10))
        #expect(retryAfter(header, now: now) == .seconds(10))
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 EST", "06 Nov 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nvo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 199x 08:49:37 GMT", ", , ,",
    ])
    func `anything else is no date`(_ header: String) {
        #expect(retryAfter(header, now: Self.example) == nil)
    }
}
