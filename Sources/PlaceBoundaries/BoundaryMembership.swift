/// Which small geographies lie in which larger ones, found from their polygons.
///
/// Since 2021 the file of census subdivisions does not say in which CMA or CA each lies. A point
/// inside each is looked up in the polygons of the CMAs. Simplified polygons can put a small one
/// on the wrong side; the land areas that the publisher states for both show it, because those of
/// the members add to that of the whole.
package struct BoundaryMembership: Sendable {
    /// The code of the whole by that of the part; parts that lie in none are not there.
    package private(set) var wholes: [String: String] = [:]
    /// What land areas put right.
    package private(set) var corrected: [Correction] = []
    /// Wholes whose land area their parts do not add to, with the difference in km2.
    package private(set) var open: [String: Double] = [:]

    package struct Correction: Hashable, Sendable {
        package let part: String
        package let whole: String
        /// Whether it was put in, or taken out.
        package let isIn: Bool
    }

    /// Square kilometres that sums of stated land areas may differ by: they have four decimals,
    /// and were rounded before they were added.
    package static let tolerance = 0.01
    /// How far from the border of a whole a part may be that was put on the wrong side, in metres.
    private static let reach = 3_000.0

    /// - Throws: `boundaries.geometry`.
    package init(
        of parts: [BoundaryRecord],
        in wholes: [BoundaryRecord],
        _ engine: GeometryEngine
    ) throws {
        var points: [(record: BoundaryRecord, point: PlanePoint)] = []
        for part in parts where !part.polygons.isEmpty {
            points.append((part, try engine.insidePoint(of: part.polygons)))
        }
        let boxes = wholes.map { PlaneBox($0.polygons) }
        for (part, point) in points {
            let index = wholes.indices.first {
                boxes[$0].contains(point, reach: 0) && wholes[$0].polygons.contains(point)
            }
            if let index { self.wholes[part.code] = wholes[index].code }
        }
        for (whole, box) in zip(wholes, boxes) {
            correct(whole, points.filter { box.contains($0.point, reach: Self.reach) })
        }
    }

    /// Moves at most two parts near the border, where that alone makes the land areas agree.
    private mutating func correct(
        _ whole: BoundaryRecord,
        _ near: [(record: BoundaryRecord, point: PlanePoint)]
    ) {
        let members = near.filter { wholes[$0.record.code] == whole.code }
        let missing = whole.landArea - members.reduce(0) { $0 + $1.record.landArea }
        if abs(missing) <= Self.tolerance { return }
        let candidates = near.filter { part in
            let current = wholes[part.record.code]
            return (current == whole.code || current == nil)
                && whole.polygons.distance(to: part.point) < Self.reach
        }.map(\.record)
        /// What changes when a part is moved to the other side.
        func change(_ part: BoundaryRecord) -> Double {
            wholes[part.code] == whole.code ? -part.landArea : part.landArea
        }
        var found: [[BoundaryRecord]] = candidates.filter {
            abs(change($0) - missing) <= Self.tolerance
        }.map { [$0] }
        if found.isEmpty {
            for (index, a) in candidates.enumerated() {
                for b in candidates[(index + 1)...]
                where abs(change(a) + change(b) - missing) <= Self.tolerance {
                    found.append([a, b])
                }
            }
        }
        guard found.count == 1, let moved = found.first else {
            open[whole.code] = -missing
            return
        }
        for part in moved {
            let isIn = wholes[part.code] == nil
            wholes[part.code] = isIn ? whole.code : nil
            corrected.append(Correction(part: part.code, whole: whole.code, isIn: isIn))
        }
    }
}

extension [PlanePolygon] {
    /// Metres from a point to the nearest ring.
    func distance(to point: PlanePoint) -> Double {
        var least = Double.infinity
        for ring in flatMap(\.rings) {
            for (a, b) in zip(ring, ring.dropFirst()) {
                let (dx, dy) = (b.x - a.x, b.y - a.y)
                let length = dx * dx + dy * dy
                let along =
                    length == 0
                    ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / length
                let share = Swift.min(1, Swift.max(0, along))
                let (x, y) = (a.x + share * dx - point.x, a.y + share * dy - point.y)
                least = Swift.min(least, x * x + y * y)
            }
        }
        return least.squareRoot()
    }
}
