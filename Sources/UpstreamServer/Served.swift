import Foundation
import TestSupport

/// A file as it is served.
struct Served: Sendable {
    let body: Data
    /// The same compressed, where that is its behaviour.
    let compressed: Data?
    let type: String
    let name: String?
    let etag: String
    let modified: String
    let behaviour: Behaviour?
    /// How often its behaviour was shown.
    var shown = 0

    /// What is wrong with what a test asked for.
    struct Mistake: Error {
        let text: String
    }

    init(_ file: UpstreamFile) throws {
        behaviour = try file.behaviour.map { text in
            guard let behaviour = Behaviour(text) else {
                throw Mistake(text: "there is no behaviour `\(text)`")
            }
            return behaviour
        }
        switch (file.file, file.text) {
        case (let path?, nil):
            body = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
            etag = try file.etag ?? entityTag(ofFile: path)
        case (nil, let text?):
            body = Data(text.utf8)
            etag = file.etag ?? entityTag(ofText: text)
        default: throw Mistake(text: "either `file` or `text` is needed")
        }
        compressed = behaviour == .gzip ? Data(try gzipped(body)) : nil
        name = file.name
        let named = [file.name, file.path, file.file].compactMap { $0 }
        type = file.type ?? named.compactMap(Self.type).first ?? "application/octet-stream"
        modified = file.modified ?? "Mon, 01 Jan 2024 00:00:00 GMT"
    }

    private static func type(_ name: String) -> String? {
        let known = [
            "zip": "application/zip", "csv": "text/csv", "json": "application/json",
            "html": "text/html; charset=utf-8", "txt": "text/plain",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ]
        return known[name.split(separator: ".").last?.lowercased() ?? ""]
    }

    /// Its behaviour, unless it was shown as often as it was asked for.
    var due: Behaviour? {
        guard let behaviour else { return nil }
        return shown < behaviour.times ?? .max ? behaviour : nil
    }
}
