package import IndicatorModel

/// Why something that a check looks at could not be judged.
package enum NotMadeReason: String, CaseIterable, Sendable {
    /// One of the figures that are compared is not there.
    case noFigure = "no-figure"
    /// One of the figures has no bounds, so that rounding cannot be told from a mistake.
    case noBounds = "no-bounds"
    /// A place shares geography with another one below the same place.
    case overlap
    /// Too few other places have figures in both periods.
    case tooFewPlaces = "too-few-places"
    /// From 0 there is no relative change.
    case zero
    /// The years of an indicator do not compare (A or B), or only one of them is at hand.
    case noPair = "no-pair"
}

/// How often a check was not made for one reason, and the numbers that were too small.
package struct NotMade: Hashable, Sendable {
    package var count = 0
    package var least: Int?
    package var most: Int?

    mutating func add(_ number: Int?) {
        count += 1
        guard let number else { return }
        least = min(least ?? number, number)
        most = max(most ?? number, number)
    }

    mutating func add(_ other: NotMade) {
        count += other.count
        least = [least, other.least].compactMap(\.self).min()
        most = [most, other.most].compactMap(\.self).max()
    }
}

/// One row that a check found wrong.
package struct FailedRow: Hashable, Sendable {
    /// Place, period, indicator, category, group and gender.
    package let subject: [String]
    package let value: Double?
    package let bounds: Bounds
    /// What was expected in its place.
    package let expected: BilingualText
    /// The source lines that it was read from; empty where there are many or none.
    package let origin: String
}

/// What one check found in one partition, or across all of them.
package struct CheckResult: Sendable {
    package let check: CheckID
    /// How many rows it judged.
    package var lookedAt = 0
    /// How many of them are outside its limit; those of exceptions are not among them.
    package var failed = 0
    package var excepted = 0
    /// How many comparisons of counts have a 95 % band of rounding, and lie within it.
    package var banded = 0
    package var withinBand = 0
    package var notMade: [NotMadeReason: NotMade] = [:]
    /// The first rows that failed.
    package var findings: [FailedRow] = []
    /// By entry of `except`: how many rows it is about, and how many of these fail.
    var exceptions: [ExceptionUse] = []

    struct ExceptionUse: Hashable, Sendable {
        var lookedAt = 0
        var failed = 0
    }

    init(check: CheckID) {
        self.check = check
    }

    /// How many failures are kept with their rows; all of them are counted.
    static let keptFindings = 20

    /// The results of two partitions as one.
    mutating func add(_ other: CheckResult) {
        lookedAt += other.lookedAt
        failed += other.failed
        excepted += other.excepted
        banded += other.banded
        withinBand += other.withinBand
        for (reason, more) in other.notMade { notMade[reason, default: NotMade()].add(more) }
        findings = Array((findings + other.findings).prefix(Self.keptFindings))
        if exceptions.isEmpty {
            exceptions = other.exceptions
        } else {
            for (index, use) in other.exceptions.enumerated() {
                exceptions[index].lookedAt += use.lookedAt
                exceptions[index].failed += use.failed
            }
        }
    }
}
