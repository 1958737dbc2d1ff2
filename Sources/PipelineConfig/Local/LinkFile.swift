import FoundationEssentials
import IndicatorModel

/// Reads `links.yaml` of a place, and the documents that it names in `documents/`.
struct LinkReader {
    static let longestDocument = 10_000_000
    static let keys = (required: ["id", "kind", "title"], optional: ["url", "file"])

    let root: URL
    /// The folder of the place, from the project.
    let folder: String
    let report: Report

    func read() -> [LocalLink] {
        guard let file = TextFile.read("\(folder)/links.yaml", in: root, report),
            let document = YAMLValue.document(of: file, report),
            let mapping = document.mapping(required: ["links"])
        else { return [] }
        var links: [LocalLink] = []
        for item in mapping["links"]?.list ?? [] {
            guard let link = readLink(item) else { continue }
            if links.contains(where: { $0.id == link.id }) {
                report.add(.general("duplicate-id", "link `\(link.id)` stands twice", item))
            }
            links.append(link)
        }
        return links
    }

    private func readLink(_ value: YAMLValue) -> LocalLink? {
        guard
            let mapping = value.mapping(
                required: Self.keys.required,
                optional: Self.keys.optional
            ),
            let id: LocalItemID = mapping["id"]?.identifier("a link"),
            let kind: LocalLink.Kind = mapping["kind"]?.choice("kind of link"),
            let title = mapping["title"]?.bilingual
        else { return nil }
        if (mapping["url"] == nil) == (mapping["file"] == nil) {
            report.add(
                .general(
                    "one-choice",
                    "expected `url` or `file`, one of the two",
                    value,
                    hints: ["give the page as `url`, or the name of a PDF in \(folder)/documents"]
                )
            )
            return nil
        }
        if let url = mapping["url"] {
            return url.securePage.map {
                LocalLink(id: id, kind: kind, title: title, target: .url($0))
            }
        }
        guard let file = mapping["file"], let (name, bytes) = readDocument(file) else {
            return nil
        }
        return LocalLink(id: id, kind: kind, title: title, target: .document(name, bytes))
    }

    private func readDocument(_ value: YAMLValue) -> (String, [UInt8])? {
        guard let name = value.plainFileName else { return nil }
        let path = "\(folder)/documents/\(name)"
        guard let bytes = value.readFile(path, in: root, limit: Self.longestDocument) else {
            return nil
        }
        if bytes.starts(with: Array("%PDF-".utf8)) { return (name, bytes) }
        report.add(
            .local(
                "no-pdf",
                "`\(path)` is no PDF, whatever its name says",
                at: value.span,
                hints: ["save the document as PDF"]
            )
        )
        return nil
    }
}

extension YAMLValue {
    /// A page that is read over an encrypted line; anything else is reported.
    fileprivate var securePage: String? {
        guard let text = string else { return nil }
        let rest = text.dropFirst("https://".count)
        if text.hasPrefix("https://"), !rest.isEmpty, rest.first != "/",
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x3C })
        {
            return text
        }
        report.add(.wrongShape(self, expected: "a URL that begins with `https://`"))
        return nil
    }
}
