import CSVKernel
import IndicatorModel

extension ColumnType {
    /// Whether a field may stand in a column of this type; `mayGroup` says that commas may stand
    /// between its thousands.
    func fits(_ field: Span<UInt8>, mayGroup: Bool) -> Bool {
        let range = trimmedRange(field)
        switch self {
        case .text: return true
        case .code: return !range.isEmpty
        case .year:
            return range.count == 4 && Self.areDigits(field, range)
        case .integer:
            if range.isEmpty { return true }
            let isSigned = field[range.lowerBound] == UInt8(ascii: "-")
            let digits = range.dropFirst(isSigned ? 1 : 0)
            return !digits.isEmpty && Self.areDigits(field, digits)
        case .figure:
            if range.isEmpty || parseNumber(field) != nil { return true }
            if mayGroup, parseGroupedNumber(field) != nil { return true }
            // No symbol is longer.
            return range.count <= 3
                && PublisherSymbols.all.contains(readableText(field.extracting(range)))
        }
    }

    private static func areDigits(_ field: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(field[index]) {
            return false
        }
        return true
    }

    /// The narrowest type that has all that this one has, and more; nil for text, which has all.
    var wider: ColumnType? {
        switch self {
        case .text: nil
        case .code, .figure: .text
        case .year: .integer
        case .integer: .figure
        }
    }

    /// The type with its article.
    var noun: String {
        switch self {
        case .text: "a text"
        case .code: "a code"
        case .year: "a year"
        case .integer: "a whole number"
        case .figure: "a figure"
        }
    }
}
