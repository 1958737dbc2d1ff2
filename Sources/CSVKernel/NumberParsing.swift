/// Reads a decimal number such as `3290350`, `-4.9`, `  15.4` or `4e+05`.
///
/// Spaces around the number are allowed, because Statistics Canada pads numbers; a point is the
/// only decimal mark and there are no grouping marks. Up to 15 significant digits are exact.
///
/// - Returns: Nil when the text is anything else.
public func parseNumber(_ bytes: Span<UInt8>) -> Double? {
    var index = 0
    var end = bytes.count
    while index < end, bytes[index] == ASCII.space { index += 1 }
    while end > index, bytes[end - 1] == ASCII.space { end -= 1 }
    guard index < end else { return nil }

    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var mantissa: Int64 = 0
    var digits = 0
    var fractionDigits = 0
    var hasPoint = false
    while index < end {
        let byte = bytes[index]
        if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            guard mantissa < 100_000_000_000_000_000 else { return nil }
            mantissa = mantissa * 10 + Int64(byte - UInt8(ascii: "0"))
            digits += 1
            if hasPoint { fractionDigits += 1 }
        } else if byte == UInt8(ascii: "."), !hasPoint {
            hasPoint = true
        } else {
            break
        }
        index += 1
    }
    guard digits > 0, !hasPoint || fractionDigits > 0 else { return nil }
    var exponent = -fractionDigits
    if index < end {
        guard let written = parseExponent(bytes, from: index, to: end) else { return nil }
        exponent += written
    }
    guard let magnitude = scale(mantissa, by: exponent) else { return nil }
    return isNegative ? -magnitude : magnitude
}

private func parseExponent(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var index = start
    guard bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") else { return nil }
    index += 1
    guard index < end else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < end, end - index <= 2 else { return nil }
    var exponent = 0
    while index < end {
        let byte = bytes[index]
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        exponent = exponent * 10 + Int(byte - UInt8(ascii: "0"))
        index += 1
    }
    return isNegative ? -exponent : exponent
}

/// `mantissa` times a power of ten: correctly rounded where both parts are exact doubles.
private func scale(_ mantissa: Int64, by exponent: Int) -> Double? {
    guard abs(exponent) <= 22 else { return mantissa == 0 ? 0 : nil }
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
}
