import PlaceBoundaries
import TestSupport
import Testing

@Suite struct ArcSimplifierTests {
    /// A board of 6 by 6 areas whose borders wander; some have a small one inside, near the border.
    private func board(seed: UInt64) throws -> Coverage {
        var random = SeededGenerator(seed: seed)
        var lines: [String: [PlanePoint]] = [:]
        func corner(_ x: Int, _ y: Int) -> PlanePoint {
            PlanePoint(x: 5_000_000 + Double(x) * 10_000, y: 2_000_000 + Double(y) * 10_000)
        }
        func line(_ a: (Int, Int), _ b: (Int, Int)) -> [PlanePoint] {
            let key = "\(a) \(b)"
            if let known = lines[key] { return known }
            let (from, to) = (corner(a.0, a.1), corner(b.0, b.1))
            let made =
                [from]
                + (1..<20).map { step in
                    let share = Double(step) / 20
                    let off = Double.random(in: -400...400, using: &random).rounded()
                    return PlanePoint(
                        x: from.x + (to.x - from.x) * share + (from.x == to.x ? off : 0),
                        y: from.y + (to.y - from.y) * share + (from.y == to.y ? off : 0)
                    )
                } + [to]
            lines[key] = made
            return made
        }
        var file = SmallShapefile()
        for x in 0..<6 {
            for y in 0..<6 {
                var ring = Array(line((x, y), (x, y + 1)).dropLast())
                ring += line((x, y + 1), (x + 1, y + 1)).dropLast()
                ring += line((x + 1, y), (x + 1, y + 1)).reversed().dropLast()
                ring += line((x, y), (x + 1, y)).reversed()
                let place = corner(x, y)
                let inner = SmallShapefile.square(place.x + 1_100, place.y + 4_000, 150)
                file.add("48\(x)\(y)001", [ring, inner.reversed()])
                file.add("48\(x)\(y)002", [inner])
            }
        }
        return try file.coverage()
    }

    @Test(arguments: [1, 2, 3] as [UInt64], [200.0, 1_000, 5_000, 50_000])
    func `areas keep their neighbours, holes and validity`(seed: UInt64, tolerance: Double) throws {
        let coverage = try board(seed: seed)
        let areas = coverage.codes.indices.map { Optional($0) }
        let exact = ArcNetwork(coverage, areas: areas)
        let simple = exact.simplified(tolerance: tolerance)
        let engine = try GeometryEngine()
        #expect(simple.arcs.count == exact.arcs.count)
        for area in coverage.codes.indices {
            let outline = AreaOutline(of: [area], in: simple)
            #expect(outline.shape == AreaOutline(of: [area], in: exact).shape)
            #expect(try engine.isValid(outline.plane))
        }
        let whole = AreaOutline(of: Set(coverage.codes.indices), in: simple)
        #expect(whole.shape == [0])
    }

    @Test func `a larger tolerance leaves fewer points, and ends of borders stay`() throws {
        let coverage = try board(seed: 4)
        let exact = ArcNetwork(coverage, areas: coverage.codes.indices.map { Optional($0) })
        var before = Int.max
        for tolerance in [100.0, 500, 2_000] {
            let simple = exact.simplified(tolerance: tolerance)
            let count = simple.arcs.reduce(0) { $0 + $1.points.count }
            #expect(count < before)
            before = count
            for (a, b) in zip(exact.arcs, simple.arcs) {
                #expect(a.points.first == b.points.first)
                #expect(a.points.last == b.points.last)
                #expect(Set(b.points).isSubset(of: a.points))
            }
        }
    }
}
