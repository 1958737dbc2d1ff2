/// Counts the different texts that stand in a column, and the rows that have one.
///
/// A column of a large file has millions of fields, and few different texts or very many. A text
/// that was there before is found by its bytes; when there are too many, only rows are counted.
/// Spaces around a text do not belong to it.
public struct TextCounter: Sendable {
    private static let slotMask = 2_047

    /// How many fields had a text.
    public private(set) var filled = 0
    /// Whether there were more texts than are kept, or a longer one.
    public private(set) var isFull = false
    private let longest: Int
    private let most: Int
    /// The bytes of all texts, one after the other; where each ends; and how often it was there.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var counts: [Int] = []
    /// The number of a text, from 1, at a place that its hash gives, or after that.
    private var slots = [UInt16](repeating: 0, count: Self.slotMask + 1)
    private var last = 0

    /// - Parameters:
    ///   - most: How many different texts are kept, at most 1,000.
    ///   - longest: The bytes that a text may have to be kept.
    public init(most: Int, longest: Int) {
        self.most = min(most, 1_000)
        self.longest = longest
    }

    /// How many different texts were there, as far as they are kept.
    public var count: Int { counts.count }

    /// A text, in the order in which they were first there.
    @_lifetime(borrow self)
    public func text(_ index: Int) -> Span<UInt8> { bytes.span.extracting(range(index)) }

    /// How often a text was there.
    public func times(_ index: Int) -> Int { counts[index] }

    @inline(__always)
    private func range(_ index: Int) -> Range<Int> {
        (index > 0 ? ends[index - 1] : 0)..<ends[index]
    }

    /// Counts the text of one field.
    ///
    /// - Returns: The index of the text; nil when the field is blank, or its text is not kept.
    @discardableResult
    public mutating func add(_ field: Span<UInt8>) -> Int? {
        let range = trimmedRange(field)
        if range.isEmpty { return nil }
        filled += 1
        if isFull { return nil }
        // Rows are often sorted, so that the text of the row above is there again.
        if last > 0, Self.areEqual(bytes.span, self.range(last - 1), field, range) {
            counts[last - 1] += 1
            return last - 1
        }
        var slot = Self.hash(field, range) & Self.slotMask
        while slots[slot] > 0 {
            let number = Int(slots[slot])
            if Self.areEqual(bytes.span, self.range(number - 1), field, range) {
                counts[number - 1] += 1
                last = number
                return number - 1
            }
            slot = (slot + 1) & Self.slotMask
        }
        guard counts.count < most, range.count <= longest else {
            isFull = true
            return nil
        }
        for index in range { bytes.append(field[index]) }
        ends.append(bytes.count)
        counts.append(1)
        last = counts.count
        slots[slot] = UInt16(last)
        return last - 1
    }

    // Static: as a method it would copy the whole counter, at each field.
    private static func areEqual(
        _ texts: Span<UInt8>,
        _ text: Range<Int>,
        _ field: Span<UInt8>,
        _ range: Range<Int>
    ) -> Bool {
        guard text.count == range.count else { return false }
        // SAFETY: bytes have no padding between them.
        let mine = unsafe texts.bytes
        let other = unsafe field.bytes
        var offset = 0
        while offset + 8 <= range.count {
            if word(mine, text.lowerBound + offset) != word(other, range.lowerBound + offset) {
                return false
            }
            offset += 8
        }
        while offset < range.count {
            if texts[text.lowerBound + offset] != field[range.lowerBound + offset] { return false }
            offset += 1
        }
        return true
    }

    /// FNV-1a over words of eight bytes; its upper bits are mixed into the lower ones.
    private static func hash(_ field: Span<UInt8>, _ range: Range<Int>) -> Int {
        // SAFETY: bytes have no padding between them.
        let bytes = unsafe field.bytes
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var index = range.lowerBound
        while index + 8 <= range.upperBound {
            hash = (hash ^ word(bytes, index)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
            index += 8
        }
        while index < range.upperBound {
            hash = (hash ^ UInt64(field[index])) &* 0x0000_0100_0000_01b3
            index += 1
        }
        return Int(truncatingIfNeeded: hash ^ hash >> 32 ^ hash >> 47)
    }
}

/// Eight bytes from a place on; whoever asks has looked that they are there.
private func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
    // SAFETY: every pattern of eight bytes is a UInt64; the load checks that they are in bounds.
    unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
}

extension RecordReader {
    /// Counts the texts of the current record, each in the counter of its column; fields without a
    /// counter are left out.
    public func count(in counters: inout [TextCounter]) {
        for index in 0..<min(count, counters.count) {
            if hasDoubledQuotes(index) {
                counters[index].add(withoutDoubledQuotes(bytes(index)).span)
            } else {
                counters[index].add(bytes(index))
            }
        }
    }
}
