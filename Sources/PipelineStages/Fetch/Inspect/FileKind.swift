import CSVKernel

/// What a file is, as its first bytes say, whatever its name is.
package enum FileKind: String, Codable, CaseIterable, Sendable {
    case zip
    case gzip
    case html
    case xml
    case json
    case pdf
    /// Text that is none of these: delimited, or prose.
    case text
    /// Bytes that are no text: `.dbf`, `.shp` and the like.
    case binary
    /// No bytes, or blanks and line ends only.
    case empty

    /// How many first bytes are looked at.
    static let sampleSize = 1 << 14

    /// The kind of a file with these first bytes.
    package init(_ start: ArraySlice<UInt8>) {
        let signatures: [(FileKind, [UInt8])] = [
            (.zip, [0x50, 0x4B, 3, 4]), (.zip, [0x50, 0x4B, 5, 6]), (.gzip, [0x1F, 0x8B]),
            (.pdf, Array("%PDF-".utf8)),
        ]
        if let (kind, _) = signatures.first(where: { start.starts(with: $0.1) }) {
            self = kind
        } else if start.contains(0) {
            self = .binary
        } else {
            self = Self.ofText(String(decoding: start, as: UTF8.self))
        }
    }

    private static func ofText(_ text: String) -> FileKind {
        var rest = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.lowercased()[...]
        guard let first = rest.first else { return .empty }
        if "{[".contains(first) { return isJSON(rest.dropFirst(), after: first) ? .json : .text }
        guard first == "<", let next = rest.dropFirst().first, next.isLetter || "!?".contains(next)
        else { return .text }
        // Comments, and the declaration of XML, may stand before a page.
        while let end = ["<!--": "-->", "<?": "?>"].first(where: { rest.hasPrefix($0.key) })?.value
        {
            guard let range = rest.firstRange(of: end) else { return .xml }
            rest = rest[range.upperBound...].drop(while: \.isWhitespace)
        }
        if rest.hasPrefix("<!doctype html") { return .html }
        let tag = rest.dropFirst().prefix { $0.isLetter || $0.isNumber }
        let isTag = rest.dropFirst(1 + tag.count).first.map { $0.isWhitespace || "/>".contains($0) }
        return htmlTags.contains(String(tag)) && isTag ?? true ? .html : .xml
    }

    /// Tags that a page, or a piece of one, begins with.
    private static let htmlTags: Set<String> = [
        "html", "head", "body", "script", "title", "meta", "link", "style", "div", "p", "br", "a",
        "h1", "h2", "h3", "center", "table", "form", "iframe", "span", "b", "pre",
    ]

    /// Whether a bracket begins a document: a text may begin with one, too.
    private static func isJSON(_ rest: Substring, after bracket: Character) -> Bool {
        guard let next = rest.first(where: { !$0.isWhitespace }) else { return true }
        return bracket == "{" ? "\"}".contains(next) : "\"{[]-tfn".contains(next) || next.isNumber
    }

    /// The kind, as a noun for people.
    var noun: String {
        switch self {
        case .zip: "a ZIP archive"
        case .gzip: "a gzip file"
        case .html: "a web page"
        case .xml: "XML"
        case .json: "JSON"
        case .pdf: "a PDF file"
        case .text: "text"
        case .binary: "binary data"
        case .empty: "empty"
        }
    }
}

/// What the name of a file promises of its content.
struct FilePromise {
    /// The kinds it may have.
    let kinds: Set<FileKind>
    /// The content, as a noun for people.
    let noun: String

    init(_ name: String) {
        switch fileExtension(name) {
        case "zip": (kinds, noun) = ([.zip], "a ZIP archive")
        case "xlsx": (kinds, noun) = ([.zip], "a workbook")
        case "gz": (kinds, noun) = ([.gzip], "a gzip file")
        case "csv", "txt", "tab", "tsv": (kinds, noun) = ([.text], "delimited text")
        case "json", "topojson", "geojson": (kinds, noun) = ([.json], "JSON")
        case "xml": (kinds, noun) = ([.xml], "XML")
        case "pdf": (kinds, noun) = ([.pdf], "a PDF file")
        case "html", "htm": (kinds, noun) = ([.html, .xml], "a web page")
        default: (kinds, noun) = (Set(FileKind.allCases).subtracting([.html]), "a file of data")
        }
    }
}

/// The last part of a name after a point, in lower case: `csv`; empty when there is none.
func fileExtension(_ name: String) -> String {
    guard let point = name.lastIndex(of: "."), !name[point...].contains("/") else { return "" }
    return name[name.index(after: point)...].lowercased()
}

/// Whether a name is of delimited text.
func isDelimitedText(_ name: String) -> Bool {
    ["csv", "tsv", "txt", "tab"].contains(fileExtension(name))
}
