/// The positions of entries by their folded names.
struct GazetteerNames: Sendable {
    private(set) var positions: [String: [Int]] = [:]

    init(_ entries: [GazetteerEntry]) {
        for (position, entry) in entries.enumerated() {
            var keys: Set<String> = []
            let (english, french) = (entry.names.en, entry.names.fr)
            // Files that have one field for both write them one after the other.
            if english != french { keys.insert(foldedPlaceName("\(english) / \(french)")) }
            for name in Set([english, french]) {
                keys.insert(foldedPlaceName(name))
                for part in Self.parts(of: name) { keys.insert(foldedPlaceName(part)) }
            }
            for key in keys { positions[key, default: []].append(position) }
        }
    }

    /// The two names of `Grand Falls / Grand-Sault`; none of another.
    private static func parts(of name: String) -> [String] {
        let parts = name.split(separator: " / ").map { String($0) }
        return parts.count == 2 ? parts : []
    }
}

/// A place's name without what writers of it do differently.
///
/// Letters are small and without accents. Hyphens, dashes, slashes, dots, commas and brackets are
/// spaces, of which one is kept; apostrophes are left out; `Saint` and `Sainte` are `st` and `ste`.
package func foldedPlaceName(_ name: String) -> String {
    var text = ""
    text.reserveCapacity(name.utf8.count)
    for scalar in name.unicodeScalars { text.append(contentsOf: folded(scalar)) }
    return text.split(separator: " ").map(saint).joined(separator: " ")
}

private func saint(_ word: Substring) -> Substring {
    switch word {
    case "saint": "st"
    case "sainte": "ste"
    default: word
    }
}

private func folded(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "a"..."z", "0"..."9": return String(scalar)
    case "A"..."Z": return scalar.properties.lowercaseMapping
    case "'", "`", "\u{B4}", "\u{2018}"..."\u{201B}", "\u{2B0}"..."\u{2FF}": return ""
    // Accents that stand by themselves.
    case "\u{300}"..."\u{36F}": return ""
    case "&": return " and "
    default: break
    }
    let small = scalar.properties.lowercaseMapping
    if let plain = plainLetters[small] { return plain }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? small : " "
}

/// Small letters with an accent, and without.
private let plainLetters: [String: String] = {
    let accented = [
        "a": "àáâãäåā", "ae": "æ", "c": "çćč", "e": "èéêëēė", "i": "ìíîïīį", "l": "ł", "n": "ñń",
        "o": "òóôõöøō", "oe": "œ", "s": "śš", "u": "ùúûüū", "y": "ýÿ", "z": "žźż",
    ]
    var letters: [String: String] = [:]
    for (plain, list) in accented {
        for letter in list { letters[String(letter)] = plain }
    }
    return letters
}()
