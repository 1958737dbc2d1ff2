import CSVKernel

/// Names with digests, as the ledger writes them: a line each, name, tab, digest; sorted.
struct NamedDigests {
    private(set) var text: String

    init(_ digests: [String: String]) {
        text = digests.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)\n" }.joined()
    }

    static func read(_ text: String) -> [String: String] {
        var digests: [String: String] = [:]
        for line in text.utf8.split(separator: ASCII.newline) {
            guard let tab = line.lastIndex(of: UInt8(ascii: "\t")) else { continue }
            digests[String(decoding: line[..<tab], as: UTF8.self)] =
                String(decoding: line[line.index(after: tab)...], as: UTF8.self)
        }
        return digests
    }
}
