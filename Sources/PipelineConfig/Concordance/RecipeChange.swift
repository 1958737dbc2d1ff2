package import IndicatorModel

/// How the members of one recipe become others.
package struct RecipeChange: Hashable, Sendable {
    package let place: PlaceID
    package let period: Period
    package let added: [RecipeMember]
    package let removed: [RecipeMember]
    /// Members that stay with another weight, with the old one.
    package let reweighted: [(member: RecipeMember, old: Double)]
    /// Whether the place had no recipe of the census.
    package let isNew: Bool

    /// Nil when the members and their weights are the same.
    init?(_ place: Place, _ period: Period, _ wanted: [RecipeMember]) {
        let recipe = place.recipes[period]
        let old = recipe?.members ?? []
        let weights = Dictionary(old.map { ($0.geography, $0.weight) }) { first, _ in first }
        let kept = Set(wanted.map(\.geography))
        self.place = place.id
        self.period = period
        added = wanted.filter { weights[$0.geography] == nil }
        removed = old.filter { !kept.contains($0.geography) }
        reweighted = wanted.compactMap { member in
            guard let weight = weights[member.geography], weight != member.weight else {
                return nil
            }
            return (member, weight)
        }
        isNew = recipe == nil
        if added.isEmpty, removed.isEmpty, reweighted.isEmpty { return nil }
    }

    package static func == (a: RecipeChange, b: RecipeChange) -> Bool { a.lines == b.lines }

    package func hash(into hasher: inout Hasher) { hasher.combine(lines) }

    /// The change as people read it: a line for the recipe and one for each member.
    package var lines: [String] {
        func told(_ member: RecipeMember) -> String {
            let weight = member.weight == 1 ? "" : ", weight \(decimalText(member.weight))"
            return "\(member.geography) \(member.name)\(weight)"
        }
        let head = "\(place) \(period)\(isNew ? ", a new recipe" : "")"
        return [head] + removed.map { "  - \(told($0))" } + added.map { "  + \(told($0))" }
            + reweighted.map { "  ~ \(told($0.member)), was \(decimalText($0.old))" }
    }
}
