import IndicatorModel

/// The polygons of a shapefile (.shp), in the order of its records.
///
/// Source: ESRI Shapefile Technical Description, July 1998. Only polygons (type 5) and records
/// without a shape (type 0) are read, in metres of the projection of Statistics Canada.
package struct Shapefile: Sendable {
    /// Of each record its rings, closed, as they stand; none for a record without a shape.
    package let shapes: [[PlaneRing]]

    /// Reads a shapefile; `name` is what errors call it.
    ///
    /// - Throws: `boundaries.shapefile`, with the offset of the byte that is wrong.
    package init(_ bytes: [UInt8], name: String) throws {
        shapes = try ShapefileReader(bytes: bytes, name: name).read()
    }
}

/// Reads one shapefile; every number is checked before it is used.
private struct ShapefileReader {
    let bytes: [UInt8]
    let name: String

    private static let headerSize = 100
    private static let polygon = 5
    /// No point of Canada is farther than this from the origin of the projection, in metres.
    private static let farthest = 20_000_000.0

    func read() throws -> [[PlaneRing]] {
        try readHeader()
        var shapes: [[PlaneRing]] = []
        var offset = Self.headerSize
        while offset < bytes.count {
            guard offset + 12 <= bytes.count else {
                throw error("record \(shapes.count + 1) breaks off", offset)
            }
            let number = bytes.big32(at: offset)
            guard number == shapes.count + 1 else {
                throw error("record number \(number) stands where \(shapes.count + 1) must", offset)
            }
            let length = bytes.big32(at: offset + 4) * 2
            guard length >= 4, length <= bytes.count - offset - 8 else {
                let rest = bytes.count - offset - 8
                throw error("record \(number) has \(length) bytes of \(rest)", offset + 4)
            }
            shapes.append(try readShape(at: offset + 8, length: length, record: number))
            offset += 8 + length
        }
        return shapes
    }

    private func readHeader() throws {
        guard bytes.count >= Self.headerSize else {
            throw error("it has \(bytes.count) bytes, and a header has 100", 0)
        }
        guard bytes.big32(at: 0) == 9994 else {
            throw error("it does not begin with 9994, as a shapefile does", 0)
        }
        let length = bytes.big32(at: 24) * 2
        guard length == bytes.count else {
            throw error("it says that it has \(length) bytes, and has \(bytes.count)", 24)
        }
        guard bytes.little32(at: 28) == 1000 else {
            throw error("its version is \(bytes.little32(at: 28)), expected 1000", 28)
        }
        guard bytes.little32(at: 32) == Self.polygon else {
            throw error(
                "its shapes are of type \(bytes.little32(at: 32)), expected 5: polygons",
                32
            )
        }
    }

    private func readShape(at start: Int, length: Int, record: Int) throws -> [PlaneRing] {
        let type = bytes.little32(at: start)
        if type == 0 { return [] }
        guard type == Self.polygon else {
            throw error("record \(record) is of type \(type), expected 5: a polygon", start)
        }
        guard length >= 44 else {
            throw error("record \(record) has \(length) bytes, and a polygon has 44", start)
        }
        let parts = bytes.littleSigned32(at: start + 36)
        let points = bytes.littleSigned32(at: start + 40)
        guard parts > 0, points > 0, 44 + 4 * parts + 16 * points == length else {
            let message =
                "record \(record) has \(parts) parts and \(points) points in \(length) bytes"
            throw error(message, start + 36)
        }
        var bounds = (0..<parts).map { bytes.littleSigned32(at: start + 44 + 4 * $0) }
        bounds.append(points)
        let first = start + 44 + 4 * parts
        return try (0..<parts).map { part in
            let (from, to) = (bounds[part], bounds[part + 1])
            let place = start + 44 + 4 * part
            guard from >= 0, to <= points, part > 0 || from == 0 else {
                throw error("part \(part + 1) of record \(record) begins at point \(from)", place)
            }
            guard to - from >= 4 else {
                let message = "part \(part + 1) of record \(record) has \(to - from) points"
                throw error("\(message), and a ring has 4", place)
            }
            let ring = try (from..<to).map { try readPoint(at: first + 16 * $0, record: record) }
            guard ring.first == ring.last else {
                throw error("part \(part + 1) of record \(record) is not closed", place)
            }
            return ring
        }
    }

    private func readPoint(at offset: Int, record: Int) throws -> PlanePoint {
        let point = PlanePoint(
            x: bytes.littleDouble(at: offset),
            y: bytes.littleDouble(at: offset + 8)
        )
        // False for what is no number, too.
        guard abs(point.x) < Self.farthest, abs(point.y) < Self.farthest else {
            let message = "record \(record) has the point \(point.x), \(point.y)"
            throw error("\(message), which is no place in metres", offset)
        }
        return point
    }

    private func error(_ message: String, _ offset: Int) -> Diagnostic {
        Diagnostic(
            "boundaries.shapefile",
            "byte \(offset) of `\(name)`: \(message)",
            hints: ["fetch the file again"]
        )
    }
}

extension PlaneRing {
    /// Whether it is an outer ring: shapefiles have them with the clock.
    var isShell: Bool { doubleArea <= 0 }
}

extension PlanePolygon {
    /// Puts the rings of one record together: each hole into the smallest shell around it.
    ///
    /// A hole that lies outside of all shells stays one of the only shell, or of the smallest whose
    /// box meets its own, for libgeos to repair. Any other is a shell that goes the wrong way.
    ///
    /// - Returns: The polygons, and whether a ring went the wrong way round.
    static func polygons(of rings: [PlaneRing]) -> (polygons: [PlanePolygon], wasTurned: Bool) {
        let shells = rings.filter(\.isShell).sorted { abs($0.doubleArea) < abs($1.doubleArea) }
        let boxes = shells.map { PlaneBox([PlanePolygon(shell: $0)]) }
        var holes = [[PlaneRing]](repeating: [], count: shells.count)
        var turned: [PlanePolygon] = []
        for ring in rings where !ring.isShell {
            let around = shells.firstIndex { $0.surrounds(ring) }
            let near =
                shells.count == 1
                ? 0 : boxes.firstIndex { $0.meets(PlaneBox([PlanePolygon(shell: ring)])) }
            if let index = around ?? near {
                holes[index].append(ring)
            } else {
                turned.append(PlanePolygon(shell: ring))
            }
        }
        let polygons = zip(shells, holes).map { PlanePolygon(shell: $0, holes: $1) }
        return (polygons + turned, !turned.isEmpty)
    }
}

extension PlaneRing {
    /// Whether most points of another ring lie inside: a point on the line decides nothing.
    fileprivate func surrounds(_ other: PlaneRing) -> Bool {
        let inside = other.dropLast().count { contains($0) }
        return 2 * inside > other.count - 1
    }
}
