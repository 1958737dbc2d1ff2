import IndicatorModel
import PlaceBoundaries
import TestSupport
import Testing

@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct RealBoundariesTests {
    private let real: RealBoundaries

    init() throws {
        real = try RealBoundaries.shared.get()
    }

    @Test func `all 5161 census subdivisions are read, and 30 of them repaired`() {
        #expect(real.file.records.count == 5_161)
        #expect(real.file.repaired.count == 30)
        #expect(real.file.turned.count == 3)
        let seams = real.coverage.seams
        #expect(seams.filled.count == 7)
        #expect(seams.open.count == 19)
        #expect(seams.shared.count == 2)
        #expect(seams.filled.allSatisfy { $0 < Coverage.largestSeam })
    }

    @Test func `each place has the area of its members, to one percent`() throws {
        let places = RealBoundaries.places(real.coverage.codes)
        let boundaries = PlaceBoundaries(real.coverage, places, tolerance: 500)
        #expect(boundaries.drawn.count >= 35)
        let sizes = Dictionary(
            uniqueKeysWithValues: real.file.records.map { ($0.code, $0.polygons.squareKilometres) }
        )
        let engine = try GeometryEngine()
        for index in boundaries.drawn {
            let place = boundaries.places[index]
            let sum = place.codes.reduce(0) { $0 + (sizes[$1] ?? 0) }
            let exact = boundaries.squareKilometres(of: index)
            #expect(abs(exact / sum - 1) < 0.001, "\(place.id): \(exact) of \(sum) km2")
            let simple = boundaries.simplifiedSquareKilometres(of: index)
            #expect(abs(simple / sum - 1) < 0.01, "\(place.id): \(simple) of \(sum) km2")
            #expect(try engine.isValid(boundaries.outline(of: index).plane), "\(place.id)")
        }
    }

    @Test func `Alberta simplified has the holes it had, and no other`() {
        let codes = real.coverage.codes
        let areas = codes.indices.map { codes[$0].hasPrefix("48") ? $0 : nil }
        let exact = ArcNetwork(real.coverage, areas: areas)
        let simple = exact.simplified(tolerance: 1_000)
        let all = Set(areas.compactMap(\.self))
        #expect(all.count == 423)
        #expect(AreaOutline(of: all, in: simple).shape == AreaOutline(of: all, in: exact).shape)
        #expect(AreaOutline(of: all, in: simple).shape == [0])
        let inside = simple.arcs.filter { $0.left != nil && $0.right != nil }
        #expect(inside.count > 700)
        #expect(
            simple.arcs.reduce(0) { $0 + $1.points.count }
                < exact.arcs.reduce(0) { $0 + $1.points.count }
        )
    }

    @Test func `which subdivisions lie in a CMA is found, and land areas put six right`() throws {
        let engine = try GeometryEngine()
        let wholes = try BoundaryFile(
            RealBoundaries.bytes("lcma000b21a_e"),
            code: "CMAPUID",
            engine
        )
        let found = try BoundaryMembership(of: real.file.records, in: wholes.records, engine)
        #expect(found.wholes.count == 1_007)
        #expect(found.open.isEmpty)
        let moved = found.corrected.map { "\($0.part) \($0.isIn ? "in" : "out of") \($0.whole)" }
        #expect(
            moved == [
                "1212023 in 12220", "1309010 out of 13329", "2466092 in 24462",
                "4811003 out of 48835", "5919816 in 59936", "5919817 in 59936",
            ]
        )
    }

    @Test func `the list of geographies says of CMAs what the polygons say`() throws {
        let engine = try GeometryEngine()
        let wholes = try BoundaryFile(
            RealBoundaries.bytes("lcma000b21a_e"),
            code: "CMAPUID",
            engine
        )
        let found = try BoundaryMembership(of: real.file.records, in: wholes.records, engine)
        let listed = RealBoundaries.membersOfParts
        #expect(listed == found.wholes)
    }
}
