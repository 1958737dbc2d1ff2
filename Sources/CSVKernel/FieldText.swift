/// How the bytes of a file stand for text.
public enum TextEncoding: String, Sendable {
    case utf8 = "UTF-8"
    case windows1252 = "Windows-1252"
}

/// Decodes a field, or returns nil when its bytes are not text of that encoding.
///
/// Doubled quotes become one when `unescapingQuotes`.
public func decodeText(
    _ bytes: Span<UInt8>,
    as encoding: TextEncoding,
    unescapingQuotes: Bool = false
) -> String? {
    if unescapingQuotes {
        return decodeText(withoutDoubledQuotes(bytes).span, as: encoding)
    }
    switch encoding {
    case .utf8:
        guard let text = try? UTF8Span(validating: bytes) else { return nil }
        return String(copying: text)
    case .windows1252:
        return windows1252(bytes)
    }
}

func withoutDoubledQuotes(_ bytes: Span<UInt8>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        copy.append(bytes[index])
        let isDoubled =
            bytes[index] == ASCII.quote && index + 1 < bytes.count
            && bytes[index + 1] == ASCII.quote
        index += isDoubled ? 2 : 1
    }
    return copy
}

/// Whether the bytes are well-formed UTF-8.
public func isUTF8(_ bytes: Span<UInt8>) -> Bool {
    (try? UTF8Span(validating: bytes)) != nil
}

/// Windows-1252 0x80 to 0x9F; 0 where the code page has no character.
private let windows1252Upper: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
]

private func windows1252(_ bytes: Span<UInt8>) -> String? {
    var scalars = String.UnicodeScalarView()
    for index in bytes.indices {
        let byte = bytes[index]
        let value =
            (0x80...0x9F).contains(byte) ? windows1252Upper[Int(byte - 0x80)] : UInt16(byte)
        guard value != 0 || byte == 0, let scalar = Unicode.Scalar(value) else { return nil }
        scalars.append(scalar)
    }
    return String(scalars)
}

/// Whether a field, without the spaces around it, is exactly `text`.
public func fieldEquals(_ bytes: Span<UInt8>, _ text: [UInt8]) -> Bool {
    let range = trimmedRange(bytes)
    guard range.count == text.count else { return false }
    for index in 0..<text.count where bytes[range.lowerBound + index] != text[index] {
        return false
    }
    return true
}

/// The part of a field without the spaces around it.
public func trimmedRange(_ bytes: Span<UInt8>) -> Range<Int> {
    var start = 0
    var end = bytes.count
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
}

private func isSpace(_ byte: UInt8) -> Bool {
    byte == ASCII.space
}
