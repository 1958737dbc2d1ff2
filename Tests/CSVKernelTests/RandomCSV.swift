import TestSupport

/// Synthetic texts that are CSV, nearly CSV, or nothing of the kind.
enum RandomCSV {
    private static let scraps: [String] = [
        "\"", "\"\"", ",", ",,", "\n", "\r\n", "\r", "\"\r\n", "\",\"", "a", "bc", " ", "é", "-4.9",
        "\u{A0}", "\u{FEFF}", "12345678901234567890",
    ]

    static func text(seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var text: [UInt8] = []
        if Int.random(in: 0..<4, using: &generator) == 0 { text += Array("\u{FEFF}".utf8) }
        text += seed.isMultiple(of: 3) ? soup(&generator) : table(&generator)
        return text
    }

    /// Scraps in any order: most such texts are refused.
    private static func soup(_ generator: inout SeededGenerator) -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<Int.random(in: 0...24, using: &generator) { text += scrap(&generator).utf8 }
        return text
    }

    /// Records whose fields are quoted where they must be, and sometimes where they need not be.
    private static func table(_ generator: inout SeededGenerator) -> [UInt8] {
        let lineEnd = Bool.random(using: &generator) ? "\n" : "\r\n"
        var text = ""
        for row in 0..<Int.random(in: 1...6, using: &generator) {
            if row > 0 { text += lineEnd }
            for column in 0..<Int.random(in: 1...5, using: &generator) {
                if column > 0 { text += "," }
                text += field(&generator)
            }
        }
        if Bool.random(using: &generator) { text += lineEnd }
        return Array(text.utf8)
    }

    private static func field(_ generator: inout SeededGenerator) -> String {
        let content = content(&generator)
        let mustBeQuoted = content.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        guard mustBeQuoted || Bool.random(using: &generator) else { return content }
        return "\"" + content.replacing("\"", with: "\"\"") + "\""
    }

    /// The text of a field, with anything in it.
    static func content(_ generator: inout SeededGenerator) -> String {
        var content = ""
        for _ in 0..<Int.random(in: 0...3, using: &generator) { content += scrap(&generator) }
        return content
    }

    private static func scrap(_ generator: inout SeededGenerator) -> String {
        scraps.randomElement(using: &generator) ?? ""
    }
}
