import DataStore
import IndicatorModel
import PipelineStages
import PlaceBoundaries
import TestSupport
import Testing

@Suite struct BoundaryRunTests {
    private static let file: SmallShapefile = {
        var file = SmallShapefile()
        let (town, village) = (
            SmallShapefile.square(4_900_000, 2_900_000, 10_000),
            SmallShapefile.square(4_910_000, 2_900_000, 10_000)
        )
        file.add("6106021", [village], landArea: "90.5000")
        file.add("6106023", [town], landArea: "80.2500")
        return file
    }()

    private static var archive: [UInt8] {
        var zip = ZIPWriter()
        zip.add("small.shp", file.shapes)
        zip.add("small.dbf", file.table)
        zip.add("small.prj", Array(SmallShapefile.projection.utf8))
        zip.add("small.txt", Array("about".utf8))
        return zip.bytes
    }

    private static func source(_ parts: String) -> String {
        """
        id: shapes
        publisher: A test
        title: { en: "Boundaries", fr: "Limites" }
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        parts:
        \(parts)

        """
    }

    private func project(
        parts: String = "  - { id: csd, path: raw/small.zip }",
        keys: String = "source: shapes, vintage: \"2021\", tolerance: 100"
    ) throws -> TestProject {
        let project = try TestProject([
            "config/sources/shapes.yaml": Self.source(parts),
            "config/geographies/2021.csv": """
            level,code,dguid,name_en,name_fr,type,within,land_area,population
            CSD,6106021,,Village,Village,,,,
            CSD,6106023,,Town,Town,,,,
            PR,61,,Northwest Territories,Territoires du Nord-Ouest,,,,

            """,
        ])
        try project.add("boundaries: { \(keys) }\n")
        return project
    }

    @Test(arguments: [true, false])
    func `a version has polygons, maps and a table`(isArchive: Bool) throws {
        let project = try project(
            parts: isArchive
                ? "  - { id: csd, path: raw/small.zip }"
                : """
                  - { id: csd, path: raw/small.shp }
                  - { id: csd-table, path: raw/small.dbf }
                  - { id: csd-projection, path: raw/small.prj }
                """
        )
        try project.write("raw/small.zip", bytes: Self.archive)
        try project.write("raw/small.shp", bytes: Self.file.shapes)
        try project.write("raw/small.dbf", bytes: Self.file.table)
        try project.write("raw/small.prj", SmallShapefile.projection)
        _ = try project.run()
        let rows = try project.published("boundaries", "")
        #expect(
            rows.first
                == "place,vintage,area_km2,land_km2,west,south,east,north,members_drawn,"
                + "members_not_drawn"
        )
        let town = try #require(rows.first { $0.hasPrefix("town,") }).split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        #expect(town[3] == "80.25")
        #expect(town[8] == "CSD 6106023")
        #expect(town[9] == "")
        let territory = try #require(rows.first { $0.contains(",PR 61,") })
        #expect(territory.contains(",170.75,"))
        let latest = "data-clean/small/latest"
        #expect(try project.read("\(latest)/boundaries/2021.geojson").contains("\"id\":\"town\""))
        #expect(try project.read("\(latest)/boundaries/2021.topojson").contains("\"Topology\""))
        let about = try project.read("\(latest)/boundaries/README.md")
        #expect(about.hasPrefix("# Boundaries of 2021\n\nSynthetic.\n"))
        #expect(about.contains("from 2 census subdivisions with libgeos 3."))
        #expect(try project.read("\(latest)/boundaries/README.fr.md").contains("Synthétique."))
        let map = try project.read("\(latest)/maps/town.svg")
        #expect(map.contains("Northwest Territories on which town is filled"))
        #expect(map.contains("Carte : Territoires du Nord-Ouest; town en couleur."))
    }

    @Test func `a run that changes nothing publishes nothing, another tolerance does`() throws {
        let project = try project()
        try project.write("raw/small.zip", bytes: Self.archive)
        _ = try project.run()
        _ = try project.run()
        #expect(!project.exists("data-clean/small/versions/2"))
        try project.edit("pipelines/small.yaml", "tolerance: 100", "tolerance: 200")
        _ = try project.run()
        #expect(project.exists("data-clean/small/versions/2"))
        #expect(!project.exists("data-clean/small/versions/3"))
    }

    @Test func `a damaged boundary file ends the run with its place, and nothing is published`()
        throws
    {
        let project = try project(
            parts: """
                  - { id: csd, path: raw/small.shp }
                  - { id: csd-table, path: raw/small.dbf }
                  - { id: csd-projection, path: raw/small.prj }
                """
        )
        try project.write("raw/small.shp", bytes: Array(Self.file.shapes.dropLast(8)))
        try project.write("raw/small.dbf", bytes: Self.file.table)
        try project.write("raw/small.prj", SmallShapefile.projection)
        let message = project.failure()
        #expect(message.contains("byte 24 of `small.shp`: it says that it has"))
        #expect(!project.exists("data-clean/small/latest"))
    }

    @Test func `a source of boundaries may be kept, too, for its other files`() throws {
        let project = try project()
        try project.write("raw/small.zip", bytes: Self.archive)
        try project.add("keep: [shapes]\n")
        let outcome = try project.run()
        #expect(outcome.missing.isEmpty)
        #expect(project.exists("data-clean/small/latest/boundaries.csv"))
    }

    @Test func `without the file a version has no polygons, or those of the version before`()
        throws
    {
        let part = "  - { id: csd, file: small.zip, url: \"https://example.org/small.zip\" }"
        let project = try project(parts: part)
        try project.write("mirror/other.txt", "nothing")
        let first = try project.run { $0.mirror = project.path("mirror") }
        #expect(first.missing.map(\.file) == ["small.zip"])
        #expect(!project.exists("data-clean/small/latest/maps"))
        try project.write("mirror/small.zip", bytes: Self.archive)
        let second = try project.run { $0.mirror = project.path("mirror") }
        #expect(second.missing.isEmpty)
        #expect(project.exists("data-clean/small/versions/2/maps/town.svg"))
    }

    @Test(arguments: [
        ("source: shape, vintage: \"2021\", tolerance: 100", "unknown source `shape`"),
        ("source: shapes, vintage: \"2021\", tolerance: 0", "a whole number above 0"),
        ("source: shapes, vintage: \"2016\", tolerance: 9", "no list of the geographies of 2016"),
        ("source: shapes, part: csb, vintage: \"2021\", tolerance: 9", "unknown part `csb`"),
        ("source: shapes, vintage: \"2021\"", "`tolerance`"),
    ])
    func `a wrong key is told`(keys: String, expected: String) throws {
        let (_, _, diagnostics) = try project(keys: keys).load()
        let messages = diagnostics.map(\.message)
        #expect(messages.contains { $0.contains(expected) }, "\(messages)")
    }

    @Test func `a loose shapefile needs its other files`() throws {
        let (_, _, diagnostics) = try project(parts: "  - { id: csd, path: raw/small.shp }").load()
        #expect(
            diagnostics.map(\.message) == [
                "source `shapes` has no part with file `small.dbf`, which `small.shp` needs",
                "source `shapes` has no part with file `small.prj`, which `small.shp` needs",
            ]
        )
    }
}
