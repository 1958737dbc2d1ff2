import TestSupport

/// A way to damage an archive, drawn at random.
enum ZIPMutation: Int, CaseIterable {
    /// One to four bytes of the directory or the end record.
    case directoryBytes
    /// One to four bytes of a local header.
    case headerBytes
    /// One to four bytes of the compressed data.
    case dataBytes
    case cut
    /// Two pieces change places.
    case swap
    /// Up to a hundred random bytes are put in.
    case insert
    case remove
    /// The directory stands there twice.
    case doubleDirectory
    /// A size, CRC-32 or place in the directory becomes a random or extreme number.
    case number
    /// The same number in the directory and in the local header.
    case numberTwice
    case zeros
    /// A piece is written over another.
    case copy

    /// Damages `bytes`, an archive of the layout that `ZIPBuilder` and Statistics Canada write.
    func damage(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        let layout = ZIPLayout(bytes)
        func position(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
        func piece(_ most: Int) -> Range<Int> {
            let start = position(bytes.indices)
            return start..<min(bytes.count, start + position(1..<most))
        }
        func change(_ range: Range<Int>) {
            guard !range.isEmpty else { return }
            for _ in 0..<position(1..<5) {
                bytes[position(range)] = UInt8.random(in: 0...255, using: &random)
            }
        }
        func number() -> Int {
            let size = [0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFE, bytes.count]
                .randomElement(using: &random)
            return Bool.random(using: &random) ? size ?? 0 : position(0..<1 << 20)
        }
        let entry = layout.entries.indices.randomElement(using: &random) ?? 0
        switch self {
        case .directoryBytes: change(layout.directory..<bytes.count)
        case .headerBytes: change(layout.headers[entry]..<layout.data[entry].lowerBound)
        case .dataBytes: change(layout.data[entry])
        case .cut: bytes.removeLast(position(1..<bytes.count))
        case .swap:
            let pieces = [piece(5_000), piece(5_000)].sorted { $0.lowerBound < $1.lowerBound }
            guard pieces[0].upperBound <= pieces[1].lowerBound else { return bytes }
            let (first, second) = (Array(bytes[pieces[0]]), Array(bytes[pieces[1]]))
            bytes.replaceSubrange(pieces[1], with: first)
            bytes.replaceSubrange(pieces[0], with: second)
        case .insert:
            let new = (0..<position(1..<100)).map { _ in UInt8.random(in: 0...255, using: &random) }
            bytes.insert(contentsOf: new, at: position(0..<bytes.count + 1))
        case .remove: bytes.removeSubrange(piece(1_000))
        case .doubleDirectory:
            let end = bytes.count - 22
            bytes.insert(contentsOf: bytes[layout.directory..<end], at: layout.directory)
            if Bool.random(using: &random) {
                bytes.put(2 * (end - layout.directory), 4, at: bytes.count - 10)
                bytes.put(2 * layout.entries.count, 2, at: bytes.count - 12)
                bytes.put(2 * layout.entries.count, 2, at: bytes.count - 14)
            }
        case .number:
            let field = [16, 20, 24, 42].randomElement(using: &random) ?? 16
            bytes.put(number(), 4, at: layout.entries[entry] + field)
        case .numberTwice:
            let field = [16, 20, 24].randomElement(using: &random) ?? 16
            let number = number()
            bytes.put(number, 4, at: layout.entries[entry] + field)
            bytes.put(number, 4, at: layout.headers[entry] + field - 2)
        case .zeros: for index in piece(5_000) { bytes[index] = 0 }
        case .copy:
            let (from, to) = (piece(5_000), piece(5_000))
            let count = min(from.count, to.count)
            let source = Array(bytes[from].prefix(count))
            bytes.replaceSubrange(to.lowerBound..<to.lowerBound + count, with: source)
        }
        return bytes
    }
}

/// Where the parts of a whole archive without a comment are.
private struct ZIPLayout {
    var directory = 0
    var entries: [Int] = []
    var headers: [Int] = []
    var data: [Range<Int>] = []

    init(_ bytes: [UInt8]) {
        func number(_ offset: Int, _ count: Int) -> Int {
            bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        directory = number(bytes.count - 6, 4)
        var position = directory
        for _ in 0..<number(bytes.count - 12, 2) {
            let header = number(position + 42, 4)
            let start = header + 30 + number(header + 26, 2) + number(header + 28, 2)
            entries.append(position)
            headers.append(header)
            data.append(start..<start + number(position + 20, 4))
            position += 46 + [28, 30, 32].reduce(0) { $0 + number(position + $1, 2) }
        }
    }
}
