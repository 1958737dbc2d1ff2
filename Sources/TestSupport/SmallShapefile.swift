package import PlaceBoundaries

/// Writes shapefiles that are made up for a test.
package struct SmallShapefile {
    package init() {}

    /// Of each record its code, its land area, and its rings.
    package var records: [(code: String, landArea: String, rings: [PlaneRing])] = []

    /// A square, with the clock as shells are, or against it as holes are.
    package static func square(
        _ x: Double,
        _ y: Double,
        _ side: Double,
        isHole: Bool = false
    ) -> PlaneRing {
        let corners = [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]
        let ring = corners.map { PlanePoint(x: $0.0, y: $0.1) }
        return isHole ? ring.reversed() : ring
    }

    package mutating func add(_ code: String, _ rings: [PlaneRing], landArea: String = "1.0000") {
        records.append((code, landArea, rings))
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func big(_ value: Int) -> [UInt8] { little(value, 4).reversed() }

    private static func double(_ value: Double) -> [UInt8] {
        little(Int(bitPattern: UInt(value.bitPattern)), 8)
    }

    package var shapes: [UInt8] {
        var body: [UInt8] = []
        for (index, record) in records.enumerated() {
            let points = record.rings.joined()
            var content = Self.little(5, 4) + [UInt8](repeating: 0, count: 32)
            content += Self.little(record.rings.count, 4) + Self.little(points.count, 4)
            var start = 0
            for ring in record.rings {
                content += Self.little(start, 4)
                start += ring.count
            }
            content += points.flatMap { Self.double($0.x) + Self.double($0.y) }
            body += Self.big(index + 1) + Self.big(content.count / 2) + content
        }
        let header =
            Self.big(9994) + [UInt8](repeating: 0, count: 20) + Self.big((100 + body.count) / 2)
            + Self.little(1000, 4) + Self.little(5, 4) + [UInt8](repeating: 0, count: 64)
        return header + body
    }

    package var table: [UInt8] {
        let columns: [(name: String, length: Int)] = [("CSDUID", 7), ("LANDAREA", 12)]
        var bytes: [UInt8] = [3, 121, 1, 1] + Self.little(records.count, 4)
        bytes += Self.little(32 + 32 * columns.count + 1, 2) + Self.little(20, 2)
        bytes += [UInt8](repeating: 0, count: 20)
        for column in columns {
            let name = Array(column.name.utf8)
            bytes += name + [UInt8](repeating: 0, count: 11 - name.count) + Array("C".utf8)
            bytes += [0, 0, 0, 0, UInt8(column.length)] + [UInt8](repeating: 0, count: 15)
        }
        bytes.append(0x0D)
        for record in records {
            bytes += Array(" \(record.code)".utf8)
            let area = Array(record.landArea.utf8)
            bytes += [UInt8](repeating: 0x20, count: 12 - area.count) + area
        }
        return bytes + [0x1A]
    }

    /// As Statistics Canada writes it.
    package static let projection = """
        PROJCS["NAD83_Statistics_Canada_Lambert",GEOGCS["GCS_North_American_1983",\
        DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],\
        PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
        PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",6200000.0],\
        PARAMETER["False_Northing",3000000.0],PARAMETER["Central_Meridian",-91.86666666666666],\
        PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",77.0],\
        PARAMETER["Latitude_Of_Origin",63.390675],UNIT["Meter",1.0]]
        """

    package var bytes: BoundaryFileBytes {
        BoundaryFileBytes(
            shapes: shapes,
            table: table,
            projection: Array(Self.projection.utf8),
            name: "small"
        )
    }

    package func coverage() throws -> Coverage {
        let engine = try GeometryEngine()
        return try Coverage(BoundaryFile(bytes, code: "CSDUID", engine).records, engine)
    }
}
