import CSVKernel
import TestSupport
import Testing

@Suite struct NumberParsingTests {
    static let numbers: [(String, Double)] = [
        ("0", 0), ("7", 7), ("3290350", 3_290_350), ("-4.9", -4.9), ("15.4", 15.4),
        ("  15.4", 15.4), ("15.4   ", 15.4), ("  -12 ", -12), ("007", 7), (".5", 0.5),
        ("-.5", -0.5), ("0.1", 0.1), ("0.30", 0.3), ("4e+05", 400_000), ("4e5", 400_000),
        ("4E5", 400_000), ("1.5e3", 1_500), ("25e-1", 2.5), ("-1e-05", -0.00001),
        ("123456789012345", 123_456_789_012_345), ("0.123456789012345", 0.123_456_789_012_345),
        ("999999999999999999", 1e18), ("0e99", 0), ("0.000", 0),
        ("00000000000000000000000001", 1), ("1e22", 1e22), ("1e-22", 1e-22),
    ]

    private func number(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        return parseNumber(bytes.span)
    }

    @Test(arguments: numbers)
    func `reads a decimal number, padded or with an exponent`(_ text: String, _ value: Double) {
        #expect(number(text) == value)
    }

    @Test(arguments: [
        "", " ", "-", "+5", "--5", "- 5", "5-", ".", "-.", "5.", "5.e3", "1.2.3", "1,234", "1 234",
        "$5", "5%", "x", "..", "...", "F", "NA", "nan", "inf", "0x10", "e5", "4e", "4e+", "4e-",
        "4e+005", "4e5.0", "4e5 5", "4f5", "1e23", "1e-23", "1e400", "\u{A0}5", "5\t", "\"5\"",
        "1234567890123456789", "٣",
    ])
    func `refuses any other text`(_ text: String) {
        #expect(number(text) == nil)
    }

    @Test func `is exact up to 15 significant digits`() {
        var generator = SeededGenerator(seed: 15)
        for _ in 0..<5_000 {
            let digits = Int.random(in: 1...15, using: &generator)
            var limit = 1
            for _ in 0..<digits { limit *= 10 }
            var text = String(Int.random(in: 0..<limit, using: &generator))
            let point = Int.random(in: 0...text.count, using: &generator)
            if point < text.count {
                text.insert(".", at: text.index(text.startIndex, offsetBy: point))
            }
            if Bool.random(using: &generator) { text = "-" + text }
            if Bool.random(using: &generator) {
                text += "e\(Int.random(in: -7...22, using: &generator))"
            }
            #expect(number(text) == Double(text), Comment(rawValue: text))
        }
    }

    @Test func `reads a part of a longer text`() {
        let bytes = Array("a,  42 ,b".utf8)
        let number = parseNumber(bytes.span.extracting(2..<7))
        #expect(number == 42)
    }
}
