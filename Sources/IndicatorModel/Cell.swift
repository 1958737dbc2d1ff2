/// The name of a characteristic in its list: a member id, a position or a vector.
package struct CharacteristicID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package var description: String { name }

    package static func < (a: Self, b: Self) -> Bool { a.name < b.name }
}

/// The columns of figures that census profiles print for one characteristic.
package enum CellColumn: String, CaseIterable, Sendable {
    case total, men, women
    case rateTotal = "rate-total"
    case rateMen = "rate-men"
    case rateWomen = "rate-women"
}

/// Whom an observation counts, in the two-category gender of 2021 or the sex of 2006 and 2016.
package enum Gender: String, CaseIterable, Sendable {
    case total, men, women

    /// The column of counts of this gender.
    package var column: CellColumn {
        switch self {
        case .total: .total
        case .men: .men
        case .women: .women
        }
    }
}

/// One figure as printed upstream, in 32 bytes: there are millions of them.
package struct Cell: Sendable {
    /// What stands in the file, without the spaces around it.
    package let text: String
    private let number: Double
    private let lineNumber: UInt32
    package let symbol: CellSymbol?
    package let state: ValueState

    /// The number, or nil when the file prints none; `state` then says why.
    package var value: Double? { number.isNaN ? nil : number }
    /// The line of the source part, from 1.
    package var line: Int { Int(lineNumber) }

    package init(value: Double?, text: String, symbol: CellSymbol?, state: ValueState, line: Int) {
        number = value ?? .nan
        self.text = text
        self.symbol = symbol
        self.state = state
        lineNumber = UInt32(line)
    }

    /// The cell without its figure, where it is below the threshold of a source.
    package func withheld(below threshold: Int) -> Cell {
        guard let value, value < Double(threshold) else { return self }
        return Cell(
            value: nil,
            text: "<\(threshold)",
            symbol: nil,
            state: .suppressed,
            line: line
        )
    }

    /// Whether Lipline withholds the figure, and not its publisher.
    package var isWithheld: Bool { state == .suppressed && symbol == nil }
}
