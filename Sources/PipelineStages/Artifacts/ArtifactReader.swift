import IndicatorModel

/// Bytes that are not what an artifact is made of.
struct ArtifactDamage: Error {
    let position: Int
}

/// Reads what an `ArtifactWriter` wrote.
struct ArtifactReader {
    private let bytes: [UInt8]
    private var position = 0
    private var texts: [String] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var damage: ArtifactDamage { ArtifactDamage(position: position) }

    private mutating func byte() throws -> UInt8 {
        guard position < bytes.count else { throw damage }
        position += 1
        return bytes[position - 1]
    }

    mutating func number() throws -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw damage }
            value |= UInt64(next & 127) << shift
            if next < 128 { break }
            shift += 7
        }
        return Int(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
    }

    mutating func double() throws -> Double {
        guard position + 8 <= bytes.count else { throw damage }
        var pattern: UInt64 = 0
        for offset in 0..<8 {
            pattern |= UInt64(bytes[position + offset]) << UInt64(8 * offset)
        }
        position += 8
        return Double(bitPattern: pattern)
    }

    mutating func optionalDouble() throws -> Double? {
        let value = try double()
        return value.isNaN ? nil : value
    }

    mutating func text() throws -> String {
        let index = try number()
        if index > 0 {
            guard index <= texts.count else { throw damage }
            return texts[index - 1]
        }
        let count = try number()
        guard count >= 0, position + count <= bytes.count else { throw damage }
        let text = String(decoding: bytes[position..<position + count], as: UTF8.self)
        position += count
        texts.append(text)
        return text
    }

    mutating func raw() throws -> [UInt8] {
        let count = try number()
        guard count >= 0, position + count <= bytes.count else { throw damage }
        position += count
        return Array(bytes[position - count..<position])
    }

    mutating func optionalText() throws -> String? { try flag() ? try text() : nil }

    mutating func flag() throws -> Bool { try byte() != 0 }

    /// A word of an enumeration.
    mutating func choice<E: RawRepresentable>() throws -> E where E.RawValue == String {
        guard let value = E(rawValue: try text()) else { throw damage }
        return value
    }

    mutating func identifier<Tag>() throws -> Identifier<Tag> {
        guard let id = Identifier<Tag>(try text()) else { throw damage }
        return id
    }

    mutating func items<Item>(_ one: (inout ArtifactReader) throws -> Item) throws -> [Item] {
        let count = try number()
        guard count >= 0, count <= bytes.count else { throw damage }
        var items: [Item] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try one(&self)) }
        return items
    }

    /// Everything must have been read.
    func end() throws {
        if position != bytes.count { throw damage }
    }
}
