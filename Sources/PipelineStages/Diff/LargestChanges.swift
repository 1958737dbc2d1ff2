/// The rows whose values changed most, as many as are shown; the others are only counted.
package struct LargestChanges: Sendable {
    private let limit: Int
    /// The largest first; equal ones in the order of their keys.
    package private(set) var rows: [FigureDifference] = []
    /// How many rows have a change.
    package private(set) var count = 0

    package init(limit: Int) {
        self.limit = limit
    }

    /// Takes a row whose value changed beyond rounding; others are let go.
    package mutating func add(_ row: FigureDifference) {
        guard row.kind == .changed, row.relativeChange != nil else { return }
        count += 1
        guard limit > 0 else { return }
        if rows.count == limit, let last = rows.last, !Self.precedes(row, last) { return }
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(row, rows[middle]) { high = middle } else { low = middle + 1 }
        }
        rows.insert(row, at: low)
        if rows.count > limit { rows.removeLast() }
    }

    private static func precedes(_ a: FigureDifference, _ b: FigureDifference) -> Bool {
        func rank(_ row: FigureDifference) -> (Double, Double) {
            let change = (row.new?.value ?? 0) - (row.old?.value ?? 0)
            return (-abs(row.relativeChange ?? 0), -abs(change))
        }
        let (first, second) = (rank(a), rank(b))
        return first == second ? a.key.lexicographicallyPrecedes(b.key) : first < second
    }
}
