import IndicatorModel

/// Reads pieces of an archive, with errors that name it.
struct ZIPBytes {
    let path: String
    let size: Int
    private let source: FileByteSource

    init(_ path: String) throws {
        self.path = path
        source = try FileByteSource(path)
        size = source.size
    }

    /// Bytes in memory, as little-endian numbers.
    struct Piece {
        let all: [UInt8]
        var count: Int { all.count }

        func uint16(_ offset: Int) -> UInt16 { UInt16(truncatingIfNeeded: number(offset, 2)) }
        func uint32(_ offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: number(offset, 4)) }
        /// A size or position of ZIP64; one that no file has is the largest number.
        func size(_ offset: Int) -> Int { Int(clamping: number(offset, 8)) }
        func bytes(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> {
            all[offset..<offset + count]
        }

        /// A number, or 0 where the bytes end before it: no signature is 0.
        private func number(_ offset: Int, _ size: Int) -> UInt64 {
            guard offset >= 0, offset + size <= all.count else { return 0 }
            return all[offset..<offset + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }

        /// The values that the ZIP64 field among the extra fields in `range` has in place of
        /// 32-bit values that are all ones, in this order; nil when it lacks one.
        ///
        /// Source: PKWARE APPNOTE 6.3.10, section 4.5.3.
        func extended(_ values: [Int], in range: Range<Int>) -> [Int]? {
            var values = values
            var field = range.lowerBound
            // Fewer bytes than a field has are padding.
            while field + 4 <= range.upperBound {
                let next = field + 4 + Int(uint16(field + 2))
                guard next <= range.upperBound else { return nil }
                if uint16(field) == 1 {
                    var position = field + 4
                    for index in values.indices where values[index] == 0xFFFF_FFFF {
                        guard position + 8 <= next else { return nil }
                        values[index] = size(position)
                        position += 8
                    }
                }
                field = next
            }
            return values
        }
    }

    func read(_ offset: Int, _ count: Int, _ what: String) throws -> Piece {
        guard offset >= 0, count >= 0, count <= size, offset <= size - count else {
            throw truncated("its \(what)")
        }
        source.move(to: offset)
        var buffer = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count, case let read = try source.read(into: &buffer, at: filled), read > 0 {
            filled += read
        }
        guard filled == count else { throw truncated("its \(what)") }
        return Piece(all: buffer)
    }

    func truncated(_ what: String) -> Diagnostic {
        Diagnostic(
            "archive.truncated",
            "`\(path)` is cut short: \(what) is missing",
            hints: ["fetch the file again"]
        )
    }

    func corrupt(_ what: String) -> Diagnostic {
        Diagnostic(
            "archive.corrupt",
            "`\(path)` is a damaged ZIP archive: \(what)",
            hints: ["fetch the file again"]
        )
    }
}
