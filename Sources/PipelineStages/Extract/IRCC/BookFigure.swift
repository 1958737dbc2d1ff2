import IndicatorModel

/// Reads a figure as IRCC writes it: `3,060`, `12915`, `0`, or `--` for 0 to 5.
///
/// Spaces around it do not matter: books in French are aligned by them.
///
/// - Returns: Nil when the text is anything else.
func readIRCCFigure(_ text: String, line: Int) -> Cell? {
    let trimmed = trimmed(text)
    if trimmed == "--" {
        return Cell(value: nil, text: trimmed, symbol: .masked, state: .masked, line: line)
    }
    let groups = trimmed.split(separator: ",", omittingEmptySubsequences: false)
    let digits = groups.joined()
    guard !digits.isEmpty, digits.utf8.count <= 12,
        digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let value = Double(digits)
    else { return nil }
    if groups.count > 1 {
        guard (1...3).contains(groups[0].utf8.count),
            groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
        else { return nil }
    }
    return Cell(value: value, text: trimmed, symbol: nil, state: .observed, line: line)
}

/// A text without the spaces around it, no-break spaces among them.
func trimmed(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
}
