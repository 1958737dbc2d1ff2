import IndicatorModel

/// The central directory of a ZIP archive, read whole.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16.
struct ZIPDirectory {
    /// A directory with more bytes is refused: ten thousand members have about a megabyte.
    static let largest = 64 << 20

    let file: ZIPBytes
    /// Where it begins, which is where the last member must have ended.
    let offset: Int
    let entries: [DirectoryEntry]

    init(_ file: ZIPBytes, _ limits: ArchiveLimits) throws {
        self.file = file
        let end = try ZIPEnd(file)
        offset = end.directoryOffset
        guard end.count <= limits.members else {
            throw Diagnostic(
                "archive.too-many",
                "`\(file.path)` has \(counted(end.count, "member")), more than the "
                    + "\(grouped(limits.members)) that are allowed",
                hints: ["raise `members:` under `archives:` of the source when the file is right"]
            )
        }
        guard end.directorySize <= Self.largest else {
            throw Diagnostic(
                "archive.too-many",
                "the directory of `\(file.path)` has \(grouped(end.directorySize)) bytes, more "
                    + "than the \(grouped(Self.largest)) that are read",
                hints: ["fetch the file again"]
            )
        }
        let bytes = try file.read(end.directoryOffset, end.directorySize, "directory")
        entries = try Self.entries(end.count, of: bytes, file)
    }

    private static func entries(
        _ count: Int,
        of bytes: ZIPBytes.Piece,
        _ file: ZIPBytes
    ) throws -> [DirectoryEntry] {
        var entries: [DirectoryEntry] = []
        var position = 0
        for _ in 0..<count {
            guard position + 46 <= bytes.count, bytes.uint32(position) == 0x0201_4B50 else {
                if bytes.uint32(0) == 0x0806_4B50 {
                    throw Diagnostic(
                        "archive.encrypted",
                        "the directory of `\(file.path)` is encrypted"
                    )
                }
                throw file.corrupt("entry \(entries.count + 1) of its directory is not one")
            }
            let next = [28, 30, 32].reduce(position + 46) { $0 + Int(bytes.uint16(position + $1)) }
            guard next <= bytes.count else { throw file.truncated("its directory") }
            entries.append(try DirectoryEntry(bytes, at: position, file))
            position = next
        }
        guard position == bytes.count else {
            let stated = counted(count, "entry", plural: "entries")
            throw file.corrupt("its directory has more than the \(stated) it states")
        }
        return entries
    }
}

/// One entry of the central directory.
struct DirectoryEntry {
    let name: String
    let nameBytes: ArraySlice<UInt8>
    /// The kind of system whose attributes it has: 3 is Unix.
    let system: UInt16
    let attributes: UInt32
    let flags: UInt16
    let method: UInt16
    let crc: UInt32
    let compressedSize: Int
    let size: Int
    /// Where its local header is.
    let offset: Int

    init(_ bytes: ZIPBytes.Piece, at position: Int, _ file: ZIPBytes) throws {
        nameBytes = bytes.bytes(position + 46, Int(bytes.uint16(position + 28)))
        name = String(decoding: nameBytes, as: UTF8.self)
        system = bytes.uint16(position + 4) >> 8
        flags = bytes.uint16(position + 8)
        method = bytes.uint16(position + 10)
        crc = bytes.uint32(position + 16)
        attributes = bytes.uint32(position + 38)
        let values = bytes.extended(
            [24, 20, 42].map { Int(bytes.uint32(position + $0)) },
            in: nameBytes.endIndex..<nameBytes.endIndex + Int(bytes.uint16(position + 30))
        )
        let shown = shownName(name)
        guard let values else { throw file.corrupt("`\(shown)` has a bad extra field") }
        (size, compressedSize, offset) = (values[0], values[1], values[2])
        // All ones point to the ZIP64 field, which no program uses for the number of a piece.
        let piece = bytes.uint16(position + 34)
        guard piece == 0 || piece == 0xFFFF else { throw splitArchive(file) }
        guard offset <= file.size - 30, compressedSize <= file.size else {
            throw file.corrupt("`\(shown)` lies outside the file")
        }
    }

    /// Whether sizes and CRC-32 follow the data.
    var hasDescriptor: Bool { flags & 0x0008 != 0 }
    /// Encrypted, strongly encrypted, or with a masked local header (section 4.4.4).
    var isEncrypted: Bool { flags & 0x2041 != 0 }
}

/// What the end record of an archive says of its directory.
struct ZIPEnd {
    private(set) var count: Int
    private(set) var directoryOffset: Int
    private(set) var directorySize: Int

