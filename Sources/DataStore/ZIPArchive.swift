package import CSVKernel
import IndicatorModel

/// A member of a ZIP archive, as its central directory states it.
package struct ZIPMember: Hashable, Sendable {
    package let name: String
    package let compressedSize: Int
    package let size: Int
    package let crc: UInt32
    let method: UInt16
    let isEncrypted: Bool
    let headerOffset: Int
}

/// A ZIP archive that is read through its central directory, ZIP64 included.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3 to 4.5.
package struct ZIPArchive: Sendable {
    package let path: String
    package let members: [ZIPMember]

    package init(_ path: String) throws {
        self.path = path
        let size = try FileByteSource(path).size
        let file = ZIPBytes(path: path, size: size)
        let directory = try Self.findDirectory(file)
        members = try Self.readDirectory(file, directory)
    }

    /// The one member whose name fits a pattern with `*`.
    package func member(matching pattern: String) throws -> ZIPMember {
        let found = members.filter { matches($0.name, pattern: pattern) }
        if found.count == 1 { return found[0] }
        let names = members.map(\.name)
        throw Diagnostic(
            "archive.no-member",
            found.isEmpty
                ? "`\(path)` has no member `\(pattern)`; it holds \(listed(names))"
                : "`\(path)` has more than one member `\(pattern)`: \(listed(found.map(\.name)))",
            hints: ["correct `member:` in config/sources, or fetch the file again"]
        )
    }

    /// Opens a member's content.
    package func open(_ member: ZIPMember) throws -> any ByteSource {
        let name = "\(member.name) in \(path)"
        if member.isEncrypted {
            throw Diagnostic("archive.encrypted", "`\(name)` is encrypted")
        }
        let file = ZIPBytes(path: path, size: try FileByteSource(path).size)
        let header = try file.read(member.headerOffset, 30, "member header")
        guard header.uint32(0) == 0x0403_4B50 else {
            throw file.corrupt("no member header at byte \(member.headerOffset)")
        }
        let start = member.headerOffset + 30 + Int(header.uint16(26)) + Int(header.uint16(28))
        let end = start + member.compressedSize
        guard end <= file.size else { throw file.truncated("`\(member.name)`") }
        let source = try FileByteSource(path, from: start, to: end)
        switch member.method {
        case 0:
            let check = MemberCheck(size: member.size, crc: member.crc, name: name)
            return StoredByteSource(source, check)
        case 8:
            return try InflateByteSource(
                source,
                format: .zipMember(size: member.size, crc: member.crc),
                name: name
            )
        default:
            throw Diagnostic(
                "archive.method",
                "`\(name)` is compressed by method \(member.method); only 0 and 8 are read",
                hints: ["unpack it and pack it again with an ordinary ZIP program"]
            )
        }
    }

    // MARK: - Central directory

    private struct Directory {
        var offset: Int
        var size: Int
        var count: Int
    }

    /// Finds the end record, which stands in the last 64 KiB, and ZIP64's where it points to it.
    private static func findDirectory(_ file: ZIPBytes) throws -> Directory {
        guard file.size >= 22 else { throw file.truncated("the end of its directory") }
        let tailSize = min(file.size, 22 + 65_535)
        let tail = try file.read(file.size - tailSize, tailSize, "end record")
        var position = tailSize - 22
        while position >= 0, tail.uint32(position) != 0x0605_4B50 { position -= 1 }
        guard position >= 0 else {
            let start = try file.read(0, min(4, file.size), "first bytes")
            if start.uint32(0) != 0x0403_4B50 {
                throw Diagnostic(
                    "archive.not-zip",
                    "`\(file.path)` is not a ZIP archive",
                    hints: ["look at the file: a server may have sent an error page instead"]
                )
            }
            throw file.truncated("the end of its directory")
        }
        var directory = Directory(
            offset: Int(tail.uint32(position + 16)),
            size: Int(tail.uint32(position + 12)),
            count: Int(tail.uint16(position + 10))
        )
        if position >= 20, tail.uint32(position - 20) == 0x0706_4B50 {
            let record = try file.read(tail.size(position - 12), 56, "ZIP64 end record")
            guard record.uint32(0) == 0x0606_4B50 else {
                throw file.corrupt("no ZIP64 end record where one is announced")
            }
            directory = Directory(
                offset: record.size(48),
                size: record.size(40),
                count: record.size(32)
            )
        }
        return directory
    }

    private static func readDirectory(
        _ file: ZIPBytes,
        _ directory: Directory
    ) throws
        -> [ZIPMember]
    {
        let bytes = try file.read(directory.offset, directory.size, "directory")
        var members: [ZIPMember] = []
        var position = 0
        for _ in 0..<directory.count {
            guard position + 46 <= bytes.count, bytes.uint32(position) == 0x0201_4B50 else {
                throw file.corrupt("entry \(members.count + 1) of its directory is not one")
            }
            let lengths = [28, 30, 32].map { Int(bytes.uint16(position + $0)) }
            let next = position + 46 + lengths.reduce(0, +)
            guard next <= bytes.count else { throw file.truncated("its directory") }
            members.append(try member(bytes, position, lengths, file))
            position = next
        }
        guard position == bytes.count else {
            let stated = counted(directory.count, "entry", plural: "entries")
            throw file.corrupt("its directory has more than the \(stated) it states")
        }
        return members
    }

    private static func member(
        _ bytes: ZIPBytes.Piece,
        _ position: Int,
        _ lengths: [Int],
        _ file: ZIPBytes
    ) throws -> ZIPMember {
        let nameStart = position + 46
        let name = String(decoding: bytes.bytes(nameStart, lengths[0]), as: UTF8.self)
        var size = Int(bytes.uint32(position + 24))
        var compressedSize = Int(bytes.uint32(position + 20))
        var offset = Int(bytes.uint32(position + 42))
        // The ZIP64 field has only those values whose 32-bit field is all ones, in this order.
        var field = nameStart + lengths[0]
        let end = field + lengths[1]
        while field + 4 <= end {
            let length = Int(bytes.uint16(field + 2))
            guard field + 4 + length <= end else { throw file.corrupt("`\(name)` has a bad field") }
            if bytes.uint16(field) == 1 {
                var value = field + 4
                func next(_ current: Int) throws -> Int {
                    guard current == 0xFFFF_FFFF else { return current }
                    guard value + 8 <= field + 4 + length else {
                        throw file.corrupt("`\(name)` lacks a ZIP64 size")
                    }
                    defer { value += 8 }
                    return bytes.size(value)
                }
                size = try next(size)
                compressedSize = try next(compressedSize)
                offset = try next(offset)
            }
            field += 4 + length
        }
        guard offset <= file.size - 30, compressedSize <= file.size else {
            throw file.corrupt("`\(name)` lies outside the file")
        }
        return ZIPMember(
            name: name,
            compressedSize: compressedSize,
            size: size,
            crc: bytes.uint32(position + 16),
            method: bytes.uint16(position + 10),
            isEncrypted: bytes.uint16(position + 8) & 1 != 0,
            headerOffset: offset
        )
    }
}

