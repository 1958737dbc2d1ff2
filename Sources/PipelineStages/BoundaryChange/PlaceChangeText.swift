package import IndicatorModel

/// How places changed, for people.
package enum PlaceChangeText {
    /// A line for each place and pair of censuses, and one for all that crossed its border.
    package static func lines(_ changes: [PlaceChange]) -> [String] {
        let width = changes.map(\.place.name.count).max() ?? 0
        return changes.flatMap { change in
            let name = change.place.name
            let space = String(repeating: " ", count: width - name.count)
            let people =
                change.isKnown
                ? "  gained \(text(change.gained))  lost \(text(change.lost))" : ""
            let head = "\(name)\(space)  \(change.periods)  \(change.verdict.rawValue)\(people)"
            if !change.crossings.isEmpty {
                return [head] + change.crossings.map { "    \($0.english)" }
            }
            return [head] + (change.note.en.isEmpty ? [] : ["    \(change.note.en)"])
        }
    }

    private static func text(_ people: Int?) -> String { people.map(grouped) ?? "not known" }
}

/// How a place changed, as `--json` prints it.
package struct PlaceChangeRecord: Encodable {
    let place: String
    let from: String
    let to: String
    let verdict: String
    let known: Bool
    let peopleGained: Int?
    let peopleLost: Int?
    let crossings: [Crossing]
    let noteEN: String
    let noteFR: String

    struct Crossing: Encodable {
        let direction: String
        let code: String
        let name: String
        let people: Int?
        let dates: [String]
        /// Codes of the interim list of changes.
        let changes: [String]
        let whole: Bool
        let estimated: Bool
    }

    package init(_ change: PlaceChange) {
        place = change.place.name
        from = change.periods.from.name
        to = change.periods.to.name
        verdict = change.verdict.rawValue
        known = change.isKnown
        peopleGained = change.gained
        peopleLost = change.lost
        noteEN = change.note.en
        noteFR = change.note.fr
        crossings = change.crossings.map { crossing in
            Crossing(
                direction: crossing.direction.rawValue,
                code: crossing.other.code,
                name: crossing.name,
                people: crossing.people,
                dates: crossing.dates,
                changes: crossing.changes.map(\.rawValue),
                whole: crossing.isWhole,
                estimated: crossing.isApportioned
            )
        }
    }
}
