import CSVKernel
package import IndicatorModel

/// A list of changes as it stands in config/changes.
package enum BoundaryChangeFile {
    /// The years of the Census of Population that lists of changes begin with.
    private static let censuses = ["2001", "2006", "2011", "2016", "2021", "2026"]

    /// The censuses of an edition of the interim list: it begins with the census before.
    ///
    /// - Throws: A `Diagnostic` when the edition is no year, or there is no census before it.
    package static func periods(of edition: String) throws -> PeriodPair {
        guard let to = Period(edition), to.kind == .year,
            let before = censuses.last(where: { $0 < edition }), let from = Period(before),
            let pair = PeriodPair(from: from, to: to)
        else {
            throw Diagnostic(
                "usage.bad-edition",
                "`\(edition)` is not an edition of the interim list of changes",
                hints: ["give its year, such as 2021 or 2025"]
            )
        }
        return pair
    }

    package static func csv(_ changes: BoundaryChanges) -> [UInt8] {
        var writer = CSVWriter(header: BoundaryChange.columns)
        for change in changes.all { writer.row(change.fields) }
        return writer.bytes
    }
}
