#if canImport(Glibc)
import Glibc
#endif

/// Draws where places lie in their provinces or territories.
///
/// The map is a piece of EPSG:3347, turned so that the north of its middle is up.
package struct LocatorMaps {
    private let boundaries: PlaceBoundaries
    /// Names of provinces and territories in both languages, by their two digits.
    private let provinceNames: [String: (english: String, french: String)]
    /// Networks that are simple enough for a scale; places of one province share one.
    private var networks: [Double: ArcNetwork] = [:]

    /// The units of a map; its picture is 640 wide and 480 high, in tenths.
    private static let width = 6400.0
    private static let height = 4800.0
    private static let margin = 200.0
    /// No map has more bytes.
    package static let largest = 60_000

    package init(
        _ boundaries: PlaceBoundaries,
        provinceNames: [String: (english: String, french: String)]
    ) {
        self.boundaries = boundaries
        self.provinceNames = provinceNames
    }

    /// The map of a place as SVG; nil where nothing of it is drawn.
    package mutating func map(of place: Int) -> [UInt8]? {
        let provinces = boundaries.places[place].provinces
        let frame = AreaOutline(of: boundaries.areas(in: provinces), in: boundaries.network)
        guard let view = View(frame, width: Self.width, height: Self.height, margin: Self.margin)
        else { return nil }
        // One unit of ten makes a pixel of 640; what is smaller than that cannot be seen.
        var tolerance = boundaries.tolerance
        while tolerance < 8 / view.scale { tolerance *= 2 }
        while true {
            let text = draw(place, provinces, view, network(tolerance))
            if text.utf8.count < Self.largest { return Array(text.utf8) }
            tolerance *= 2
        }
    }

    private mutating func network(_ tolerance: Double) -> ArcNetwork {
        if let known = networks[tolerance] { return known }
        let made = boundaries.network.simplified(tolerance: tolerance)
        networks[tolerance] = made
        return made
    }

    private func draw(
        _ place: Int,
        _ provinces: Set<String>,
        _ view: View,
        _ network: ArcNetwork
    ) -> String {
        func path(_ areas: Set<Int>, _ css: String, all: Bool = false) -> String {
            let data = view.path(AreaOutline(of: areas, in: network), keepsLargest: all)
            return data.isEmpty ? "" : "<path class=\"\(css)\" d=\"\(data)\"/>\n"
        }
        let own = boundaries.areas(of: place)
        var layers = boundaries.provinces.map { province in
            path(boundaries.areas(in: [province]), provinces.contains(province) ? "in" : "out")
        }
        if boundaries.places[place].isLocal {
            for other in boundaries.drawn
            where other != place && boundaries.places[other].isLocal {
                let areas = boundaries.areas(of: other)
                // A place that this one lies in, or that lies in it, would hide one of them.
                if areas.isDisjoint(with: own) { layers.append(path(areas, "other")) }
            }
        }
        layers.append(path(own, "here", all: true))
        let border = boundaries.places[place].isLocal ? "border" : "edge"
        layers += provinces.sorted().map { path(boundaries.areas(in: [$0]), border) }
        let outline = AreaOutline(of: own, in: network)
        if let (x, y, radius, isDot) = view.ring(round: outline) {
            layers.append("<circle class=\"ring\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\"/>\n")
            if isDot {
                layers.append("<circle class=\"here\" cx=\"\(x)\" cy=\"\(y)\" r=\"40\"/>\n")
            }
        }
        return head(place, provinces) + layers.joined() + "</svg>\n"
    }

    private func head(_ place: Int, _ provinces: Set<String>) -> String {
        let about = boundaries.places[place]
        let names = provinces.sorted().compactMap { provinceNames[$0] }
        let whole = names.count > 6
        let english = whole ? "Canada" : list(names.map(\.english), "and")
        let french = whole ? "Canada" : list(names.map(\.french), "et")
        let id = about.id
        let isWhole = !about.isLocal && about.english == english
        let texts = [
            isWhole
                ? "Map of \(english)." : "Map of \(english) on which \(about.english) is filled.",
            isWhole ? "Carte : \(french)." : "Carte : \(french); \(about.french) en couleur.",
            about.notDrawn.isEmpty
                ? "" : "Not drawn / non représenté : \(about.notDrawn.joined(separator: ", ")).",
        ]
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 6400 4800" role="img" \
            aria-labelledby="\(id)-title \(id)-desc">
            <title id="\(id)-title">\(escaped(about.english)) / \(escaped(about.french))</title>
            <desc id="\(id)-desc">\(escaped(texts.filter { !$0.isEmpty }.joined(separator: " ")))\
            </desc>
            <style>.out{fill:#f4f2ee;stroke:#c9c4b8;stroke-width:8}.in{fill:#e6e1d6}\
            .other{fill:#c7d6e2;stroke:#fff;stroke-width:8}\
            .here{fill:#b3261e;stroke:#7a1410;stroke-width:10}\
            .edge{fill:none;stroke:#fff;stroke-width:8}\
            .border{fill:none;stroke:#6b6558;stroke-width:14}\
            .ring{fill:none;stroke:#7a1410;stroke-width:28}path{stroke-linejoin:round}</style>
            <rect width="6400" height="4800" fill="#fff"/>

            """
    }

    private func list(_ names: [String], _ conjunction: String) -> String {
        if names.count < 2 { return names.first ?? "" }
        let start = names.dropLast().joined(separator: ", ")
        return "\(start) \(conjunction) \(names[names.count - 1])"
    }

    private func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: String(character)
            }
        }.joined()
    }
}

/// The piece of the plane that a map shows.
private struct View {
    /// Units for a metre.
    let scale: Double
    private let width: Double
    private let height: Double
    private let centre: PlanePoint
    private let cosine: Double
    private let sine: Double
    /// Where the middle of what is shown comes to lie before it is moved into the middle.
    private let middle: PlanePoint

    /// A ring of fewer square units cannot be seen.
    private static let smallest = 150.0
    /// What is smaller than this, in units, gets a ring round it.
    private static let findable = 500.0
    /// What is smaller than this gets a dot on it, too.
    private static let visible = 80.0

    init?(_ frame: AreaOutline, width: Double, height: Double, margin: Double) {
        let points = frame.polygons.flatMap(\.shell.points)
        if points.isEmpty { return nil }
        let box = GridBox(points)
        let centre = PlanePoint(
            x: Double(box.low.x + box.high.x) / 2,
            y: Double(box.low.y + box.high.y) / 2
        )
        let angle = StatisticsCanadaLambert.convergence(at: StatisticsCanadaLambert.locate(centre))
        let (cosine, sine) = (cos(angle), sin(angle))
        let turned = points.map { point in
            let (x, y) = (Double(point.x) - centre.x, Double(point.y) - centre.y)
            return PlanePoint(x: x * cosine - y * sine, y: x * sine + y * cosine)
        }
        var (left, right, bottom, top) = (
            Double.infinity, -Double.infinity, Double.infinity, -Double.infinity
        )
        for point in turned {
            (left, right) = (min(left, point.x), max(right, point.x))
            (bottom, top) = (min(bottom, point.y), max(top, point.y))
        }
        (self.width, self.height, self.centre) = (width, height, centre)
        (self.cosine, self.sine) = (cosine, sine)
        middle = PlanePoint(x: (left + right) / 2, y: (bottom + top) / 2)
        scale = min((width - 2 * margin) / (right - left), (height - 2 * margin) / (top - bottom))
    }

    private func place(_ point: GridPoint) -> PlanePoint {
        let (x, y) = (Double(point.x) - centre.x, Double(point.y) - centre.y)
        return PlanePoint(
            x: width / 2 + (x * cosine - y * sine - middle.x) * scale,
            y: height / 2 - (x * sine + y * cosine - middle.y) * scale
        )
    }

    /// The lines of an outline in whole units, cut at the edges of the map.
    ///
    /// `keepsLargest` says whether the largest polygon is drawn, however small it is.
    func path(_ outline: AreaOutline, keepsLargest: Bool) -> String {
        var text = ""
        for (index, polygon) in outline.polygons.enumerated() {
            for (number, ring) in ([polygon.shell] + polygon.holes).enumerated() {
                let points = clipped(ring.points.map(place))
                let keeps = keepsLargest && index == 0 && number == 0
                if keeps || abs(points.doubleArea) / 2 >= Self.smallest {
                    text += line(points)
                } else if number == 0 {
                    break
                }
            }
        }
        return text
    }

    private func line(_ points: [PlanePoint]) -> String {
        var text = ""
        var before = (x: 0, y: 0)
        for point in points.dropLast() {
            let here = (x: Int(point.x.rounded()), y: Int(point.y.rounded()))
            if text.isEmpty {
                text = "M\(here.x),\(here.y)l"
            } else if here != before {
                let (x, y) = (here.x - before.x, here.y - before.y)
                text += text.hasSuffix("l") ? "\(x),\(y)" : " \(x),\(y)"
            }
            before = here
        }
        return text.isEmpty || text.hasSuffix("l") ? "" : text + "z"
    }

    /// A closed ring without what lies beyond the edges of the map, a little way out.
    ///
    /// Source: I. Sutherland and G. Hodgman, Reentrant Polygon Clipping, CACM 17 (1974).
    private func clipped(_ ring: [PlanePoint]) -> [PlanePoint] {
        let beyond = 100.0
        let sides: [(PlanePoint) -> Double] = [
            { $0.x + beyond }, { width + beyond - $0.x },
            { $0.y + beyond }, { height + beyond - $0.y },
        ]
        var points = ring
        for side in sides {
            if points.allSatisfy({ side($0) >= 0 }) { continue }
            var kept: [PlanePoint] = []
            for (a, b) in zip(points, points.dropFirst()) {
                let (from, to) = (side(a), side(b))
                if from >= 0 { kept.append(a) }
                if (from >= 0) != (to >= 0) {
                    let share = from / (from - to)
                    kept.append(
                        PlanePoint(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
                    )
                }
            }
            guard let first = kept.first else { return [] }
            points = kept + [first]
        }
        return points
    }

    /// A circle that makes a small place findable, and whether it needs a dot too; nil for one
    /// that is large enough.
    func ring(round outline: AreaOutline) -> (x: Int, y: Int, radius: Int, isDot: Bool)? {
        let points = outline.polygons.flatMap(\.shell.points).map(place)
        guard let left = points.map(\.x).min(), let right = points.map(\.x).max(),
            let top = points.map(\.y).min(), let bottom = points.map(\.y).max()
        else { return nil }
        let size = max(right - left, bottom - top)
        if size >= Self.findable { return nil }
        let radius = max(200, size * 0.75 + 80)
        return (
            Int(((left + right) / 2).rounded()), Int(((top + bottom) / 2).rounded()),
            Int(radius.rounded()), size < Self.visible
        )
    }
}