/// Reads pieces of an archive, with errors that name it.
private struct ZIPBytes {
    let path: String
    let size: Int

    /// Bytes in memory, as little-endian numbers.
    struct Piece {
        let all: [UInt8]
        var count: Int { all.count }

        func uint16(_ offset: Int) -> UInt16 { UInt16(truncatingIfNeeded: number(offset, 2)) }
        func uint32(_ offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: number(offset, 4)) }
        /// A size or position of ZIP64; one that no file has is the largest number.
        func size(_ offset: Int) -> Int { Int(clamping: number(offset, 8)) }
        func bytes(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> {
            all[offset..<offset + count]
        }

        /// A number, or 0 where the bytes end before it: no signature is 0.
        private func number(_ offset: Int, _ size: Int) -> UInt64 {
            guard offset >= 0, offset + size <= all.count else { return 0 }
            return all[offset..<offset + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    func read(_ offset: Int, _ count: Int, _ what: String) throws -> Piece {
        guard offset >= 0, count >= 0, count <= size, offset <= size - count else {
            throw truncated("its \(what)")
        }
        let source = try FileByteSource(path, from: offset, to: offset + count)
        var buffer = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count, case let read = try source.read(into: &buffer, at: filled), read > 0 {
            filled += read
        }
        guard filled == count else { throw truncated("its \(what)") }
        return Piece(all: buffer)
    }

    func truncated(_ what: String) -> Diagnostic {
        Diagnostic(
            "archive.truncated",
            "`\(path)` is cut short: \(what) is missing",
            hints: ["fetch the file again"]
        )
    }

    func corrupt(_ what: String) -> Diagnostic {
        Diagnostic(
            "archive.corrupt",
            "`\(path)` is a damaged ZIP archive: \(what)",
            hints: ["fetch the file again"]
        )
    }
}

/// Whether a name fits a pattern in which `*` stands for any text.
package func matches(_ name: String, pattern: String) -> Bool {
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard pieces.count > 1 else { return name == pattern }
    guard name.hasPrefix(pieces[0]), name.hasSuffix(pieces[pieces.count - 1]) else { return false }
    var rest = name.dropFirst(pieces[0].count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
        guard let range = rest.firstRange(of: piece) else { return false }
        rest = rest[range.upperBound...]
    }
    return rest.count >= pieces[pieces.count - 1].count
}
