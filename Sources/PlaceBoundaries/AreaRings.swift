/// The outline of some areas of a network: polygons whose rings are arcs that others share.
package struct AreaOutline: Sendable {
    /// An arc by its number, walked forward or back.
    package struct Step: Hashable, Sendable {
        package let arc: Int
        package let isForward: Bool
    }

    /// A closed line with the area on its left.
    package struct Ring: Sendable {
        package let steps: [Step]
        /// The first stands again as the last.
        package let points: [GridPoint]
    }

    package struct Polygon: Sendable {
        /// Against the clock.
        package let shell: Ring
        /// With the clock.
        package let holes: [Ring]
    }

    /// In the order of their size, the largest first.
    package let polygons: [Polygon]

    package init(of areas: Set<Int>, in network: ArcNetwork) {
        let rings = RingTracer(areas, network).trace()
        let shells = rings.filter { $0.points.doubleArea > 0 }
            .sorted { a, b in
                let (first, second) = (a.points.doubleArea, b.points.doubleArea)
                return first == second
                    ? a.points.lexicographicallyPrecedes(b.points) : first > second
            }
        var holes = [[Ring]](repeating: [], count: shells.count)
        let boxes = shells.map { GridBox($0.points) }
        for hole in rings where hole.points.doubleArea < 0 {
            let (a, b) = (hole.points[0], hole.points[1])
            // The smallest shell that is around it.
            let index = shells.indices.reversed().first {
                boxes[$0].contains(a) && shells[$0].points.containsMiddle(of: a, b)
            }
            if let index { holes[index].append(hole) }
        }
        polygons = zip(shells, holes).map { Polygon(shell: $0, holes: $1) }
    }
}

/// The smallest upright rectangle round points.
package struct GridBox: Sendable {
    package let low: GridPoint
    package let high: GridPoint

    package init(_ points: some Sequence<GridPoint>) {
        var (left, right, bottom, top) = (Int.max, Int.min, Int.max, Int.min)
        for point in points {
            (left, right) = (min(left, point.x), max(right, point.x))
            (bottom, top) = (min(bottom, point.y), max(top, point.y))
        }
        low = GridPoint(x: left, y: bottom)
        high = GridPoint(x: right, y: top)
    }

    func contains(_ point: GridPoint) -> Bool {
        low.x <= point.x && point.x <= high.x && low.y <= point.y && point.y <= high.y
    }
}

/// Walks along the borders of areas, with the areas on the left.
private struct RingTracer {
    private let network: ArcNetwork
    /// The arcs that begin at a point, as they are walked.
    private var outgoing: [GridPoint: [AreaOutline.Step]] = [:]
    private let steps: [AreaOutline.Step]

    init(_ areas: Set<Int>, _ network: ArcNetwork) {
        self.network = network
        func isIn(_ area: Int?) -> Bool { area.map(areas.contains) ?? false }
        steps = network.arcs.enumerated().compactMap { index, arc in
            let (left, right) = (isIn(arc.left), isIn(arc.right))
            return left == right ? nil : AreaOutline.Step(arc: index, isForward: left)
        }
        for step in steps { outgoing[points(step)[0], default: []].append(step) }
    }

    private func points(_ step: AreaOutline.Step) -> [GridPoint] {
        let points = network.arcs[step.arc].points
        return step.isForward ? points : points.reversed()
    }

    func trace() -> [AreaOutline.Ring] {
        var used: Set<AreaOutline.Step> = []
        var rings: [AreaOutline.Ring] = []
        for start in steps where !used.contains(start) {
            var walk: [AreaOutline.Step] = []
            var step = start
            while used.insert(step).inserted {
                walk.append(step)
                guard let next = next(after: step) else { break }
                step = next
            }
            rings += split(walk).map(ring)
        }
        return rings
    }

    /// The arc that goes on from the end of another, nearest to its left.
    private func next(after step: AreaOutline.Step) -> AreaOutline.Step? {
        let arrived = points(step)
        let (here, back) = (arrived[arrived.count - 1], arrived[arrived.count - 2])
        let choices = outgoing[here] ?? []
        if choices.count < 2 { return choices.first }
        // With the clock from where one came from: the border of the ground on the left.
        return choices.min { a, b in
            isSooner(points(a)[1], than: points(b)[1], clockwiseFrom: back, around: here)
        }
    }

    /// Whether a direction comes before another when turning with the clock from `start`.
    private func isSooner(
        _ a: GridPoint,
        than b: GridPoint,
        clockwiseFrom start: GridPoint,
        around centre: GridPoint
    ) -> Bool {
        /// 0 for up to half a turn with the clock, 1 for more, 2 for a whole turn.
        func half(_ point: GridPoint) -> Int {
            let side = turn(centre, start, point)
            if side != 0 { return side < 0 ? 0 : 1 }
            let along =
                (start.x - centre.x) * (point.x - centre.x)
                + (start.y - centre.y) * (point.y - centre.y)
            return along > 0 ? 2 : 0
        }
        let (first, second) = (half(a), half(b))
        if first != second { return first < second }
        return turn(centre, a, b) < 0
    }

    /// Cuts a walk where it comes to a point twice: a hole that touches its shell is a ring too.
    private func split(_ walk: [AreaOutline.Step]) -> [[AreaOutline.Step]] {
        var rings: [[AreaOutline.Step]] = []
        var open: [AreaOutline.Step] = []
        var positions: [GridPoint: Int] = [:]
        for step in walk {
            let stepPoints = points(step)
            positions[stepPoints[0]] = open.count
            open.append(step)
            if let from = positions[stepPoints[stepPoints.count - 1]] {
                let loop = Array(open[from...])
                rings.append(loop)
                for gone in loop { positions[points(gone)[0]] = nil }
                open.removeSubrange(from...)
            }
        }
        return rings
    }

    private func ring(_ steps: [AreaOutline.Step]) -> AreaOutline.Ring {
        var all: [GridPoint] = []
        for step in steps { all += all.isEmpty ? points(step)[...] : points(step).dropFirst() }
        return AreaOutline.Ring(steps: steps, points: all)
    }
}
