import IndicatorModel

/// What a boundary file says of one geography.
package struct BoundaryRecord: Sendable {
    /// The code, such as `4806016` for a census subdivision.
    package let code: String
    /// Square kilometres of land, as the publisher states them; lakes and rivers are not in it.
    package let landArea: Double
    /// Its ground in metres of EPSG:3347, simple features all.
    package let polygons: [PlanePolygon]

    package init(code: String, landArea: Double, polygons: [PlanePolygon]) {
        self.code = code
        self.landArea = landArea
        self.polygons = polygons
    }
}

/// The bytes of the three files that a shapefile is made of.
package struct BoundaryFileBytes: Sendable {
    package let shapes: [UInt8]
    package let table: [UInt8]
    package let projection: [UInt8]
    /// What errors call the file, without `.shp`.
    package let name: String

    package init(shapes: [UInt8], table: [UInt8], projection: [UInt8], name: String) {
        self.shapes = shapes
        self.table = table
        self.projection = projection
        self.name = name
    }
}

/// A boundary file of Statistics Canada, read and repaired.
package struct BoundaryFile: Sendable {
    /// In the order of their codes.
    package let records: [BoundaryRecord]
    /// The codes whose polygons were no simple features and were repaired.
    package let repaired: [String]
    /// The codes with an outer ring that went the wrong way round, and was turned.
    package let turned: [String]

    /// Reads a file; `code` is the column of the codes: `CSDUID`, `CMAPUID`.
    ///
    /// - Throws: `boundaries.shapefile`, `boundaries.table`, `boundaries.projection`,
    ///   `boundaries.no-libgeos`, `boundaries.geometry`.
    package init(_ file: BoundaryFileBytes, code: String, _ engine: GeometryEngine) throws {
        try ProjectionFile.check(file.projection, name: "\(file.name).prj")
        let shapes = try Shapefile(file.shapes, name: "\(file.name).shp").shapes
        let table = try AttributeTable(file.table, name: "\(file.name).dbf")
        func wrong(_ message: String) -> Diagnostic {
            Diagnostic("boundaries.table", "`\(file.name).dbf`: \(message)")
        }
        guard table.rowCount == shapes.count else {
            throw wrong("it has \(table.rowCount) rows for \(shapes.count) shapes")
        }
        let codes = try table.column(code)
        let areas = try table.column("LANDAREA")
        var records: [BoundaryRecord] = []
        var repaired: [String] = []
        var turned: [String] = []
        var seen: Set<String> = []
        for (index, rings) in shapes.enumerated() {
            guard !codes[index].isEmpty, codes[index].utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
                throw wrong("row \(index + 1) has `\(code)` `\(codes[index])`, expected digits")
            }
            guard seen.insert(codes[index]).inserted else {
                throw wrong("`\(code)` \(codes[index]) stands twice")
            }
            guard let area = Double(areas[index]), area >= 0, area.isFinite else {
                throw wrong("row \(index + 1) has `LANDAREA` `\(areas[index])`, expected km2")
            }
            let assembled = PlanePolygon.polygons(of: rings)
            let (polygons, wasInvalid) = try engine.repair(assembled.polygons)
            if wasInvalid { repaired.append(codes[index]) }
            if assembled.wasTurned { turned.append(codes[index]) }
            records.append(
                BoundaryRecord(code: codes[index], landArea: area, polygons: polygons)
            )
        }
        self.records = records.sorted { $0.code < $1.code }
        self.repaired = repaired.sorted()
        self.turned = turned.sorted()
    }
}