    /// Finds the end record, which stands in the last 64 KiB, and ZIP64's where it points to it.
    init(_ file: ZIPBytes) throws {
        guard file.size >= 22 else {
            throw try Self.absence(file)
        }
        let tailSize = min(file.size, 22 + 65_535 + 20)
        let tail = try file.read(file.size - tailSize, tailSize, "end record")
        let position = try Self.find(in: tail, file)
        count = Int(tail.uint16(position + 10))
        directoryOffset = Int(tail.uint32(position + 16))
        directorySize = Int(tail.uint32(position + 12))
        let isWhole =
            tail.uint16(position + 8) == tail.uint16(position + 10)
            && [4, 6].allSatisfy { [0, 0xFFFF].contains(tail.uint16(position + $0)) }
        guard isWhole else { throw splitArchive(file) }
        var end = file.size - tailSize + position
        if position >= 20, tail.uint32(position - 20) == 0x0706_4B50 {
            end = try readLarge(file, tail, locator: position - 20)
        } else if directoryOffset == 0xFFFF_FFFF || directorySize == 0xFFFF_FFFF {
            throw file.corrupt("its end record points to one of ZIP64, which is missing")
        }
        // Neither sum nor difference can overflow: both are at most the largest file.
        guard directoryOffset <= end, directorySize <= end - directoryOffset else {
            throw file.corrupt("its directory is larger than the file, or lies outside it")
        }
        let gap = end - directoryOffset - directorySize
        if gap > 0 {
            let bytes = counted(gap, "byte")
            throw file.corrupt("its first member or its end record is preceded by \(bytes)")
        }
    }

    /// Takes the numbers of ZIP64's end record; returns where that begins.
    private mutating func readLarge(
        _ file: ZIPBytes,
        _ tail: ZIPBytes.Piece,
        locator: Int
    ) throws -> Int {
        guard tail.uint32(locator + 4) == 0, tail.uint32(locator + 16) <= 1 else {
            throw splitArchive(file)
        }
        let position = tail.size(locator + 8)
        let record = try file.read(position, 56, "ZIP64 end record")
        let locatorOffset = file.size - tail.count + locator
        guard record.uint32(0) == 0x0606_4B50, record.size(4) == locatorOffset - position - 12
        else {
            throw file.corrupt("no ZIP64 end record where one is announced")
        }
        guard record.uint32(16) == 0, record.uint32(20) == 0, record.size(24) == record.size(32)
        else { throw splitArchive(file) }
        // Version 2 of the record has an algorithm after its 56 bytes (section 7.3.4).
        if record.size(4) >= 72, try file.read(position + 74, 2, "ZIP64 end record").uint16(0) != 0
        {
            throw Diagnostic("archive.encrypted", "the directory of `\(file.path)` is encrypted")
        }
        let large = [record.size(32), record.size(48), record.size(40)]
        let small = [count, directoryOffset, directorySize]
        let agree = zip(
            [(small[0], 0xFFFF), (small[1], 0xFFFF_FFFF), (small[2], 0xFFFF_FFFF)],
            large
        )
        .allSatisfy { $0.0 == $0.1 || $0.0 == $1 }
        guard agree else { throw file.corrupt("its two end records do not agree") }
        (count, directoryOffset, directorySize) = (large[0], large[1], large[2])
        return position
    }

    /// Where the end record begins: the last whose comment reaches to the end of the file.
    private static func find(in tail: ZIPBytes.Piece, _ file: ZIPBytes) throws -> Int {
        var position = tail.count - 22
        var surplus: Int?
        while position >= 0 {
            if tail.uint32(position) == 0x0605_4B50 {
                let rest = tail.count - position - 22 - Int(tail.uint16(position + 20))
                if rest == 0 { return position }
                surplus = surplus ?? rest
            }
            position -= 1
        }
        guard let surplus else { throw try absence(file) }
        if surplus < 0 { throw file.truncated("the end of its comment") }
        throw file.corrupt("its end is followed by \(counted(surplus, "byte"))")
    }

    /// What a file without an end record is.
    private static func absence(_ file: ZIPBytes) throws -> Diagnostic {
        let start = try file.read(0, min(4, file.size), "first bytes")
        if start.uint32(0) == 0x0403_4B50 { return file.truncated("the end of its directory") }
        return Diagnostic(
            "archive.not-zip",
            "`\(file.path)` is not a ZIP archive",
            hints: ["look at the file: a server may have sent an error page instead"]
        )
    }
}

func splitArchive(_ file: ZIPBytes) -> Diagnostic {
    Diagnostic(
        "archive.split",
        "`\(file.path)` is one piece of an archive in several",
        hints: ["fetch the archive in one piece"]
    )
}

/// A member's name as it can be shown: control characters are written out.
func shownName(_ name: String) -> String {
    name.unicodeScalars.map { scalar in
        scalar.isControl ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : "\(scalar)"
    }.joined()
}

extension Unicode.Scalar {
    var isControl: Bool { properties.generalCategory == .control }
}
