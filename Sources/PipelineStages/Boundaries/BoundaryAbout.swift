// size: lines of published prose are not broken for the width of a screen.

import IndicatorModel
import PlaceBoundaries

/// What a reader of the polygons has to know, beside them in the version.
struct BoundaryAbout {
    let settings: BoundarySettings
    let source: Source
    let file: BoundaryFile
    let coverage: Coverage
    /// The version of libgeos that cut the polygons.
    let library: String

    private var seams: Coverage.Seams { coverage.seams }

    private func squareKilometres(_ areas: [Double]) -> String {
        PlaceBoundaries.areaText(areas.reduce(0, +) / 1_000_000)
    }

    private var repaired: String { file.repaired.joined(separator: ", ") }

    var english: String {
        """
        # Boundaries of \(settings.vintage)

        \(source.attribution.en)

        - `\(settings.vintage).geojson`: RFC 7946, longitude and latitude of NAD83. Shells go against the clock; d3 wants
          them the other way round.
        - `\(settings.vintage).topojson`: the same polygons, each border once; the object is `places`.
        - `../maps/<place>.svg`: where a place lies in its province or territory.
        - `../boundaries.csv`: areas and bounding boxes, and which members are drawn.

        Polygons are made for maps, not for measuring. `area_km2` is that of the borders in the source, lakes and rivers
        inside them counted; `land_km2` is the land that the source states. Borders are simplified by at most about
        \(settings.tolerance) m; neighbours share the same points, and no place jumps over another.

        How they were made, from \(file.records.count) census subdivisions with libgeos \(library):

        - polygons that crossed themselves and were repaired: \(file.repaired.count)\(repaired.isEmpty ? "" : " (\(repaired))")
        - gaps below 1 km2 between neighbours, given to the neighbour with the longest border: \(seams.filled.count), \
        \(squareKilometres(seams.filled)) km2
        - ground in two subdivisions, left to the first by code: \(seams.shared.count), \(squareKilometres(seams.shared)) km2
        - enclosed gaps of 1 km2 and more, left open: \(seams.open.count), \(squareKilometres(seams.open)) km2

        """
    }

    var french: String {
        """
        # Limites de \(settings.vintage)

        \(source.attribution.fr)

        - `\(settings.vintage).geojson` : RFC 7946, longitude et latitude NAD83. Les contours tournent dans le sens
          antihoraire; d3 les veut dans l’autre sens.
        - `\(settings.vintage).topojson` : les mêmes polygones, chaque limite une fois; l’objet est `places`.
        - `../maps/<lieu>.svg` : où un lieu se trouve dans sa province ou son territoire.
        - `../boundaries.csv` : superficies, rectangles englobants et membres représentés.

        Les polygones servent aux cartes, non aux mesures. `area_km2` est la superficie à l’intérieur des limites de la
        source, lacs et rivières compris; `land_km2` est la superficie des terres que la source indique. Les limites sont
        simplifiées d’environ \(settings.tolerance) m au plus; les voisins ont les mêmes points et aucun lieu n’en traverse
        un autre.

        Fabrication, à partir de \(file.records.count) subdivisions de recensement avec libgeos \(library) :

        - polygones qui se croisaient et ont été réparés : \(file.repaired.count)\(repaired.isEmpty ? "" : " (\(repaired))")
        - vides de moins de 1 km2 entre voisins, donnés au voisin à la plus longue limite : \(seams.filled.count), \
        \(squareKilometres(seams.filled)) km2
        - terrain dans deux subdivisions, laissé à la première par code : \(seams.shared.count), \
        \(squareKilometres(seams.shared)) km2
        - vides entourés de 1 km2 et plus, laissés ouverts : \(seams.open.count), \(squareKilometres(seams.open)) km2

        """
    }
}
