/// The limits of a class of a distribution: from `low` up to, and without, `high`.
package struct ValueClass: Hashable, Sendable {
    /// Nil when the class is open below.
    package let low: Double?
    /// Nil when the class is open above.
    package let high: Double?

    package init(low: Double?, high: Double?) {
        self.low = low
        self.high = high
    }
}

extension ValueClass {
    /// Classes that follow each other without a gap, from the lowest to one that is open above, or
    /// to the highest there is.
    ///
    /// Of several classes that begin together the narrowest is taken that others follow, so that
    /// `50,000 and over` gives way to its own parts where a census prints them. Nil when the
    /// classes leave a gap or there is none.
    package static func chain<ID: Hashable>(_ classes: [ID: ValueClass]) -> [ID]? {
        let open = classes.filter { $0.value.low == nil }
        guard open.count <= 1 else { return nil }
        let highest = classes.values.map { $0.high ?? .infinity }.max() ?? 0
        func rest(from start: Double) -> [ID]? {
            if start >= highest { return [] }
            let next = classes.filter { $0.value.low == start }
                .sorted { ($0.value.high ?? .infinity) < ($1.value.high ?? .infinity) }
            for (id, candidate) in next {
                if let tail = rest(from: candidate.high ?? .infinity) { return [id] + tail }
            }
            return nil
        }
        if let (id, lowest) = open.first {
            guard let start = lowest.high else { return [id] }
            return rest(from: start).map { [id] + $0 }
        }
        guard let start = classes.values.compactMap(\.low).min() else { return nil }
        return rest(from: start)
    }
}
