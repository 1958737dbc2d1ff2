/// A year, or a quarter or month of one: `2024`, `2024-Q1`, `2024-01`.
package struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How long a period is.
    package enum Kind: String, CaseIterable, Sendable {
        case year, quarter, month
    }

    package let name: String

    /// Returns nil when the name is neither a year nor a quarter or month of one.
    package init?(_ name: String) {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = parts.first, year.utf8.count == 4, let number = Int(year), number > 1800,
            parts.count == 1 || parts.count == 2 && Self.within.contains(String(parts[1]))
        else { return nil }
        self.name = name
    }

    /// The quarters and months of a year, as names write them.
    private static let within: Set<String> = Set(
        (1...4).map { "Q\($0)" } + (1...12).map { $0 < 10 ? "0\($0)" : "\($0)" }
    )

    private init(known name: String) {
        self.name = name
    }

    package var kind: Kind {
        if name.utf8.count == 4 { return .year }
        return name.contains("Q") ? .quarter : .month
    }

    /// The year that it is or lies in.
    package var year: Period { Period(known: String(name.prefix(4))) }

    /// The month of its year, 1 to 12; the quarter, 1 to 4; nil of a year.
    package var number: Int? {
        kind == .year ? nil : Int(name.dropFirst(kind == .quarter ? 6 : 5))
    }

    /// The periods of a kind that a year has, in order.
    package func periods(_ kind: Kind) -> [Period] {
        let year = year.name
        return switch kind {
        case .year: [Period(known: year)]
        case .quarter: (1...4).map { Period(known: "\(year)-Q\($0)") }
        case .month: (1...12).map { Period(known: "\(year)-\($0 < 10 ? "0" : "")\($0)") }
        }
    }

    /// The months of a quarter or a year; a month is its own.
    package var months: [Period] {
        switch kind {
        case .year: periods(.month)
        case .quarter: Array(periods(.month)[((number ?? 1) - 1) * 3..<(number ?? 1) * 3])
        case .month: [self]
        }
    }

    package var description: String { name }

    package static func < (a: Period, b: Period) -> Bool { a.name < b.name }
}
