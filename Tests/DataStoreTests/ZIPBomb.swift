/// A deflated run of zeros, in one byte for 1,032 of them, which is the most that deflate can do.
///
/// Source: RFC 1951, section 3.2.7. The block has three codes: the longest copy of the byte
/// before (`0`), a literal zero (`10`) and the end (`11`); the only distance is `0`.
func deflatedZeros(_ count: Int) -> (data: [UInt8], count: Int) {
    var bits = BitWriter()
    // The last block, with its own codes: 286 lengths and literals, 1 distance, 18 code lengths.
    bits.put(1, 1)
    bits.put(2, 2)
    bits.put(29, 5)
    bits.put(0, 5)
    bits.put(14, 4)
    // In the order 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1: code `0` is 18, `10` 1, `11` 2.
    for length in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] { bits.put(length, 3) }
    func unused(_ count: Int) {
        bits.put(0, 1)
        bits.put(count - 11, 7)
    }
    // Codes are written with their first bit first.
    bits.put(0b11, 2)
    unused(138)
    unused(117)
    bits.put(0b11, 2)
    unused(28)
    bits.put(0b01, 2)
    bits.put(0b01, 2)
    // One literal, and copies of 258 bytes, two bits each.
    bits.put(0b01, 2)
    let copies = (count - 1) / 258
    bits.putZeros(2 * copies)
    bits.put(0b11, 2)
    return (bits.bytes, 1 + 258 * copies)
}

private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var used = 8

    /// Appends a number, its lowest bit first.
    mutating func put(_ number: Int, _ count: Int) {
        for bit in 0..<count {
            if used == 8 {
                bytes.append(0)
                used = 0
            }
            bytes[bytes.count - 1] |= UInt8(number >> bit & 1) << UInt8(used)
            used += 1
        }
    }

    mutating func putZeros(_ count: Int) {
        let first = min(count, 8 - used)
        put(0, first)
        bytes.append(contentsOf: repeatElement(0, count: (count - first) / 8))
        put(0, (count - first) % 8)
    }
}
