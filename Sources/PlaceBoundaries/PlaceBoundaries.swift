/// The ground of places, dissolved from census subdivisions and simplified with shared borders.
package struct PlaceBoundaries: Sendable {
    package let places: [PlaceOnMap]
    /// The borders of all places and provinces, simplified.
    package let network: ArcNetwork
    package let tolerance: Double
    /// What each area of the network is.
    private let areas: [Area]
    /// Square kilometres on the ellipsoid of each area, of its borders before they are simplified.
    private let sizes: [Double]

    /// Census subdivisions of one province that belong to the same places.
    private struct Area: Hashable {
        let province: String
        let places: [Int]
    }

    /// Dissolves and simplifies; the tolerance is that of `ArcNetwork.simplified`, in metres.
    package init(_ coverage: Coverage, _ places: [PlaceOnMap], tolerance: Double) {
        var numbers: [Area: Int] = [:]
        var areas: [Area] = []
        let ofCode = coverage.codes.map { code -> Int? in
            let area = Area(
                province: String(code.prefix(2)),
                places: places.indices.filter { places[$0].codes.contains(code) }
            )
            if let number = numbers[area] { return number }
            numbers[area] = areas.count
            areas.append(area)
            return areas.count - 1
        }
        let exact = ArcNetwork(coverage, areas: ofCode)
        self.places = places
        self.areas = areas
        self.tolerance = tolerance
        sizes = exact.squareKilometres(ofAreas: areas.count)
        network = exact.simplified(tolerance: tolerance)
    }

    /// The areas of the network that a place is made of.
    package func areas(of place: Int) -> Set<Int> {
        Set(areas.indices.filter { areas[$0].places.contains(place) })
    }

    /// The areas of the network that lie in some provinces.
    func areas(in provinces: Set<String>) -> Set<Int> {
        Set(areas.indices.filter { provinces.contains(areas[$0].province) })
    }

    /// All provinces and territories of the file, by their two digits.
    var provinces: [String] { Set(areas.map(\.province)).sorted() }

    /// Square kilometres of a place on the ellipsoid, lakes and rivers inside its borders included,
    /// before simplifying.
    package func squareKilometres(of place: Int) -> Double {
        areas(of: place).sorted().reduce(0) { $0 + sizes[$1] }
    }

    /// The same after simplifying.
    package func simplifiedSquareKilometres(of place: Int) -> Double {
        let sizes = network.squareKilometres(ofAreas: areas.count)
        return areas(of: place).sorted().reduce(0) { $0 + sizes[$1] }
    }

    package func outline(of place: Int) -> AreaOutline {
        AreaOutline(of: areas(of: place), in: network)
    }
}

extension ArcNetwork {
    /// Square kilometres on the ellipsoid of each area.
    package func squareKilometres(ofAreas count: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        for arc in arcs {
            let points = arc.points.map {
                EllipsoidArea.place(StatisticsCanadaLambert.locate($0.plane))
            }
            var sum = 0.0
            for (a, b) in zip(points, points.dropFirst()) { sum += a.x * b.y - b.x * a.y }
            if let left = arc.left { sums[left] += sum }
            if let right = arc.right { sums[right] -= sum }
        }
        return sums.map { $0 / 2_000_000 }
    }
}

extension [PlanePolygon] {
    /// Square kilometres on the ellipsoid.
    package var squareKilometres: Double {
        func size(_ ring: PlaneRing) -> Double {
            abs(
                ring.map { EllipsoidArea.place(StatisticsCanadaLambert.locate($0)) }.doubleArea
            ) / 2_000_000
        }
        return reduce(0) { sum, polygon in
            sum + size(polygon.shell) - polygon.holes.reduce(0) { $0 + size($1) }
        }
    }
}
