import DataStore
import IndicatorModel

extension Table {
    /// Two partitions of one year may have recipes of two censuses.
    static let memberKeyCount = 6

    static let memberColumns: [Column] = [
        Column("place", "Id of the place"),
        Column("period", "Year of the figures that are made of them"),
        Column("level", "Level of the geography, see terms.csv"),
        Column("code", "Code of the geography in its vintage"),
        Column("name", "Name of the geography"),
        Column("vintage", "Vintage of the code"),
        Column("weight", .number, "Part of the geography that belongs to the place"),
        Column("component_of", "The member it is a component of, where components were summed"),
        Column("status", "How well the definition is supported: verified, derived, inferred"),
        Column("source", "Where the definition was read"),
        Column(
            "method",
            "How the weight is known: code, crosswalk-interim-list, crosswalk-blocks, concordance"
        ),
        Column(
            "share",
            "Estimated share of the geography's people, as people/all, such as 542/13780"
        ),
    ]

    /// What each place was made of in one period.
    static func members(_ places: [Placement], _ partition: PipelinePartition) -> Table {
        let period = partition.period
        let vintage = partition.recipes.name
        var table = Table(name: "members", columns: memberColumns, keyCount: memberKeyCount)
        for cells in places {
            for source in cells.sources {
                guard let slot = source.slots.first(where: { $0.geography.level == .place }) else {
                    continue
                }
                table.append([
                    cells.place.name, period.name, GeographyLevel.place.rawValue,
                    slot.geography.code, slot.name, vintage, "1", "",
                    RecipeStatus.verified.rawValue, "printed by source \(source.source)",
                    CrosswalkMethod.code.rawValue, "",
                ])
                break
            }
            guard let recipe = cells.recipe else { continue }
            let place = cells.place.name
            func add(
                _ level: GeographyLevel,
                _ code: String,
                _ name: String,
                _ rest: [String],
                _ known: [String]
            ) {
                table.append(
                    [place, period.name, level.rawValue, code, name] + rest
                        + [recipe.status.rawValue, recipe.source] + known
                )
            }
            for member in recipe.members {
                let geography = member.geography
                add(
                    geography.level,
                    geography.code,
                    member.name,
                    [vintage, decimalText(member.weight), ""],
                    member.known
                )
            }
            for member in recipe.unresolved {
                add(member.level, "not-known", member.name, [vintage, "", ""], ["", ""])
            }
            for slot in components(cells) {
                let member = recipe.members.first { $0.geography == slot.componentOf }
                add(
                    slot.geography.level,
                    slot.geography.code,
                    slot.name,
                    [
                        vintage, decimalText(slot.weight),
                        slot.componentOf.map { "\($0)" } ?? "",
                    ],
                    member?.known ?? ["", ""]
                )
            }
        }
        return table
    }

    /// The components that any source summed, each once.
    private static func components(_ cells: Placement) -> [MemberSlot] {
        var seen: Set<Geography> = []
        return cells.sources.flatMap(\.slots).filter { slot in
            slot.componentOf != nil && seen.insert(slot.geography).inserted
        }
    }

    static let sourceColumns: [Column] = [
        Column("partition", "Partition the source belongs to"),
        Column("source", "Id of the source"),
        Column("part", "Part of the source, one file"),
        Column("period", "Period of its figures"),
        Column("publisher", "Who published it"),
        Column("title_en", "Title in English"),
        Column("title_fr", "Title in French"),
        Column("file", "Name of the file"),
        Column("layout", "Family of files it belongs to"),
        Column("sha256", "SHA-256 of the file as it was read; empty when it was not at hand"),
        Column("bytes", .integer, "Size of the file"),
        Column("rows", .integer, "Rows read"),
        Column("rejects", .integer, "Rows that could not be read"),
        Column("geographies", .integer, "Geographies that places use"),
        Column("licence", "Licence"),
        Column("licence_url", "Text of the licence"),
        Column("attribution_en", "Attribution in English"),
        Column("attribution_fr", "Attribution in French"),
        Column("page", "Page of the product"),
        Column("licence_note_en", "Who bought the table and what may be done with it, in English"),
        Column("licence_note_fr", "The same in French"),
    ]

    /// The sources of one partition, with the exact bytes that were read.
    static func sources(
        _ partition: PartitionID,
        _ parts: [PartAtHand]
    ) -> Table {
        var table = Table(name: "sources", columns: sourceColumns, keyCount: 3)
        for entry in parts {
            let (source, part, fetched) = (entry.source, entry.part, entry.fetched)
            table.append([
                partition.name, source.id.name, part.id.name, entry.period.name,
                source.publisher, source.title.en, source.title.fr, part.file.name,
                entry.layout, fetched?.sha256 ?? "",
                fetched.map { String($0.bytes) } ?? "", entry.rows.map(String.init) ?? "",
                entry.rejects.map(String.init) ?? "",
                entry.geographies.map(String.init) ?? "", source.licenceName,
                source.licenceURL, source.attribution.en, source.attribution.fr,
                source.page ?? "", source.licenceNote?.en ?? "", source.licenceNote?.fr ?? "",
            ])
        }
        return table
    }
}

extension RecipeMember {
    /// How the weight is known, and the share of people that it was made of.
    fileprivate var known: [String] {
        [method.rawValue, share.map { "\($0.people)/\($0.of)" } ?? ""]
    }
}
