/// A point of a map projection, in metres to the east and north of its origin.
package struct PlanePoint: Hashable, Sendable {
    package let x: Double
    package let y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A closed line; the first point stands again as the last.
package typealias PlaneRing = [PlanePoint]

/// A polygon: its outer ring, and the rings of its holes.
package struct PlanePolygon: Hashable, Sendable {
    package let shell: PlaneRing
    package let holes: [PlaneRing]

    package init(shell: PlaneRing, holes: [PlaneRing] = []) {
        self.shell = shell
        self.holes = holes
    }

    package var rings: [PlaneRing] { [shell] + holes }
}

extension [PlanePoint] {
    /// Twice the area of a ring, positive where it goes round against the clock.
    var doubleArea: Double {
        guard let first else { return 0 }
        var sum = 0.0
        for (a, b) in zip(self, dropFirst()) {
            // Relative to the first point, so that large coordinates do not cancel out.
            sum += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
        }
        return sum
    }

    /// Whether a point lies inside, by the rule of even and odd crossings.
    func contains(_ point: PlanePoint) -> Bool {
        var inside = false
        for (a, b) in zip(self, dropFirst()) where (a.y > point.y) != (b.y > point.y) {
            let x = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
            if point.x < x { inside.toggle() }
        }
        return inside
    }
}

extension [PlanePolygon] {
    /// Whether a point lies inside one of the polygons and in none of its holes.
    func contains(_ point: PlanePoint) -> Bool {
        reduce(false) { inside, polygon in
            polygon.rings.reduce(inside) { $0 != $1.contains(point) }
        }
    }

    /// Square metres of the projection.
    var area: Double {
        reduce(0) { sum, polygon in
            let holes = polygon.holes.reduce(0) { $0 + abs($1.doubleArea) }
            return sum + (abs(polygon.shell.doubleArea) - holes) / 2
        }
    }
}

/// The smallest upright rectangle round polygons.
struct PlaneBox {
    private let low: PlanePoint
    private let high: PlanePoint

    init(_ polygons: [PlanePolygon]) {
        let points = polygons.flatMap(\.shell)
        low = PlanePoint(x: points.map(\.x).min() ?? 0, y: points.map(\.y).min() ?? 0)
        high = PlanePoint(x: points.map(\.x).max() ?? 0, y: points.map(\.y).max() ?? 0)
    }

    func contains(_ point: PlanePoint, reach: Double) -> Bool {
        low.x - reach <= point.x && point.x <= high.x + reach
            && low.y - reach <= point.y && point.y <= high.y + reach
    }

    func meets(_ other: PlaneBox) -> Bool {
        low.x <= other.high.x && other.low.x <= high.x && low.y <= other.high.y
            && other.low.y <= high.y
    }
}
