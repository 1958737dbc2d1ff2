/// Writes values as bytes that depend on the values alone.
///
/// Numbers of things are variable-length, seven bits a byte, lowest first. A text is written out
/// where it first stands, and is a number where it stands again.
struct ArtifactWriter {
    private(set) var bytes: [UInt8] = []
    private var texts: [String: Int] = [:]

    mutating func write(_ number: Int) {
        // Small negative numbers are short too: 0, -1, 1, -2 are 0, 1, 2, 3.
        var rest = UInt64(bitPattern: Int64((number << 1) ^ (number >> 63)))
        while rest >= 128 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(_ number: Double) {
        let pattern = number.bitPattern
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: pattern >> UInt64(shift)))
        }
    }

    mutating func write(_ number: Double?) {
        write(number ?? .nan)
    }

    mutating func write(_ text: String) {
        if let known = texts[text] { return write(known + 1) }
        texts[text] = texts.count
        write(0)
        write(text.utf8.count)
        bytes += text.utf8
    }

    /// Writes bytes that are no text.
    mutating func write(raw other: [UInt8]) {
        write(other.count)
        bytes += other
    }

    mutating func write(_ text: String?) {
        write(text != nil)
        if let text { write(text) }
    }

    mutating func write(_ flag: Bool) {
        bytes.append(flag ? 1 : 0)
    }

    /// Writes how many items there are, then each of them.
    mutating func write<Item>(
        _ items: some Collection<Item>,
        _ one: (inout ArtifactWriter, Item) -> Void
    ) {
        write(items.count)
        for item in items { one(&self, item) }
    }
}
