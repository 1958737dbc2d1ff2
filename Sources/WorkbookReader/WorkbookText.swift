/// A text that grows piece by piece, as XML hands it over.
struct WorkbookText {
    /// Of one cell or shared string, in bytes: Excel allows 32,767 characters.
    static let longest = 1 << 18

    private var bytes: [UInt8] = []

    var isTooLong: Bool { bytes.count > Self.longest }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        unsafe bytes.append(contentsOf: piece)
    }

    /// The text; `_x000D_` and the like are the characters that they stand for.
    ///
    /// Source: ECMA-376, part 1, 22.9.2.19 (ST_Xstring).
    var string: String {
        // Expat hands over UTF-8.
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
        return unescaped(text)
    }

    private func unescaped(_ text: String) -> String {
        let units = Array(text.utf16)
        var result: [UInt16] = []
        var index = 0
        while index < units.count {
            if let unit = escaped(units, at: index) {
                result.append(unit)
                index += 7
            } else {
                result.append(units[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF16.self)
    }

    /// The unit that `_xHHHH_` at `index` stands for.
    private func escaped(_ units: [UInt16], at index: Int) -> UInt16? {
        guard index + 7 <= units.count, units[index] == 0x5F, units[index + 1] == 0x78,
            units[index + 6] == 0x5F
        else { return nil }
        let digits = String(decoding: units[index + 2..<index + 6], as: UTF16.self)
        guard digits.utf8.count == 4, !digits.hasPrefix("+") else { return nil }
        return UInt16(digits, radix: 16)
    }
}
