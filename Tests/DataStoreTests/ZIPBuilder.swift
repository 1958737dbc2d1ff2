import DataStore

/// A member of a synthetic ZIP archive, right unless a test says otherwise.
struct ZIPEntry {
    var name = "a.csv"
    var content: [UInt8]
    var method: UInt16 = 8
    var isZIP64 = false
    /// Whether sizes and CRC-32 follow the data instead of standing before it.
    var hasDescriptor = false

    /// What is stated of the content, when it is not true.
    var statedCRC: UInt32?
    var statedSize: Int?
    /// A method that is stated but was not used.
    var statedMethod: UInt16?
    /// The name's bytes, when they are not UTF-8.
    var nameBytes: [UInt8]?
    /// The compressed bytes, when they are not those of the content.
    var statedData: [UInt8]?
    var descriptorHasSignature = true
    var moreFlags: UInt16 = 0
    /// The kind of system that its attributes are of; 3 is Unix.
    var system = 0
    var attributes = 0

    init(_ content: String, name: String = "a.csv", method: UInt16 = 8) {
        self.init(content: Array(content.utf8), name: name, method: method)
    }

    init(content: [UInt8], name: String = "a.csv", method: UInt16 = 8) {
        self.content = content
        self.name = name
        self.method = method
    }

    var rawName: [UInt8] { nameBytes ?? Array(name.utf8) }
    var data: [UInt8] { statedData ?? (method == 8 ? deflated(content) : content) }
    var crc: UInt32 { statedCRC ?? crc32(content) }
    var size: Int { statedSize ?? content.count }
    var flags: UInt16 { (hasDescriptor ? 8 : 0) | moreFlags }
}

/// Deflated bytes without header and trailer, as ZIP has them.
func deflated(_ content: [UInt8]) -> [UInt8] { Array(gzip(content).dropFirst(10).dropLast(8)) }

/// The CRC-32 of bytes, which stands in the trailer of a gzip file.
func crc32(_ content: [UInt8]) -> UInt32 {
    gzip(content).suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
}

/// A ZIP archive, byte by byte.
///
/// Source: PKWARE APPNOTE 6.3.10, section 4.3.
struct ZIPBuilder {
    var entries: [ZIPEntry]
    var comment = ""
    /// Whether the end record points to one of ZIP64.
    var endsAsZIP64 = false
    /// The algorithm that the directory is encrypted by, in version 2 of ZIP64's end record.
    var algorithm: Int?

    init(_ entries: [ZIPEntry], comment: String = "", endsAsZIP64: Bool = false) {
        self.entries = entries
        self.comment = comment
        self.endsAsZIP64 = endsAsZIP64
    }

    var bytes: [UInt8] { built.bytes }

    /// The archive, and where its parts begin, so that a test can damage one.
    var built: (bytes: [UInt8], headers: [Int], entries: [Int], end: Int) {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        var headers: [Int] = []
        var places: [Int] = []
        for entry in entries {
            places.append(directory.count)
            headers.append(file.count)
            directory += central(entry, offset: file.count)
            file += local(entry)
        }
        let offset = file.count
        file += directory
        file += endRecord(offset, directory.count)
        let end = file.count - 22 - comment.utf8.count
        return (file, headers, places.map { offset + $0 }, end)
    }

    /// The end record, and ZIP64's before it where it points to one.
    private func endRecord(_ offset: Int, _ size: Int) -> [UInt8] {
        var file: [UInt8] = []
        if endsAsZIP64 {
            let record = offset + size
            file +=
                little(0x0606_4B50, 4) + little(algorithm == nil ? 44 : 72, 8) + little(45, 2)
                + little(45, 2)
            file += little(0, 8) + little(entries.count, 8) + little(entries.count, 8)
            file += little(size, 8) + little(offset, 8)
            // Compression, sizes, algorithm, key length, flags, hash.
            if let algorithm { file += little(0, 18) + little(algorithm, 2) + little(0, 8) }
            file += little(0x0706_4B50, 4) + little(0, 4) + little(record, 8) + little(1, 4)
        }
        let count = endsAsZIP64 ? 0xFFFF : entries.count
        file += little(0x0605_4B50, 4) + little(0, 4) + little(count, 2) + little(count, 2)
        file += little(endsAsZIP64 ? 0xFFFF_FFFF : size, 4)
        file += little(endsAsZIP64 ? 0xFFFF_FFFF : offset, 4)
        return file + little(comment.utf8.count, 2) + Array(comment.utf8)
    }

    private func local(_ entry: ZIPEntry) -> [UInt8] {
        let data = entry.data
        let sizes = entry.hasDescriptor ? (0, 0) : (data.count, entry.size)
        var extra: [UInt8] = []
        if entry.isZIP64 {
            extra = little(1, 2) + little(16, 2) + little(sizes.1, 8) + little(sizes.0, 8)
        }
        var bytes = little(0x0403_4B50, 4) + head(entry)
        bytes += little(entry.hasDescriptor ? 0 : Int(entry.crc), 4)
        bytes += little(entry.isZIP64 ? 0xFFFF_FFFF : sizes.0, 4)
        bytes += little(entry.isZIP64 ? 0xFFFF_FFFF : sizes.1, 4)
        bytes += little(entry.rawName.count, 2) + little(extra.count, 2)
        bytes += entry.rawName + extra + data
        if entry.hasDescriptor {
            let width = entry.isZIP64 ? 8 : 4
            if entry.descriptorHasSignature { bytes += little(0x0807_4B50, 4) }
            bytes += little(Int(entry.crc), 4)
            bytes += little(data.count, width) + little(entry.size, width)
        }
        return bytes
    }

    private func central(_ entry: ZIPEntry, offset: Int) -> [UInt8] {
        let size = entry.data.count
        var extra: [UInt8] = []
        if entry.isZIP64 {
            // Another field first: readers must step over what they do not know.
            extra = little(0x5455, 2) + little(1, 2) + [0]
            extra += little(1, 2) + little(24, 2)
            extra += little(entry.size, 8) + little(size, 8) + little(offset, 8)
        }
        var bytes = little(0x0201_4B50, 4) + little(45 | entry.system << 8, 2) + head(entry)
        bytes += little(Int(entry.crc), 4)
        bytes += little(entry.isZIP64 ? 0xFFFF_FFFF : size, 4)
        bytes += little(entry.isZIP64 ? 0xFFFF_FFFF : entry.size, 4)
        bytes += little(entry.rawName.count, 2) + little(extra.count, 2) + little(0, 2)
        bytes += little(0, 2) + little(0, 2) + little(entry.attributes, 4)
        bytes += little(entry.isZIP64 ? 0xFFFF_FFFF : offset, 4)
        return bytes + entry.rawName + extra
    }

    /// Version, flags, method, time and date.
    private func head(_ entry: ZIPEntry) -> [UInt8] {
        little(entry.isZIP64 ? 45 : 20, 2) + little(Int(entry.flags), 2)
            + little(Int(entry.statedMethod ?? entry.method), 2) + little(0, 2) + little(0x21, 2)
    }
}

/// A number in bytes, the smallest first.
func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

extension [UInt8] {
    /// Replaces bytes by a number of as many bytes.
    mutating func put(_ number: Int, _ count: Int, at position: Int) {
        replaceSubrange(position..<position + count, with: little(number, count))
    }
}
