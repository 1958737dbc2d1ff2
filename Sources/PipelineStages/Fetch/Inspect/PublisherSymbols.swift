import CSVKernel

/// What publishers print in place of a figure, or beside one.
///
/// Source: symbol legends of the census profiles and of Statistics Canada's tables
/// ("Standard table symbols": `..`, `...`, `x`, `p`, `r`, `E`, `F`, `t`, `0s`, grades `A` to `D`);
/// IRCC's note on `--`.
enum PublisherSymbols {
    static let all: Set<String> = [
        "x", "..", "...", "F", "E", "r", "rE", "r,E", "p", "t", "0s", "A", "B", "C", "D", "--", "-",
        "+",
    ]

    /// The symbols that are never a label of anything.
    static let inColumnsOfText: Set<String> = [
        "x", "..", "...", "F", "E", "r", "rE", "r,E", "p", "--", "-", "+",
    ]
}

/// Reads a number that may have commas between thousands, such as `1,205` or `-12,345.6`.
///
/// - Returns: Nil when the text is anything else.
func parseGroupedNumber(_ bytes: Span<UInt8>) -> Double? {
    let range = trimmedRange(bytes)
    var digits: [UInt8] = []
    /// Digits since the last comma.
    var run = 0
    var hasComma = false
    var hasPoint = false
    for index in range {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: ","):
            guard !hasPoint, hasComma ? run == 3 : (1...3).contains(run) else { return nil }
            hasComma = true
            run = 0
            continue
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            run += 1
        default:
            // Where the whole part ends, its last group must be whole.
            if hasComma, !hasPoint, run != 3, !digits.isEmpty { return nil }
            if byte != UInt8(ascii: "-") || !digits.isEmpty { hasPoint = true }
        }
        digits.append(byte)
    }
    guard !hasComma || hasPoint || run == 3 else { return nil }
    return parseNumber(digits.span)
}
