import Foundation
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct PictureBytesTests {
    private static let secret = "SECRET-51.0447N-114.0719W"

    // MARK: - Made by hand

    private static func bigEndian(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func littleEndian(_ number: Int, _ count: Int) -> [UInt8] {
        bigEndian(number, count).reversed()
    }

    /// EXIF with an orientation, and a text.
    private static func exif(orientation: Int, isLittle: Bool = false) -> [UInt8] {
        let write = isLittle ? littleEndian : bigEndian
        return Array((isLittle ? "II" : "MM").utf8) + write(42, 2) + write(8, 4) + write(1, 2)
            + write(0x0112, 2) + write(3, 2) + write(1, 4) + write(orientation, 2) + write(0, 2)
            + write(0, 4) + Array(secret.utf8)
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        bigEndian(content.count, 4) + Array(name.utf8) + content + [1, 2, 3, 4]
    }

    private static func png(_ more: [UInt8] = []) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", Array(repeating: 1, count: 13)) + more + chunk("IDAT", [7, 8, 9])
            + chunk("IEND", [])
    }

    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, marker] + bigEndian(content.count + 2, 2) + content
    }

    private static let jfif =
        segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 0, 0])

    /// Two scans, one with a restart marker and a stuffed byte.
    private static func jpeg(_ more: [UInt8] = []) -> [UInt8] {
        [0xFF, 0xD8] + jfif + more + segment(0xDB, [0, 1, 2])
            + segment(0xDA, [1, 1]) + [5, 0xFF, 0, 6, 0xFF, 0xD0, 7]
            + segment(0xDA, [1, 2]) + [8, 9, 0xFF, 0xD9]
    }

    private static func webp(_ chunks: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + littleEndian(chunks.count + 4, 4) + Array("WEBP".utf8) + chunks
    }

    private static func webpChunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        Array(name.utf8) + littleEndian(content.count, 4) + content
            + (content.count % 2 == 1 ? [0] : [])
    }

    private static func picture(flags: UInt8) -> [UInt8] {
        webpChunk("VP8X", [flags, 0, 0, 0, 1, 0, 0, 1, 0, 0]) + webpChunk("VP8 ", [1, 2, 3])
    }

    /// Images with something beside their picture, and what is kept of them.
    static let images: [(what: String, format: Picture.Format, bytes: [UInt8], kept: [UInt8])] = {
        let text = Array(secret.utf8)
        let app1 = segment(0xE1, Array("Exif\0\0".utf8) + exif(orientation: 1))
        return [
            ("PNG", .png, png(), png()),
            ("PNG with EXIF", .png, png(chunk("eXIf", exif(orientation: 1))), png()),
            ("PNG with texts", .png, png(chunk("tEXt", text) + chunk("iTXt", text)), png()),
            ("PNG with a time", .png, png(chunk("tIME", text)), png()),
            ("PNG with something behind its end", .png, png() + text, png()),
            ("PNG with transparency", .png, png(chunk("tRNS", [1])), png(chunk("tRNS", [1]))),
            ("JPEG", .jpeg, jpeg(), jpeg()),
            ("JPEG with EXIF", .jpeg, jpeg(app1), jpeg()),
            ("JPEG with a comment", .jpeg, jpeg(segment(0xFE, text)), jpeg()),
            ("JPEG with IPTC", .jpeg, jpeg(segment(0xED, text)), jpeg()),
            ("JPEG with a video behind its end", .jpeg, jpeg() + text, jpeg()),
            (
                "JPEG with a colour profile", .jpeg,
                jpeg(segment(0xE2, Array("ICC_PROFILE\0".utf8))),
                jpeg(segment(0xE2, Array("ICC_PROFILE\0".utf8)))
            ),
            (
                "JPEG with other images", .jpeg, jpeg(segment(0xE2, Array("MPF\0".utf8) + text)),
                jpeg()
            ),
            (
                "WebP with EXIF and XMP", .webp,
                webp(
                    picture(flags: 0x1C) + webpChunk("EXIF", exif(orientation: 1, isLittle: true))
                        + webpChunk("XMP ", text)
                ),
                webp(picture(flags: 0x10))
            ),
            (
                "WebP with something behind its end", .webp, webp(picture(flags: 0)) + text,
                webp(picture(flags: 0))
            ),
        ]
    }()

    @Test(arguments: images.map(\.what))
    func `only the picture is kept of an image`(_ what: String) throws {
        let image = try #require(Self.images.first { $0.what == what })
        let picture = try PictureBytes.read(image.bytes)
        #expect(picture == Picture(format: image.format, bytes: image.kept))
        #expect(!String(decoding: picture.bytes, as: UTF8.self).contains(Self.secret))
    }

    static let refused: [(what: String, bytes: [UInt8], problem: PictureProblem)] = {
        let turned = exif(orientation: 6)
        let little = exif(orientation: 8, isLittle: true)
        return [
            ("a GIF", Array("GIF89a".utf8), .unknownFormat),
            ("a page", Array("<html>".utf8), .unknownFormat),
            ("nothing", [], .unknownFormat),
            ("a RIFF that is a sound", Array("RIFF\0\0\0\0WAVE".utf8), .unknownFormat),
            ("PNG without its end", Array(png().dropLast(12)), .damaged),
            ("PNG that begins with data", png().prefix(8) + chunk("IDAT", []), .damaged),
            ("JPEG without its end", Array(jpeg().dropLast(2)), .damaged),
            ("JPEG that is only a head", [0xFF, 0xD8, 0xFF, 0xD9], .damaged),
            (
                "JPEG with text between segments", [0xFF, 0xD8, 0xFF, 0xFE, 0, 2, 65, 66, 67, 68],
                .damaged
            ),
            ("WebP shorter than it says", Array(webp(picture(flags: 0)).dropLast(3)), .damaged),
            ("WebP without a picture", webp([]), .damaged),
            ("PNG on its side", png(chunk("eXIf", turned)), .isTurned),
            ("JPEG on its side", jpeg(segment(0xE1, Array("Exif\0\0".utf8) + turned)), .isTurned),
            (
                "JPEG on its side, from the low end",
                jpeg(segment(0xE1, Array("Exif\0\0".utf8) + little)), .isTurned
            ),
            ("WebP on its side", webp(picture(flags: 8) + webpChunk("EXIF", turned)), .isTurned),
        ]
    }()

    @Test(arguments: refused.map(\.what))
    func `an image that cannot be shown is refused`(_ what: String) throws {
        let image = try #require(Self.refused.first { $0.what == what })
        #expect(throws: image.problem) { try PictureBytes.read(image.bytes) }
    }

    @Test(arguments: 1...300)
    func `bytes that are changed anywhere crash nothing`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var bytes = try #require(Self.images.randomElement(using: &random)).bytes
        for _ in 0..<3 {
            let position = Int.random(in: 3..<bytes.count, using: &random)
            bytes[position] = UInt8.random(in: 0...255, using: &random)
        }
        bytes.removeLast(Int.random(in: 0...3, using: &random))
        let picture = try? PictureBytes.read(bytes)
        #expect((picture?.bytes.count ?? 0) <= bytes.count + 2)
    }

    // MARK: - Made by an image program

    @Test(arguments: [
        ("progressive", "jpg"), ("cmyk", "jpg"), ("palette", "png"), ("alpha", "webp"),
    ])
    func `of an image of a program the picture is kept, and nothing beside it`(
        _ name: String,
        _ ending: String
    ) throws {
        func bytes(_ name: String) throws -> [UInt8] {
            let path = "\(RealFiles.project)/Tests/Fixtures/images/\(name).\(ending)"
            return Array(try Data(contentsOf: URL(filePath: path)))
        }
        let image = try bytes(name)
        #expect(String(decoding: image, as: UTF8.self).contains("SECRETMARK"))
        let picture = try PictureBytes.read(image)
        #expect(picture.format.rawValue == ending)
        #expect(picture.bytes == (try bytes("\(name)-kept")))
        #expect(!String(decoding: picture.bytes, as: UTF8.self).contains("SECRETMARK"))
    }
}
