import IndicatorModel

extension ZIPDirectory {
    /// Refuses names, kinds and encryption of members; looks at the directory alone.
    func checkEntries() throws {
        var seen: Set<String> = []
        for entry in entries {
            try checkName(entry)
            let name = entry.name
            if entry.isEncrypted {
                throw Diagnostic("archive.encrypted", "`\(name) in \(file.path)` is encrypted")
            }
            if let kind = entry.specialKind {
                throw Diagnostic(
                    "archive.link",
                    "`\(name) in \(file.path)` is \(kind), not a file",
                    hints: ["pack the file itself"]
                )
            }
            if entry.size > 0, name.hasSuffix("/") {
                throw file.corrupt("the folder `\(name)` has content")
            }
            // Texts are equal, too, when they differ only in how accents are encoded.
            guard seen.insert(name).inserted else {
                throw Diagnostic(
                    "archive.duplicate",
                    "`\(file.path)` has more than one member `\(name)`",
                    hints: ["fetch the file again"]
                )
            }
        }
    }

    private func checkName(_ entry: DirectoryEntry) throws {
        let name = entry.name
        let scalars = Array(name.unicodeScalars.prefix(2))
        let problem: String? =
            if name.isEmpty {
                "which is empty"
            } else if name.unicodeScalars.contains(where: \.isControl) {
                "which has a control character"
            } else if name.contains("\\") {
                "which has a backslash"
            } else if name.hasPrefix("/") {
                "which is absolute"
            } else if scalars.count == 2, scalars[1] == ":", scalars[0].properties.isAlphabetic {
                "which has a drive letter"
            } else if name.split(separator: "/").contains("..") {
                "which leads out of its folder"
            } else {
                nil
            }
        guard let problem else { return }
        throw Diagnostic(
            "archive.unsafe-name",
            "`\(file.path)` has a member of the name `\(shownName(name))`, \(problem)",
            hints: ["do not unpack it; look at where it came from"]
        )
    }

    // MARK: - Where members are

    /// Holds each local header against the directory, and finds where the data begin.
    func placeMembers() throws -> [ZIPMember] {
        var members: [ZIPMember] = []
        var places: [(start: Int, end: Int, name: String)] = []
        for entry in entries {
            let data = try dataOffset(entry)
            let end = try endOffset(entry, data: data)
            places.append((entry.offset, end, entry.name))
            members.append(
                ZIPMember(
                    name: entry.name,
                    compressedSize: entry.compressedSize,
                    size: entry.size,
                    crc: entry.crc,
                    method: entry.method,
                    dataOffset: data
                )
            )
        }
        places.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        let start = places.first?.start ?? offset
        if start > 0 {
            throw file.corrupt("its first member is preceded by \(counted(start, "byte"))")
        }
        for (place, next) in zip(places, places.dropFirst()) where place.end > next.start {
            throw overlap("members `\(place.name)` and `\(next.name)` of `\(file.path)` overlap")
        }
        if let last = places.last, last.end > offset {
            throw overlap("member `\(last.name)` of `\(file.path)` overlaps the directory")
        }
        return members
    }

    private func overlap(_ message: String) -> Diagnostic {
        Diagnostic("archive.overlap", message, hints: ["fetch the file again"])
    }

    private func dataOffset(_ entry: DirectoryEntry) throws -> Int {
        let fixed = try file.read(entry.offset, 30, "header of `\(entry.name)`")
        guard fixed.uint32(0) == 0x0403_4B50 else {
            throw file.corrupt("no header of `\(entry.name)` at byte \(entry.offset)")
        }
        let nameSize = Int(fixed.uint16(26))
        let size = 30 + nameSize + Int(fixed.uint16(28))
        let header = try file.read(entry.offset, size, "header of `\(entry.name)`")
        func differs(_ what: String) -> Diagnostic {
            file.corrupt(
                "\(what) of `\(entry.name)` is not the same in its header and the directory"
            )
        }
        if header.bytes(30, nameSize) != entry.nameBytes { throw differs("the name") }
        if header.uint16(8) != entry.method { throw differs("the method") }
        // Encryption, and whether a descriptor follows; the level and bit 11 change no content.
        if (header.uint16(6) ^ entry.flags) & 0x2049 != 0 { throw differs("a flag") }
        if !entry.hasDescriptor {
            let stated = [22, 18].map { Int(header.uint32($0)) }
            let sizes = header.extended(stated, in: 30 + nameSize..<size)
            if sizes != [entry.size, entry.compressedSize] { throw differs("the size") }
            if header.uint32(14) != entry.crc { throw differs("the CRC-32") }
        }
        return entry.offset + size
    }

    /// The end of a member's data, and of its descriptor where it has one.
    ///
    /// The descriptor has a signature or not, and sizes of four or of eight bytes.
    private func endOffset(_ entry: DirectoryEntry, data: Int) throws -> Int {
        let end = data + entry.compressedSize
        guard end <= file.size else { throw file.truncated("`\(entry.name)`") }
        guard entry.hasDescriptor else { return end }
        let piece = try file.read(end, min(24, file.size - end), "descriptor of `\(entry.name)`")
        for start in [4, 0] where start == 0 || piece.uint32(0) == 0x0807_4B50 {
            guard piece.uint32(start) == entry.crc else { continue }
            if piece.size(start + 4) == entry.compressedSize,
                piece.size(start + 12) == entry.size, piece.count >= start + 20
            {
                return end + start + 20
            }
            if piece.uint32(start + 4) == UInt32(truncatingIfNeeded: entry.compressedSize),
                piece.uint32(start + 8) == UInt32(truncatingIfNeeded: entry.size),
                piece.count >= start + 12
            {
                return end + start + 12
            }
        }
        throw file.corrupt("what follows the data of `\(entry.name)` does not fit the directory")
    }
}

extension DirectoryEntry {
    /// What the member is, when it is neither a file nor a folder: links and the like.
    ///
    /// Source: PKWARE APPNOTE 6.3.10, sections 4.4.2 and 4.4.15; `st_mode` of POSIX, which Unix
    /// (3) and macOS (19) put into the upper half of the attributes.
    fileprivate var specialKind: String? {
        guard [3, 19].contains(system) else { return nil }
        return switch attributes >> 16 & 0o170000 {
        case 0, 0o100000, 0o040000: nil
        case 0o120000: "a symbolic link"
        default: "a device, pipe or socket"
        }
    }
}
