import CGEOS
package import IndicatorModel

/// The owner of a handle of libgeos; everything that is unsafe about it is here.
///
/// What it is given and what it gives are values: no geometry of the library is seen outside.
@safe package final class GeometryEngine {
    private let functions: lip_geos
    private let handle: GEOSContextHandle_t
    /// Where the library writes its reasons.
    private let reason: UnsafeMutablePointer<CChar>

    /// - Throws: `boundaries.no-libgeos`.
    package init() throws(Diagnostic) {
        functions = try GEOSLibrary.system.get().functions
        // SAFETY: no argument; the handle is ended in deinit.
        guard let handle = functions.start() else {
            throw Diagnostic("boundaries.no-libgeos", "libgeos cannot make a handle")
        }
        unsafe self.handle = unsafe handle
        unsafe reason = .allocate(capacity: Int(LIP_GEOS_REASON))
        unsafe reason.pointee = 0
        // SAFETY: the buffer lives as long as the handle.
        _ = unsafe functions.set_error_handler(handle, lip_geos_keep_reason, reason)
    }

    deinit {
        // SAFETY: nobody else has the handle and the buffer, and none is used after.
        unsafe functions.end(handle)
        unsafe reason.deallocate()
    }

    /// The library's version, such as `3.11.1`; another version may node in another way.
    package var version: String {
        // SAFETY: a constant text.
        let text = unsafe String(cString: functions.version() ?? UnsafePointer(reason))
        return String(text.prefix { $0 != "-" })
    }

    /// Repairs what is no simple feature: rings that cross themselves, holes outside their shell.
    ///
    /// - Returns: The polygons as they are, and false; or those that cover the same ground without
    ///   crossing themselves, and true.
    /// - Throws: `boundaries.geometry`.
    package func repair(
        _ polygons: [PlanePolygon]
    ) throws -> (polygons: [PlanePolygon], wasInvalid: Bool) {
        // SAFETY: every geometry that is made here is destroyed here.
        let whole = unsafe try collection(
            of: polygons.map { unsafe try polygon($0) },
            type: GEOS_MULTIPOLYGON
        )
        defer { unsafe functions.destroy(handle, whole) }
        switch unsafe functions.is_valid(handle, whole) {
        case 1: return (polygons, false)
        case 0: break
        default: throw failure("tell whether a polygon is valid")
        }
        guard let repaired = unsafe functions.make_valid(handle, whole) else {
            throw failure("repair a polygon")
        }
        defer { unsafe functions.destroy(handle, repaired) }
        return (unsafe try self.polygons(in: repaired), true)
    }

    /// Cuts lines where they meet, on a grid, and gives every area that they enclose.
    ///
    /// Every point of the result is a multiple of the grid, in metres; points of lines that lie
    /// nearer to each other than half of it become one. Throws `boundaries.geometry`.
    package func faces(
        between lines: [PlaneRing],
        grid: Double
    ) throws -> [(polygon: PlanePolygon, inside: PlanePoint)] {
        // SAFETY: every geometry that is made here is destroyed here; what is told of the parts of
        // one is copied while it lives.
        let all = unsafe try collection(
            of: lines.map { unsafe try line($0, functions.line) },
            type: GEOS_MULTILINESTRING
        )
        let union = unsafe functions.node(handle, all, grid)
        unsafe functions.destroy(handle, all)
        guard let noded = unsafe union else { throw failure("node lines") }
        defer { unsafe functions.destroy(handle, noded) }
        let list: [OpaquePointer?] = unsafe [noded]
        let made = unsafe list.withUnsafeBufferPointer {
            unsafe functions.polygonize(handle, $0.baseAddress, 1)
        }
        guard let faces = unsafe made else { throw failure("find faces") }
        defer { unsafe functions.destroy(handle, faces) }
        let count = unsafe functions.count_parts(handle, faces)
        return try (0..<count).map { index in
            guard let face = unsafe functions.part(handle, faces, index) else {
                throw failure("read a face")
            }
            return (unsafe try read(polygon: face), unsafe try insidePoint(of: face))
        }
    }

    /// A point inside polygons, far from their rings.
    package func insidePoint(of polygons: [PlanePolygon]) throws -> PlanePoint {
        // SAFETY: the geometry that is made here is destroyed here.
        let whole = unsafe try collection(
            of: polygons.map { unsafe try polygon($0) },
            type: GEOS_MULTIPOLYGON
        )
        defer { unsafe functions.destroy(handle, whole) }
        return unsafe try insidePoint(of: whole)
    }

    /// Whether polygons are simple features.
    package func isValid(_ polygons: [PlanePolygon]) throws -> Bool {
        try !repair(polygons).wasInvalid
    }

    // MARK: - To the library

    private func collection(of parts: [OpaquePointer?], type: GEOSGeomTypes) throws -> OpaquePointer
    {
        var parts = unsafe parts
        // SAFETY: the collection takes over its parts, and copies the array.
        let made = unsafe parts.withUnsafeMutableBufferPointer {
            unsafe functions.collection(
                handle,
                Int32(type.rawValue),
                $0.baseAddress,
                UInt32($0.count)
            )
        }
        guard let made = unsafe made else { throw failure("make a collection") }
        return unsafe made
    }

    private func polygon(_ polygon: PlanePolygon) throws -> OpaquePointer {
        let shell = unsafe try line(polygon.shell, functions.ring)
        var holes: [OpaquePointer?] = unsafe try polygon.holes.map {
            unsafe try line($0, functions.ring)
        }
        // SAFETY: the polygon takes over its rings, and copies the array.
        let made = unsafe holes.withUnsafeMutableBufferPointer {
            unsafe functions.polygon(handle, shell, $0.baseAddress, UInt32($0.count))
        }
        guard let made = unsafe made else { throw failure("make a polygon") }
        return unsafe made
    }

    private func line(
        _ points: [PlanePoint],
        _ make: (GEOSContextHandle_t?, OpaquePointer?) -> OpaquePointer?
    ) throws -> OpaquePointer {
        let numbers = points.flatMap { [$0.x, $0.y] }
        // SAFETY: the numbers are copied; the line takes over the sequence.
        let sequence = unsafe numbers.withUnsafeBufferPointer {
            unsafe functions.coordinates(handle, $0.baseAddress, UInt32(points.count), 0, 0)
        }
        guard let sequence = unsafe sequence, let line = unsafe make(handle, sequence) else {
            throw failure("make a line of \(points.count) points")
        }
        return unsafe line
    }

    // MARK: - From the library

    private func polygons(in geometry: OpaquePointer) throws -> [PlanePolygon] {
        switch unsafe GEOSGeomTypes(UInt32(functions.type(handle, geometry))) {
        case GEOS_POLYGON:
            return [unsafe try read(polygon: geometry)]
        case GEOS_MULTIPOLYGON, GEOS_GEOMETRYCOLLECTION:
            return try (0..<(unsafe functions.count_parts(handle, geometry))).flatMap { index in
                guard let part = unsafe functions.part(handle, geometry, index) else {
                    throw failure("read a collection")
                }
                return unsafe try polygons(in: part)
            }
        default:
            // A line or a point that the repair left over covers no ground.
            return []
        }
    }

    private func read(polygon: OpaquePointer) throws -> PlanePolygon {
        // SAFETY: rings belong to the polygon, which lives until the caller destroys it.
        guard let shell = unsafe functions.shell(handle, polygon) else {
            throw failure("read a ring")
        }
        let holes = try (0..<(unsafe functions.count_holes(handle, polygon))).map { index in
            guard let hole = unsafe functions.hole(handle, polygon, index) else {
                throw failure("read a hole")
            }
            return unsafe try read(ring: hole)
        }
        return PlanePolygon(shell: unsafe try read(ring: shell), holes: holes)
    }

    private func read(ring: OpaquePointer) throws -> PlaneRing {
        var count: UInt32 = 0
        guard let sequence = unsafe functions.coordinates_of(handle, ring),
            unsafe functions.count_coordinates(handle, sequence, &count) == 1
        else { throw failure("read coordinates") }
        var numbers = [Double](repeating: 0, count: Int(count) * 2)
        // SAFETY: the buffer has room for two numbers a point, which is what is asked for.
        let done = unsafe numbers.withUnsafeMutableBufferPointer {
            unsafe functions.copy_coordinates(handle, sequence, $0.baseAddress, 0, 0)
        }
        guard done == 1 else { throw failure("read coordinates") }
        return (0..<Int(count)).map { PlanePoint(x: numbers[2 * $0], y: numbers[2 * $0 + 1]) }
    }

    private func insidePoint(of geometry: OpaquePointer) throws -> PlanePoint {
        // SAFETY: the point that is made here is destroyed here.
        guard let point = unsafe functions.inside_point(handle, geometry) else {
            throw failure("find a point inside")
        }
        defer { unsafe functions.destroy(handle, point) }
        var (x, y) = (0.0, 0.0)
        guard unsafe functions.x(handle, point, &x) == 1, unsafe functions.y(handle, point, &y) == 1
        else { throw failure("find a point inside") }
        return PlanePoint(x: x, y: y)
    }

    private func failure(_ work: String) -> Diagnostic {
        // SAFETY: the buffer ends with a zero.
        Diagnostic(
            "boundaries.geometry",
            "libgeos cannot \(work): \(unsafe String(cString: reason))",
            hints: ["look at the boundary file; a newer libgeos may help"]
        )
    }
}
