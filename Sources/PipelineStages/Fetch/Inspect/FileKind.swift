import CSVKernel
import IndicatorModel

/// What a file is, by its first bytes.
package enum FileKind: String, Codable, Sendable {
    case zip, gzip, html, xml, json, pdf, text, binary, empty

    /// What people call it.
    var spoken: String {
        switch self {
        case .zip: "a ZIP archive"
        case .gzip: "a gzip file"
        case .html: "a web page"
        case .xml: "XML"
        case .json: "JSON"
        case .pdf: "a PDF"
        case .text: "text"
        case .binary: "binary data"
        case .empty: "empty"
        }
    }

    /// - Parameter start: The first bytes of the file, some hundred where it has them.
    package init(start: ArraySlice<UInt8>) {
        if start.isEmpty {
            self = .empty
        } else if start.starts(with: [0x50, 0x4B, 0x03, 0x04])
            || start.starts(with: [0x50, 0x4B, 0x05, 0x06])
        {
            self = .zip
        } else if start.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if start.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else {
            self = Self.text(start)
        }
    }

    private static func text(_ start: ArraySlice<UInt8>) -> FileKind {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = (start.starts(with: mark) ? start.dropFirst(3) : start)
            .drop { $0 == ASCII.space || $0 == 0x09 || $0 == ASCII.newline || $0 == 0x0D }
        // Control characters stand in no text that anybody publishes.
        let isBinary = start.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1A].contains($0) }
        if isBinary { return .binary }
        let text = String(decoding: bytes.prefix(512), as: UTF8.self).lowercased()
        if isHTML(text) { return .html }
        if text.hasPrefix("<?xml") { return text.contains("<html") ? .html : .xml }
        if text.hasPrefix("{") || text.hasPrefix("[") { return .json }
        return text.hasPrefix("<") && text.contains(">") ? .xml : .text
    }

    private static func isHTML(_ text: String) -> Bool {
        var rest = text[...]
        while rest.hasPrefix("<!--"), let end = rest.firstRange(of: "-->") {
            rest = rest[end.upperBound...].drop(while: \.isWhitespace)
        }
        return ["<!doctype html", "<html", "<head", "<body", "<script", "<title", "<meta"]
            .contains { rest.hasPrefix($0) }
    }

    /// Whether a file of this name may be of this kind.
    package func suits(_ name: String) -> Bool {
        if self == .empty { return false }
        let ending = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
        switch ending {
        case "zip", "xlsx", "ods", "kmz": return self == .zip
        case "gz": return self == .gzip
        case "csv", "tab", "tsv", "txt": return self == .text
        case "json", "geojson", "topojson": return self == .json
        case "xml", "gml", "kml": return self == .xml
        case "pdf": return self == .pdf
        case "htm", "html", "cfm": return true
        default: return self != .html
        }
    }

    /// What a file of this name is.
    static func promised(by name: String) -> String {
        let ending = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
        let kinds: [String: FileKind] = [
            "zip": .zip, "xlsx": .zip, "ods": .zip, "kmz": .zip, "gz": .gzip, "csv": .text,
            "tab": .text, "tsv": .text, "txt": .text, "json": .json, "geojson": .json,
            "topojson": .json, "xml": .xml, "gml": .xml, "kml": .xml, "pdf": .pdf,
        ]
        return kinds[ending]?.spoken ?? "data"
    }
}
