import IndicatorModel
import PipelineEngine

/// Assigns the cells of a partition's sources to places, by their recipes.
struct NormalizeStep: Step {
    let partition: PipelinePartition
    let places: [Place]
    let sources: [ReadSource]
    /// The ids of all places of the project, which a file may name.
    let placeIDs: [PlaceID]
    let fixedSettings: [Setting]
    /// The parts of metropolitan areas over a border.
    var areaParts = AreaParts()

    let version = 4
    var id: StepID { StepID(stage: "normalize", subject: partition.id.name) }
    var output: ArtifactID { .placements(partition.id) }
    var inputs: [ArtifactID] { .cells(of: sources) }

    func settings() -> [Setting] { fixedSettings }

    func run(in context: StepContext) throws -> Placements {
        let tables = try context.tables(of: sources)
        let seen = try sources.map { entry in
            try SourceTables(entry.source, tables[entry.source.id] ?? [], areaParts)
        }
        try checkPlaces(seen)
        let placements = places.map { place in
            let recipe = place.recipes[partition.recipes]
            return Placement(
                place: place.id,
                recipe: recipe,
                sources: seen.compactMap { $0.whole(place) ?? recipe.map($0.place) }
            )
        }
        try checkCodes(seen)
        context.count { $0.rows = placements.count }
        return Placements(all: placements)
    }

    /// A place that a file prints, and that is none of the project's, is a mistake in its code.
    private func checkPlaces(_ tables: [SourceTables]) throws {
        let known = Set(placeIDs.map(\.name))
        let unknown = tables.flatMap(\.places).filter { !known.contains($0.code) }
        if unknown.isEmpty { return }
        throw Diagnostics(
            unknown.map { place in
                Diagnostic(
                    "normalize.unknown-place",
                    "there is no place `\(place.code)`",
                    at: place.span,
                    hints: [
                        didYouMean(place.code, among: known.sorted())
                            ?? "the code of level PLACE is the id of a file in config/places"
                    ]
                )
            }
        )
    }

    /// A member that a complete part should have and does not is an unknown code.
    private func checkCodes(_ tables: [SourceTables]) throws {
        var unknown: [Diagnostic] = []
        for place in places {
            for member in place.recipes[partition.recipes]?.members ?? [] {
                guard let part = tables.lazy.compactMap({ $0.partWithout(member.geography) }).first
                else { continue }
                unknown.append(
                    Diagnostic(
                        "normalize.unknown-code",
                        "recipe \(partition.recipes) of place `\(place.id)` names "
                            + "`\(member.geography)`, which is not in part `\(part)`, though "
                            + "that part holds all of its level",
                        at: member.span,
                        hints: ["correct the code: codes change between censuses"]
                    )
                )
            }
        }
        if !unknown.isEmpty { throw Diagnostics(unknown) }
    }
}

extension [ArtifactID] {
    /// The cells of all parts of some sources.
    static func cells(of sources: [ReadSource]) -> [ArtifactID] {
        sources.flatMap { entry in entry.source.parts.map { .cells(entry.source.id, $0.id) } }
    }
}

extension StepContext {
    /// The cells of the parts that are at hand, in the order of the parts.
    func tables(
        of sources: [ReadSource]
    ) throws -> [SourceID: [CellTable]] {
        var tables: [SourceID: [CellTable]] = [:]
        for source in sources.map(\.source) {
            tables[source.id] = try source.parts.compactMap { part in
                try input(.cells(source.id, part.id), as: Extracted.self).table
            }
        }
        return tables
    }
}

/// The parts of one source, with an index of their geographies.
private struct SourceTables {
    let source: Source
    let parts: [SourcePart]
    let tables: [CellTable]
    private let areaParts: AreaParts
    /// Where each geography is: mostly in one row.
    private var locations: [Geography: [MemberSlot.Location]] = [:]

    init(_ source: Source, _ tables: [CellTable], _ areaParts: AreaParts) throws {
        self.source = source
        self.areaParts = areaParts
        self.tables = tables
        let byID = Dictionary(uniqueKeysWithValues: source.parts.map { ($0.id, $0) })
        parts = tables.compactMap { byID[$0.part] }
        for (index, table) in tables.enumerated() {
            for (row, record) in table.geographies.enumerated() {
                let location = MemberSlot.Location(table: index, row: row)
                for geography in record.all {
                    locations[geography, default: []].append(location)
                    // Rows of one part that are of places told by name add up.
                    guard let other = locations[geography]?.first, other.table != index else {
                        continue
                    }
                    throw Diagnostic(
                        "normalize.geography-in-two-parts",
                        "geography `\(geography)` is in parts `\(tables[other.table].part)` "
                            + "and `\(table.part)` of source `\(source.id)`",
                        hints: [
                            "remove one of the two parts from config/sources/\(source.id).yaml"
                        ]
                    )
                }
            }
        }
    }

