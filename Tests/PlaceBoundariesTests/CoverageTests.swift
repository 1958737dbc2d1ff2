import PlaceBoundaries
import TestSupport
import Testing

@Suite struct CoverageTests {
    /// Two squares side by side; the border of the second bulges by some metres.
    private func neighbours(bulge: Double) throws -> Coverage {
        var file = SmallShapefile()
        file.add("4800001", [SmallShapefile.square(5_000_000, 2_000_000, 9_000)])
        let corners: [(Double, Double)] = [
            (5_009_000, 2_000_000), (5_009_000 + bulge, 2_004_000), (5_009_000, 2_009_000),
            (5_018_000, 2_009_000), (5_018_000, 2_000_000), (5_009_000, 2_000_000),
        ]
        file.add("4800002", [corners.map { PlanePoint(x: $0.0, y: $0.1) }])
        return try file.coverage()
    }

    @Test func `a gap between neighbours goes to the one with the longest border`() throws {
        let coverage = try neighbours(bulge: 10)
        #expect(coverage.seams.filled == [45_000])
        #expect(coverage.seams.open.isEmpty)
        #expect(coverage.seams.shared.isEmpty)
        let network = ArcNetwork(coverage, areas: [0, 1])
        #expect(network.arcs.count == 3)
        let whole = ArcNetwork(coverage, areas: [0, 0])
        let outline = AreaOutline(of: [0], in: whole)
        #expect(outline.polygons.count == 1)
        #expect(outline.polygons[0].holes.isEmpty)
    }

    @Test func `ground of two belongs to the first by code`() throws {
        let coverage = try neighbours(bulge: -10)
        #expect(coverage.seams.shared == [45_000])
        #expect(coverage.seams.filled.isEmpty)
    }

    @Test func `a gap as large as a lake stays open`() throws {
        let coverage = try neighbours(bulge: 400)
        #expect(coverage.seams.open == [1_800_000])
        #expect(coverage.seams.filled.isEmpty)
    }

    @Test func `a place in another, touching its border, is a hole of it, and both are valid`()
        throws
    {
        var file = SmallShapefile()
        let hole = [(0, 3), (3, 6), (3, 3), (0, 3)].map {
            PlanePoint(x: 5_000_000 + $0.0 * 1_000, y: 2_000_000 + $0.1 * 1_000)
        }
        let shell = [(0, 0), (0, 3), (0, 9), (9, 9), (9, 0), (0, 0)].map {
            PlanePoint(x: 5_000_000 + $0.0 * 1_000, y: 2_000_000 + $0.1 * 1_000)
        }
        file.add("4800001", [shell, hole.reversed()])
        file.add("4800002", [hole])
        let network = ArcNetwork(try file.coverage(), areas: [0, 1])
        let engine = try GeometryEngine()
        for area in [0, 1] {
            let outline = AreaOutline(of: [area], in: network)
            #expect(outline.polygons.count == 1)
            #expect(outline.polygons[0].holes.count == (area == 0 ? 1 : 0))
            #expect(try engine.isValid(outline.plane))
        }
    }
}

extension AreaOutline {
    /// The polygons as libgeos takes them.
    var plane: [PlanePolygon] {
        polygons.map { polygon in
            PlanePolygon(
                shell: polygon.shell.points.map(\.plane),
                holes: polygon.holes.map { $0.points.map(\.plane) }
            )
        }
    }

    /// Of each polygon, how many holes it has.
    var shape: [Int] { polygons.map(\.holes.count).sorted() }
}
