/// A point of the map on a grid of whole metres, so that equal points are equal and arithmetic is
/// exact.
///
/// Coordinates are below 2^25, so that products of differences fit into 64 bits.
package struct GridPoint: Hashable, Sendable {
    package let x: Int
    package let y: Int

    package init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    init(_ point: PlanePoint) {
        self.init(x: Int(point.x.rounded()), y: Int(point.y.rounded()))
    }

    package var plane: PlanePoint { PlanePoint(x: Double(x), y: Double(y)) }
}

extension GridPoint: Comparable {
    package static func < (a: GridPoint, b: GridPoint) -> Bool { (a.x, a.y) < (b.x, b.y) }
}

/// Twice the area of a triangle, positive where a, b, c go against the clock.
func turn(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint) -> Int {
    (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
}

extension [GridPoint] {
    /// Twice the area of a closed ring, positive where it goes against the clock.
    var doubleArea: Int {
        guard let first else { return 0 }
        var sum = 0
        for (a, b) in zip(self, dropFirst()) { sum += turn(first, a, b) }
        return sum
    }

    /// Whether the middle of a line lies inside this closed ring; it must not lie on the ring.
    func containsMiddle(of a: GridPoint, _ b: GridPoint) -> Bool {
        // Everything is doubled, so that the middle is a whole number too.
        let (x, y) = (a.x + b.x, a.y + b.y)
        var inside = false
        for (p, q) in zip(self, dropFirst()) where (2 * p.y > y) != (2 * q.y > y) {
            let side = (q.x - p.x) * (y - 2 * p.y) - (x - 2 * p.x) * (q.y - p.y)
            if (side > 0) == (q.y > p.y) { inside.toggle() }
        }
        return inside
    }
}
