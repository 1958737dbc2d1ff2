import IndicatorModel
import PipelineEngine

extension Placements: Artifact {
    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(all) { writer, placement in
            writer.write(placement.place.name)
            writer.write(placement.recipe != nil)
            if let recipe = placement.recipe { writer.write(recipe) }
            writer.write(placement.sources) { writer, source in
                writer.write(source.source.name)
                writer.write(source.slots) { $0.write($1) }
                writer.write(source.unresolved)
            }
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        all = try reader.items { reader in
            Placement(
                place: try reader.identifier(),
                recipe: try reader.flag() ? try reader.recipe() : nil,
                sources: try reader.items { reader in
                    SourcePlacement(
                        source: try reader.identifier(),
                        slots: try reader.items { try $0.slot() },
                        unresolved: try reader.number()
                    )
                }
            )
        }
        try reader.end()
    }
}

// Where a recipe's members stand in their file is no part of it: a comment would change it.

extension ArtifactWriter {
    fileprivate mutating func write(_ recipe: Recipe) {
        write(recipe.status.rawValue)
        write(recipe.source)
        write(recipe.members) { writer, member in
            writer.write(member.geography)
            writer.write(member.name)
            writer.write(member.weight)
            writer.write(member.method.rawValue)
            writer.write(member.share != nil)
            if let share = member.share {
                writer.write(share.people)
                writer.write(share.of)
            }
        }
        write(recipe.unresolved) { writer, member in
            writer.write(member.level.rawValue)
            writer.write(member.name)
            writer.write(member.reason)
        }
        write(recipe.onBoundariesOf?.name)
    }

    fileprivate mutating func write(_ slot: MemberSlot) {
        write(slot.geography)
        write(slot.name)
        write(slot.weight)
        write(slot.componentOf != nil)
        if let whole = slot.componentOf { write(whole) }
        write(slot.location?.table ?? -1)
        write(slot.location?.row ?? -1)
        write(slot.isPartOfRow)
    }
}

extension ArtifactReader {
    fileprivate mutating func recipe() throws -> Recipe {
        Recipe(
            status: try choice(),
            source: try text(),
            members: try items { reader in
                RecipeMember(
                    geography: try reader.geography(),
                    name: try reader.text(),
                    weight: try reader.double(),
                    method: try reader.choice(),
                    share: try reader.flag()
                        ? PopulationShare(people: try reader.number(), of: try reader.number())
                        : nil
                )
            },
            unresolved: try items { reader in
                UnresolvedMember(
                    level: try reader.choice(),
                    name: try reader.text(),
                    reason: try reader.text()
                )
            },
            onBoundariesOf: try optionalText().flatMap { Period($0) }
        )
    }

    fileprivate mutating func slot() throws -> MemberSlot {
        let geography = try geography()
        let name = try text()
        let weight = try double()
        let whole = try flag() ? try self.geography() : nil
        let (table, row) = (try number(), try number())
        return MemberSlot(
            geography: geography,
            name: name,
            weight: weight,
            componentOf: whole,
            location: table < 0 ? nil : MemberSlot.Location(table: table, row: row),
            isPartOfRow: try flag()
        )
    }
}
