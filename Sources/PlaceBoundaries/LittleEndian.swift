/// Numbers in bytes, as shapefiles and dBASE tables have them.
extension [UInt8] {
    /// Four bytes, the lowest first.
    func little32(at offset: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(self[offset + $1]) << (8 * $1) }
    }

    /// Two bytes, the lowest first.
    func little16(at offset: Int) -> Int {
        Int(self[offset]) | Int(self[offset + 1]) << 8
    }

    /// Four bytes, the highest first; signed.
    func big32(at offset: Int) -> Int {
        let bits = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(self[offset + $1]) }
        return Int(Int32(bitPattern: bits))
    }

    /// Four bytes, the lowest first; signed.
    func littleSigned32(at offset: Int) -> Int {
        Int(Int32(truncatingIfNeeded: little32(at: offset)))
    }

    /// An IEEE 754 number of eight bytes, the lowest first.
    func littleDouble(at offset: Int) -> Double {
        let bits = (0..<8).reduce(UInt64(0)) { $0 | UInt64(self[offset + $1]) << (8 * UInt64($1)) }
        return Double(bitPattern: bits)
    }
}
