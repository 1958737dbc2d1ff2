import FoundationEssentials
import PlaceBoundaries
import TestSupport
import Testing

@Suite struct PlaceBoundariesTests {
    /// Three subdivisions of Alberta in a row, and one of Saskatchewan beside them.
    private func boundaries() throws -> PlaceBoundaries {
        var file = SmallShapefile()
        for (index, code) in ["4800001", "4800002", "4800003", "4700001"].enumerated() {
            let x = 5_000_000 + Double(index) * 10_000
            file.add(code, [SmallShapefile.square(x, 2_000_000, 10_000)])
        }
        let coverage = try file.coverage()
        func place(
            _ id: String,
            _ isLocal: Bool,
            _ codes: Set<String>,
            notDrawn: [String] = []
        ) -> PlaceOnMap {
            PlaceOnMap(
                id: id,
                english: "\(id) & more",
                french: "\(id) et plus",
                isLocal: isLocal,
                codes: codes,
                members: codes.sorted().map { "CSD \($0)" },
                notDrawn: notDrawn
            )
        }
        let places = [
            place("alberta", false, ["4800001", "4800002", "4800003"]),
            place("town", true, ["4800002"], notDrawn: ["DPL Hamlet"]),
            place("border", true, ["4800003", "4700001"]),
            place("nowhere", true, []),
        ]
        return PlaceBoundaries(coverage, places, tolerance: 500)
    }

    @Test func `areas are those of the ellipsoid, and are rounded to a hundredth`() throws {
        let boundaries = try boundaries()
        // 100 km2 of the map; its scale there is 0.98, found with PROJ: Proj.get_factors.
        let town = boundaries.squareKilometres(of: 1)
        #expect(abs(town - boundaries.squareKilometres(of: 0) / 3) < 0.1)
        #expect((99.0...106).contains(town))
        #expect(PlaceBoundaries.areaText(1.005) == "1")
        #expect(PlaceBoundaries.areaText(12.346) == "12.35")
        #expect(boundaries.drawn.map { boundaries.places[$0].id } == ["alberta", "border", "town"])
        #expect(boundaries.box(of: 3) == nil)
    }

    private struct GeoJSON: Decodable {
        struct Feature: Decodable {
            struct Properties: Decodable {
                let place, english, french: String
                let area: Double
                let members, notDrawn: [String]

                enum CodingKeys: String, CodingKey {
                    case place, members
                    case english = "name_en"
                    case french = "name_fr"
                    case area = "area_km2"
                    case notDrawn = "not_drawn"
                }
            }
            struct Geometry: Decodable {
                let type: String
                let coordinates: [[[[Double]]]]
            }
            let id: String
            let bbox: [Double]
            let properties: Properties
            let geometry: Geometry
        }
        let type: String
        let bbox: [Double]
        let features: [Feature]
    }

    private struct TopoJSON: Decodable {
        struct Objects: Decodable { let places: Places }
        struct Places: Decodable { let geometries: [Geometry] }
        struct Geometry: Decodable {
            let id: String
            let arcs: [[[Int]]]
        }
        struct Transform: Decodable { let scale, translate: [Double] }
        let transform: Transform
        let objects: Objects
        let arcs: [[[Int]]]

        /// The rings of a geometry in hundred-thousandths of a degree.
        func rings(_ geometry: Geometry) -> [[[Int]]] {
            geometry.arcs.joined().map { ring in
                ring.reduce(into: [[Int]]()) { points, number in
                    let steps = arcs[number < 0 ? ~number : number]
                    var here = transform.translate.map { Int(($0 * 100_000).rounded()) }
                    var arc = steps.map { step -> [Int] in
                        here = [here[0] + step[0], here[1] + step[1]]
                        return here
                    }
                    if number < 0 { arc.reverse() }
                    points += points.isEmpty ? arc[...] : arc.dropFirst()
                }
            }
        }
    }

    private func area(_ ring: [[Double]]) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
    }

    @Test func `GeoJSON is that of RFC 7946`() throws {
        let json = try JSONDecoder().decode(GeoJSON.self, from: Data(boundaries().geoJSON))
        #expect(json.type == "FeatureCollection")
        #expect(json.features.map(\.id) == ["alberta", "border", "town"])
        let town = json.features[2]
        #expect(town.properties.english == "town & more")
        #expect(town.properties.notDrawn == ["DPL Hamlet"])
        #expect(town.geometry.type == "MultiPolygon")
        for feature in json.features {
            for ring in feature.geometry.coordinates.joined() {
                #expect(ring.first == ring.last)
                #expect(area(ring) > 0)
                #expect(ring.allSatisfy { feature.bbox[0] <= $0[0] && $0[0] <= feature.bbox[2] })
                #expect(ring.allSatisfy { feature.bbox[1] <= $0[1] && $0[1] <= feature.bbox[3] })
            }
        }
        #expect(json.bbox[0] == json.features.map(\.bbox[0]).min())
    }

    @Test func `TopoJSON has the points of the GeoJSON, and each border once`() throws {
        let boundaries = try boundaries()
        let geo = try JSONDecoder().decode(GeoJSON.self, from: Data(boundaries.geoJSON))
        let topo = try JSONDecoder().decode(TopoJSON.self, from: Data(boundaries.topoJSON))
        for (feature, geometry) in zip(geo.features, topo.objects.places.geometries) {
            #expect(feature.id == geometry.id)
            let expected = feature.geometry.coordinates.joined().map { ring in
                ring.map { $0.map { Int(($0 * 100_000).rounded()) } }
            }
            #expect(topo.rings(geometry) == Array(expected))
        }
        let used = topo.objects.places.geometries.map {
            Set($0.arcs.joined().joined().map { max($0, ~$0) })
        }
        #expect(!used[0].isDisjoint(with: used[1]))
        #expect(!used[0].isDisjoint(with: used[2]))
        #expect(Set(topo.arcs.map { Set($0) }).count == topo.arcs.count)
    }

    @Test func `a map has title and description in both languages, and no size of its own`() throws
    {
        var maps = LocatorMaps(
            try boundaries(),
            provinceNames: [
                "47": ("Saskatchewan", "Saskatchewan"), "48": ("Alberta", "Alberta"),
            ]
        )
        let drawnTown = maps.map(of: 1)
        let town = String(decoding: try #require(drawnTown), as: UTF8.self)
        #expect(town.contains("<title id=\"town-title\">town &amp; more / town et plus</title>"))
        #expect(
            town.contains(
                "<desc id=\"town-desc\">Map of Alberta on which town &amp; more is filled. "
                    + "Carte : Alberta; town et plus en couleur. "
                    + "Not drawn / non représenté : DPL Hamlet.</desc>"
            )
        )
        #expect(town.contains("viewBox=\"0 0 6400 4800\" role=\"img\""))
        #expect(town.contains("class=\"here\""))
        #expect(town.contains("class=\"other\""))
        let drawnBorder = maps.map(of: 2)
        let border = String(decoding: try #require(drawnBorder), as: UTF8.self)
        #expect(border.contains("Map of Saskatchewan and Alberta on which"))
        let nowhere = maps.map(of: 3)
        #expect(nowhere == nil)
    }

    @Test func `the same file gives the same bytes`() throws {
        let (a, b) = (try boundaries(), try boundaries())
        #expect(a.geoJSON == b.geoJSON)
        #expect(a.topoJSON == b.topoJSON)
    }
}
