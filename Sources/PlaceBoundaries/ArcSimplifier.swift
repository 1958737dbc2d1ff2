extension ArcNetwork {
    /// The same borders with fewer points: no area appears, vanishes, crosses or leaps another.
    ///
    /// Visvalingam's method: the point that makes the smallest triangle with its neighbours goes
    /// first, until every triangle is larger than half the square of the tolerance. Ends of arcs,
    /// where areas meet, stay. A point stays, too, while another point of any border lies in its
    /// triangle, so that no line ever comes to lie across another, or on its other side; and where
    /// the line that would be left exists already.
    ///
    /// Source: M. Visvalingam and J. D. Whyatt, Line generalisation by repeated elimination of
    /// points, The Cartographic Journal 30 (1993).
    ///
    /// The tolerance is in metres.
    package func simplified(tolerance: Double) -> ArcNetwork {
        var simplifier = ArcSimplifier(arcs, limit: Int(tolerance * tolerance))
        simplifier.run()
        return ArcNetwork(arcs: simplifier.result(arcs))
    }
}

private struct ArcSimplifier {
    /// A point of an arc, linked to the points before and after it.
    private struct Vertex {
        let point: GridPoint
        var before: Int
        var after: Int
        var isGone = false
        /// The number of the removal that it waits for; an older one in the queue is void.
        var turn = 0
    }

    private struct Removal: Comparable {
        let doubleArea: Int
        let vertex: Int
        let turn: Int

        static func < (a: Removal, b: Removal) -> Bool {
            (a.doubleArea, a.vertex) < (b.doubleArea, b.vertex)
        }
    }

    private var vertices: [Vertex] = []
    private var starts: [Int] = []
    private var edges: Set<GridEdge> = []
    private var cells: [GridPoint: [Int]] = [:]
    private var queue = MinimumQueue<Removal>()
    /// Twice the area of the triangles that go.
    private let limit: Int
    private let cell: Int

    init(_ arcs: [ArcNetwork.Arc], limit: Int) {
        self.limit = limit
        cell = max(64, Int(Double(limit).squareRoot()))
        for arc in arcs {
            starts.append(vertices.count)
            for (index, point) in arc.points.enumerated() {
                let number = vertices.count
                let isLast = index == arc.points.count - 1
                vertices.append(
                    Vertex(
                        point: point,
                        before: index == 0 ? -1 : number - 1,
                        after: isLast ? -1 : number + 1
                    )
                )
                cells[key(point), default: []].append(number)
                if index > 0 { edges.insert(GridEdge(arc.points[index - 1], point)) }
            }
        }
    }

    mutating func run() {
        for vertex in vertices.indices { enqueue(vertex) }
        // What another point stood in the way of is tried again when that may be gone.
        var blocked: [Int] = []
        var removed = 0
        while true {
            while let removal = queue.removeFirst() {
                let vertex = vertices[removal.vertex]
                if vertex.isGone || vertex.turn != removal.turn { continue }
                if canGo(removal.vertex) {
                    remove(removal.vertex)
                    removed += 1
                } else {
                    blocked.append(removal.vertex)
                }
            }
            if removed == 0 { return }
            for vertex in blocked where !vertices[vertex].isGone { enqueue(vertex) }
            (blocked, removed) = ([], 0)
        }
    }

    func result(_ arcs: [ArcNetwork.Arc]) -> [ArcNetwork.Arc] {
        zip(arcs, starts).map { arc, start in
            var arc = arc
            var points: [GridPoint] = []
            var here = start
            while here >= 0 {
                points.append(vertices[here].point)
                here = vertices[here].after
            }
            arc.points = points
            return arc
        }
    }

    private func key(_ point: GridPoint) -> GridPoint {
        GridPoint(x: point.x / cell, y: point.y / cell)
    }

    private mutating func enqueue(_ index: Int) {
        let vertex = vertices[index]
        guard vertex.before >= 0, vertex.after >= 0 else { return }
        let (a, c) = (vertices[vertex.before].point, vertices[vertex.after].point)
        let area = abs(turn(a, vertex.point, c))
        guard area < limit else { return }
        vertices[index].turn += 1
        queue.insert(Removal(doubleArea: area, vertex: index, turn: vertices[index].turn))
    }

    private func canGo(_ index: Int) -> Bool {
        let vertex = vertices[index]
        let (a, b, c) = (
            vertices[vertex.before].point, vertex.point, vertices[vertex.after].point
        )
        // The two lines of a ring that would be left are one and the same.
        if a == c || edges.contains(GridEdge(a, c)) { return false }
        let (low, high) = (
            GridPoint(x: min(a.x, b.x, c.x), y: min(a.y, b.y, c.y)),
            GridPoint(x: max(a.x, b.x, c.x), y: max(a.y, b.y, c.y))
        )
        let (from, to) = (key(low), key(high))
        for x in from.x...to.x {
            for y in from.y...to.y {
                for other in cells[GridPoint(x: x, y: y)] ?? [] where !vertices[other].isGone {
                    let point = vertices[other].point
                    if point == a || point == b || point == c { continue }
                    if isInside(point, a, b, c) { return false }
                }
            }
        }
        return true
    }

    /// Whether a point lies in a triangle or on its border.
    private func isInside(_ p: GridPoint, _ a: GridPoint, _ b: GridPoint, _ c: GridPoint) -> Bool {
        let turns = [turn(a, b, p), turn(b, c, p), turn(c, a, p)]
        if turns == [0, 0, 0] {
            // All on one line.
            return min(a, b, c) < p && p < max(a, b, c)
        }
        return turns.allSatisfy { $0 >= 0 } || turns.allSatisfy { $0 <= 0 }
    }

    private mutating func remove(_ index: Int) {
        let (before, after) = (vertices[index].before, vertices[index].after)
        let (a, b, c) = (
            vertices[before].point, vertices[index].point, vertices[after].point
        )
        edges.remove(GridEdge(a, b))
        edges.remove(GridEdge(b, c))
        edges.insert(GridEdge(a, c))
        vertices[index].isGone = true
        vertices[before].after = after
        vertices[after].before = before
        cells[key(b)]?.removeAll { $0 == index }
        for neighbour in [before, after] {
            vertices[neighbour].turn += 1
            enqueue(neighbour)
        }
    }
}

/// A heap whose smallest element comes out first.
struct MinimumQueue<Element: Comparable> {
    private var elements: [Element] = []

    mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if elements[child] >= elements[parent] { return }
            elements.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeFirst() -> Element? {
        guard let first = elements.first else { return nil }
        let last = elements.removeLast()
        if elements.isEmpty { return first }
        elements[0] = last
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < elements.count && elements[child] < elements[smallest] {
                smallest = child
            }
            if smallest == parent { return first }
            elements.swapAt(parent, smallest)
            parent = smallest
        }
    }
}
