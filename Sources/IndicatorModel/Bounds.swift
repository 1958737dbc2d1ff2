/// An interval that the true figure lies in; an end that is nil is not bounded.
package struct Bounds: Hashable, Sendable {
    package var low: Double?
    package var high: Double?

    package init(low: Double?, high: Double?) {
        self.low = low
        self.high = high
    }

    /// A figure that is exact.
    package static func exact(_ value: Double) -> Bounds { Bounds(low: value, high: value) }

    /// Nothing is known.
    package static let none = Bounds(low: nil, high: nil)

    package static func + (a: Bounds, b: Bounds) -> Bounds {
        Bounds(low: sum(a.low, b.low), high: sum(a.high, b.high))
    }

    package static func - (a: Bounds, b: Bounds) -> Bounds {
        Bounds(low: sum(a.low, b.high.map(-)), high: sum(a.high, b.low.map(-)))
    }

    /// The interval multiplied by a weight that is not negative.
    package func scaled(by weight: Double) -> Bounds {
        Bounds(low: low.map { $0 * weight }, high: high.map { $0 * weight })
    }

    /// Whether both intervals are known, and have a number in common; nil when one is not known.
    package func meets(_ other: Bounds) -> Bool? {
        guard let low, let high, let otherLow = other.low, let otherHigh = other.high else {
            return nil
        }
        return low <= otherHigh && otherLow <= high
    }

    private static func sum(_ a: Double?, _ b: Double?) -> Double? {
        guard let a, let b else { return nil }
        return a + b
    }
}
