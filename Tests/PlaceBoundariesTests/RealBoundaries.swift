import FoundationEssentials
import IndicatorModel
import PipelineConfig
import PlaceBoundaries
import TestSupport

/// The real polygons of 2021, read once for all tests that need them.
struct RealBoundaries: Sendable {
    let file: BoundaryFile
    let coverage: Coverage

    static let shared = Result { try RealBoundaries() }

    private init() throws {
        let engine = try GeometryEngine()
        file = try BoundaryFile(
            Self.bytes("csd2021_simplified_TestReduced"),
            code: "CSDUID",
            engine
        )
        coverage = try Coverage(file.records, engine)
    }

    /// The files of a shapefile; one that lacks a projection has that of the subdivisions.
    static func bytes(_ name: String) throws -> BoundaryFileBytes {
        func read(_ name: String) throws -> [UInt8] {
            Array(try Data(contentsOf: URL(filePath: RealFiles.path("geo/\(name)"))))
        }
        return BoundaryFileBytes(
            shapes: try read("\(name).shp"),
            table: try read("\(name).dbf"),
            projection: try read("csd2021_simplified_TestReduced.prj"),
            name: name
        )
    }

    static let period = Period("2021")

    /// All places of config that have a recipe of 2021.
    static func places(_ codes: [String]) -> [PlaceOnMap] {
        let configuration = Configuration.read(in: RealFiles.project, Report())
        guard let period else { return [] }
        return configuration.places.compactMap {
            PlaceOnMap($0, in: period, configuration.gazetteers[period], codes: codes)
        }
    }

    /// The part of a CMA or CA of each census subdivision, as config/geographies has it.
    static var membersOfParts: [String: String] {
        let configuration = Configuration.read(in: RealFiles.project, Report())
        guard let period, let gazetteer = configuration.gazetteers[period] else { return [:] }
        let pairs = gazetteer.entries(of: .censusSubdivision).compactMap { entry in
            entry.within.first { $0.level == .metropolitanAreaPart }
                .map { (entry.geography.code, $0.code) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
