/// The first words of what a server sent instead of a file, so that a person knows what it is.
struct PageExcerpt {
    /// At most 60 characters; empty when there are no words.
    let text: String

    /// The title of a page, or else its text; the text of anything else.
    init(_ start: ArraySlice<UInt8>, kind: FileKind) {
        guard [.html, .xml, .json, .text].contains(kind) else {
            text = ""
            return
        }
        let source = String(decoding: start, as: UTF8.self)
        let isMarkup = [.html, .xml].contains(kind)
        let words = isMarkup ? Self.words(source) : Self.collapsed(source)
        text = words.count > 60 ? words.prefix(60) + "..." : words
    }

    private static func words(_ source: String) -> String {
        if let match = source.firstMatch(of: /(?is)<title[^>]*>(.*?)<\/title/) {
            let title = collapsed(decoded(String(match.1)))
            if !title.isEmpty { return title }
        }
        let hidden = /(?is)<!--.*?-->|<(script|style)\b.*?(<\/\1\s*>|$)|<[^>]*(>|$)/
        return collapsed(decoded(source.replacing(hidden, with: " ")))
    }

    /// The text with one blank for blanks and line ends, and without control characters.
    private static func collapsed(_ text: String) -> String {
        let shown = text.unicodeScalars.map { scalar in
            ["\u{FEFF}", "\u{FFFD}"].contains(scalar)
                || scalar.properties.generalCategory == .control
                ? " " : Character(scalar)
        }
        return String(shown).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The text with the entities that titles have.
    private static func decoded(_ text: String) -> String {
        let entities = [
            ("&nbsp;", " "), ("&#160;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""),
            ("&#39;", "'"), ("&apos;", "'"), ("&eacute;", "é"), ("&amp;", "&"),
        ]
        return entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
}
