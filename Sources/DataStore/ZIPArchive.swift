package import CSVKernel
package import IndicatorModel

/// A member of a ZIP archive, as its central directory states it.
package struct ZIPMember: Hashable, Sendable {
    package let name: String
    package let compressedSize: Int
    package let size: Int
    package let crc: UInt32
    let method: UInt16
    /// Where its compressed bytes begin.
    let dataOffset: Int

    /// Whether it is a folder, which has no content.
    package var isFolder: Bool { name.hasSuffix("/") }
}

/// A ZIP archive that is read through its central directory, ZIP64 included.
///
/// An archive is refused as a whole when it is opened, if any member could not be told apart from
/// another, would be read in two ways, or would lie outside a folder it is unpacked into: names
/// with `..`, absolute names, drive letters, backslashes, control characters, links, equal names,
/// encryption, overlapping members, a local header that says something else than the directory,
/// archives in several pieces. Sizes, CRC-32 and the limits of expansion are checked while a
/// member is read. Memory does not grow with what the archive states.
///
/// A comment of the archive is allowed. The first member must be at the very beginning, and the
/// directory must end where its end record begins: what has bytes before it (a program that
/// unpacks itself), or after it, is not the file that was published. Bytes that no member owns
/// may stand between two members and are never read. Names are read as UTF-8, also where bit 11
/// does not say so: publishers write it, and CP437 is the standard of 1989. Names that are the
/// same after damaged bytes are replaced count as equal, and are refused.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3 to 4.5.
package struct ZIPArchive: Sendable {
    package let path: String
    package let members: [ZIPMember]
    private let limits: ArchiveLimits

    /// - Throws: `store.cannot-read`, `archive.not-zip`, `archive.truncated`, `archive.corrupt`,
    ///   `archive.split`, `archive.too-many`, `archive.encrypted`, `archive.unsafe-name`,
    ///   `archive.link`, `archive.duplicate`, `archive.overlap`.
    package init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        self.path = path
        self.limits = limits
        let file = try ZIPBytes(path)
        let directory = try ZIPDirectory(file, limits)
        try directory.checkEntries()
        members = try directory.placeMembers()
    }

    /// The one member whose name fits a pattern with `*`; folders are none.
    package func member(matching pattern: String) throws -> ZIPMember {
        let files = members.filter { !$0.isFolder }
        let found = files.filter { matches($0.name, pattern: pattern) }
        if found.count == 1 { return found[0] }
        let names = files.map(\.name)
        throw Diagnostic(
            "archive.no-member",
            found.isEmpty
                ? "`\(path)` has no member `\(pattern)`; it holds \(listed(names))"
                : "`\(path)` has more than one member `\(pattern)`: \(listed(found.map(\.name)))",
            hints: ["correct `member:` in config/sources, or fetch the file again"]
        )
    }

    /// Opens a member's content.
    ///
    /// - Throws: `archive.method`, `archive.expands`, `archive.wrong-size`; the source that is
    ///   returned throws `archive.wrong-size`, `archive.wrong-crc`, `archive.truncated` and
    ///   `archive.corrupt`.
    package func open(_ member: ZIPMember) throws -> any ByteSource {
        let name = "\(member.name) in \(path)"
        guard [0, 8].contains(member.method) else {
            throw Diagnostic(
                "archive.method",
                "`\(name)` is compressed by method \(member.method); only 0 and 8 are read",
                hints: ["unpack it and pack it again with an ordinary ZIP program"]
            )
        }
        // No more than the stated size is ever read, so that this is the time to look at it.
        let limit = ExpansionLimit(limits, compressed: member.compressedSize)
        if member.size > limit.bytes { throw limit.error(name, stated: member.size) }
        let check = MemberCheck(size: member.size, crc: member.crc, name: name)
        let end = member.dataOffset + member.compressedSize
        let source = try FileByteSource(path, from: member.dataOffset, to: end)
        if member.method == 8 {
            return try InflateByteSource(source, format: .zipMember(check), name: name)
        }
        guard member.size == member.compressedSize else { throw check.sizeError }
        return StoredByteSource(source, check)
    }
}
