/// The names of subdivisions on the other side of a border.
struct CrossingNames {
    let old: Gazetteer?
    let new: Gazetteer?

    func name(_ code: String, _ direction: BorderCrossing.Direction) -> String {
        let geography = Geography(level: .censusSubdivision, code: code)
        return (direction == .gained ? old : new)?[geography]?.names.en ?? code
    }
}

extension BorderCrossing {
    /// Everything that crossed the border of a place, gains first, by the code of the other side.
    ///
    /// A move between two members crosses nothing.
    static func all(
        _ crosswalk: Crosswalk,
        _ list: BoundaryChanges,
        _ old: Set<String>,
        _ new: Set<String>,
        _ names: CrossingNames
    ) -> [BorderCrossing] {
        var found: [Side: Sum] = [:]
        for row in crosswalk.rows {
            let isByDefinition = row.changes.isEmpty
            guard let side = Side(row.from, row.to, old, new, isByDefinition) else { continue }
            found[side, default: Sum()].add(row, list)
        }
        for transfer in crosswalk.land {
            guard let side = Side(transfer.from, transfer.to, old, new, false) else { continue }
            found[side, default: Sum()].add(list.all[transfer.change])
        }
        return found.map { side, sum in
            BorderCrossing(
                direction: side.direction,
                other: Geography(level: .censusSubdivision, code: side.code),
                name: names.name(side.code, side.direction),
                people: sum.people,
                isByDefinition: side.isByDefinition,
                dates: sum.dates.sorted(),
                changes: sum.changes.sorted { $0.rawValue < $1.rawValue },
                isWhole: sum.isWhole,
                isApportioned: sum.isApportioned
            )
        }
        .sorted {
            ($0.direction.rawValue, $0.other, $0.isByDefinition ? 1 : 0)
                < ($1.direction.rawValue, $1.other, $1.isByDefinition ? 1 : 0)
        }
    }

    /// The other side of the border.
    private struct Side: Hashable {
        let direction: Direction
        let code: String
        let isByDefinition: Bool

        /// Nil where nothing crosses.
        init?(
            _ from: String,
            _ to: String,
            _ old: Set<String>,
            _ new: Set<String>,
            _ isByDefinition: Bool
        ) {
            self.isByDefinition = isByDefinition
            switch (old.contains(from), new.contains(to)) {
            case (false, true): (direction, code) = (.gained, from)
            case (true, false): (direction, code) = (.lost, to)
            default: return nil
            }
        }
    }

    /// What crossed to or from one subdivision.
    private struct Sum {
        var people: Int? = 0
        var dates: Set<String> = []
        var changes: Set<BoundaryChangeCode> = []
        var isWhole = false
        var isApportioned = false

        mutating func add(_ row: CrosswalkRow, _ list: BoundaryChanges) {
            people = people.flatMap { sum in row.people.map { sum + $0 } }
            isWhole = isWhole || row.share?.isWhole == true
            isApportioned = isApportioned || row.isApportioned
            for change in row.changes { add(list.all[change]) }
        }

        mutating func add(_ change: BoundaryChange) {
            if !change.date.isEmpty { dates.insert(change.date) }
            changes.insert(change.change)
        }
    }
}

extension BilingualText {
    static let none = BilingualText(en: "", fr: "")

    /// Of a recipe that is made on the boundaries of the later census.
    static func constantLand(_ periods: PeriodPair) -> BilingualText {
        BilingualText(
            en: "the recipe of \(periods.from) is made on the boundaries of \(periods.to)",
            fr: "la recette de \(periods.from) est faite selon les limites de \(periods.to)"
        )
    }

    /// What crossed a border, in one sentence a language.
    static func crossings(_ all: [BorderCrossing], isInside: Bool) -> BilingualText {
        if all.isEmpty, isInside {
            return BilingualText(
                en: "its members changed among themselves",
                fr: "ses membres ont changé entre eux"
            )
        }
        return BilingualText(
            en: all.map(\.english).joined(separator: "; "),
            fr: all.map(\.french).joined(separator: "; ")
        )
    }
}

extension BorderCrossing {
    /// `gained 542 people of Leduc County (CSD 4811012), 2019-01-01`.
    package var english: String {
        let size =
            people.map { $0 == 0 ? "land without people" : counted($0, "person", plural: "people") }
            ?? "people whose number is not known"
        let way = direction == .gained ? "gained \(size) of" : "lost \(size) to"
        let mixed = isApportioned ? " (in proportion)" : ""
        let when = isByDefinition ? ["by definition"] : dates
        return (["\(way) \(name) (\(other))\(mixed)"] + when).joined(separator: ", ")
    }

    /// The same in French.
    package var french: String {
        let size =
            people.map {
                $0 == 0
                    ? "un territoire sans habitants"
                    : "\(grouped($0).replacing(",", with: "\u{A0}")) personne\($0 == 1 ? "" : "s")"
            } ?? "des personnes dont le nombre n’est pas connu"
        let way = direction == .gained ? "a gagné \(size) de" : "a perdu \(size) pour"
        let mixed = isApportioned ? " (en proportion)" : ""
        let when = isByDefinition ? ["par définition"] : dates
        return (["\(way) \(name) (\(other))\(mixed)"] + when).joined(separator: ", ")
    }
}
