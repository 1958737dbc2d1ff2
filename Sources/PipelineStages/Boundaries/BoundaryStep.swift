import DataStore
import IndicatorModel
import PipelineConfig
import PipelineEngine
import PlaceBoundaries

/// Makes the polygons and maps of all published places from a boundary file.
struct BoundaryStep: Step {
    let drawing: BoundarySettings
    let source: Source
    let places: [Place]
    let configuration: Configuration
    let fixedSettings: [Setting]

    let version = 1
    var id: StepID { StepID(stage: "boundaries", subject: drawing.vintage.name) }
    var inputs: [ArtifactID] { parts.map { .snapshot(source.id, $0.id) } }
    var output: ArtifactID { .supplement(.boundaries) }

    func settings() -> [Setting] { fixedSettings }

    private var parts: [SourcePart] { drawing.parts(of: source) }

    func run(in context: StepContext) throws -> Supplement {
        var fetched: [(part: SourcePart, file: FetchedPart)] = []
        var missing: [MissingPart] = []
        for part in parts {
            let found = try context.input(.snapshot(source.id, part.id), as: Fetched.self).part
            if let found {
                fetched.append((part, found))
            } else {
                missing.append(
                    MissingPart(source: source.id, part: part.id, file: part.file.name)
                )
            }
        }
        guard missing.isEmpty, let first = fetched.first else {
            return supplement(tables: [emptyTable], files: [], missing: missing)
        }
        context.count { $0.file = first.part.file.name }
        let bytes = try BoundaryFileOpener(source: source).open(fetched, context)
        let engine = try GeometryEngine()
        let file = try BoundaryFile(bytes, code: "CSDUID", engine)
        try context.checkpoint()
        let coverage = try Coverage(file.records, engine)
        try context.checkpoint()
        let gazetteer = configuration.gazetteers[drawing.vintage]
        let drawn = places.compactMap {
            PlaceOnMap($0, in: drawing.vintage, gazetteer, codes: coverage.codes)
        }
        let boundaries = PlaceBoundaries(
            coverage,
            drawn,
            tolerance: Double(drawing.tolerance)
        )
        context.count { $0.rows = file.records.count }
        let about = BoundaryAbout(
            settings: drawing,
            source: source,
            file: file,
            coverage: coverage,
            library: engine.version
        )
        return supplement(
            tables: [table(boundaries, file)],
            files: try files(boundaries, about, gazetteer, context),
            missing: []
        )
    }

    private func supplement(
        tables: [Table],
        files: [Attachment],
        missing: [MissingPart]
    ) -> Supplement {
        Supplement(
            name: .boundaries,
            isAtHand: missing.isEmpty,
            tables: tables,
            files: files,
            folders: ["boundaries", "maps"],
            missing: missing
        )
    }

    private func files(
        _ boundaries: PlaceBoundaries,
        _ about: BoundaryAbout,
        _ gazetteer: Gazetteer?,
        _ context: StepContext
    ) throws -> [Attachment] {
        let name = "boundaries/\(drawing.vintage)"
        var files = [
            Attachment(path: "boundaries/README.md", bytes: Array(about.english.utf8)),
            Attachment(path: "boundaries/README.fr.md", bytes: Array(about.french.utf8)),
            Attachment(path: "\(name).geojson", bytes: boundaries.geoJSON),
            Attachment(path: "\(name).topojson", bytes: boundaries.topoJSON),
        ]
        let provinces = (gazetteer?.entries(of: .province) ?? []).map {
            ($0.geography.code, (english: $0.names.en, french: $0.names.fr))
        }
        var maps = LocatorMaps(
            boundaries,
            provinceNames: Dictionary(provinces, uniquingKeysWith: { first, _ in first })
        )
        for place in boundaries.drawn {
            try context.checkpoint()
            guard let map = maps.map(of: place) else { continue }
            files.append(
                Attachment(path: "maps/\(boundaries.places[place].id).svg", bytes: map)
            )
        }
        return files
    }

    // MARK: - The table

    private var emptyTable: Table {
        Table(name: "boundaries", columns: Table.boundaryColumns, keyCount: 2)
    }

    private func table(_ boundaries: PlaceBoundaries, _ file: BoundaryFile) -> Table {
        var table = emptyTable
        for (index, place) in boundaries.places.enumerated() {
            let box = boundaries.box(of: index)
            let land = file.records.filter { place.codes.contains($0.code) }
                .reduce(0) { $0 + $1.landArea }
            let isDrawn = box != nil
            table.append(
                [
                    place.id, drawing.vintage.name,
                    isDrawn
                        ? PlaceBoundaries.areaText(boundaries.squareKilometres(of: index)) : "",
                    isDrawn ? PlaceBoundaries.areaText(land) : "",
                ] + (box?.texts ?? ["", "", "", ""]) + [
                    place.members.filter { member in
                        !place.notDrawn.contains { $0.hasPrefix("\(member) ") }
                    }.joined(separator: "; "),
                    place.notDrawn.joined(separator: "; "),
                ]
            )
        }
        return table.sorted()
    }
}

extension PartitionID {
    /// What `--revise` and artifacts call the polygons and maps.
    static let boundaries = known("boundaries")

    private static func known(_ name: String) -> PartitionID {
        guard let id = PartitionID(name) else { preconditionFailure("`\(name)` is no id") }
        return id
    }
}

extension Table {
    static let boundaryColumns: [Column] = [
        Column("place", "id of the place"),
        Column("vintage", "census whose boundaries and recipes these are"),
        Column(
            "area_km2",
            .number,
            "square kilometres of its polygons on the ellipsoid, before they are simplified; "
                + "lakes and rivers inside its borders are counted"
        ),
        Column(
            "land_km2",
            .number,
            "square kilometres of land, the sum of what the boundary file states for its members"
        ),
        Column("west", .number, "westernmost longitude of its polygon, degrees, NAD83"),
        Column("south", .number, "southernmost latitude"),
        Column("east", .number, "easternmost longitude"),
        Column("north", .number, "northernmost latitude"),
        Column("members_drawn", "members of its recipe that its polygon is made of"),
        Column(
            "members_not_drawn",
            "members whose polygons are in no boundary file that is read, or that belong to it in "
                + "part"
        ),
    ]
}
