import CSVKernel
import Testing

@Suite struct FieldTextTests {
    private func decoded(
        _ bytes: [UInt8],
        _ encoding: TextEncoding,
        unescaping: Bool = false
    )
        -> String?
    {
        decodeText(bytes.span, as: encoding, unescapingQuotes: unescaping)
    }

    private func isText(_ bytes: [UInt8]) -> Bool { isUTF8(bytes.span) }

    @Test(arguments: [
        ("Montréal", "Montréal"), ("", ""), ("a\"\"b", "a\"\"b"), ("日本", "日本"),
    ])
    func `decodes UTF-8`(_ text: String, _ expected: String) {
        #expect(decoded(Array(text.utf8), .utf8) == expected)
    }

    static let notUTF8: [[UInt8]] = [
        [0xE9], [0xC3], [0x61, 0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80],
    ]

    @Test(arguments: notUTF8)
    func `refuses bytes that are not UTF-8`(_ bytes: [UInt8]) {
        #expect(decoded(bytes, .utf8) == nil)
        #expect(!isText(bytes))
    }

    @Test func `tells UTF-8 from other bytes`() {
        #expect(isText(Array("Québec".utf8)))
        #expect(isText([]))
    }

    static let windows1252: [([UInt8], String)] = [
        ([0x4D, 0x6F, 0x6E, 0x74, 0x72, 0xE9, 0x61, 0x6C], "Montréal"),
        ([0x80], "€"), ([0x92], "’"), ([0x93, 0x94], "“”"), ([0x96, 0x97], "–—"),
        ([0x9C], "œ"), ([0x8C], "Œ"), ([0x9F], "Ÿ"), ([0x99], "™"), ([0x85], "…"),
        ([0xA0], "\u{A0}"), ([0xFF], "ÿ"), ([0x00], "\0"), ([], ""),
    ]

    @Test(arguments: windows1252)
    func `decodes Windows-1252`(_ bytes: [UInt8], _ text: String) {
        #expect(decoded(bytes, .windows1252) == text)
    }

    @Test(arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8])
    func `refuses bytes that Windows-1252 has no character for`(_ byte: UInt8) {
        #expect(decoded([0x61, byte], .windows1252) == nil)
    }

    @Test func `decodes every other byte as Windows-1252 has it`() {
        let text = (0...255).compactMap { (byte: UInt8) in
            decoded([byte], .windows1252)
        }
        #expect(text.count == 251)
        #expect(Set(text).count == 251)
        #expect(text.joined().hasSuffix("üýþÿ"))
        #expect(text.joined().contains("xyz{|}~\u{7F}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u{A0}¡"))
    }

    @Test(arguments: [
        ("a\"\"b", "a\"b"), ("\"\"", "\""), ("\"\"\"\"", "\"\""), ("a\"b", "a\"b"),
        ("\"", "\""), ("plain", "plain"),
    ])
    func `makes one quote of two`(_ field: String, _ text: String) {
        for encoding in [TextEncoding.utf8, .windows1252] {
            #expect(decoded(Array(field.utf8), encoding, unescaping: true) == text)
        }
    }

    @Test(arguments: [
        ("x", "x", true), ("  x ", "x", true), ("x", "xx", false), ("xx", "x", false),
        ("", "", true), ("   ", "", true), ("x", "", false), ("a b", "a b", true),
        ("a b", "ab", false), ("X", "x", false),
    ])
    func `compares a field without the spaces around it`(
        _ field: String,
        _ text: String,
        _ isEqual: Bool
    ) {
        let bytes = Array(field.utf8)
        let result = fieldEquals(bytes.span, Array(text.utf8))
        #expect(result == isEqual)
    }

    static let padded: [([UInt8], Range<Int>)] = [
        ([], 0..<0), ([0x20], 1..<1), ([0x20, 0x61, 0x20], 1..<2), ([0xA0, 0x61, 0xA0], 0..<3),
        ([0x61, 0x20, 0x61], 0..<3), ([0x09, 0x61], 0..<2),
    ]

    @Test(arguments: padded)
    func `finds a field without the spaces around it`(_ bytes: [UInt8], _ range: Range<Int>) {
        let found = trimmedRange(bytes.span)
        #expect(found.count == range.count)
        #expect(range.isEmpty || found == range)
    }
}
