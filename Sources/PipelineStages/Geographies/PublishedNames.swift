import IndicatorModel

/// The names of a geography in both languages, from the one field that files have for them.
///
/// - `Quebec / Québec`: English, then French. In British Columbia `Kootenay Boundary B / Lower
///   Columbia-Old-Glory` is one name, of an electoral area by its letter; none there has a French
///   one.
/// - `Ottawa - Gatineau (partie du Québec / Quebec part)`: the language of the province comes
///   first, and `partie` is French. The CMA itself has the name before the bracket.
/// - `Division No.  5`: names of the boundary files have two spaces before one digit; one is kept.
func publishedNames(_ text: String, of geography: Geography) -> BilingualText {
    let name = text.split(separator: " ").joined(separator: " ")
    let bracket = name.firstRange(of: " (")
    switch geography.level {
    case .metropolitanArea:
        return bilingual(bracket.map { String(name[..<$0.lowerBound]) } ?? name)
    case .metropolitanAreaPart:
        guard let bracket, name.hasSuffix(")") else { return bilingual(name) }
        let words = name[bracket.upperBound...].dropLast().split(separator: " / ")
        let whole = bilingual(String(name[..<bracket.lowerBound]))
        guard words.count == 2 else { return bilingual(name) }
        let frenchFirst = words[0].hasPrefix("partie")
        let (english, french) = frenchFirst ? (words[1], words[0]) : (words[0], words[1])
        return BilingualText(en: "\(whole.en) (\(english))", fr: "\(whole.fr) (\(french))")
    case .censusSubdivision where geography.province == "59":
        return BilingualText(en: name, fr: name)
    default:
        return bilingual(name)
    }
}

private func bilingual(_ name: String) -> BilingualText {
    let parts = name.split(separator: " / ")
    guard parts.count == 2 else { return BilingualText(en: name, fr: name) }
    return BilingualText(en: String(parts[0]), fr: String(parts[1]))
}
