import CSVKernel
package import DataStore
import IndicatorModel

/// How the bytes of a part differ from other bytes of it.
package struct SnapshotComparison: Codable, Hashable, Sendable {
    /// A file, or a member of an archive.
    package struct Table: Codable, Hashable, Sendable {
        package let name: String
        /// `same`, `changed`, `new` or `gone`.
        package let state: String
        package var sameRows = 0
        package var goneRows = 0
        package var newRows = 0
        /// The first rows that are gone, and that are new.
        package var gone: [Row] = []
        package var new: [Row] = []
    }

    package struct Row: Codable, Hashable, Sendable {
        package let line: Int
        package let text: String
    }

    package let old: SnapshotNote
    package let new: SnapshotNote
    package let tables: [Table]

    /// Compares the bytes that two notes speak of, row by row, whatever the order of the rows;
    /// `limit` rows of each kind are shown.
    package init(
        _ old: SnapshotNote,
        _ new: SnapshotNote,
        in store: SnapshotStore,
        limit: Int = 5
    ) throws {
        self.old = old
        self.new = new
        let before = try PartContents(old, in: store)
        let after = try PartContents(new, in: store)
        tables = try Set(before.names).union(after.names).sorted().map { name in
            guard before.names.contains(name) else { return Table(name: name, state: "new") }
            guard after.names.contains(name) else { return Table(name: name, state: "gone") }
            return try Self.compare(name, before, after, limit: limit)
        }
    }

    private static func compare(
        _ name: String,
        _ before: PartContents,
        _ after: PartContents,
        limit: Int
    ) throws -> Table {
        if try before.digest(name) == after.digest(name) {
            return Table(name: name, state: "same")
        }
        var table = Table(name: name, state: "changed")
        // How many rows of the old file have a digest, less those of the new one.
        var left: [UInt64: Int32] = [:]
        try before.rows(name) { digest, _, _ in left[digest, default: 0] += 1 }
        try after.rows(name) { digest, line, text in
            if let count = left[digest], count > 0 {
                left[digest] = count - 1
                table.sameRows += 1
            } else {
                table.newRows += 1
                if table.new.count < limit { table.new.append(Row(line: line, text: text())) }
            }
        }
        try before.rows(name) { digest, line, text in
            guard let count = left[digest], count > 0 else { return }
            left[digest] = count - 1
            table.goneRows += 1
            if table.gone.count < limit { table.gone.append(Row(line: line, text: text())) }
        }
        return table
    }

    /// The comparison as people read it.
    package var text: String {
        var lines = [line("old", old), line("new", new)]
        for table in tables {
            guard table.state == "changed" else {
                lines.append("\(table.name): \(table.state)")
                continue
            }
            lines.append(
                "\(table.name): \(counted(table.goneRows, "row")) gone, "
                    + "\(counted(table.newRows, "row")) new, \(grouped(table.sameRows)) the same"
            )
            lines += table.gone.map { "  - \($0.line): \($0.text)" }
            lines += table.new.map { "  + \($0.line): \($0.text)" }
        }
        return lines.joined(separator: "\n")
    }

    private func line(_ word: String, _ note: SnapshotNote) -> String {
        let digest = note.sha256.map { String($0.prefix(12)) } ?? ""
        return "\(word)  \(digest)  \(note.time)  \(grouped(note.bytes ?? 0)) bytes  "
            + "\((note.verdict ?? .new).rawValue)"
    }
}

/// What is in a file that was taken in.
private struct PartContents {
    let path: String
    let file: String
    let archive: ZIPArchive?
    let names: [String]

    init(_ note: SnapshotNote, in store: SnapshotStore) throws {
        guard let digest = note.sha256, let path = store.bytes(digest) else {
            throw Diagnostic(
                "store.no-bytes",
                "the bytes of `\(note.part)` of \(note.time) are not in the store any more"
            )
        }
        self.path = path
        file = note.file ?? note.part
        archive = try? ZIPArchive(path)
        names = archive?.members.map(\.name).filter { !$0.hasSuffix("/") } ?? [file]
    }

    private func open(_ name: String) throws -> any ByteSource {
        if let archive, let member = archive.members.first(where: { $0.name == name }) {
            return try archive.open(member)
        }
        let source = try FileByteSource(path)
        if !file.hasSuffix(".gz") { return source }
        return try InflateByteSource(source, format: .gzip, name: file)
    }

    func digest(_ name: String) throws -> String {
        try WatchedBytes(open(name), {}).finish()
    }

    /// Each line of a member, with a digest, its number, and what makes its text.
    func rows(_ name: String, _ body: (UInt64, Int, () -> String) throws -> Void) throws {
        let source = try open(name)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var line: [UInt8] = []
        var number = 0
        func end() throws {
            number += 1
            if line.last == ASCII.carriageReturn { line.removeLast() }
            if !line.isEmpty {
                let text = line
                try body(digest64(text), number) {
                    let shown = String(decoding: text.prefix(200), as: UTF8.self)
                    return text.count > 200 ? shown + "..." : shown
                }
            }
            line.removeAll(keepingCapacity: true)
        }
        while case let count = try source.read(into: &buffer, at: 0), count > 0 {
            var rest = buffer[..<count]
            while let newline = rest.firstIndex(of: ASCII.newline) {
                line += rest[..<newline]
                try end()
                rest = rest[(newline + 1)...]
            }
            line += rest
        }
        if !line.isEmpty { try end() }
    }
}

/// FNV-1a, 64 bits: enough to tell the rows of one file apart.
private func digest64(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
}
