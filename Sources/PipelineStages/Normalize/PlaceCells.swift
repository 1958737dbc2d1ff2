package import IndicatorModel

/// A geography that stands for (a part of) a member of a place's recipe.
package struct MemberSlot: Sendable {
    package let geography: Geography
    package let name: String
    package let weight: Double
    /// The member it is a component of, when the member itself has no figures in the source.
    package let componentOf: Geography?
    /// The table of the source that has it, and its row there; nil when no part has it.
    package let location: Location?
    /// Whether its row adds geographies too that are not of the place, so that its figure is only
    /// the most that the member can have.
    package let isPartOfRow: Bool

    init(
        geography: Geography,
        name: String,
        weight: Double,
        componentOf: Geography?,
        location: Location?,
        isPartOfRow: Bool = false
    ) {
        self.geography = geography
        self.name = name
        self.weight = weight
        self.componentOf = componentOf
        self.location = location
        self.isPartOfRow = isPartOfRow
    }

    package struct Location: Hashable, Sendable {
        package let table: Int
        package let row: Int
    }
}

/// A place seen through one source: its members and where their cells are.
package struct PlaceSource: Sendable {
    package let source: Source
    package let list: CharacteristicList
    package let tables: [CellTable]
    package let slots: [MemberSlot]
    /// Parts of the definition whose code is not known.
    package let unresolved: Int
    /// The period of a series that it is looked at in; nil in files of one census.
    package var time: Period?

    /// Whether every member of the recipe is in the source's parts.
    package var isComplete: Bool { slots.allSatisfy { $0.location != nil } }
    package var isEmpty: Bool { slots.allSatisfy { $0.location == nil } }
    /// Whether the place is exactly one geography, with nothing to combine.
    package var isOneGeography: Bool {
        slots.count == 1 && unresolved == 0 && slots[0].componentOf == nil && slots[0].weight == 1
            && !slots[0].isPartOfRow
    }

    /// Whether some member has figures only in its components.
    package var hasComponents: Bool { slots.contains { $0.componentOf != nil } }

    package func quality(_ slot: MemberSlot) -> GeographyQuality? {
        slot.location.map { tables[$0.table].geographies[$0.row].quality }
    }
}

/// The cells of one place in one partition, by source in order of preference.
package struct PlaceCells: Sendable {
    package let place: PlaceID
    package let sources: [PlaceSource]

    /// The cells of a period of a series.
    func at(_ time: Period) -> PlaceCells {
        PlaceCells(
            place: place,
            sources: sources.map { source in
                var source = source
                source.time = time
                return source
            }
        )
    }
}

extension [PlaceCells] {
    /// The periods of a year for which the sources have figures, in order.
    func times(of year: Period) -> [Period] {
        // All places share the tables of their sources.
        let tables = first?.sources.flatMap(\.tables) ?? []
        return tables.reduce(into: Set()) { $0.formUnion($1.times(of: year)) }.sorted()
    }
}

/// Where the members of a place's recipe are in one source.
struct SourcePlacement: Sendable {
    let source: SourceID
    let slots: [MemberSlot]
    /// Parts of the definition whose code is not known.
    let unresolved: Int
}

/// Where the members of a place's recipe are, by source in order of preference.
struct Placement: Sendable {
    let place: PlaceID
    let recipe: Recipe?
    /// Empty when the place has no recipe for the period.
    let sources: [SourcePlacement]
}

/// What a normalize step makes: the placements of all places, in the order of their ids.
struct Placements: Sendable {
    let all: [Placement]

    /// The places with the cells that their placements point to, by source.
    func cells(
        _ sources: [ReadSource],
        _ tables: [SourceID: [CellTable]]
    ) -> [PlaceCells] {
        all.map { placement in
            PlaceCells(
                place: placement.place,
                sources: placement.sources.compactMap { placed in
                    guard let entry = sources.first(where: { $0.source.id == placed.source })
                    else { return nil }
                    return PlaceSource(
                        source: entry.source,
                        list: entry.list,
                        tables: tables[entry.source.id] ?? [],
                        slots: placed.slots,
                        unresolved: placed.unresolved
                    )
                }
            )
        }
    }
}
