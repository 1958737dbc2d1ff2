import CurlTransfer
import DataStore
import FoundationEssentials
import IndicatorModel
import Synchronization

/// Looks up in a CKAN catalogue where the files of packages are, and remembers packages.
///
/// Source: CKAN 2.10, Action API, `package_show` and `package_search`.
final class CatalogReader: Sendable {
    private let packages = Mutex<[CatalogPackage: CatalogEntry]>([:])

    /// The address of the one resource of a package that fits a pattern.
    ///
    /// `document` gets what an address has.
    func url(
        of pattern: ResourcePattern,
        in package: CatalogPackage,
        _ wanted: WantedPart,
        document: (String) throws -> [UInt8]
    ) throws -> String {
        let entry = try packages.withLock { $0[package] } ?? find(package, wanted, document)
        packages.withLock { $0[package] = entry }
        let url = try entry.resource(pattern, wanted).url.replacing(" ", with: "%20")
        let allowed = wanted.source.fetch.hosts.map { $0.lowercased() } + [host(ofURL: package.api)]
        guard url.hasPrefix("https://") || url.hasPrefix("http://"),
            allowed.contains(host(ofURL: url))
        else {
            throw Diagnostic(
                "fetch.other-host",
                "the catalogue says that `\(wanted.name)` is at `\(url)`, which is no host of "
                    + "the source",
                hints: [
                    "if it is right, add its host to `fetch.hosts` in "
                        + "\(wanted.definition)"
                ]
            )
        }
        return url
    }

    private func find(
        _ package: CatalogPackage,
        _ wanted: WantedPart,
        _ document: (String) throws -> [UInt8]
    ) throws -> CatalogEntry {
        switch package.choice {
        case .id(let id):
            let url = "\(package.api)/package_show?id=\(escaped(id))"
            return try answer(url, CatalogEntry.self, document)
        case .search(let query, let title):
            return try search(package.api, query, title, wanted, document)
        }
    }

    /// Goes through all pages of a search; exactly one package may fit.
    private func search(
        _ api: String,
        _ query: String,
        _ title: String,
        _ wanted: WantedPart,
        _ document: (String) throws -> [UInt8]
    ) throws -> CatalogEntry {
        let rows = 100
        var entries: [CatalogEntry] = []
        while true {
            let url =
                "\(api)/package_search?q=\(escaped(query))&rows=\(rows)"
                + "&start=\(entries.count)"
            let page = try answer(url, SearchPage.self, document)
            entries += page.results
            if page.results.isEmpty || entries.count >= page.count { break }
        }
        let found = entries.filter { $0.fits(title) }
        if found.count == 1 { return found[0] }
        let names = (found.isEmpty ? entries : found).map(\.title)
        throw Diagnostic(
            "fetch.no-package",
            found.isEmpty
                ? "no package of `\(api)` is titled `\(title)`: the search found \(listed(names))"
                : "more than one package is titled `\(title)`: \(listed(names))",
            hints: ["correct `package:` in \(wanted.definition)"]
        )
    }

    private func answer<T: Decodable>(
        _ url: String,
        _ type: T.Type,
        _ document: (String) throws -> [UInt8]
    ) throws -> T {
        let bytes = try document(url)
        do {
            let answer = try JSONDecoder().decode(CatalogAnswer<T>.self, from: Data(bytes))
            if answer.success, let result = answer.result { return result }
        } catch {}
        let start = String(decoding: bytes.prefix(60), as: UTF8.self)
        throw Diagnostic(
            "fetch.no-catalogue-answer",
            "`\(url)` is not an answer of a CKAN catalogue: it begins `\(start)`",
            hints: ["look at the address in a browser; the catalogue may be down"]
        )
    }
}

/// Whether a name fits a pattern, whatever the case of its letters.
private func matchesFolded(_ name: String, _ pattern: String) -> Bool {
    matches(name.lowercased(), pattern: pattern.lowercased())
}

/// Text as the value of a query (RFC 3986, unreserved characters stay).
private func escaped(_ text: String) -> String {
    text.utf8.map { byte in
        let character = Character(UnicodeScalar(byte))
        let stays = byte < 0x80 && (character.isLetter || character.isNumber)
        if stays || "-._~".contains(character) { return String(character) }
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
}

private struct CatalogAnswer<Result: Decodable>: Decodable {
    let success: Bool
    let result: Result?
}

private struct SearchPage: Decodable {
    let count: Int
    let results: [CatalogEntry]
}

/// A package, as far as it is needed to find a file.
struct CatalogEntry: Decodable, Hashable, Sendable {
    struct Resource: Decodable, Hashable, Sendable {
        let id: String
        let name: String?
        /// By language, where the catalogue has more than one.
        let nameTranslated: [String: String]?
        let format: String?
        let url: String

        private enum CodingKeys: String, CodingKey {
            case id, name, format, url
            case nameTranslated = "name_translated"
        }

        /// The name in English where there is one.
        var english: String { nameTranslated?["en"] ?? name ?? id }
    }

    let title: String
    let titleTranslated: [String: String]?
    let resources: [Resource]

    private enum CodingKeys: String, CodingKey {
        case title, resources
        case titleTranslated = "title_translated"
    }

    func fits(_ pattern: String) -> Bool {
        matchesFolded(titleTranslated?["en"] ?? title, pattern)
    }

    /// The one resource that fits a pattern.
    func resource(_ pattern: ResourcePattern, _ wanted: WantedPart) throws -> Resource {
        let fitting = resources.filter { resource in
            matchesFolded(resource.english, pattern.name)
                && pattern.format.map { $0.lowercased() == resource.format?.lowercased() } ?? true
                && pattern.file.map { matchesFolded(lastPart(resource.url), $0) } ?? true
        }
        // Some catalogues list a file once for each language.
        var seen: Set<String> = []
        let found = fitting.filter { seen.insert($0.url).inserted }
        if found.count == 1 { return found[0] }
        let shown = (found.isEmpty ? resources : found).map { resource in
            "\(resource.english) (\(resource.format ?? "?"), \(lastPart(resource.url)))"
        }
        throw Diagnostic(
            "fetch.no-resource",
            found.isEmpty
                ? "no resource of `\(title)` is the one of `\(wanted.name)`; it has "
                    + listed(shown, limit: 60)
                : "more than one resource of `\(title)` fits `\(wanted.name)`: \(listed(shown))",
            hints: [
                "correct `resource:` of the part in \(wanted.definition)"
            ]
        )
    }

    private func lastPart(_ url: String) -> String {
        String(url.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last ?? "")
    }
}
