import CSVKernel
import DataStore
package import IndicatorModel

/// Looks into a file that came from a publisher: whether it is what its name says, whether it is
/// whole, and what is in it.
///
/// Everything is read once, in pieces; memory does not grow with the file.
package struct Inspector {
    let opener: FileOpener
    private let contract: SchemaContract?
    private let member: String

    /// An inspector that reads as much as `limits` allow.
    ///
    /// - Parameters:
    ///   - limits: What archives and gzip files may expand to.
    ///   - contract: What the tables must look like, for where they begin.
    ///   - member: The name, with `*`, of the members of an archive that `contract` speaks of.
    ///   - checkpoint: Called for each piece that is read; what it throws ends the inspection.
    package init(
        limits: ArchiveLimits = ArchiveLimits(),
        contract: SchemaContract? = nil,
        member: String? = nil,
        checkpoint: @escaping () throws -> Void = {}
    ) {
        opener = FileOpener(limits: limits, checkpoint: checkpoint)
        self.contract = contract
        self.member = member ?? "*.csv"
    }

    /// Inspects the file at `path`, which a publisher calls `name`.
    ///
    /// - Throws: `fetch.empty`, `fetch.not-what-it-says`, and `archive.*` for an archive or gzip
    ///   file that is not whole.
    package func inspect(_ path: String, name: String) throws -> Inspection {
        try withName(name, insteadOf: path) {
            let kind = try opener.kind(of: path, name: name)
            switch kind {
            case .zip: return try inspectArchive(path, name)
            case .gzip: return try inspectGzip(path, name)
            default:
                let size = try FileByteSource(path).size
                let content = try contents(of: try opener.open(path), name)
                return Inspection(
                    kind: kind,
                    bytes: size,
                    members: [],
                    content: content.digest,
                    tables: content.table.map { [$0] } ?? []
                )
            }
        }
    }

    private func inspectGzip(_ path: String, _ name: String) throws -> Inspection {
        let inner = fileExtension(name) == "gz" ? String(name.dropLast(3)) : name
        let bytes = try opener.openGzip(path, name: name)
        let content = try contents(of: bytes, inner, shown: name, requiresContent: true)
        return Inspection(
            kind: .gzip,
            bytes: try FileByteSource(path).size,
            members: [],
            content: content.digest,
            tables: content.table.map { [$0] } ?? []
        )
    }

    private func inspectArchive(_ path: String, _ name: String) throws -> Inspection {
        let archive = try ZIPArchive(path, limits: opener.limits)
        let found = archive.members.filter { !$0.isFolder }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        if found.isEmpty { throw FileOpener.empty("`\(name)` is an archive without a file in it") }
        var members: [Inspection.Member] = []
        var tables: [TableProfile] = []
        var hash = SHA256()
        for member in found {
            let bytes = try archive.open(member)
            let shown = "\(name)/\(member.name)"
            let content = try contents(of: bytes, member.name, shown: shown, isMember: true)
            members.append(.init(name: member.name, bytes: content.bytes, sha256: content.sha256))
            if let table = content.table { tables.append(table) }
            // Excel notes there who saved the book and when.
            if fileExtension(name) == "xlsx", member.name.hasPrefix("docProps/") { continue }
            hash.update(
                Array("\(member.name.utf8.count) \(member.name) \(content.digest)\n".utf8).span
            )
        }
        return Inspection(
            kind: .zip,
            bytes: try FileByteSource(path).size,
            members: members,
            content: hash.finish(),
            tables: tables
        )
    }

    // MARK: - One stream of bytes

    private struct Contents {
        let bytes: Int
        let sha256: String
        /// Of its rows, or of its bytes when it is no table.
        let digest: String
        let table: TableProfile?
    }

    /// Reads a file or member to its end; its table is called by the member's name.
    private func contents(
        of source: any ByteSource,
        _ name: String,
        shown: String? = nil,
        isMember: Bool = false,
        requiresContent: Bool = false
    ) throws -> Contents {
        let watched = opener.watch(source)
        let bytes = try RewoundBytes(watched, sample: TableShape.sampleSize)
        let kind = FileKind(bytes.start.prefix(FileKind.sampleSize))
        if requiresContent || kind != .empty {
            try opener.hold(kind, bytes.start, to: name, shown: shown ?? name)
        }
        var reading: TableReading?
        if kind == .text, isDelimitedText(name), let shape = shape(of: bytes, name, isMember) {
            reading = try TableReading(bytes, shape, name: isMember ? name : "")
        }
        let sha256 = try watched.finish()
        return Contents(
            bytes: watched.count,
            sha256: sha256,
            digest: reading?.content ?? sha256,
            table: reading?.profile
        )
    }

    private func shape(of bytes: RewoundBytes, _ name: String, _ isMember: Bool) -> TableShape? {
        if let contract, !isMember || matches(name, pattern: member) {
            return TableShape(
                separator: contract.delimiter.byte,
                headerLine: contract.headerLine
            )
        }
        return TableShape(
            bytes.start,
            isWhole: bytes.isWhole,
            fewestFields: fileExtension(name) == "txt" ? 3 : 2
        )
    }
}
