import IndicatorModel

/// What a .prj file says of the projection of a shapefile.
package enum ProjectionFile {
    /// The parameters of EPSG:3347, by the names that ESRI's text has for them.
    private static let expected: [(name: String, value: Double)] = [
        ("false_easting", StatisticsCanadaLambert.falseEasting),
        ("false_northing", StatisticsCanadaLambert.falseNorthing),
        ("central_meridian", StatisticsCanadaLambert.originLongitude),
        ("standard_parallel_1", StatisticsCanadaLambert.firstParallel),
        ("standard_parallel_2", StatisticsCanadaLambert.secondParallel),
        ("latitude_of_origin", StatisticsCanadaLambert.originLatitude),
    ]

    /// Checks that a projection is that of Statistics Canada: EPSG:3347, whatever it is called.
    ///
    /// - Throws: `boundaries.projection`.
    package static func check(_ bytes: [UInt8], name: String) throws {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        func wrong(_ message: String) -> Diagnostic {
            Diagnostic(
                "boundaries.projection",
                "`\(name)`: \(message)",
                hints: ["boundaries are read in EPSG:3347 (files whose names begin with `l`)"]
            )
        }
        guard text.contains("projection[\"lambert_conformal_conic") else {
            throw wrong("its projection is not `Lambert_Conformal_Conic`")
        }
        guard text.contains("north_american_1983") else {
            throw wrong("its datum is not `North_American_1983`")
        }
        guard text.contains("unit[\"met") else { throw wrong("its unit is not the metre") }
        for (parameter, value) in expected {
            guard let found = number(of: parameter, in: text) else {
                throw wrong("it has no `\(parameter)`")
            }
            if abs(found - value) > 1e-6 {
                throw wrong("its `\(parameter)` is \(found), expected \(value)")
            }
        }
    }

    /// The number in `PARAMETER["name",number]`.
    private static func number(of parameter: String, in text: String) -> Double? {
        let start = "parameter[\"\(parameter)\","
        var rest = text[...]
        while !rest.isEmpty {
            if rest.hasPrefix(start) {
                let digits = rest.dropFirst(start.count).prefix { $0 != "]" }
                return Double(digits.filter { $0 != " " })
            }
            rest = rest.dropFirst()
        }
        return nil
    }
}
