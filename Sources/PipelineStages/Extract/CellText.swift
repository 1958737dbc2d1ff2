import CSVKernel
import IndicatorModel

/// A text in a field that is neither a number nor a symbol.
struct UnknownSymbol: Error {
    let text: String
}

/// Reads the figure in a field, with the symbol in the field beside it where the layout has one.
///
/// Both may be empty: then there is no figure, and no reason is given.
func readCell(
    _ reader: borrowing RecordReader,
    value: Int,
    symbol: Int?,
    line: Int
) throws(UnknownSymbol) -> Cell {
    let bytes = reader.bytes(value)
    let number = parseNumber(bytes)
    let range = trimmedRange(bytes)
    var mark: CellSymbol?
    if let symbol { mark = try readSymbol(reader.bytes(symbol)) }
    if let number {
        // A figure beside a symbol of suppression is not a figure.
        if let mark, let state = mark.stateWithoutFigure {
            return Cell(value: nil, text: text(bytes), symbol: mark, state: state, line: line)
        }
        return Cell(value: number, text: text(bytes), symbol: mark, state: .observed, line: line)
    }
    if !range.isEmpty {
        guard let inline = try readSymbol(bytes), inline.stateWithoutFigure != nil else {
            throw UnknownSymbol(text: text(bytes))
        }
        mark = inline
    }
    let state = mark?.stateWithoutFigure ?? .notAvailable
    return Cell(value: nil, text: text(bytes), symbol: mark, state: state, line: line)
}

/// The symbol in a field; nil when the field is empty.
func readSymbol(_ bytes: Span<UInt8>) throws(UnknownSymbol) -> CellSymbol? {
    let range = trimmedRange(bytes)
    if range.isEmpty { return nil }
    let text = text(bytes)
    guard let symbol = CellSymbol(rawValue: text) else { throw UnknownSymbol(text: text) }
    return symbol
}

/// A field without the spaces around it; bytes that are not UTF-8 are shown as such.
private func text(_ bytes: Span<UInt8>) -> String {
    let range = trimmedRange(bytes)
    return decodeText(bytes.extracting(range), as: .utf8)
        ?? decodeText(bytes.extracting(range), as: .windows1252) ?? "?"
}

/// A label as it is compared: no indentation, single spaces, and one kind of comma.
///
/// Website downloads of 2016 print `;` for the commas of a label.
func comparableLabel(_ text: String) -> String {
    text.replacing("\u{A0}", with: " ").replacing(";", with: ",")
        .split(separator: " ").joined(separator: " ")
}
