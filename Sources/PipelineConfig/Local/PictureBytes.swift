package import IndicatorModel

/// Why an image is not taken.
package enum PictureProblem: Error, Hashable {
    /// It is none of the formats, whatever its name says.
    case unknownFormat
    /// It ends too soon, or is not put together as its format says.
    case damaged
    /// It is stored lying on its side, and says so only in what is removed.
    case isTurned
}

/// Reads an image, and leaves out what cameras and programs write beside its picture: where and
/// when it was taken (EXIF, GPS), by whom, texts, thumbnails, whatever follows its end.
///
/// What is kept is a short list for each format; a part that is not on it is left out.
package enum PictureBytes {
    package static func read(_ bytes: [UInt8]) throws(PictureProblem) -> Picture {
        if bytes.starts(with: PNGBytes.signature) {
            return Picture(format: .png, bytes: try PNGBytes.stripped(bytes))
        }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            return Picture(format: .jpeg, bytes: try JPEGBytes.stripped(bytes))
        }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.count >= 12,
            bytes[8..<12].elementsEqual("WEBP".utf8)
        {
            return Picture(format: .webp, bytes: try WebPBytes.stripped(bytes))
        }
        throw .unknownFormat
    }

    /// Refuses an image that EXIF says is to be turned: without it, it would lie on its side.
    ///
    /// Source: CIPA DC-008, tag 0x0112 (Orientation); TIFF 6.0, section 2.
    static func checkUpright(_ exif: ArraySlice<UInt8>) throws(PictureProblem) {
        let bytes = Array(exif)
        guard bytes.count >= 8 else { return }
        let isLittle = bytes.starts(with: Array("II".utf8))
        func number(_ position: Int, _ size: Int) -> Int? {
            guard position >= 0, position + size <= bytes.count else { return nil }
            let part = bytes[position..<position + size]
            return (isLittle ? part.reversed() : Array(part)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let start = number(4, 4), let count = number(start, 2) else { return }
        for entry in 0..<count {
            let position = start + 2 + entry * 12
            guard let tag = number(position, 2), let value = number(position + 8, 2) else { return }
            if tag == 0x0112, (2...8).contains(value) { throw .isTurned }
        }
    }
}

/// Source: Portable Network Graphics (third edition), sections 5 and 11.
enum PNGBytes {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// The picture, its palette, colours, size in print, and frames.
    private static let kept: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD",
        "pHYs", "acTL", "fcTL", "fdAT",
    ]

    static func stripped(_ bytes: [UInt8]) throws(PictureProblem) -> [UInt8] {
        var result = signature
        var position = signature.count
        var isFirst = true
        while position + 12 <= bytes.count {
            let size = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            let end = position + 12 + size
            guard end <= bytes.count else { throw .damaged }
            let name = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
            if isFirst, name != "IHDR" { throw .damaged }
            isFirst = false
            if name == "eXIf" {
                try PictureBytes.checkUpright(bytes[position + 8..<end - 4])
            }
            if kept.contains(name) { result += bytes[position..<end] }
            if name == "IEND" { return result }
            position = end
        }
        throw .damaged
    }
}

/// Source: ITU-T T.81, annex B; JFIF 1.02; ICC.1, annex B.4.
enum JPEGBytes {
    static func stripped(_ bytes: [UInt8]) throws(PictureProblem) -> [UInt8] {
        var result: [UInt8] = [0xFF, 0xD8]
        var position = 2
        while position + 4 <= bytes.count {
            guard bytes[position] == 0xFF else { throw .damaged }
            let marker = bytes[position + 1]
            if marker == 0xFF {
                // Filling.
                position += 1
                continue
            }
            if marker == 0xD9 { break }
            let size = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            var end = position + 2 + size
            guard size >= 2, end <= bytes.count else { throw .damaged }
            let content = bytes[position + 4..<end]
            if content.starts(with: Array("Exif\0\0".utf8)) {
                try PictureBytes.checkUpright(content.dropFirst(6))
            }
            if marker == 0xDA { end = endOfScan(bytes, from: end) }
            if isKept(marker, content) { result += bytes[position..<end] }
            position = end
        }
        guard position + 2 <= bytes.count, bytes[position] == 0xFF, bytes[position + 1] == 0xD9,
            result.count > 2
        else { throw .damaged }
        return result + [0xFF, 0xD9]
    }

    /// Markers of the picture itself; of applications only JFIF without a thumbnail, the colour
    /// profile, and how Adobe's programs store colours.
    private static func isKept(_ marker: UInt8, _ content: ArraySlice<UInt8>) -> Bool {
        switch marker {
        case 0xE0:
            content.starts(with: Array("JFIF\0".utf8)) && content.count == 14
                && content.suffix(2).allSatisfy { $0 == 0 }
        case 0xE2: content.starts(with: Array("ICC_PROFILE\0".utf8))
        case 0xEE: content.starts(with: Array("Adobe".utf8)) && content.count == 12
        case 0xE1...0xEF, 0xFE: false
        default: true
        }
    }

    /// Where the next marker stands that is no part of the coded picture.
    private static func endOfScan(_ bytes: [UInt8], from start: Int) -> Int {
        var position = start
        while position + 1 < bytes.count {
            let isMarker =
                bytes[position] == 0xFF && bytes[position + 1] != 0
                && bytes[position + 1] != 0xFF && !(0xD0...0xD7).contains(bytes[position + 1])
            if isMarker { return position }
            position += 1
        }
        return bytes.count
    }
}

/// Source: RFC 9649.
enum WebPBytes {
    private static let kept: Set<String> = [
        "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP",
    ]
    /// Bits of `VP8X` that say there is EXIF and XMP.
    private static let metadataBits: UInt8 = 0x0C

    static func stripped(_ bytes: [UInt8]) throws(PictureProblem) -> [UInt8] {
        let end = 8 + littleEndian(bytes, 4)
        guard end <= bytes.count else { throw .damaged }
        var chunks = Array("WEBP".utf8)
        var position = 12
        while position + 8 <= end {
            let size = littleEndian(bytes, position + 4)
            let name = String(decoding: bytes[position..<position + 4], as: UTF8.self)
            // A chunk of an odd size is followed by a byte that makes it even.
            let next = position + 8 + size + size % 2
            guard next <= end else { throw .damaged }
            let content = bytes[position + 8..<position + 8 + size]
            if name == "EXIF" {
                let hasHead = content.starts(with: Array("Exif\0\0".utf8))
                try PictureBytes.checkUpright(hasHead ? content.dropFirst(6) : content)
            }
            if kept.contains(name) {
                var chunk = Array(bytes[position..<next])
                if name == "VP8X", size > 0 { chunk[8] &= ~metadataBits }
                chunks += chunk
            }
            position = next
        }
        if chunks.count == 4 { throw .damaged }
        let size = (0..<4).map { UInt8(truncatingIfNeeded: chunks.count >> (8 * $0)) }
        return Array("RIFF".utf8) + size + chunks
    }

    private static func littleEndian(_ bytes: [UInt8], _ position: Int) -> Int {
        bytes[position..<position + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
