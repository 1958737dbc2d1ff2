/// The time that a local figure is of: a year, a fiscal year, a quarter or a month.
package struct LocalPeriod: Hashable, Comparable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case year
        /// From April to March, as governments of Canada count.
        case fiscalYear = "fiscal-year"
        case quarter, month
    }

    package let kind: Kind
    /// The year, of a fiscal year the one it begins in.
    package let year: Int
    /// The number of the quarter or month within the year; 0 of others.
    package let number: Int

    package init(_ kind: Kind, _ year: Int, _ number: Int = 0) {
        self.kind = kind
        self.year = year
        self.number = number
    }

    /// Reads `2023`, `2023-24`, `2023-Q2` or `2023-04`; nil of anything else.
    ///
    /// A text such as `2011-12` is a month and a fiscal year, and is neither: the month is written
    /// `2011-M12` and the fiscal year `2011-2012`, which all years may be.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, first.utf8.count == 4, let year = digits(first),
            year > 1800, parts.count <= 2
        else { return nil }
        if parts.count == 1 {
            self.init(.year, year)
            return
        }
        switch (parts[1].first, digits(String(parts[1].dropFirst()))) {
        case ("Q", let number?) where (1...4).contains(number) && parts[1].utf8.count == 2:
            self.init(.quarter, year, number)
        case ("M", let number?) where (1...12).contains(number) && parts[1].utf8.count == 3:
            self.init(.month, year, number)
        default:
            guard !Self.isAmbiguous(text), let number = digits(parts[1]) else { return nil }
            if number == year + 1 && parts[1].utf8.count == 4
                || number == (year + 1) % 100 && parts[1].utf8.count == 2
            {
                self.init(.fiscalYear, year)
            } else if (1...12).contains(number), parts[1].utf8.count == 2 {
                self.init(.month, year, number)
            } else {
                return nil
            }
        }
    }

    /// Whether a text is a month as well as a fiscal year.
    package static func isAmbiguous(_ text: String) -> Bool {
        let parts = text.split(separator: "-").map(String.init)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            let year = digits(parts[0]), let number = digits(parts[1])
        else { return false }
        return number == (year + 1) % 100 && (1...12).contains(number)
    }

    /// The period as it is published: `2023`, `2023-24`, `2023-Q2`, `2023-04`.
    package var name: String {
        switch kind {
        case .year: "\(year)"
        case .fiscalYear: "\(year)-\(twoDigits((year + 1) % 100))"
        case .quarter: "\(year)-Q\(number)"
        case .month: "\(year)-\(twoDigits(number))"
        }
    }

    /// The periods that make this one up, several of one kind: quarters and months of a year,
    /// months of a quarter.
    package var parts: [[LocalPeriod]] {
        switch kind {
        case .year:
            [(1...4).map { Self(.quarter, year, $0) }, (1...12).map { Self(.month, year, $0) }]
        case .fiscalYear:
            [
                (2...4).map { Self(.quarter, year, $0) } + [Self(.quarter, year + 1, 1)],
                (4...12).map { Self(.month, year, $0) }
                    + (1...3).map { Self(.month, year + 1, $0) },
            ]
        case .quarter: [(1...3).map { Self(.month, year, (number - 1) * 3 + $0) }]
        case .month: []
        }
    }

    package static func < (a: LocalPeriod, b: LocalPeriod) -> Bool {
        (a.kind.rawValue, a.name) < (b.kind.rawValue, b.name)
    }
}

private func digits(_ text: String) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
