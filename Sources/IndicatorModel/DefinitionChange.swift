/// A declared change of how a place is made: no difference is taken across it (design 5.4).
package struct DefinitionChange: Hashable, Sendable {
    package let periods: PeriodPair
    package let reason: BilingualText

    package init(periods: PeriodPair, reason: BilingualText) {
        self.periods = periods
        self.reason = reason
    }

    /// Whether the way from one period to another leads across the change.
    package func isBetween(_ from: Period, _ to: Period) -> Bool {
        from < periods.to && to > periods.from
    }
}

extension Place {
    /// The declared change of definition that lies between two periods, if there is one.
    package func definitionChange(from: Period, to: Period) -> DefinitionChange? {
        definitionChanges.first { $0.isBetween(from, to) }
    }
}
