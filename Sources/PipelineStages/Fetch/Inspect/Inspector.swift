import CSVKernel
import DataStore
package import IndicatorModel

/// Looks into a file before anything uses it.
package struct Inspector {
    private let archives: ArchiveLimits
    private let contract: SchemaContract?
    private let checkpoint: () throws -> Void

    package init(
        archives: ArchiveLimits = ArchiveLimits(),
        contract: SchemaContract? = nil,
        checkpoint: @escaping () throws -> Void = {}
    ) {
        self.archives = archives
        self.contract = contract
        self.checkpoint = checkpoint
    }

    /// Reads all of a file, every member of an archive among it: checksums are checked so.
    ///
    /// Memory is bounded, whatever the size of the file.
    ///
    /// - Throws: `fetch.not-what-it-says`, `archive...`.
    package func inspect(_ path: String, name: String) throws -> Inspection {
        let source = try PeekedSource(FileByteSource(path), checkpoint: checkpoint)
        let kind = FileKind(start: source.start)
        try check(kind, source.start, name)
        return try naming(path, name) {
            switch kind {
            case .zip: try inspectArchive(path, isWorkbook: name.lowercased().hasSuffix(".xlsx"))
            case .gzip:
                try inspectFile(
                    kind,
                    String(name.dropLast(name.lowercased().hasSuffix(".gz") ? 3 : 0))
                ) {
                    try InflateByteSource(FileByteSource(path), format: .gzip, name: name)
                }
            default: try inspectFile(kind, name) { try FileByteSource(path) }
            }
        }
    }

    private func check(_ kind: FileKind, _ start: ArraySlice<UInt8>, _ name: String) throws {
        if kind.suits(name) { return }
        if kind == .empty {
            throw Diagnostic("fetch.not-what-it-says", "`\(name)` is empty")
        }
        let shown = kind == .html || kind == .json ? ": \(quotation(start))" : ""
        throw Diagnostic(
            "fetch.not-what-it-says",
            "`\(name)` is \(kind.spoken), not \(FileKind.promised(by: name))\(shown)"
        )
    }

    /// The title of a page, or the beginning of a text.
    private func quotation(_ start: ArraySlice<UInt8>) -> String {
        let text = String(decoding: start.prefix(4096), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var quoted = text[...]
        if let begin = text.firstRange(of: "<title>"),
            let end = text[begin.upperBound...].firstRange(of: "</title>")
        {
            quoted = text[begin.upperBound..<end.lowerBound]
        }
        return "`\(quoted.split(separator: " ").joined(separator: " ").prefix(60))`"
    }

    // MARK: - Files and archives

    private func inspectFile(
        _ kind: FileKind,
        _ name: String,
        open: () throws -> any ByteSource
    ) throws -> Inspection {
        let read = try read(name, open)
        return Inspection(
            kind: kind,
            members: [],
            content: read.content,
            tables: read.table.map { [$0] } ?? []
        )
    }

    private func inspectArchive(_ path: String, isWorkbook: Bool) throws -> Inspection {
        let archive = try ZIPArchive(path, limits: archives)
        var members: [Inspection.Member] = []
        var tables: [TableProfile] = []
        var content = SHA256()
        for member in archive.members.sorted(by: { $0.name < $1.name })
        where !member.name.hasSuffix("/") {
            let read = try read(member.name) { try archive.open(member) }
            members.append(
                Inspection.Member(name: member.name, bytes: read.bytes, sha256: read.sha256)
            )
            if let table = read.table { tables.append(table) }
            // When and by whom a workbook was saved says nothing of what stands in it.
            if isWorkbook, member.name.hasPrefix("docProps/") { continue }
            content.update(Array("\(member.name)\u{0}\(read.content)\n".utf8).span)
        }
        return Inspection(kind: .zip, members: members, content: content.finish(), tables: tables)
    }

    /// What was found in a file, or in a member.
    private struct Found {
        let bytes: Int
        let sha256: String
        /// The digest of what it says.
        let content: String
        let table: TableProfile?
    }

    private func read(_ name: String, _ open: () throws -> any ByteSource) throws -> Found {
        let source = try PeekedSource(open(), checkpoint: checkpoint)
        var scanned: (profile: TableProfile, content: String)?
        let ending = name.lowercased().split(separator: ".").last ?? ""
        if ["csv", "tab", "tsv", "txt"].contains(ending), FileKind(start: source.start) == .text {
            scanned = try TableScan.scan(
                source,
                name: name,
                delimiter: contract?.delimiter.byte,
                headerLine: contract?.headerLine
            )
            if scanned == nil {
                let again = try PeekedSource(open(), checkpoint: checkpoint)
                scanned = try LineScan.scan(again, name: name)
            }
        }
        let digest = try source.finish()
        return Found(
            bytes: source.count,
            sha256: digest,
            content: scanned?.content ?? digest,
            table: scanned?.profile
        )
    }
}

/// Errors about an object name the file that was fetched.
private func naming<T>(_ path: String, _ name: String, _ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch var diagnostic as Diagnostic {
        diagnostic.message = diagnostic.message.replacing(path, with: name)
        throw diagnostic
    }
}
