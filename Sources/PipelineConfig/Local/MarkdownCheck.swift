import IndicatorModel

/// Looks for what must not stand in a text that others will show: HTML, links that are no pages
/// or addresses, images from elsewhere.
///
/// It is stricter than Markdown where that is simpler: a `<` before a letter is refused in code
/// too, and a link is written on one line.
struct MarkdownCheck {
    /// How a link may begin.
    private static let schemes = ["https://", "mailto:"]

    let file: TextFile
    let report: Report

    /// Looks at a line; `number` counts from 1.
    mutating func look(at line: String, _ number: Int) {
        let characters = Array(line)
        for (index, character) in characters.enumerated() {
            let rest = characters[(index + 1)...]
            switch character {
            case "<" where isTag(rest): refuse(.html, number, index)
            case "!" where rest.first == "[": refuse(.image, number, index)
            case "]" where rest.first == "(":
                if !isAllowed(rest.dropFirst()) { refuse(.link, number, index + 2) }
            case "]" where rest.first == ":":
                if !isAllowed(rest.dropFirst()) { refuse(.link, number, index + 2) }
            default: break
            }
        }
    }

    /// Whether what follows a `<` makes it a tag, a comment or the like.
    private func isTag(_ rest: ArraySlice<Character>) -> Bool {
        guard let first = rest.first else { return false }
        let text = String(rest)
        if Self.schemes.contains(where: text.hasPrefix) { return false }
        return first.isLetter || ["/", "!", "?"].contains(first)
    }

    private func isAllowed(_ rest: ArraySlice<Character>) -> Bool {
        let target = String(rest.drop { $0 == " " || $0 == "<" })
        return Self.schemes.contains(where: target.hasPrefix)
    }

    private enum Mistake {
        case html, image, link
    }

    private func refuse(_ mistake: Mistake, _ line: Int, _ index: Int) {
        let span = file.span(line: line, column: index + 1, length: 1)
        let (code, message, hint) =
            switch mistake {
            case .html:
                (
                    "html", "HTML is not taken",
                    "write `*text*` for emphasis, and `&lt;` where the sign itself is meant"
                )
            case .image:
                (
                    "image-in-text", "an image stands in the text",
                    "name it under `image` in the head"
                )
            case .link:
                (
                    "bad-link", "the link is neither a page nor an address",
                    "begin it with `https://` or `mailto:`"
                )
            }
        report.add(.local(code, message, at: span, hints: [hint]))
    }
}
