/// Which counts of a place are withheld: the small ones, and as many others as it takes to keep
/// them from being computed.
///
/// A total and what it is made of are one sum: a category `total` and the others; a year and its
/// quarters or months, where these do add up to it. Whoever knows all but one of a sum knows all.
/// So where one is withheld, the smallest of the others is too, until what a reader gets by
/// subtracting is of several counts and could itself be shown.
package struct Withholding: Sendable {
    private struct Sum {
        let total: Int
        let parts: [Int]
    }

    private let counts: [Int: Double]
    private let threshold: Int
    private let sums: [Sum]
    private var withheld: Set<Int> = []

    /// The positions of observations that are withheld; all are counts of one indicator.
    package static func positions(
        in observations: [LocalObservation],
        below threshold: Int
    ) -> Set<Int> {
        var withholding = Withholding(observations, below: threshold)
        withholding.complete()
        return withholding.withheld
    }

    private init(_ observations: [LocalObservation], below threshold: Int) {
        self.threshold = threshold
        var counts: [Int: Double] = [:]
        for (index, observation) in observations.enumerated() {
            if let value = observation.value { counts[index] = value }
        }
        self.counts = counts
        sums =
            Self.sumsOfCategories(observations, counts) + Self.sumsOfPeriods(observations, counts)
        withheld = Set(counts.filter { $0.value < Double(threshold) }.keys)
    }

    private static func sumsOfCategories(
        _ observations: [LocalObservation],
        _ counts: [Int: Double]
    ) -> [Sum] {
        let periods = Dictionary(grouping: counts.keys.sorted()) { observations[$0].key.period }
        return periods.sorted { $0.key < $1.key }.compactMap { _, members in
            guard let total = members.first(where: { observations[$0].key.category == .total })
            else { return nil }
            return Sum(total: total, parts: members.filter { $0 != total })
        }
    }

    /// Periods that add up to a longer one: stocks, such as members at a year's end, do not.
    private static func sumsOfPeriods(
        _ observations: [LocalObservation],
        _ counts: [Int: Double]
    ) -> [Sum] {
        var places: [CategoryID: [LocalPeriod: Int]] = [:]
        for index in counts.keys.sorted() {
            let key = observations[index].key
            places[key.category, default: [:]][key.period] = index
        }
        var sums: [Sum] = []
        for (_, periods) in places.sorted(by: { $0.key < $1.key }) {
            for (period, total) in periods.sorted(by: { $0.key < $1.key }) {
                for wanted in period.parts {
                    let parts = wanted.compactMap { periods[$0] }
                    let sum = parts.reduce(0) { $0 + (counts[$1] ?? 0) }
                    if parts.count == wanted.count, sum == counts[total] {
                        sums.append(Sum(total: total, parts: parts))
                    }
                }
            }
        }
        return sums
    }

    /// Withholds one more as long as a sum gives one away.
    private mutating func complete() {
        var isDone = false
        while !isDone {
            isDone = true
            for sum in sums where isGivenAway(sum) {
                let shown = sum.parts.filter { !withheld.contains($0) }
                // The smallest; of equal ones the first.
                guard let next = shown.min(by: { (counts[$0] ?? 0, $0) < (counts[$1] ?? 0, $1) })
                else { continue }
                withheld.insert(next)
                isDone = false
            }
        }
    }

    private func isGivenAway(_ sum: Sum) -> Bool {
        let parts = sum.parts.filter(withheld.contains)
        if parts.isEmpty { return withheld.contains(sum.total) && !sum.parts.isEmpty }
        if withheld.contains(sum.total) { return false }
        let rest = parts.reduce(0) { $0 + (counts[$1] ?? 0) }
        return parts.count < 2 || rest < Double(threshold)
    }
}
