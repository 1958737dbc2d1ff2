import DataStore

/// Writes small ZIP archives, whole or damaged as a test wants.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
package struct ZIPWriter: Sendable {
    private var members: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    package init() {}

    /// Adds a member; `crc` is stated in place of the true CRC-32, and `date` is as MS-DOS has it.
    package mutating func add(
        _ name: String,
        _ content: [UInt8],
        crc: UInt32? = nil,
        date: UInt64 = 0x21,
        deflates: Bool = false
    ) {
        let name = Array(name.utf8)
        // A gzip file without its header and trailer.
        let data = deflates ? Array(gzip(content).dropFirst(10).dropLast(8)) : content
        // Version, flags, method, time, date.
        var common = number(20, 2) + number(0, 2) + number(deflates ? 8 : 0, 2) + number(0, 2)
        common += number(date, 2) + number(UInt64(crc ?? crc32(content)), 4)
        common += number(UInt64(data.count), 4) + number(UInt64(content.count), 4)
        common += number(UInt64(name.count), 2) + number(0, 2)
        let offset = UInt64(members.count)
        members += number(0x0403_4B50, 4) + common + name + data
        directory += number(0x0201_4B50, 4) + number(20, 2) + common
        // Comment, disk, attributes.
        directory += number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4)
        directory += number(offset, 4) + name
        count += 1
    }

    package mutating func add(_ name: String, _ content: String, crc: UInt32? = nil) {
        add(name, Array(content.utf8), crc: crc)
    }

    /// The whole archive.
    package var bytes: [UInt8] {
        var end = number(0x0605_4B50, 4) + number(0, 2) + number(0, 2)
        end += number(UInt64(count), 2) + number(UInt64(count), 2)
        end += number(UInt64(directory.count), 4) + number(UInt64(members.count), 4)
        return members + directory + end + number(0, 2)
    }

    /// A number in little-endian bytes.
    private func number(_ value: UInt64, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    /// The CRC-32 of a ZIP member, bit by bit.
    private func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
