/// A place in hundred-thousandths of a degree, which is about a metre: the coordinates of what is
/// published.
package struct DegreePoint: Hashable, Sendable {
    package let lon: Int
    package let lat: Int

    /// How many of its units are a degree.
    package static let unit = 100_000

    package init(lon: Int, lat: Int) {
        self.lon = lon
        self.lat = lat
    }

    package init(_ point: GridPoint) {
        let place = StatisticsCanadaLambert.locate(point.plane)
        lon = Int((place.lon * Double(Self.unit)).rounded())
        lat = Int((place.lat * Double(Self.unit)).rounded())
    }

    /// A number of its units as degrees, in the shortest exact text.
    package static func text(_ value: Int) -> String {
        let digits = String(abs(value) % unit + unit).dropFirst()
        let end = digits.lastIndex { $0 != "0" }
        let fraction = end.map { "." + digits[...$0] } ?? ""
        return (value < 0 ? "-" : "") + String(abs(value) / unit) + fraction
    }
}

/// West, south, east and north of a place.
package struct DegreeBox: Hashable, Sendable {
    package private(set) var west = Int.max
    package private(set) var south = Int.max
    package private(set) var east = Int.min
    package private(set) var north = Int.min

    init(_ points: some Sequence<DegreePoint>) {
        for point in points {
            (west, east) = (min(west, point.lon), max(east, point.lon))
            (south, north) = (min(south, point.lat), max(north, point.lat))
        }
    }

    /// The four numbers as degrees, in that order.
    package var texts: [String] { [west, south, east, north].map(DegreePoint.text) }
}

/// A text as a string of JSON.
func jsonText(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\u{0}"..<"\u{20}":
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

extension PlaceBoundaries {
    /// West, south, east and north of a place as it is drawn; nil where nothing of it is.
    package func box(of place: Int) -> DegreeBox? {
        let outline = outline(of: place)
        if outline.polygons.isEmpty { return nil }
        return DegreeBox(outline.polygons.lazy.flatMap(\.shell.points).map { DegreePoint($0) })
    }

    /// A number of square kilometres as text, to a hundredth.
    package static func areaText(_ squareKilometres: Double) -> String {
        let hundredths = Int((squareKilometres * 100).rounded())
        return DegreePoint.text(hundredths * (DegreePoint.unit / 100))
    }

    /// What is said of a place in both formats.
    func properties(of place: Int) -> String {
        let about = places[place]
        let fields = [
            ("place", jsonText(about.id)),
            ("name_en", jsonText(about.english)),
            ("name_fr", jsonText(about.french)),
            ("area_km2", Self.areaText(squareKilometres(of: place))),
            ("members", "[" + about.members.map(jsonText).joined(separator: ",") + "]"),
            ("not_drawn", "[" + about.notDrawn.map(jsonText).joined(separator: ",") + "]"),
        ]
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    /// The places of which something is drawn, in order of their ids.
    package var drawn: [Int] {
        places.indices.filter { !areas(of: $0).isEmpty }
            .sorted { places[$0].id < places[$1].id }
    }
}
