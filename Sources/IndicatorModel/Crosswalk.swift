/// How the people of a census subdivision were told apart between two censuses.
package enum CrosswalkMethod: String, CaseIterable, Sendable {
    /// The subdivision stands in both censuses, or its code was changed.
    case code
    /// People affected by the changes of an interim list.
    case interimList = "crosswalk-interim-list"
    /// Block populations by a correspondence file.
    case blocks = "crosswalk-blocks"
    /// A weight that a steward wrote or imported.
    case concordance
}

/// A part of a whole, in whole people: shares of one whole add up to exactly 1.
package struct PopulationShare: Hashable, Sendable {
    package let people: Int
    package let of: Int

    package init(people: Int, of: Int) {
        self.people = people
        self.of = of
    }

    package static let whole = PopulationShare(people: 1, of: 1)

    package var isWhole: Bool { people == of }
    package var value: Double { isWhole ? 1 : Double(people) / Double(of) }
}

/// A census subdivision of the earlier census and one of the later that it lies in, in part or
/// whole.
package struct CrosswalkRow: Hashable, Sendable {
    package let from: String
    package let to: String
    /// Persons of the earlier census; nil where the census or the list does not say.
    package let people: Int?
    /// The share of the people of `from`; nil where it is not known.
    package let share: PopulationShare?
    package let method: CrosswalkMethod
    /// Whether the list does not say whose people moved, so that they were taken in proportion.
    package let isApportioned: Bool
    /// The changes through which they came to `to`, as positions in the list, ascending.
    package let changes: [Int]

    package init(
        from: String,
        to: String,
        people: Int?,
        share: PopulationShare?,
        method: CrosswalkMethod,
        isApportioned: Bool = false,
        changes: [Int] = []
    ) {
        self.from = from
        self.to = to
        self.people = people
        self.share = share
        self.method = method
        self.isApportioned = isApportioned
        self.changes = changes
    }
}

/// Land that passed from one census subdivision to another with nobody on it, or nobody known.
package struct LandTransfer: Hashable, Sendable {
    /// Of the earlier census, and of the later.
    package let from: String
    package let to: String
    /// The position of the change in the list.
    package let change: Int

    package init(from: String, to: String, change: Int) {
        self.from = from
        self.to = to
        self.change = change
    }
}

/// The people of each census subdivision of a census on the boundaries of another.
package struct Crosswalk: Hashable, Sendable {
    package let periods: PeriodPair
    /// Sorted by `from`, then `to`.
    package let rows: [CrosswalkRow]
    package let land: [LandTransfer]
    /// What in the list cannot be followed, as clauses with the position of the change.
    package let problems: [CrosswalkProblem]

    package init(
        periods: PeriodPair,
        rows: [CrosswalkRow],
        land: [LandTransfer] = [],
        problems: [CrosswalkProblem] = []
    ) {
        self.periods = periods
        self.rows = rows
        self.land = land
        self.problems = problems
    }

    /// The people of all rows; nil parts count nothing.
    package var people: Int { rows.reduce(0) { $0 + ($1.people ?? 0) } }

    /// The people of the earlier census on the boundaries of the later, where they are known.
    package var peopleByNewCode: [String: Int] {
        var people: [String: Int] = [:]
        for row in rows { people[row.to, default: 0] += row.people ?? 0 }
        return people
    }
}

/// A change that the people of the earlier census cannot follow.
package struct CrosswalkProblem: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The losing subdivision is in neither the census nor an earlier change.
        case unknownLosing = "unknown-losing"
        /// More people leave than are there.
        case tooManyPeople = "too-many-people"
        /// A subdivision is dissolved, and its people are not those that others gain.
        case unevenDissolution = "uneven-dissolution"
        /// People move, and the list does not say how many.
        case unknownSize = "unknown-size"
    }

    package let kind: Kind
    /// The position of the change in the list.
    package let change: Int
    package let message: String
}
