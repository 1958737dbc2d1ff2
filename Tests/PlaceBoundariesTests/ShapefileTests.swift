import IndicatorModel
import PlaceBoundaries
import TestSupport
import Testing

@Suite struct ShapefileTests {
    private static func file() -> SmallShapefile {
        var file = SmallShapefile()
        let square = SmallShapefile.square(5_000_000, 2_000_000, 9_000)
        let hole = SmallShapefile.square(5_002_000, 2_002_000, 2_000, isHole: true)
        file.add("4800001", [square, hole], landArea: "77.0000")
        file.add("4800002", [SmallShapefile.square(5_009_000, 2_000_000, 9_000)])
        return file
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch let diagnostic as Diagnostic {
            return diagnostic.message
        } catch {
            return "\(error)"
        }
    }

    @Test func `rings, holes and land areas are read`() throws {
        let file = try BoundaryFile(Self.file().bytes, code: "CSDUID", GeometryEngine())
        #expect(file.records.map(\.code) == ["4800001", "4800002"])
        #expect(file.records.map(\.landArea) == [77, 1])
        #expect(file.records[0].polygons.map(\.holes.count) == [1])
        #expect(file.repaired.isEmpty)
    }

    @Test func `a ring that crosses itself is repaired, and told`() throws {
        var file = SmallShapefile()
        let bow = [(0, 0), (1000, 1000), (1000, 0), (0, 1000), (0, 0)].map {
            PlanePoint(x: 5_000_000.0 + Double($0.0), y: 2_000_000.0 + Double($0.1))
        }
        file.add("4800001", [bow])
        let read = try BoundaryFile(file.bytes, code: "CSDUID", GeometryEngine())
        #expect(read.repaired == ["4800001"])
        #expect(read.records[0].polygons.count == 2)
        #expect(try GeometryEngine().isValid(read.records[0].polygons))
    }

    @Test(arguments: [
        (0, 1, "byte 0 of `small.shp`: it does not begin with 9994, as a shapefile does"),
        (27, 1, "byte 24 of `small.shp`: it says that it has 2 bytes, and has 456"),
        (28, 1, "byte 28 of `small.shp`: its version is 769, expected 1000"),
        (32, 3, "byte 32 of `small.shp`: its shapes are of type 3, expected 5: polygons"),
        (103, 9, "byte 100 of `small.shp`: record number 9 stands where 1 must"),
        (106, 9, "byte 104 of `small.shp`: record 1 has 4820 bytes of 348"),
        (108, 3, "byte 108 of `small.shp`: record 1 is of type 3, expected 5: a polygon"),
        (144, 9, "byte 144 of `small.shp`: record 1 has 9 parts and 10 points in 212 bytes"),
        (156, 8, "byte 152 of `small.shp`: part 1 of record 1 is not closed"),
        (167, 0xFF, "part 1 of record 1"),
    ])
    func `a wrong byte is told with its place`(offset: Int, value: UInt8, expected: String) {
        var bytes = Self.file().shapes
        bytes[offset] = value
        let found = message { _ = try Shapefile(bytes, name: "small.shp") }
        if offset == 167 {
            #expect(found.hasPrefix("byte 160 of `small.shp`: record 1 has the point "))
        } else {
            #expect(found == expected)
        }
    }

    @Test func `a file that breaks off is refused at every length`() {
        let bytes = Self.file().shapes
        for length in 0..<bytes.count {
            #expect(throws: Diagnostic.self) { try Shapefile(Array(bytes[..<length]), name: "x") }
        }
    }

    @Test func `200 mutations are read as polygons or refused, and none crashes`() throws {
        let engine = try GeometryEngine()
        let file = Self.file().bytes
        var random = SeededGenerator(seed: 3347)
        var refused = 0
        for round in 0..<200 {
            var (shapes, table) = (file.shapes, file.table)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let byte = UInt8.random(in: 0...255, using: &random)
                if round.isMultiple(of: 2) {
                    shapes[Int.random(in: 0..<shapes.count, using: &random)] = byte
                } else {
                    table[Int.random(in: 0..<table.count, using: &random)] = byte
                }
            }
            if round.isMultiple(of: 5) {
                shapes.removeLast(Int.random(in: 1..<shapes.count, using: &random))
            }
            let mutated = BoundaryFileBytes(
                shapes: shapes,
                table: table,
                projection: file.projection,
                name: "small"
            )
            do {
                let read = try BoundaryFile(mutated, code: "CSDUID", engine)
                #expect(read.records.count == 2)
            } catch let diagnostic as Diagnostic {
                #expect(diagnostic.code.hasPrefix("boundaries."))
                refused += 1
            }
        }
        #expect(refused > 80)
    }

    @Test(arguments: [
        (
            "Lambert_Conformal_Conic", "Transverse_Mercator",
            "`a.prj`: its projection is not `Lambert_Conformal_Conic`"
        ),
        (
            "D_North_American_1983", "D_WGS_1984",
            "`a.prj`: its datum is not `North_American_1983`"
        ),
        ("49.0", "50.0", "`a.prj`: its `standard_parallel_1` is 50.0, expected 49.0"),
        ("False_Easting", "Other", "`a.prj`: it has no `false_easting`"),
        ("Meter", "Foot", "`a.prj`: its unit is not the metre"),
    ])
    func `another projection is refused`(old: String, new: String, expected: String) {
        let text = SmallShapefile.projection.replacing(old, with: new)
            .replacing("GCS_North_American_1983", with: "GCS")
        #expect(message { try ProjectionFile.check(Array(text.utf8), name: "a.prj") } == expected)
    }

    @Test(arguments: [
        ("4800002", "4800001", "`small.dbf`: `CSDUID` 4800001 stands twice"),
        ("4800002", "48O0002", "`small.dbf`: row 2 has `CSDUID` `48O0002`, expected digits"),
        ("77.0000", "77,0000", "`small.dbf`: row 1 has `LANDAREA` `77,0000`, expected km2"),
    ])
    func `a table that cannot be right is refused`(old: String, new: String, expected: String) {
        let text = String(decoding: Self.file().table, as: UTF8.self).replacing(old, with: new)
        let bytes = BoundaryFileBytes(
            shapes: Self.file().shapes,
            table: Array(text.utf8),
            projection: Array(SmallShapefile.projection.utf8),
            name: "small"
        )
        #expect(
            message { _ = try BoundaryFile(bytes, code: "CSDUID", GeometryEngine()) } == expected
        )
    }
}
