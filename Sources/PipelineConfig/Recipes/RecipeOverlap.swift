import IndicatorModel

extension RecipeChecks {
    /// Reports members that have land in common: it would be counted twice.
    ///
    /// A member with a weight is a part of its geography, and may stand beside what it leaves out.
    func checkOverlap(_ recipe: Recipe, _ gazetteer: Gazetteer) {
        let members = recipe.members.filter { $0.weight == 1 }
        if members.count < 2 { return }
        let footprints = members.map { gazetteer.footprint(of: $0.geography) }
        for later in members.indices {
            for earlier in members.indices.prefix(later) {
                guard let one = footprints[earlier], let other = footprints[later],
                    members[earlier].geography != members[later].geography,
                    !one.subdivisions.isDisjoint(with: other.subdivisions),
                    let message = Self.overlap(
                        (members[earlier], one),
                        (members[later], other)
                    )
                else { continue }
                report.add(
                    Diagnostic(
                        "config.overlapping-members",
                        message,
                        at: members[later].span,
                        hints: [
                            "remove one of the two, or give the larger a `weight` for the rest "
                                + "of it"
                        ]
                    )
                )
            }
        }
    }

    /// What two members with a subdivision in common have; nil where they may lie side by side.
    private static func overlap(
        _ one: (member: RecipeMember, footprint: Footprint),
        _ other: (member: RecipeMember, footprint: Footprint)
    ) -> String? {
        if lies(one.footprint, in: other.footprint) {
            return "member \(told(one.member)) lies in member \(told(other.member))"
        }
        if lies(other.footprint, in: one.footprint) {
            return "member \(told(other.member)) lies in member \(told(one.member))"
        }
        guard one.footprint.isWhole || other.footprint.isWhole else { return nil }
        let common = one.footprint.subdivisions.intersection(other.footprint.subdivisions)
        let names = listed(common.sorted().map(\.description), limit: 3)
        return "members \(told(one.member)) and \(told(other.member)) both have \(names)"
    }

    private static func lies(_ part: Footprint, in whole: Footprint) -> Bool {
        whole.isWhole && part.subdivisions.isSubset(of: whole.subdivisions)
    }

    private static func told(_ member: RecipeMember) -> String {
        "`\(member.geography)` (\(member.name))"
    }
}
