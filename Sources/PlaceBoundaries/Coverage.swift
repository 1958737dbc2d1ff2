/// The ground of all geographies of a file, cut into faces that fit together without a gap.
///
/// Polygons of a boundary file that was simplified do not share every point with their neighbours.
/// All their rings are cut where they meet, on a grid of one metre; each face that they enclose
/// belongs to the geography whose polygon it lies in. A face in none is a gap, one in several an
/// overlap: see `Seams`.
package struct Coverage: Sendable {
    /// What did not fit together, and what was done about it; areas in square metres.
    package struct Seams: Hashable, Sendable {
        /// Enclosed faces that no polygon covers, which went to a neighbour.
        package var filled: [Double] = []
        /// The same, larger than the limit: they stay open, as the lakes they may be.
        package var open: [Double] = []
        /// Faces that several polygons cover, which went to the first by code.
        package var shared: [Double] = []
    }

    /// The codes, in order; a face's owner is an index into them.
    package let codes: [String]
    package let seams: Seams
    /// The rings of each face on the grid, with its owner.
    let faces: [(rings: [[GridPoint]], owner: Int)]

    /// Metres.
    package static let grid = 1.0
    /// A gap of less than this many square metres is a seam, and no lake.
    package static let largestSeam = 1_000_000.0

    /// - Throws: `boundaries.geometry`.
    package init(_ records: [BoundaryRecord], _ engine: GeometryEngine) throws {
        let rings = records.flatMap { $0.polygons.flatMap(\.rings) }
        let found = try engine.faces(between: rings, grid: Self.grid)
        let owners = FaceOwners(records)
        var seams = Seams()
        var faces: [(rings: [[GridPoint]], owner: Int?)] = []
        for (polygon, inside) in found {
            let covering = owners.covering(inside)
            let grid = polygon.rings.map { $0.map { GridPoint($0) } }
            if covering.count > 1 { seams.shared.append([polygon].area) }
            faces.append((grid, covering.first))
        }
        // The order of faces is the library's: sorted, it decides nothing.
        faces.sort { ($0.rings.first ?? []).lexicographicallyPrecedes($1.rings.first ?? []) }
        self.faces = Self.fillSeams(faces, &seams)
        self.codes = records.map(\.code)
        seams.filled.sort(by: >)
        seams.open.sort(by: >)
        seams.shared.sort(by: >)
        self.seams = seams
    }

    /// Gives each small gap to the neighbour that it has the longest border with.
    private static func fillSeams(
        _ faces: [(rings: [[GridPoint]], owner: Int?)],
        _ seams: inout Seams
    ) -> [(rings: [[GridPoint]], owner: Int)] {
        var owners: [GridEdge: [Int]] = [:]
        for face in faces {
            guard let owner = face.owner else { continue }
            for edge in face.rings.flatMap(edges) { owners[edge, default: []].append(owner) }
        }
        return faces.compactMap { face in
            if let owner = face.owner { return (face.rings, owner) }
            let doubled = face.rings.enumerated().reduce(0) { sum, ring in
                sum + (ring.offset == 0 ? 1 : -1) * abs(ring.element.doubleArea)
            }
            let area = Double(doubled) / 2
            var border: [Int: Double] = [:]
            for edge in face.rings.flatMap(edges) {
                for owner in owners[edge] ?? [] { border[owner, default: 0] += edge.length }
            }
            let longest = border.min { ($1.value, $0.key) < ($0.value, $1.key) }
            guard area < largestSeam, let longest else {
                seams.open.append(area)
                return nil
            }
            seams.filled.append(area)
            return (face.rings, longest.key)
        }
    }
}

/// A line between two neighbouring points of a ring, whichever way it goes.
struct GridEdge: Hashable {
    let a: GridPoint
    let b: GridPoint

    init(_ from: GridPoint, _ to: GridPoint) {
        (a, b) = from < to ? (from, to) : (to, from)
    }

    var length: Double {
        let (x, y) = (Double(b.x - a.x), Double(b.y - a.y))
        return (x * x + y * y).squareRoot()
    }
}

private func edges(_ ring: [GridPoint]) -> [GridEdge] {
    zip(ring, ring.dropFirst()).map { GridEdge($0, $1) }
}

/// Finds which records a point lies in, by the boxes of their polygons.
private struct FaceOwners {
    private struct Box {
        let record: Int
        let polygon: PlanePolygon
        let low: PlanePoint
        let high: PlanePoint
    }

    /// By cells of a coarse grid, so that few boxes are looked at for a point.
    private var cells: [GridPoint: [Box]] = [:]
    private static let cell = 50_000.0

    init(_ records: [BoundaryRecord]) {
        for (index, record) in records.enumerated() {
            for polygon in record.polygons {
                let (xs, ys) = (polygon.shell.map(\.x), polygon.shell.map(\.y))
                guard let left = xs.min(), let right = xs.max(), let bottom = ys.min(),
                    let top = ys.max()
                else { continue }
                let box = Box(
                    record: index,
                    polygon: polygon,
                    low: PlanePoint(x: left, y: bottom),
                    high: PlanePoint(x: right, y: top)
                )
                let (from, to) = (Self.cell(box.low), Self.cell(box.high))
                for x in from.x...to.x {
                    for y in from.y...to.y {
                        cells[GridPoint(x: x, y: y), default: []].append(box)
                    }
                }
            }
        }
    }

    private static func cell(_ point: PlanePoint) -> GridPoint {
        GridPoint(x: Int((point.x / cell).rounded(.down)), y: Int((point.y / cell).rounded(.down)))
    }

    /// The records that a point lies in, in order.
    func covering(_ point: PlanePoint) -> [Int] {
        var inside: Set<Int> = []
        for box in cells[Self.cell(point)] ?? []
        where box.low.x <= point.x && point.x <= box.high.x
            && box.low.y <= point.y && point.y <= box.high.y
            && [box.polygon].contains(point)
        {
            inside.insert(box.record)
        }
        return inside.sorted()
    }
}
