/// Where a cell is: column and row, from 1.
///
/// Source: ECMA-376, part 1, 18.18.62 (ST_Ref); Excel has 16,384 columns and 1,048,576 rows.
package struct CellReference: Hashable, Sendable {
    package let column: Int
    package let row: Int

    package static let columns = 16_384
    package static let rows = 1_048_576

    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }

    /// Reads `AB12`; nil for what is no cell of a sheet.
    package init?(_ text: String) {
        var column = 0
        var row = 0
        var hasDigits = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where !hasDigits:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
                hasDigits = true
            default:
                return nil
            }
            guard column <= Self.columns, row <= Self.rows else { return nil }
        }
        guard column > 0, row > 0 else { return nil }
        self.init(column: column, row: row)
    }

    /// `A` for 1, `Z` for 26, `AA` for 27.
    package static func letters(of column: Int) -> String {
        var letters = ""
        var rest = column
        while rest > 0 {
            let letter = Unicode.Scalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            letters = String(letter) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}

extension CellReference: CustomStringConvertible {
    package var description: String { "\(Self.letters(of: column))\(row)" }
}