    /// The places that the source prints themselves, with where they first stand.
    var places: [(code: String, span: SourceSpan)] {
        zip(parts, tables).flatMap { part, table in
            table.geographies.filter { $0.geography.level == .place }.map {
                ($0.geography.code, SourceSpan(file: part.file.name, line: $0.line))
            }
        }
    }

    /// A place as one geography, where the source prints the place itself; nil where it does not.
    func whole(_ place: Place) -> SourcePlacement? {
        let geography = Geography(place.id)
        guard let location = locations[geography]?.first else { return nil }
        let slot = MemberSlot(
            geography: geography,
            name: place.names.last?.text.en ?? place.id.name,
            weight: 1,
            componentOf: nil,
            location: location
        )
        return SourcePlacement(source: source.id, slots: [slot], unresolved: 0)
    }

    /// A recipe's members as this source has them.
    func place(_ recipe: Recipe) -> SourcePlacement {
        let whole = Set(recipe.members.filter { $0.weight == 1 }.map(\.geography))
        var slots: [MemberSlot] = []
        var joined: Set<MemberSlot.Location> = []
        for member in recipe.members {
            let found = locations[member.geography] ?? []
            guard found.count > 1 || found.contains(where: { !record($0).also.isEmpty }) else {
                slots += self.slots(member)
                continue
            }
            // A row that adds several geographies is looked at once.
            for location in found where joined.insert(location).inserted {
                slots.append(
                    MemberSlot(
                        geography: member.geography,
                        name: member.name,
                        weight: member.weight,
                        componentOf: nil,
                        location: location,
                        isPartOfRow: !record(location).also.isEmpty
                            && !record(location).all.allSatisfy(whole.contains)
                    )
                )
            }
        }
        return SourcePlacement(
            source: source.id,
            slots: slots,
            unresolved: recipe.unresolved.count
        )
    }

    private func record(_ location: MemberSlot.Location) -> GeographyRecord {
        tables[location.table].geographies[location.row]
    }

    /// A member itself where a part has it, else all its components where a part covers it.
    private func slots(_ member: RecipeMember) -> [MemberSlot] {
        let location = locations[member.geography]?.first
        if location == nil,
            let index = parts.firstIndex(where: { $0.cover?.whole == member.geography })
        {
            return components(of: member, in: index)
        }
        if location == nil,
            let parts = areaParts.parts(of: member.geography, source.reading?.layout),
            parts.contains(where: { locations[$0] != nil })
        {
            // A part that the source does not print is a member without a figure.
            return parts.map { part in
                MemberSlot(
                    geography: part,
                    name: member.name,
                    weight: member.weight,
                    componentOf: member.geography,
                    location: locations[part]?.first
                )
            }
        }
        return [
            MemberSlot(
                geography: member.geography,
                name: member.name,
                weight: member.weight,
                componentOf: nil,
                location: location
            )
        ]
    }

    private func components(of member: RecipeMember, in index: Int) -> [MemberSlot] {
        let level = parts[index].cover?.by
        return tables[index].geographies.enumerated()
            .filter { entry in
                let geography = entry.element.geography
                return geography.level == level && !isElsewhere(geography, member.geography)
            }
            .map { row, record in
                MemberSlot(
                    geography: record.geography,
                    name: record.name,
                    weight: member.weight,
                    componentOf: member.geography,
                    location: MemberSlot.Location(table: index, row: row)
                )
            }
            .sorted { $0.geography < $1.geography }
    }

    /// Whether the codes say that a geography is in another province than the one it would be a
    /// component of: a file may hold more than the whole that its part covers.
    private func isElsewhere(_ geography: Geography, _ whole: Geography) -> Bool {
        guard let own = geography.province, let other = whole.province else { return false }
        return own != other
    }

    /// A part that should have a geography, because it covers the province with this level.
    func partWithout(_ geography: Geography) -> PartID? {
        guard let province = geography.province, locations[geography] == nil else { return nil }
        let whole = Geography(level: .province, code: province)
        return parts.first { $0.cover == Cover(whole: whole, by: geography.level) }?.id
    }
}
