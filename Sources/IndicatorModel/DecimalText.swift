/// The shortest decimal text that is read back as the same number, without an exponent.
///
/// `3290350.0` is written `3290350`; minus zero is written `0`.
package func decimalText(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 18_014_398_509_481_984 {
        return String(Int64(value))
    }
    let shortest = "\(value)"
    guard let mark = shortest.firstIndex(of: "e") else { return shortest }
    return expanded(shortest[..<mark], exponent: Int(shortest[shortest.index(after: mark)...]) ?? 0)
}

/// Writes digits with an exponent as a plain decimal.
private func expanded(_ mantissa: Substring, exponent: Int) -> String {
    let isNegative = mantissa.first == "-"
    let parts = mantissa.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
    let whole = parts.first.map(String.init) ?? "0"
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    let digits = whole + fraction
    let point = whole.count + exponent
    let text: String
    if point <= 0 {
        text = "0." + String(repeating: "0", count: -point) + digits
    } else if point >= digits.count {
        text = digits + String(repeating: "0", count: point - digits.count)
    } else {
        let index = digits.index(digits.startIndex, offsetBy: point)
        text = digits[..<index] + "." + digits[index...]
    }
    return isNegative ? "-" + text : text
}

/// Decimals that computed quotients are published with.
package let quotientDecimals = 4

/// Rounds to a number of decimals in a given direction.
package func rounded(
    _ value: Double,
    decimals: Int,
    _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
) -> Double {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    return (value * power).rounded(rule) / power
}
