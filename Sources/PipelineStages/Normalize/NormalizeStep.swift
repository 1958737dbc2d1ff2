import IndicatorModel
import PipelineEngine

/// Assigns the cells of a partition's sources to places, by their recipes.
struct NormalizeStep: Step {
    let partition: PipelinePartition
    let places: [Place]
    let sources: [(source: Source, list: CharacteristicList)]

    var id: StepID { StepID(stage: "normalize", subject: partition.id.name) }
    var output: ArtifactID { .placeCells(partition.id) }
    var inputs: [ArtifactID] {
        sources.flatMap { entry in entry.source.parts.map { .cells(entry.source.id, $0.id) } }
    }

    func run(in workspace: Workspace) throws {
        var tables: [SourceTables] = []
        for (source, list) in sources {
            var parts: [(SourcePart, CellTable)] = []
            for part in source.parts {
                let extracted = try workspace.value(.cells(source.id, part.id), as: Extracted.self)
                if let table = extracted.table { parts.append((part, table)) }
            }
            tables.append(try SourceTables(source, list, parts))
        }
        let placeCells = places.map { place in
            let recipe = place.recipes[partition.period]
            return PlaceCells(
                place: place,
                recipe: recipe,
                sources: recipe.map { recipe in tables.map { $0.see(recipe) } } ?? []
            )
        }
        try checkCodes(tables)
        workspace.put(placeCells, as: output)
    }

    /// A member that a complete part should have and does not is an unknown code.
    private func checkCodes(_ tables: [SourceTables]) throws {
        var unknown: [Diagnostic] = []
        for place in places {
            for member in place.recipes[partition.period]?.members ?? [] {
                guard let part = tables.lazy.compactMap({ $0.partWithout(member.geography) }).first
                else { continue }
                unknown.append(
                    Diagnostic(
                        "normalize.unknown-code",
                        "recipe \(partition.period) of place `\(place.id)` names "
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

/// The parts of one source, with an index of their geographies.
private struct SourceTables {
    let source: Source
    let list: CharacteristicList
    let parts: [SourcePart]
    let tables: [CellTable]
    private var locations: [Geography: MemberSlot.Location] = [:]

    init(_ source: Source, _ list: CharacteristicList, _ parts: [(SourcePart, CellTable)]) throws {
        self.source = source
        self.list = list
        self.parts = parts.map(\.0)
        tables = parts.map(\.1)
        for (index, table) in tables.enumerated() {
            for (row, record) in table.geographies.enumerated() {
                let location = MemberSlot.Location(table: index, row: row)
                guard let other = locations.updateValue(location, forKey: record.geography) else {
                    continue
                }
                throw Diagnostic(
                    "normalize.geography-in-two-parts",
                    "geography `\(record.geography)` is in parts `\(tables[other.table].part)` "
                        + "and `\(table.part)` of source `\(source.id)`",
                    hints: ["remove one of the two parts from config/sources/\(source.id).yaml"]
                )
            }
        }
    }

    /// A recipe's members as this source has them.
    func see(_ recipe: Recipe) -> PlaceSource {
        PlaceSource(
            source: source,
            list: list,
            tables: tables,
            slots: recipe.members.flatMap(slots),
            unresolved: recipe.unresolved.count
        )
    }

    /// A member itself where a part has it, else all its components where a part covers it.
    private func slots(_ member: RecipeMember) -> [MemberSlot] {
        let location = locations[member.geography]
        if location == nil,
            let index = parts.firstIndex(where: { $0.cover?.whole == member.geography })
        {
            return components(of: member, in: index)
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
            .filter { $0.element.geography.level == level }
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

    /// A part that should have a geography, because it covers the province with this level.
    func partWithout(_ geography: Geography) -> PartID? {
        guard let province = geography.province, locations[geography] == nil else { return nil }
        let whole = Geography(level: .province, code: province)
        return parts.first { $0.cover == Cover(whole: whole, by: geography.level) }?.id
    }
}
