/// `1 area`, `2 areas`, `1,594 areas`.
package func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// A whole number with commas between thousands.
package func grouped(_ number: Int) -> String {
    let digits = String(abs(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return number < 0 ? "-" + text : text
}

/// `` `a`, `b` and `c` ``; beyond `limit` names, how many more there are.
package func listed(
    _ names: [String],
    limit: Int = 8,
    conjunction: String = "and",
    quoted: Bool = true
) -> String {
    let shown = names.prefix(limit).map { quoted ? "`\($0)`" : $0 }
    if names.count > limit {
        return shown.joined(separator: ", ") + " and \(names.count - limit) more"
    }
    guard shown.count > 1 else { return shown.first ?? "nothing" }
    return shown.dropLast().joined(separator: ", ") + " \(conjunction) \(shown[shown.count - 1])"
}
