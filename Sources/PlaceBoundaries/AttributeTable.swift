import IndicatorModel

/// The columns of a dBASE III table (.dbf) that boundaries need: codes and areas, which are ASCII.
///
/// Source: dBASE III file structure. Names are not read here, so that no encoding is needed; the
/// lists of config/geographies have them.
package struct AttributeTable: Sendable {
    package let rowCount: Int
    private let fields: [Field]
    private let bytes: [UInt8]
    private let headerSize: Int
    private let rowSize: Int
    private let name: String

    private struct Field {
        let name: String
        let start: Int
        let length: Int
    }

    /// Reads a table; `name` is what errors call it.
    ///
    /// - Throws: `boundaries.table`, with the offset of the byte that is wrong.
    package init(_ bytes: [UInt8], name: String) throws {
        func error(_ message: String, _ offset: Int) -> Diagnostic {
            Diagnostic(
                "boundaries.table",
                "byte \(offset) of `\(name)`: \(message)",
                hints: ["fetch the file again"]
            )
        }
        guard bytes.count >= 33 else {
            throw error("it has \(bytes.count) bytes, and a header has 33", 0)
        }
        guard bytes[0] & 0x07 == 3 else { throw error("it is no dBASE III table", 0) }
        let (rows, header, row) = (
            bytes.little32(at: 4), bytes.little16(at: 8), bytes.little16(at: 10)
        )
        guard header >= 33, header <= bytes.count else {
            throw error("its header has \(header) bytes", 8)
        }
        guard row >= 1, rows <= (bytes.count - header) / row else {
            throw error("\(rows) rows of \(row) bytes do not fit into it", 4)
        }
        var fields: [Field] = []
        var (offset, start) = (32, 1)
        while offset + 32 <= header, bytes[offset] != 0x0D {
            let letters = bytes[offset..<offset + 11].prefix { $0 != 0 }
            let length = Int(bytes[offset + 16])
            guard !letters.isEmpty, letters.allSatisfy({ 0x20 < $0 && $0 < 0x7F }) else {
                throw error("a column has no name", offset)
            }
            guard length > 0, start + length <= row else {
                throw error("a column of \(length) bytes does not fit into a row", offset + 16)
            }
            fields.append(
                Field(name: String(decoding: letters, as: UTF8.self), start: start, length: length)
            )
            (offset, start) = (offset + 32, start + length)
        }
        guard offset < bytes.count, bytes[offset] == 0x0D else {
            throw error("its header does not end with 0D", offset)
        }
        for index in 0..<rows where ![0x20, 0x2A].contains(bytes[header + index * row]) {
            throw error(
                "row \(index + 1) begins with neither a blank nor `*`",
                header + index * row
            )
        }
        rowCount = rows
        (self.fields, self.bytes, self.name) = (fields, bytes, name)
        (headerSize, rowSize) = (header, row)
    }

    /// The texts of a column without blanks at their ends, which must be ASCII.
    ///
    /// - Throws: `boundaries.table`: no such column, a letter, a row that is marked as deleted.
    package func column(_ column: String) throws -> [String] {
        guard let field = fields.first(where: { $0.name == column }) else {
            let known = listed(fields.map(\.name))
            throw Diagnostic(
                "boundaries.table",
                "`\(name)` has no column `\(column)`; it has \(known)"
            )
        }
        return try (0..<rowCount).map { row in
            let start = headerSize + row * rowSize
            let text = bytes[start + field.start..<start + field.start + field.length]
            guard bytes[start] == 0x20, text.allSatisfy({ 0x20 <= $0 && $0 < 0x7F }) else {
                throw Diagnostic(
                    "boundaries.table",
                    bytes[start] == 0x20
                        ? "byte \(start + field.start) of `\(name)`: `\(column)` is not ASCII"
                        : "byte \(start) of `\(name)`: row \(row + 1) is marked as deleted",
                    hints: ["fetch the file again"]
                )
            }
            let trimmed = text.drop { $0 == 0x20 }
            let end = trimmed.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? trimmed.startIndex
            return String(decoding: trimmed[..<end], as: UTF8.self)
        }
    }
}
