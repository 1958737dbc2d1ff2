import CSVKernel
import Testing

@Suite struct ReferenceScannerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        /// The line of each record with its fields.
        let records: [(Int, [String])]

        init(_ text: String, _ records: [(Int, [String])]) {
            self.text = text
            self.records = records
        }

        var testDescription: String { text.debugDescription }
    }

    static let cases = [
        Case("", []),
        Case("\n", [(1, [""])]),
        Case("\r\n", [(1, [""])]),
        Case("\n\n", [(1, [""]), (2, [""])]),
        Case("a", [(1, ["a"])]),
        Case("a\n", [(1, ["a"])]),
        Case("a,b\nc,d\n", [(1, ["a", "b"]), (2, ["c", "d"])]),
        Case("a,b\r\nc,d\r\n", [(1, ["a", "b"]), (2, ["c", "d"])]),
        Case("a,b\r\nc,d", [(1, ["a", "b"]), (2, ["c", "d"])]),
        Case(",", [(1, ["", ""])]),
        Case("a,\nb", [(1, ["a", ""]), (2, ["b"])]),
        Case(",,\n", [(1, ["", "", ""])]),
        Case("a\n\nb", [(1, ["a"]), (2, [""]), (3, ["b"])]),
        Case("\"\"", [(1, [""])]),
        Case("\"\",\"\"\n", [(1, ["", ""])]),
        Case("\"a,b\",c", [(1, ["a,b", "c"])]),
        Case("\"a\"\"b\"", [(1, ["a\"b"])]),
        Case("\"\"\"\"", [(1, ["\""])]),
        Case("\"a\nb\",c\nd", [(1, ["a\nb", "c"]), (3, ["d"])]),
        Case("\"a\r\nb\"\r\nd", [(1, ["a\r\nb"]), (3, ["d"])]),
        Case("\"a\"\r", [(1, ["a"])]),
        // A quote has a meaning only where a field begins.
        Case("a\"b,c", [(1, ["a\"b", "c"])]),
        Case("a\"b\"\n\"c\"", [(1, ["a\"b\""]), (2, ["c"])]),
        Case(" \"a\"", [(1, [" \"a\""])]),
        // A carriage return alone is text; before a line feed or at the end it is a line end.
        Case("a\rb", [(1, ["a\rb"])]),
        Case("a\r,b", [(1, ["a\r", "b"])]),
        Case("a\r\r\nb", [(1, ["a\r"]), (2, ["b"])]),
        Case("a\r", [(1, ["a"])]),
        Case("a,\r", [(1, ["a", ""])]),
        Case("\u{FEFF}a,b\n", [(1, ["a", "b"])]),
        Case("\u{FEFF}\"a\"\n", [(1, ["a"])]),
        Case("\u{FEFF}", []),
        Case("\u{FEFF}\n", [(1, [""])]),
        Case("\u{FEFF}\u{FEFF}a", [(1, ["\u{FEFF}a"])]),
        Case("a\n\u{FEFF}b", [(1, ["a"]), (2, ["\u{FEFF}b"])]),
        Case("é,\"à,ç\"\nb", [(1, ["é", "à,ç"]), (2, ["b"])]),
    ]

    @Test(arguments: cases)
    func `reads records as RFC 4180 has them`(_ example: Case) throws {
        let records = try ReferenceScanner.records(Array(example.text.utf8))
        #expect(records.map(\.line) == example.records.map(\.0))
        #expect(
            records.map { $0.fields.map { String(decoding: $0, as: UTF8.self) } }
                == example.records.map(\.1)
        )
    }

    static let errors: [(String, Refusal)] = [
        ("\"a", Refusal(code: .unterminatedQuote, line: 1)),
        ("\"", Refusal(code: .unterminatedQuote, line: 1)),
        ("a\nb,\"c\nd\n", Refusal(code: .unterminatedQuote, line: 2)),
        ("\"a\"\"", Refusal(code: .unterminatedQuote, line: 1)),
        ("\"a\"b", Refusal(code: .textAfterQuote, line: 1)),
        ("\"a\" ,b", Refusal(code: .textAfterQuote, line: 1)),
        ("\"a\nb\"\n\"c\"\rd", Refusal(code: .textAfterQuote, line: 3)),
        ("\"a\"\r,b", Refusal(code: .textAfterQuote, line: 1)),
    ]

    @Test(arguments: errors)
    func `refuses text that is not CSV, with the line its record begins on`(
        _ text: String,
        _ refusal: Refusal
    ) {
        let error = #expect(throws: ScanError.self) {
            try ReferenceScanner.records(Array(text.utf8))
        }
        #expect(error.map(Refusal.init) == refusal)
    }

    @Test func `reads fields between other separators`() throws {
        let text = Array("a,b\t\"c\td\"\n".utf8)
        let records = try ReferenceScanner.records(text, separator: ASCII.tab)
        #expect(records.map(\.fields) == [[Array("a,b".utf8), Array("c\td".utf8)]])
    }
}
