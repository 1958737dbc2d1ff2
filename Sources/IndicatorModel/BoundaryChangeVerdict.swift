/// Whether a place of one census is the same land in another.
package enum BoundaryChangeVerdict: String, CaseIterable, Sendable {
    /// The same land, also where its members merged or split among themselves, or where the drawn
    /// border was corrected and nobody lives between.
    case same
    /// The same land under other names, types or codes.
    case renamed
    /// It took in others whole, and gave nothing away.
    case merged
    /// It gave land to others, and took in nothing.
    case split
    /// Its border moved otherwise.
    case changed
    /// It is made of other levels or members: another definition.
    case definitionChanged = "definition-changed"
    case notKnown = "not-known"
}

/// People, or land without people, that crossed the border of a place between two censuses.
package struct BorderCrossing: Hashable, Sendable {
    package enum Direction: String, Sendable { case gained, lost }

    package let direction: Direction
    /// The subdivision on the other side: of the earlier census when gained, of the later when
    /// lost.
    package let other: Geography
    package let name: String
    /// Persons of the earlier census; nil where the list does not say.
    package let people: Int?
    /// Whether the definition of the place changed, not a border: the other side is as it was.
    package let isByDefinition: Bool
    /// Days on which it happened, ascending, where lists say so.
    package let dates: [String]
    package let changes: [BoundaryChangeCode]
    /// Whether the whole subdivision crossed.
    package let isWhole: Bool
    /// Whether its people were taken in proportion, because no list tells them apart.
    package let isApportioned: Bool

    package init(
        direction: Direction,
        other: Geography,
        name: String,
        people: Int?,
        isByDefinition: Bool,
        dates: [String],
        changes: [BoundaryChangeCode],
        isWhole: Bool,
        isApportioned: Bool
    ) {
        self.direction = direction
        self.other = other
        self.name = name
        self.people = people
        self.isByDefinition = isByDefinition
        self.dates = dates
        self.changes = changes
        self.isWhole = isWhole
        self.isApportioned = isApportioned
    }

    /// Whether only the drawn border was corrected, where nobody lives.
    package var isCorrectionOfMap: Bool { people == 0 && changes.allSatisfy(\.isWithoutPeople) }
}

/// How a place stands to itself in an earlier census.
package struct PlaceChange: Hashable, Sendable {
    package let place: PlaceID
    package let periods: PeriodPair
    package let verdict: BoundaryChangeVerdict
    /// Persons of the earlier census; nil where not known.
    package let gained: Int?
    package let lost: Int?
    package let crossings: [BorderCrossing]
    package let note: BilingualText

    package var isKnown: Bool { verdict != .notKnown }
}
