import IndicatorModel
import TestSupport
import Testing

@Suite struct DecimalTextTests {
    @Test(
        arguments: [
            (3_290_350, "3290350"), (0, "0"), (-0.0, "0"), (-7, "-7"), (15.4, "15.4"),
            (-4.9, "-4.9"),
            (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"), (100_000, "100000"),
            (1e15, "1000000000000000"),
            (0.0001, "0.0001"), (0.00001, "0.00001"), (1.5e-7, "0.00000015"),
            (-1.25e-9, "-0.00000000125"),
            (9_007_199_254_740_991, "9007199254740991"),
            (9_007_199_254_740_992, "9007199254740992"),
            (-9_007_199_254_740_992, "-9007199254740992"), (1e16, "10000000000000000"),
            (1.5e16, "15000000000000000"), (1.234_567e20, "123456700000000000000"),
            (-1e22, "-10000000000000000000000"), (123_456_789.125, "123456789.125"),
        ] as [(Double, String)]
    )
    func `is the shortest decimal without an exponent`(_ value: Double, _ text: String) {
        #expect(decimalText(value) == text)
    }

    @Test(arguments: [
        Double.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
        -.greatestFiniteMagnitude, .ulpOfOne, 18_014_398_509_481_984, 9_007_199_254_740_994,
    ])
    func `is read back as the same number at the ends of what a double holds`(_ value: Double) {
        expectRoundTrip(value)
    }

    @Test func `is read back as the same number, whatever the number`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: generator.next())
            if value.isFinite { expectRoundTrip(value) }
        }
    }

    @Test func `is read back as the same number for figures such as are published`() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<20_000 {
            let whole = Int.random(in: -40_000_000...40_000_000, using: &generator)
            for divisor in [1.0, 3, 7, 10, 100, 10_000, 1e9] {
                expectRoundTrip(Double(whole) / divisor)
            }
        }
    }

    private func expectRoundTrip(_ value: Double) {
        let text = decimalText(value)
        let isPlain = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        }
        let isShort =
            !text.hasSuffix(".0") && text != "-0" && !(text.contains(".") && text.hasSuffix("0"))
        let isSame = Double(text) == value
        if !isPlain || !isShort || !isSame { Issue.record("\(value) was written `\(text)`") }
    }

    @Test(
        arguments: [
            (0.031_25, 4, 0.0313), (12.345_649, 4, 12.3456), (-0.031_25, 4, -0.0313),
            (2.5, 0, 3),
            (-2.5, 0, -3), (1_234, 2, 1_234), (0.000_04, 4, 0), (0.1 + 0.2, 4, 0.3),
        ] as [(Double, Int, Double)]
    )
    func `rounds to the nearest, halves away from zero`(
        _ value: Double,
        _ decimals: Int,
        _ result: Double
    ) {
        #expect(rounded(value, decimals: decimals) == result)
    }

    @Test func `rounds bounds outwards, so that they still hold what they held`() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<10_000 {
            let value = Double.random(in: 0...100, using: &generator)
            let low = rounded(value, decimals: quotientDecimals, .down)
            let high = rounded(value, decimals: quotientDecimals, .up)
            if !(low <= value && value <= high) { Issue.record("\(low)...\(high) lacks \(value)") }
            #expect(high - low < 0.000_100_1)
        }
    }
}
