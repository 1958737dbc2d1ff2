import FoundationEssentials

#if canImport(Glibc)
import Glibc
#endif

/// A point on the ground, in degrees of NAD83; west and south are negative.
package struct LonLat: Hashable, Sendable {
    package let lon: Double
    package let lat: Double

    package init(lon: Double, lat: Double) {
        self.lon = lon
        self.lat = lat
    }
}

/// EPSG:3347, in which Statistics Canada publishes boundaries since 2016.
///
/// A Lambert conformal conic projection with two standard parallels on the ellipsoid GRS80.
/// Source: EPSG Guidance Note 7-2, method 9802; J. P. Snyder, Map Projections: A Working Manual,
/// USGS Professional Paper 1395, pages 107 to 109.
package enum StatisticsCanadaLambert {
    /// Metres.
    static let equatorialRadius = 6_378_137.0
    static let flattening = 1 / 298.257222101
    static let eccentricity = (flattening * (2 - flattening)).squareRoot()

    static let firstParallel = 49.0
    static let secondParallel = 77.0
    static let originLatitude = 63.390675
    static let originLongitude = -(91 + 52.0 / 60)
    static let falseEasting = 6_200_000.0
    static let falseNorthing = 3_000_000.0

    private static let radians = Double.pi / 180

    /// Snyder's m: the radius of a parallel, as a share of the equator's.
    private static func m(_ latitude: Double) -> Double {
        let s = eccentricity * sin(latitude)
        return cos(latitude) / (1 - s * s).squareRoot()
    }

    /// Snyder's t.
    private static func t(_ latitude: Double) -> Double {
        let s = eccentricity * sin(latitude)
        return tan(.pi / 4 - latitude / 2) / pow((1 - s) / (1 + s), eccentricity / 2)
    }

    /// How much the meridians turn on the map for each degree of longitude.
    package static let n: Double = {
        let (a, b) = (firstParallel * radians, secondParallel * radians)
        return (log(m(a)) - log(m(b))) / (log(t(a)) - log(t(b)))
    }()

    private static let f = m(firstParallel * radians) / (n * pow(t(firstParallel * radians), n))

    /// The distance of the parallel of origin from the pole of the map, in metres.
    private static let originRadius =
        equatorialRadius * f * pow(t(originLatitude * radians), n)

    /// Puts a point of the ground onto the map.
    package static func project(_ place: LonLat) -> PlanePoint {
        let radius = equatorialRadius * f * pow(t(place.lat * radians), n)
        let angle = n * (place.lon - originLongitude) * radians
        return PlanePoint(
            x: falseEasting + radius * sin(angle),
            y: falseNorthing + originRadius - radius * cos(angle)
        )
    }

    /// Finds where on the ground a point of the map is; to a billionth of a degree.
    package static func locate(_ point: PlanePoint) -> LonLat {
        let (x, y) = (point.x - falseEasting, originRadius - (point.y - falseNorthing))
        let radius = (x * x + y * y).squareRoot()
        let t = pow(radius / (equatorialRadius * f), 1 / n)
        var latitude = .pi / 2 - 2 * atan(t)
        // Converges by a factor of some 300 a turn.
        for _ in 0..<8 {
            let s = eccentricity * sin(latitude)
            let next = .pi / 2 - 2 * atan(t * pow((1 - s) / (1 + s), eccentricity / 2))
            if next == latitude { break }
            latitude = next
        }
        return LonLat(
            lon: originLongitude + atan2(x, y) / n / radians,
            lat: latitude / radians
        )
    }

    /// The angle from the map's up to the north at a place, in radians, against the clock.
    static func convergence(at place: LonLat) -> Double {
        -n * (place.lon - originLongitude) * radians
    }
}

/// Areas on the ellipsoid, which no conformal map shows.
enum EllipsoidArea {
    /// Half of Snyder's q: the area between the equator and a latitude, for each radian of
    /// longitude and each square of the equator's radius.
    ///
    /// Source: Snyder, page 16, formula 3-12.
    private static func halfQ(_ latitude: Double) -> Double {
        let e = StatisticsCanadaLambert.eccentricity
        let s = sin(latitude)
        let parts = s / (1 - e * e * s * s) - log((1 - e * s) / (1 + e * s)) / (2 * e)
        return (1 - e * e) * parts / 2
    }

    /// A place on a map on which every area is right: the cylinder, in metres.
    ///
    /// A line that is straight on this map is taken for one that is straight on the other: over
    /// 50 km they are some hundred metres apart at most.
    static func place(_ place: LonLat) -> PlanePoint {
        let radius = StatisticsCanadaLambert.equatorialRadius
        return PlanePoint(
            x: radius * place.lon * .pi / 180,
            y: radius * halfQ(place.lat * .pi / 180)
        )
    }
}
