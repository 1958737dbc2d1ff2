extension PlaceBoundaries {
    /// All places as TopoJSON: each border stands once, and places refer to it.
    ///
    /// The grid is a hundred-thousandth of a degree, so that points are those of the GeoJSON.
    /// Source: the TopoJSON format specification, version 1.0.
    package var topoJSON: [UInt8] {
        var numbers: [Int: Int] = [:]
        var used: [Int] = []
        let geometries = drawn.map { place in
            let polygons = outline(of: place).polygons.map { polygon in
                let rings = ([polygon.shell] + polygon.holes).map { ring in
                    let steps = ring.steps.map { step in
                        let number = numbers[step.arc] ?? used.count
                        if number == used.count {
                            numbers[step.arc] = number
                            used.append(step.arc)
                        }
                        return String(step.isForward ? number : ~number)
                    }
                    return "[" + steps.joined(separator: ",") + "]"
                }
                return "[" + rings.joined(separator: ",") + "]"
            }
            return "{\"type\":\"MultiPolygon\",\"id\":\(jsonText(places[place].id)),"
                + "\"properties\":\(properties(of: place)),"
                + "\"arcs\":[" + polygons.joined(separator: ",") + "]}"
        }
        let arcs = used.map { network.arcs[$0].points.map { DegreePoint($0) } }
        let box = DegreeBox(arcs.joined())
        let origin =
            arcs.isEmpty ? DegreePoint(lon: 0, lat: 0) : DegreePoint(lon: box.west, lat: box.south)
        let start = "[\(DegreePoint.text(origin.lon)),\(DegreePoint.text(origin.lat))]"
        let text =
            "{\"type\":\"Topology\","
            + (arcs.isEmpty ? "" : "\"bbox\":[\(box.texts.joined(separator: ","))],")
            + "\"transform\":{\"scale\":[0.00001,0.00001],\"translate\":\(start)},\n"
            + "\"objects\":{\"places\":{\"type\":\"GeometryCollection\",\"geometries\":[\n"
            + geometries.joined(separator: ",\n") + "\n]}},\n\"arcs\":[\n"
            + arcs.map { Self.differences($0, from: origin) }.joined(separator: ",\n") + "\n]}\n"
        return Array(text.utf8)
    }

    /// The points of an arc, each but the first as its difference from the one before.
    private static func differences(_ points: [DegreePoint], from origin: DegreePoint) -> String {
        var before = origin
        let texts = points.map { point in
            defer { before = point }
            return "[\(point.lon - before.lon),\(point.lat - before.lat)]"
        }
        return "[" + texts.joined(separator: ",") + "]"
    }
}
