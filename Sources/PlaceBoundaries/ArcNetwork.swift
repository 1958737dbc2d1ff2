/// Borders between areas, each stored once: what lies on both sides shares the same points.
///
/// An area is any group of geographies; a border inside an area is no border. Arcs run from one
/// point where three areas meet to the next, or go round.
package struct ArcNetwork: Sendable {
    /// A border between two areas.
    package struct Arc: Hashable, Sendable {
        package var points: [GridPoint]
        /// The area on the left, and that on the right, of one who walks along; nil is outside.
        package let left: Int?
        package let right: Int?

        /// Whether it goes round and meets no other.
        package var isClosed: Bool { points.first == points.last }
    }

    package var arcs: [Arc]

    package init(arcs: [Arc]) {
        self.arcs = arcs
    }

    /// Finds the borders between areas.
    ///
    /// `areas` has for each code of the coverage the area that it belongs to; nil for those that
    /// belong to none, which are outside.
    package init(_ coverage: Coverage, areas: [Int?]) {
        var sides: [GridEdge: Sides] = [:]
        for face in coverage.faces {
            guard let area = areas[face.owner] else { continue }
            for (index, ring) in face.rings.enumerated() {
                // The face is on the left of a shell that goes against the clock.
                let forward = (ring.doubleArea > 0) == (index == 0)
                for (from, to) in zip(ring, ring.dropFirst()) {
                    let edge = GridEdge(from, to)
                    if (edge.a == from) == forward {
                        sides[edge, default: Sides()].left = area
                    } else {
                        sides[edge, default: Sides()].right = area
                    }
                }
            }
        }
        let borders = sides.filter { $0.value.left != $0.value.right }
        arcs = ArcTracer(borders).trace()
    }

    struct Sides {
        var left: Int?
        var right: Int?
    }
}

/// Joins edges of a border to arcs.
private struct ArcTracer {
    private let sides: [GridEdge: ArcNetwork.Sides]
    private var neighbours: [GridPoint: [GridPoint]] = [:]

    init(_ sides: [GridEdge: ArcNetwork.Sides]) {
        self.sides = sides
        for edge in sides.keys {
            neighbours[edge.a, default: []].append(edge.b)
            neighbours[edge.b, default: []].append(edge.a)
        }
        for key in neighbours.keys { neighbours[key]?.sort() }
    }

    func trace() -> [ArcNetwork.Arc] {
        var used: Set<GridEdge> = []
        var arcs: [ArcNetwork.Arc] = []
        let points = neighbours.keys.sorted()
        // First from the points where areas meet, then the rings that are left.
        for isRing in [false, true] {
            for start in points where isRing || neighbours[start]?.count != 2 {
                for next in neighbours[start] ?? []
                where !used.contains(GridEdge(start, next)) {
                    arcs.append(walk(from: start, to: next, &used))
                }
            }
        }
        return arcs
    }

    private func walk(
        from start: GridPoint,
        to next: GridPoint,
        _ used: inout Set<GridEdge>
    ) -> ArcNetwork.Arc {
        let first = GridEdge(start, next)
        used.insert(first)
        var points = [start, next]
        var (before, here) = (start, next)
        while here != start, let around = neighbours[here], around.count == 2 {
            let following = around[0] == before ? around[1] : around[0]
            used.insert(GridEdge(here, following))
            points.append(following)
            (before, here) = (here, following)
        }
        let side = sides[first] ?? ArcNetwork.Sides()
        let forward = first.a == start
        return ArcNetwork.Arc(
            points: points,
            left: forward ? side.left : side.right,
            right: forward ? side.right : side.left
        )
    }
}
