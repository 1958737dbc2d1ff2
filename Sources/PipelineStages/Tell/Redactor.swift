/// Takes secrets out of what people and programs get to read.
///
/// A secret of fewer than four characters is taken out only where it stands as a word, since
/// every second line holds `1` or `ab` by chance. A secret of several lines is also taken out
/// line by line, as logs are; so are its forms in URLs and in JSON.
package struct Redactor: Hashable, Sendable {
    /// What stands in the place of a secret.
    package static let mask = "***"

    /// The longest first: a secret may hold another one.
    private let secrets: [String]

    package init(_ secrets: some Sequence<String> = []) {
        var all: Set<String> = []
        for secret in secrets {
            let lines = secret.split(whereSeparator: \.isNewline).map(String.init)
            for part in [secret] + lines.filter({ $0.count >= 4 }) where !part.isEmpty {
                all.formUnion([part, percentEncoded(part), jsonEscaped(part)])
            }
        }
        self.secrets = all.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    }

    package func redact(_ text: String) -> String {
        secrets.reduce(text) { text, secret in
            text.contains(secret) ? replace(secret, in: text) : text
        }
    }

    private func replace(_ secret: String, in text: String) -> String {
        guard secret.count < 4 else { return text.replacing(secret, with: Self.mask) }
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: secret) {
            let before =
                range.lowerBound > text.startIndex
                ? text[text.index(before: range.lowerBound)] : " "
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
            let isWord =
                !(isWordCharacter(before) && secret.first.map(isWordCharacter) == true)
                && !(isWordCharacter(after) && secret.last.map(isWordCharacter) == true)
            result += rest[..<range.lowerBound] + (isWord ? Self.mask : secret)
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}

private func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
}

/// The text as it stands in a URL (RFC 3986, 2.3: all but unreserved characters).
func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { result, byte in
        let scalar = UnicodeScalar(byte)
        let isUnreserved =
            scalar.isASCII && Character(scalar).isLetter || Character(scalar).isWholeNumber
            || "-._~".unicodeScalars.contains(scalar)
        if byte < 0x80, isUnreserved {
            result.unicodeScalars.append(scalar)
        } else {
            result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }
    }
}

/// The text as it stands between the quotes of JSON.
private func jsonEscaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
        switch character {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        default: result.append(character)
        }
    }
}
