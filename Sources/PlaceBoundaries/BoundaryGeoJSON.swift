extension PlaceBoundaries {
    /// All places as GeoJSON, one a line, in longitude and latitude of NAD83.
    ///
    /// Shells go against the clock, holes with it. Source: RFC 7946. NAD83 and WGS 84, which the
    /// RFC asks for, are two metres apart in Canada at most.
    package var geoJSON: [UInt8] {
        var lines: [String] = []
        var all: [DegreePoint] = []
        for place in drawn {
            var corners: [DegreePoint] = []
            let polygons = outline(of: place).polygons.map { polygon in
                let rings = ([polygon.shell] + polygon.holes).map { ring in
                    let points = ring.points.map { DegreePoint($0) }
                    corners += points
                    return "[" + points.map(Self.position).joined(separator: ",") + "]"
                }
                return "[" + rings.joined(separator: ",") + "]"
            }
            let box = DegreeBox(corners)
            all += corners
            lines.append(
                "{\"type\":\"Feature\",\"id\":\(jsonText(places[place].id)),"
                    + "\"bbox\":[\(box.texts.joined(separator: ","))],"
                    + "\"properties\":\(properties(of: place)),"
                    + "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":["
                    + polygons.joined(separator: ",") + "]}}"
            )
        }
        let box = all.isEmpty ? [] : DegreeBox(all).texts
        let text =
            "{\"type\":\"FeatureCollection\","
            + (box.isEmpty ? "" : "\"bbox\":[\(box.joined(separator: ","))],")
            + "\"features\":[\n" + lines.joined(separator: ",\n") + "\n]}\n"
        return Array(text.utf8)
    }

    private static func position(_ point: DegreePoint) -> String {
        "[\(DegreePoint.text(point.lon)),\(DegreePoint.text(point.lat))]"
    }
}
